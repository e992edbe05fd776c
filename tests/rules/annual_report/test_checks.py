"""The sums of the annual report: a published report holds, and any one changed cell is found."""

from dataclasses import astuple, replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.annual_report.checks import (
    applicants_total,
    as_registered,
    balance,
    carried_from_last_year,
    counts_only,
    decisions_registered,
    disclosure_cells,
    documents_in_force,
    endings_total,
    fees_in_their_unit,
    pending_followed,
    results_total,
    table_findings,
)
from gongkai.rules.annual_report.examining import report_findings
from gongkai.rules.annual_report.report import AnnualReport, RegisterCounts
from gongkai.rules.annual_report.tables import (
    COLUMNS,
    PROCEEDINGS,
    ApplicationsTable,
    Cell,
    Count,
    Documents,
    Endings,
    Sum,
)
from gongkai.rules.gate.findings import Severity
from tests.rules.annual_report.reports import (
    DISCLOSURE,
    LAST_YEAR,
    PROCEEDINGS_TABLE,
    REPORT,
    ROWS,
    TABLE,
    changed,
    consistent_reports,
)

DELTAS = st.integers(min_value=-20000, max_value=20000).filter(bool)
BEFORE = LAST_YEAR.applications
DISCLOSED_BEFORE = LAST_YEAR.disclosure
assert BEFORE is not None
assert DISCLOSED_BEFORE is not None


def test_the_published_report_holds_all_checks() -> None:
    registered = RegisterCounts(
        applications=TABLE,
        new_proceedings=(("行政复议", 669), ("未经复议直接起诉", 29), ("复议后起诉", 105)),
        licences=11398889,
        penalties=6937489,
        coercive_measures=166105,
        fees=Decimal(316441),
    )
    assert report_findings(REPORT, last_year=LAST_YEAR, registered=registered) == ()


@given(report=consistent_reports())
def test_consistent_tables_hold_whatever_their_figures(report: AnnualReport) -> None:
    assert report_findings(report) == ()


@given(
    report=consistent_reports(),
    row=st.integers(0, 24),
    column=st.integers(0, 6),
    step=st.sampled_from([-1, 1]),
)
def test_any_cell_of_table_three_changed_by_one_breaks_a_sum_that_names_it(
    report: AnnualReport, row: int, column: int, step: int
) -> None:
    assert report.applications is not None
    rows = [list(each.counts) for each in report.applications.rows.values()]
    count = rows[row][column]
    assert isinstance(count, int)
    rows[row][column] = count + step
    findings = table_findings(ApplicationsTable.of_rows(rows))
    cell = Cell(3, list(report.applications.rows)[row], COLUMNS[column])
    assert {finding.check for finding in findings} <= {"T3-1", "T3-2", "T3-3", "T3-4"}
    # A count below zero is no count, so that it is told of alone.
    assert findings
    assert all(cell in finding.cells for finding in findings)


@pytest.mark.parametrize(
    ("row", "checks"),
    [
        pytest.param(0, {"T3-1", "T3-3"}, id="received"),
        pytest.param(1, {"T3-1", "T3-3"}, id="carried-in"),
        pytest.param(2, {"T3-2", "T3-3"}, id="first-result"),
        pytest.param(22, {"T3-2", "T3-3"}, id="last-result"),
        pytest.param(23, {"T3-1", "T3-2", "T3-3"}, id="concluded"),
        pytest.param(24, {"T3-1", "T3-3"}, id="carried-over"),
    ],
)
@pytest.mark.parametrize("column", range(7), ids=COLUMNS)
def test_a_changed_cell_fails_the_sums_it_stands_in(
    row: int, column: int, checks: set[str]
) -> None:
    count = ROWS[row][column]
    assert isinstance(count, int)
    assert {finding.check for finding in table_findings(changed(row, column, count + 1))} == checks


