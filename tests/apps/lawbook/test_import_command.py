"""`gongkai calendar import`: what it says, hands over, refuses and leaves alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine

from gongkai.command import main
from gongkai.inbound.cases.models import Case
from gongkai.lawbook.models import HolidayNotice
from gongkai.ledger.models import LedgerEntry
from tests.factories.lawbook import morning, notice_text
from tests.factories.people import Bureau, UserFactory, staffed_bureau

Reported = Callable[..., Case]
Answer = tuple[int, str, str]


@pytest.fixture
def bring_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Answer]:
    """Imports a file with this content, in this process and on the test's own database."""
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "only-for-tests")
    path = tmp_path / "2027.toml"

    def run(content: str | bytes, by: str, *options: str) -> Answer:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with time_machine.travel(morning("2026-12-28"), tick=False):
            code = main(["calendar", "import", str(path), "--by", by, *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_it_lists_what_moved(
    bring_in: Callable[..., Answer], bureau: Bureau, reported: Reported
) -> None:
    reported("2026-12-01")
    report = reported("2026-12-21")
    code, out, _ = bring_in(notice_text(), bureau.operator.username)
    assert code == 0
    assert "已导入2027年的放假安排：示办发〔2026〕1号" in out
    assert f"文档纠错{report.number}：2027-01-12 → 2027-01-11" in out
    assert "1件未办结件的期限有变动" in out


def test_programs_get_the_same_as_json(
    bring_in: Callable[..., Answer], bureau: Bureau, reported: Reported
) -> None:
    report = reported("2026-12-21")
    code, out, _ = bring_in(notice_text(), bureau.operator.username, "--json")
    assert code == 0
    assert json.loads(out) == {
        "year": 2027,
        "number": "示办发〔2026〕1号",
        "moved": [{"number": report.number, "from": "2027-01-12", "to": "2027-01-11"}],
    }


def test_importing_it_again_changes_nothing_and_says_so(
    bring_in: Callable[..., Answer], bureau: Bureau, reported: Reported
) -> None:
    reported("2026-12-21")
    bring_in(notice_text(), bureau.operator.username)
    entries = LedgerEntry.objects.count()
    code, out, _ = bring_in(notice_text(), bureau.operator.username)
    assert code == 0
    assert "没有改动" in out
    code, out, _ = bring_in(notice_text(), bureau.operator.username, "--json")
    assert (code, json.loads(out)["moved"]) == (0, [])
    assert HolidayNotice.objects.count() == 1
    assert LedgerEntry.objects.count() == entries


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_every_problem_of_a_bad_file_is_told_and_nothing_stored(
    bring_in: Callable[..., Answer], bureau: Bureau, options: tuple[str, ...]
) -> None:
    text = notice_text(festivals=(("", ("2029-01-01",), ("2027-01-04",)),))
    code, out, err = bring_in(text, bureau.operator.username, *options)
    assert code == 1
    told = json.loads(out)["error"] if options else err.splitlines()
    assert len(told) >= 3
    assert not HolidayNotice.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("放假".encode("gb18030"), "UTF-8", id="another-encoding"),
        pytest.param(b"x" * 1_000_000, "超过64KB", id="huge"),
        pytest.param(b"", "year应当写年份", id="empty"),
    ],
)
def test_what_is_no_notice_gives_a_sentence(
    bring_in: Callable[..., Answer], bureau: Bureau, content: bytes, told: str
) -> None:
    code, _, err = bring_in(content, bureau.operator.username)
    assert code == 1
    assert told in err
    assert "Traceback" not in err


def test_who_may_not_is_told_who_may(bring_in: Callable[..., Answer], bureau: Bureau) -> None:
    lower = staffed_bureau(upper=bureau.agency)
    gone = UserFactory(agency=bureau.agency, role="operator", is_active=False)
    for by, told in (
        ("nobody", "没有登录名为“nobody”的工作人员"),
        (gone.username, "没有登录名为"),
        (bureau.clerk.username, "只有系统管理员可以修改"),
        (lower.operator.username, f"由“{bureau.agency}”的系统管理员维护"),
    ):
        code, _, err = bring_in(notice_text(), by)
        assert code == 1
        assert told in err
    assert not HolidayNotice.objects.exists()


def test_a_missing_file_is_named(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "only-for-tests")
    for path in (tmp_path / "none.toml", tmp_path):
        words = ["calendar", "import", str(path), "--by", bureau.operator.username]
        assert main(words) == 1
        assert "没有这个文件" in capsys.readouterr().err
