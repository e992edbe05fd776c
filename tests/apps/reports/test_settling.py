"""From the clerk's figures to the final report: who may, what stands in the way, what is kept."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.oversight.reports import actions, queries
from gongkai.oversight.reports.models import AnnualFigures, PastReport
from gongkai.oversight.reports.past import read_past
from gongkai.rules.annual_report.reading import NotTheReport
from tests.factories.cases import at
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.reports import (
    AFTER,
    ENTERED,
    YEAR,
    a_few,
    application,
    figures,
    last_year,
    past,
    registered,
)

State = AnnualFigures.State
YEARS_END = date(2025, 12, 30)


def verbs() -> list[str]:
    return list(
        LedgerEntry.objects.filter(verb__startswith="annual.")
        .order_by("id")
        .values_list("verb", flat=True)
    )


def refusal(act: object, *args: object, **given: object) -> str:
    with pytest.raises(Refused) as why:
        act(*args, **given)  # type: ignore[operator]
    return str(why.value)


@pytest.fixture
def checked(bureau: Bureau) -> AnnualFigures:
    a_few(bureau)
    return actions.check(figures(bureau), by=bureau.clerk, at=AFTER)


@pytest.fixture
def final(bureau: Bureau, checked: AnnualFigures) -> AnnualFigures:
    return actions.settle(checked, by=bureau.office, at=AFTER)


def test_a_year_goes_from_figures_to_final_and_the_ledger_tells_it(
    bureau: Bureau, final: AnnualFigures
) -> None:
    assert final.state == State.FINAL
    assert verbs() == ["annual.figures-entered", "annual.checked", "annual.settled"]
    assert queries.findings(bureau.agency, YEAR) == ()


def test_what_was_entered_comes_back_as_it_was(bureau: Bureau) -> None:
    kept = queries.entered_in(figures(bureau))
    assert replace(kept, sections=ENTERED.sections) == ENTERED
    assert [section.paragraphs for section in kept.sections or ()] == [
        section.paragraphs for section in ENTERED.sections or ()
    ]


def test_entering_again_voids_the_check(bureau: Bureau, checked: AnnualFigures) -> None:
    again = figures(bureau)
    assert (again.state, again.checked_by, again.revision) == (State.DRAFT, None, 2)
    assert "还没有人核对" in refusal(actions.settle, again, by=bureau.office, at=AFTER)


def test_who_opened_an_older_form_overwrites_nothing(bureau: Bureau) -> None:
    figures(bureau)
    said = refusal(
        actions.enter, bureau.agency, YEAR, ENTERED, revision=0, by=bureau.office, at=AFTER
    )
    assert "又保存过一次" in said
    assert verbs() == ["annual.figures-entered"]


@pytest.mark.parametrize("role", ["head", "secrecy", "leader", "operator"])
def test_only_clerks_and_the_office_fill_in(bureau: Bureau, role: str) -> None:
    by = getattr(bureau, role)
    said = refusal(actions.enter, bureau.agency, YEAR, ENTERED, revision=0, by=by, at=AFTER)
    assert "经办人和领导小组办公室" in said
    assert not AnnualFigures.objects.exists()


def test_nobody_fills_in_for_another_agency_or_another_time(bureau: Bureau) -> None:
    other = staffed_bureau(slug="bieju")
    given = {"revision": 0, "at": AFTER}
    assert refusal(actions.enter, bureau.agency, YEAR, ENTERED, by=other.office, **given)
    for year in (1999, 2027):
        said = refusal(actions.enter, bureau.agency, year, ENTERED, by=bureau.office, **given)
        assert "请核对年度" in said


def test_a_clerk_does_not_settle(bureau: Bureau, checked: AnnualFigures) -> None:
    said = refusal(actions.settle, checked, by=bureau.clerk, at=AFTER)
    assert "领导小组办公室定稿" in said
    checked.refresh_from_db()
    assert checked.state == State.CHECKED


def test_a_blocking_finding_stands_in_the_way_of_both_steps(bureau: Bureau) -> None:
    a_few(bureau)
    open_figures = figures(bureau, proceedings=None)
    for act, by in ((actions.check, bureau.clerk), (actions.settle, bureau.office)):
        assert "T4-0　没有找到表4" in refusal(act, open_figures, by=by, at=AFTER)


def test_a_case_entered_late_can_void_the_sums_after_the_check(
    bureau: Bureau, checked: AnnualFigures
) -> None:
    past(bureau, last_year([3, 0, 0, 0, 0, 0]))
    assert "T3-5" in refusal(actions.settle, checked, by=bureau.office, at=AFTER)


def test_no_year_is_settled_before_it_is_over(bureau: Bureau) -> None:
    moment = at("2025-12-31")
    entered = figures(bureau, moment=moment, published_on=None)
    actions.check(entered, by=bureau.clerk, at=moment)
    said = refusal(actions.settle, entered, by=bureau.office, at=moment)
    assert said == "统计期限到2025年12月31日为止，2026年1月1日起才能定稿。"


def test_a_section_without_a_word_is_named(bureau: Bureau) -> None:
    empty = figures(bureau, sections=(), fee_facts=None)
    actions.check(empty, by=bureau.clerk, at=AFTER)
    said = refusal(actions.settle, empty, by=bureau.office, at=AFTER)
    assert [part for part in ("第一部分", "第五部分", "第六部分") if part in said] == [
        "第一部分", "第五部分", "第六部分",
    ]  # fmt: skip


def test_what_is_final_stays_when_the_register_goes_on(
    bureau: Bureau, final: AnnualFigures
) -> None:
    before = queries.report_of(bureau.agency, YEAR)
    registered([application(bureau, YEARS_END)])
    assert queries.report_of(bureau.agency, YEAR) == before
    found = {one.check for one in queries.findings(bureau.agency, YEAR)}
    assert found == {"T3-6"}


def test_what_is_final_is_not_entered_again_until_it_was_reopened(
    bureau: Bureau, final: AnnualFigures
) -> None:
    said = refusal(figures, bureau)
    assert "退回修改" in said
    assert "理由" in refusal(actions.reopen, final, reason="错", by=bureau.office, at=AFTER)
    reason = "主管部门要求更正许可数量。"
    assert "领导小组办公室" in refusal(
        actions.reopen, final, reason=reason, by=bureau.clerk, at=AFTER
    )
    opened = actions.reopen(final, reason=reason, by=bureau.office, at=AFTER)
    assert (opened.state, opened.settled) == (State.DRAFT, None)
    assert figures(bureau).revision == 2
    entry = LedgerEntry.objects.get(verb="annual.reopened")
    settled = LedgerEntry.objects.get(verb="annual.settled")
    assert entry.details["sha256"] == settled.details["sha256"]
    assert entry.details["reason"] == reason


def test_next_year_is_compared_with_what_was_settled_here(
    bureau: Bureau, final: AnnualFigures
) -> None:
    before = queries.last_year_of(bureau.agency, YEAR + 1)
    assert before is not None
    assert before.source == "本系统定稿的年报"
    assert before.report == queries.report_of(bureau.agency, YEAR)


def test_of_several_files_the_last_one_counts(bureau: Bureau) -> None:
    past(bureau, last_year([1, 0, 0, 0, 0, 0]))
    last = past(bureau, last_year([2, 0, 0, 0, 0, 0]))
    before = queries.last_year_of(bureau.agency, YEAR)
    assert before is not None
    assert before.report.applications is not None
    assert before.report.applications.carried_over.total == 2
    assert LedgerEntry.objects.filter(verb="annual.past-imported").last().details["sha256"] == (
        last.sha256
    )


def test_a_file_of_another_year_or_of_no_year_is_refused(bureau: Bureau) -> None:
    wrong = replace(last_year([0] * 6), year=2022, title="", published_on=None)
    assert "文件是2022年的报告" in refusal(past, bureau, wrong)
    assert "没有读到是哪一年的报告" in refusal(past, bureau, replace(wrong, year=None))
    assert "更正依据" in refusal(past, bureau, last_year([0] * 6), restated_why="有")
    assert not PastReport.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("a.json", b"{", "不是合格的 JSON", id="broken"),
        pytest.param("a.json", b"[" * 100_000, "嵌套太深", id="deep"),
        pytest.param("a.pdf", b"%PDF-1.7", "PDF", id="pdf"),
        pytest.param("a.docx", b"PK\x03\x04broken", "损坏", id="broken-word"),
        pytest.param("a.html", b"<p>x</p>", "没有找到年度报告的表格", id="another-page"),
        pytest.param("", b" ", "文件是空的", id="empty"),
        pytest.param("a.html", b"x" * (20 * 1024 * 1024 + 1), "超过20MB", id="too-large"),
    ],
)
def test_a_file_that_is_no_report_says_so(name: str, content: bytes, told: str) -> None:
    with pytest.raises(NotTheReport, match=told):
        read_past(name, content)


@pytest.mark.parametrize(
    "name",
    ["", "..", "/etc/passwd", "../../x.json", "年报" * 200 + ".json", "𠀀" * 99, "a\0b", "-", "."],
)
def test_no_name_of_a_file_leads_out_of_its_folder(name: str) -> None:
    file = read_past(name, b'{"applications": []}')
    assert "/" not in file.name
    assert file.name not in ("", ".", "..", "-")


def test_signs_that_no_database_holds_do_not_stop_an_import(bureau: Bureau) -> None:
    text = b'{"year": 2024, "title": "a\\u0000b\\ud800", "agency": "\\u0000", "disclosure": '
    text += b'{"licences": "1\\u00002"}}'
    file = read_past("x.json", text)
    kept = actions.import_past(bureau.agency, YEAR, file, by=bureau.clerk, at=AFTER)
    assert kept.report["disclosure"]["licences"] == "12"
    assert queries.findings(bureau.agency, YEAR)
