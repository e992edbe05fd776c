"""The sums of the annual report: a published report holds, and any one changed cell is found."""

from dataclasses import astuple, replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.annual_report.tables import (
    COLUMNS,
    PROCEEDINGS,
    ApplicationsTable,
    Cell,
    Count,
    DisclosureTable,
    Documents,
    Endings,
    NotTheTable,
    ProceedingsTable,
    applicants_total,
    balance,
    carried_from_last_year,
    counts_only,
    documents_in_force,
    endings_total,
    results_total,
    table_findings,
)
from gongkai.rules.gate.findings import Severity

# A city's published report for 2025: received, carried in, the 21 results, concluded, carried over.
ROWS: list[list[Count]] = [
    [13612, 252, 0, 45, 128, 32, 14069],
    [535, 6, 0, 1, 18, 0, 560],
    [5345, 129, 0, 41, 19, 14, 5548],
    [2120, 39, 0, 1, 6, 2, 2168],
    [13, 0, 0, 0, 0, 0, 13],
    [30, 0, 0, 0, 0, 0, 30],
    [11, 0, 0, 0, 0, 0, 11],
    [49, 2, 0, 0, 0, 0, 51],
    [103, 1, 0, 0, 0, 0, 104],
    [84, 1, 0, 0, 0, 0, 85],
    [282, 4, 0, 0, 0, 0, 286],
    [147, 0, 0, 0, 1, 2, 150],
    [3075, 50, 0, 0, 89, 8, 3222],
    [177, 3, 0, 0, 0, 0, 180],
    [19, 0, 0, 0, 0, 0, 19],
    [199, 1, 0, 0, 3, 0, 203],
    [147, 1, 0, 0, 0, 0, 148],
    [0, 0, 0, 0, 0, 0, 0],
    [100, 1, 0, 0, 0, 0, 101],
    [5, 0, 0, 0, 0, 0, 5],
    [315, 3, 0, 0, 0, 0, 318],
    [202, 0, 0, 1, 0, 0, 203],
    [941, 17, 0, 1, 3, 3, 965],
    [13364, 252, 0, 44, 121, 29, 13810],
    [783, 6, 0, 2, 25, 3, 819],
]
TABLE = ApplicationsTable.of_rows(ROWS)
LAST_YEAR = replace(TABLE, carried_over=TABLE.carried_in)
PROCEEDINGS_TABLE = ProceedingsTable(
    Endings(376, 97, 196, 121, 790), Endings(16, 1, 12, 27, 56), Endings(74, 1, 30, 51, 156)
)
DISCLOSURE = DisclosureTable(
    rules=Documents(3, 5, 74),
    normative_documents=Documents(564, 984, 4185),
    licences=11398889,
    penalties=6937489,
    coercive_measures=166105,
    fees=316441,
)
# Not in the report: what last year must have been for the figures of this one.
DISCLOSURE_LAST_YEAR = replace(
    DISCLOSURE, rules=Documents(0, 0, 76), normative_documents=Documents(0, 0, 4605)
)
DELTAS = st.integers(min_value=-20000, max_value=20000).filter(bool)


def changed(row: int, column: int, count: Count) -> ApplicationsTable:
    rows = [list(each) for each in ROWS]
    rows[row][column] = count
    return ApplicationsTable.of_rows(rows)


def test_the_published_report_holds_all_checks() -> None:
    assert table_findings(TABLE) == ()
    assert not list(carried_from_last_year(TABLE, LAST_YEAR, restated=False))
    assert not list(endings_total(PROCEEDINGS_TABLE))
    assert not list(documents_in_force(DISCLOSURE, DISCLOSURE_LAST_YEAR))


def test_the_rows_of_table_three_have_25_different_names() -> None:
    assert len(TABLE.rows) == 25
    assert [list(row.counts) for row in TABLE.rows.values()] == ROWS


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
    assert count is not None
    assert {finding.check for finding in table_findings(changed(row, column, count + 1))} == checks