@pytest.mark.parametrize(
    ("count", "fault"),
    [
        pytest.param(None, "是空的，请确认是零还是漏填。", id="empty"),
        pytest.param(-1, "是-1，应为非负整数。", id="negative"),
        pytest.param(1.5, "是1.5，应为非负整数。", id="broken-number"),
        pytest.param(True, "是True，应为非负整数。", id="not-a-number"),
        pytest.param("7", "是文字“7”，应为非负整数。", id="written-as-text"),
    ],
)
def test_a_cell_that_is_no_count_is_asked_about_and_no_sum_is_blamed(
    count: Count, fault: str
) -> None:
    (finding,) = table_findings(changed(17, 2, count))
    assert finding.check == "T3-4"
    assert finding.message == f"表3“3.要求提供公开出版物”行“科研机构”列{fault}"


def test_the_empty_cells_of_a_row_are_asked_about_together() -> None:
    rows = [list(each) for each in ROWS]
    rows[17][1] = rows[17][2] = None
    (finding,) = counts_only(ApplicationsTable.of_rows(rows))
    assert finding.message == (
        "表3“3.要求提供公开出版物”行“商业企业”“科研机构”列是空的，请确认是零还是漏填。"
    )
    assert [cell.column for cell in finding.cells] == ["商业企业", "科研机构"]


def test_the_messages_name_rows_columns_and_both_sides_of_the_sum() -> None:
    table = changed(0, 0, 13613)
    assert [finding.message for finding in (*balance(table), *applicants_total(table))] == [
        "表3“自然人”列：“一、本年新收政府信息公开申请数量”13613加"
        "“二、上年结转政府信息公开申请数量”535是14148，“（七）总计”13364加"
        "“四、结转下年度继续办理”783是14147，应当相等。",
        "表3“一、本年新收政府信息公开申请数量”行：“总计”是14069，"
        "各类申请人相加13613+252+0+45+128+32是14070，应当相等。",
    ]
    (finding,) = results_total(changed(2, 2, 1))
    assert finding.message == (
        "表3“科研机构”列：“（七）总计”是0，21项办理结果相加"
        "1+0+0+0+0+0+0+0+0+0+0+0+0+0+0+0+0+0+0+0+0是1，应当相等。"
    )
    assert not list(counts_only(table))


@given(column=st.integers(0, 6), delta=DELTAS, restated=st.booleans())
def test_what_was_carried_in_must_be_what_last_year_carried_over(
    column: int, delta: int, restated: bool
) -> None:
    counts = list(BEFORE.carried_over.counts)
    count = counts[column]
    assert isinstance(count, int)
    counts[column] = abs(delta) + count
    last_year = replace(BEFORE, carried_over=type(BEFORE.carried_over)(*counts))
    (finding,) = carried_from_last_year(TABLE, last_year, restated=restated)
    assert finding.check == "T3-5"
    assert finding.severity is (Severity.WARN if restated else Severity.BLOCK)
    assert finding.cells == (Cell(3, "二、上年结转政府信息公开申请数量", COLUMNS[column]),)


def test_the_register_of_applications_is_compared_cell_by_cell() -> None:
    (finding,) = as_registered(changed(4, 0, 12), TABLE)
    assert (finding.check, finding.severity) == ("T3-6", Severity.BLOCK)
    assert finding.message == (
        "表3“1.属于国家秘密”行与申请登记簿不一致：“自然人”列报告是12，登记簿是13。"
    )
    assert not list(as_registered(changed(4, 0, None), TABLE))


@pytest.mark.parametrize(
    ("proceeding", "at"),
    [
        pytest.param(proceeding, at, id=f"{name}-{at}")
        for (proceeding, name), at in product(
            zip(("reviews", "direct_actions", "actions_after_review"), PROCEEDINGS, strict=True),
            range(5),
        )
    ],
)
@given(delta=st.none() | DELTAS)
def test_any_one_changed_cell_of_table_four_is_found(
    proceeding: str, at: int, delta: int | None
) -> None:
    counts = list(astuple(getattr(PROCEEDINGS_TABLE, proceeding)))
    counts[at] = None if delta is None else counts[at] + delta
    (finding,) = endings_total(replace(PROCEEDINGS_TABLE, **{proceeding: Endings(*counts)}))
    assert finding.check == "T4-1"
    assert {cell.row for cell in finding.cells} <= set(PROCEEDINGS)


def test_the_sum_of_a_proceeding_is_told_part_by_part() -> None:
    table = replace(PROCEEDINGS_TABLE, reviews=Endings(376, 97, 196, 121, 791))
    (finding,) = endings_total(table)
    assert finding.message == (
        "表4“行政复议”：“总计”是791，“结果维持”376加“结果纠正”97加“其他结果”196加“尚未审结”121"
        "是790，应当相等。"
    )


