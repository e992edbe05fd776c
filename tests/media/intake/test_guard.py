"""The guarded door gives what the open one gives, and leaves nothing behind."""

import dataclasses
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gongkai
from gongkai.media.intake import clean_copy, take_in, take_in_guarded
from gongkai.media.intake.sniffing import safe_name
from tests.media.intake.office_files import notice, png, saved


def test_it_gives_the_same_as_reading_directly(tmp_path: Path) -> None:
    document = notice()
    (tmp_path / "p.png").write_bytes(png())
    document.add_picture(str(tmp_path / "p.png"))
    path = saved(document, tmp_path)
    taken, copy = take_in_guarded(path, name="通知.docx")
    assert taken == take_in(path, name="通知.docx")
    assert copy == clean_copy(path, name="通知.docx")
    assert dataclasses.is_dataclass(taken.facts)


def test_it_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(notice(), tmp_path)
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    take_in_guarded(path, name="a.docx")
    assert list(room.iterdir()) == []


def test_it_starts_without_django_and_quickly() -> None:
    asked = (
        "import time, sys; t = time.perf_counter(); import gongkai.media.intake;"
        "assert 'django' not in sys.modules; print(time.perf_counter() - t)"
    )
    folder = Path(gongkai.__file__).parent.parent
    best = min(
        float(subprocess.check_output([sys.executable, "-c", asked], cwd=folder))
        for _attempt in range(3)
    )
    assert best < 0.5
    assert time.monotonic() > 0


@pytest.mark.parametrize(
    ("name", "stem", "extension"),
    [
        pytest.param("../../etc/passwd.docx", "passwd", "docx", id="path"),
        pytest.param("c:\\报告.DOCX", "报告", "docx", id="windows-path"),
        pytest.param("报\x00告\n.pdf", "报告", "pdf", id="control-characters"),
        pytest.param("报告\u202excod.exe", "报告xcod", "exe", id="direction-mark"),
        pytest.param("...", "未命名文件", "", id="dots"),
        pytest.param("2023年.工作 总结", "2023年.工作 总结", "", id="no-extension"),
    ],
)
def test_names_are_made_safe(name: str, stem: str, extension: str) -> None:
    assert safe_name(name) == (stem, extension)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_no_name_is_dangerous(name: str) -> None:
    stem, extension = safe_name(name)
    assert stem
    assert "/" not in stem + extension
    assert not any(ord(sign) < 32 for sign in stem)
