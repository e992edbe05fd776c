"""Every package we install is on the list of licences."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_locked_package_has_its_licence_listed() -> None:
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements/app.txt").read_text(), re.MULTILINE)
    listed = re.findall(
        r"^\| ([\w.-]+) \| \S", (ROOT / "docs/reference/licences.md").read_text(), re.MULTILINE
    )
    assert sorted(set(locked) - set(listed)) == []
    assert sorted(set(listed) - set(locked) - {"Package"}) == []