@pytest.mark.parametrize(
    ("new", "checks"),
    [pytest.param(669, [], id="they-follow"), pytest.param(670, ["T4-2"], id="one-is-lost")],
)
def test_open_proceedings_are_followed_into_the_next_year(new: int, checks: list[str]) -> None:
    registered = RegisterCounts(new_proceedings=(("行政复议", new),))
    found = list(pending_followed(PROCEEDINGS_TABLE, PROCEEDINGS_TABLE, registered))
    assert [finding.check for finding in found] == checks
    assert all(finding.severity is Severity.WARN for finding in found)


@pytest.mark.parametrize("kind", ["rules", "normative_documents"])
@given(at=st.integers(0, 2), delta=st.none() | DELTAS)
def test_any_one_changed_count_of_documents_is_doubted(
    kind: str, at: int, delta: int | None
) -> None:
    counts = list(astuple(getattr(DISCLOSURE, kind)))
    counts[at] = None if delta is None else counts[at] + delta
    table = replace(DISCLOSURE, **{kind: Documents(*counts)})
    (finding,) = documents_in_force(table, DISCLOSED_BEFORE)
    assert (finding.check, finding.severity) == ("T2-1", Severity.WARN)


def test_the_doubt_about_documents_says_what_was_expected() -> None:
    table = replace(DISCLOSURE, rules=Documents(3, 5, 75))
    (finding,) = documents_in_force(table, DISCLOSED_BEFORE)
    assert finding.message == (
        "表2“规章”：“现行有效件数”是75，按上年现行有效76加本年制发3减本年废止5，应为74。"
    )


def test_decisions_are_compared_with_their_registers_where_these_are_kept() -> None:
    (finding,) = decisions_registered(DISCLOSURE, RegisterCounts(licences=1, penalties=6937489))
    assert (finding.check, finding.severity) == ("T2-2", Severity.WARN)
    assert finding.message == (
        "表2“行政许可”行“本年处理决定数量”列是11398889，双公示等登记簿是1，请核对。"
    )


@pytest.mark.parametrize(
    ("fees", "last_year", "registered", "said"),
    [
        pytest.param(316441, "298712.5", None, "", id="much-like-last-year"),
        pytest.param(31, "30.5", None, "", id="little-money"),
        pytest.param(3164410000, "298712.5", None, "相差约10000倍", id="yuan-this-year"),
        pytest.param(Decimal("25.1"), "251000", None, "相差约10000倍", id="yuan-last-year"),
        pytest.param(600, "0", None, "", id="nothing-last-year"),
        pytest.param(Decimal("25.1"), None, "25.10", "", id="as-registered"),
        pytest.param(251000, None, "25.1", "像是单位写错", id="yuan-against-the-register"),
        pytest.param(26, None, "25.1", "收费登记是25.1万元，请核对", id="not-as-registered"),
    ],
)
def test_fees_written_in_yuan_are_noticed(
    fees: Sum, last_year: str | None, registered: str | None, said: str
) -> None:
    found = list(
        fees_in_their_unit(
            replace(DISCLOSURE, fees=fees),
            None if last_year is None else replace(DISCLOSURE, fees=Decimal(last_year)),
            RegisterCounts(fees=None if registered is None else Decimal(registered)),
        )
    )
    assert [finding.check for finding in found] == (["T2-2"] if said else [])
    assert all(said in finding.message for finding in found)


def test_the_cells_of_table_two_are_numbers_and_the_fees_an_amount() -> None:
    table = replace(DISCLOSURE, licences=None, penalties="若干", fees="251000元")
    assert [finding.message for finding in disclosure_cells(table)] == [
        "表2“行政许可”行“本年处理决定数量”列是空的，请确认是零还是漏填。",
        "表2“行政处罚”行“本年处理决定数量”列是文字“若干”，应为非负整数。",
        "表2“行政事业性收费”行“本年收费金额（单位：万元）”列是文字“251000元”，应为以万元计的数。",
    ]
    assert not list(disclosure_cells(DISCLOSURE))