@given(row=st.integers(0, 24), column=st.integers(0, 6), delta=DELTAS)
def test_any_one_changed_cell_of_table_three_is_found_and_named(
    row: int, column: int, delta: int
) -> None:
    cell = Cell(3, list(TABLE.rows)[row], COLUMNS[column])
    count = ROWS[row][column]
    assert count is not None
    findings = table_findings(changed(row, column, count + delta))
    assert findings
    for finding in findings:
        assert cell in finding.cells
        assert finding.severity is Severity.BLOCK
        assert "表3" in finding.message


@pytest.mark.parametrize(
    ("count", "fault"),
    [
        pytest.param(None, "是空的，请确认是零还是漏填。", id="empty"),
        pytest.param(-1, "是-1，应为非负整数。", id="negative"),
        pytest.param(1.5, "是1.5，应为非负整数。", id="broken-number"),
        pytest.param(True, "是True，应为非负整数。", id="not-a-number"),
    ],
)
def test_a_cell_that_is_no_count_is_asked_about_and_no_sum_is_blamed(
    count: Count, fault: str
) -> None:
    (finding,) = table_findings(changed(17, 2, count))
    assert finding.check == "T3-4"
    assert finding.message == f"表3“3.要求提供公开出版物”行“科研机构”列{fault}"


def test_the_messages_name_rows_columns_and_sums() -> None:
    table = changed(0, 0, 13613)
    assert [finding.message for finding in (*balance(table), *applicants_total(table))] == [
        "表3“自然人”列：“一、本年新收政府信息公开申请数量”13613加"
        "“二、上年结转政府信息公开申请数量”535是14148，“（七）总计”13364加"
        "“四、结转下年度继续办理”783是14147，应当相等。",
        "表3“一、本年新收政府信息公开申请数量”行：“总计”是14069，各类申请人相加是14070，应当相等。",
    ]
    (finding,) = results_total(changed(2, 6, 5549))
    assert finding.message == (
        "表3“总计”列：“（七）总计”是13810，各项办理结果相加是13811，应当相等。"
    )
    assert not list(counts_only(table))


@given(column=st.integers(0, 6), delta=DELTAS, restated=st.booleans())
def test_what_was_carried_in_must_be_what_last_year_carried_over(
    column: int, delta: int, restated: bool
) -> None:
    counts = list(LAST_YEAR.carried_over.counts)
    count = counts[column]
    assert count is not None
    counts[column] = abs(delta) + count
    last_year = replace(LAST_YEAR, carried_over=type(LAST_YEAR.carried_over)(*counts))
    (finding,) = carried_from_last_year(TABLE, last_year, restated=restated)
    assert finding.check == "T3-5"
    assert finding.severity is (Severity.WARN if restated else Severity.BLOCK)
    assert finding.cells == (Cell(3, "二、上年结转政府信息公开申请数量", COLUMNS[column]),)


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


@pytest.mark.parametrize("kind", ["rules", "normative_documents"])
@given(at=st.integers(0, 2), delta=st.none() | DELTAS)
def test_any_one_changed_count_of_documents_is_doubted(
    kind: str, at: int, delta: int | None
) -> None:
    counts = list(astuple(getattr(DISCLOSURE, kind)))
    counts[at] = None if delta is None else counts[at] + delta
    table = replace(DISCLOSURE, **{kind: Documents(*counts)})
    (finding,) = documents_in_force(table, DISCLOSURE_LAST_YEAR)
    assert (finding.check, finding.severity) == ("T2-1", Severity.WARN)


def test_the_doubt_about_documents_says_what_was_expected() -> None:
    table = replace(DISCLOSURE, rules=Documents(3, 5, 75))
    (finding,) = documents_in_force(table, DISCLOSURE_LAST_YEAR)
    assert finding.message == (
        "表2“规章”：“现行有效件数”是75，按上年现行有效76加本年制发3减本年废止5，应为74。"
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(ROWS[:-1], id="a-row-too-few"),
        pytest.param([row[:-1] for row in ROWS], id="a-column-too-few"),
    ],
)
def test_another_shape_is_not_the_table(rows: list[list[Count]]) -> None:
    with pytest.raises(NotTheTable, match="表3应有25行，每行7个数"):
        ApplicationsTable.of_rows(rows)
