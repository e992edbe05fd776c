"""The command on a data folder of its own: made ready, kept, backed up, restored, verified."""

import io
import json
import sqlite3
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gongkai.command.asking import parser
from tests.installation import Installation

pytestmark = pytest.mark.slow


@pytest.fixture
def working(installation: Installation, tmp_path: Path) -> Installation:
    return installation.copy(tmp_path / "home")


def tamper(home: Path, statement: str) -> None:
    """What somebody with the file in their hands can do."""
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as database, database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)


def test_init_keeps_the_key_from_others_and_may_be_repeated(working: Installation) -> None:
    key = working.home / "secret-key"
    before = key.read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    again = working.run("init", "--agency-name", "试验市交通局", "--slug", "shiyan")
    assert again.returncode == 0
    assert "已经建立，没有改动" in again.stdout
    assert key.read_text() == before


def test_the_operators_password_is_random_and_shown_once(installation: Installation) -> None:
    password = installation.greeting.split("一次性密码")[1].split()[0]
    assert len(password) >= 12
    kept = b"".join(path.read_bytes() for path in installation.home.glob("*.sqlite3*"))
    assert password.encode() not in kept


def test_an_agency_needs_both_a_name_and_a_slug(tmp_path: Path) -> None:
    refused = Installation(tmp_path / "home").run("init", "--slug", "jia")
    assert refused.returncode == 2
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("words", [["serve"], ["worker"], ["search", "公路"], ["ledger", "verify"]])
def test_what_needs_an_installation_says_so(tmp_path: Path, words: list[str]) -> None:
    refused = Installation(tmp_path / "nowhere").run(*words)
    assert refused.returncode == 1
    assert "gongkai init" in refused.stderr


def test_an_untouched_ledger_verifies(working: Installation) -> None:
    verified = working.run("ledger", "verify", "--json")
    assert verified.returncode == 0
    assert json.loads(verified.stdout) == {"chains": 1, "entries": 4, "broken": []}


def test_a_tampered_ledger_names_its_first_bad_entry(working: Installation) -> None:
    tamper(working.home, "UPDATE ledger_ledgerentry SET by_name = '别人' WHERE number = 3")
    verified = working.run("ledger", "verify")
    assert verified.returncode == 1
    assert "试验市交通局：第3号起不符" in verified.stdout


@pytest.fixture
def backup(working: Installation) -> Path:
    """A backup of an installation that also holds a stored file."""
    stored = working.home / "files" / "ab" / "cd"
    stored.mkdir(parents=True)
    (stored / "abcd").write_bytes(b"paper")
    target = working.home.parent / "backup.tar.gz"
    done = working.run("backup", str(target))
    assert done.returncode == 0, done.stderr
    return target


def test_a_backup_restores_to_the_same_installation(
    working: Installation, backup: Path, tmp_path: Path
) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    again = Installation(tmp_path / "again")
    restored = again.run("restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert "台账完好" in restored.stdout
    assert (again.home / "files/ab/cd/abcd").read_bytes() == b"paper"
    assert (again.home / "secret-key").read_text() == (working.home / "secret-key").read_text()
    assert stat.S_IMODE((again.home / "secret-key").stat().st_mode) == 0o600


def test_a_backup_is_not_written_over(working: Installation, backup: Path) -> None:
    before = backup.read_bytes()
    assert working.run("backup", str(backup)).returncode == 1
    assert backup.read_bytes() == before


def test_restoring_over_anything_is_refused(working: Installation, backup: Path) -> None:
    refused = working.run("restore", str(backup))
    assert refused.returncode == 1
    assert "不是空的" in refused.stderr
    assert working.run("ledger", "verify").returncode == 0


def _rewrite(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> None:
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            content = old.extractfile(member)
            assert content is not None
            changed = change(member.name, content.read())
            member.size = len(changed)
            new.addfile(member, io.BytesIO(changed))


def test_a_changed_backup_is_refused_and_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.tar.gz"
    _rewrite(
        backup, changed, lambda name, content: b"forged" if name.endswith("/abcd") else content
    )
    again = Installation(tmp_path / "again")
    refused = again.run("restore", str(changed))
    assert refused.returncode == 1
    assert "files/ab/cd/abcd 与清单的摘要不符" in refused.stderr
    assert list(again.home.iterdir()) == []


def test_a_truncated_backup_is_refused_and_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.tar.gz"
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    again = Installation(tmp_path / "again")
    refused = again.run("restore", str(half))
    assert refused.returncode == 1
    assert "损坏或不完整" in refused.stderr
    assert list(again.home.iterdir()) == []


def test_a_backup_cannot_write_outside_its_folder(backup: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar.gz"
    outside = tmp_path / "outside"
    outside.write_text("untouched")
    with tarfile.open(evil, "w:gz") as archive:
        archive.add(outside, arcname="files/../../outside")
    refused = Installation(tmp_path / "again").run("restore", str(evil))
    assert refused.returncode == 1
    assert "不该有的内容" in refused.stderr
    assert outside.read_text() == "untouched"


def test_a_restored_ledger_that_was_tampered_with_is_named(
    working: Installation, tmp_path: Path
) -> None:
    tamper(working.home, "DELETE FROM ledger_ledgerentry WHERE number = 2")
    target = tmp_path / "tampered.tar.gz"
    assert working.run("backup", str(target)).returncode == 0
    restored = Installation(tmp_path / "again").run("restore", str(target))
    assert restored.returncode == 1
    assert "第2号起不符" in restored.stdout


def test_help_is_chinese_and_starts_no_django(installation: Installation) -> None:
    helped = installation.run("--help")
    assert helped.returncode == 0
    assert "用法：gongkai" in helped.stdout
    assert "usage" not in helped.stdout
    code = (
        "import sys\nfrom gongkai.command import main\n"
        "try:\n    main(['convert', '--help'])\nexcept SystemExit:\n    pass\n"
        "raise SystemExit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0


def test_every_command_is_described() -> None:
    text = parser().format_help()
    for name in ("init", "serve", "worker", "convert", "publish", "search", "ledger", "backup",
                 "restore", "demo", "reindex", "check-system"):  # fmt: skip
        assert name in text


def test_misuse_ends_with_two(installation: Installation) -> None:
    for words in ([], ["convert"], ["nonsense"], ["serve", "--port", "x"]):
        done = installation.run(*words)
        assert done.returncode == (2 if words else 0)
        assert "Traceback" not in done.stderr


def test_check_system_says_what_is_missing_and_how_to_get_it(installation: Installation) -> None:
    checked = installation.run("check-system", "--json")
    programs = json.loads(checked.stdout)
    assert checked.returncode == (0 if all(one["is_present"] for one in programs) else 1)
    assert all("apt install" in one["how"] for one in programs)
    assert "LibreOffice" in [one["name"] for one in programs]
