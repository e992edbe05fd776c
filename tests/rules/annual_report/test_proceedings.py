"""Table 4: which proceeding counts where over the turn of a year, and what a person enters."""

from datetime import date

import pytest

from gongkai.rules.annual_report.checks import proceedings_as_registered
from gongkai.rules.annual_report.proceedings import (
    Brought,
    ProceedingKind,
    Result,
    completed,
    ending_in,
    proceedings_table,
)
from gongkai.rules.annual_report.tables import PROCEEDINGS, Endings, ProceedingsTable
from gongkai.rules.gate.findings import Severity

NONE = Endings(0, 0, 0, 0, 0)
BLANK = Endings(None, None, None, None, None)


@pytest.mark.parametrize(
    ("notified", "concluded", "years"),
    [
        pytest.param("2024-12-31", "2025-01-01", {2024: "pending", 2025: "upheld"},
                     id="ends-on-new-years-day"),
        pytest.param("2025-01-01", "2025-12-31", {2025: "upheld"}, id="within-a-year"),
        pytest.param("2023-06-01", "2025-06-01",
                     {2023: "pending", 2024: "pending", 2025: "upheld"}, id="two-years-long"),
        pytest.param("2025-12-31", None, {2025: "pending", 2026: "pending"}, id="still-open"),
    ],
)  # fmt: skip
def test_an_ending_counts_once_and_pending_until_then(
    notified: str, concluded: str | None, years: dict[int, str]
) -> None:
    one = Brought(
        kind=ProceedingKind.REVIEW,
        notified_on=date.fromisoformat(notified),
        concluded_on=date.fromisoformat(concluded) if concluded else None,
        result=Result.UPHELD if concluded else None,
    )
    found = {year: ending_in(one, year) for year in range(2022, 2027)}
    assert {year: ending for year, ending in found.items() if ending} == years


def test_the_kinds_and_results_are_named_as_the_form_prints_them() -> None:
    assert [kind.printed for kind in ProceedingKind] == list(PROCEEDINGS)
    assert [result.label for result in Result] == ["结果维持", "结果纠正", "其他结果"]


def test_the_table_adds_its_totals() -> None:
    table = proceedings_table({ProceedingKind.REVIEW: {"upheld": 2, "pending": 1, "new": 9}})
    assert table == ProceedingsTable(Endings(2, 0, 0, 1, 3), NONE, NONE)


def test_what_a_person_enters_goes_before_and_blanks_are_counted() -> None:
    counted = ProceedingsTable(Endings(2, 1, 0, 1, 4), NONE, NONE)
    typed = ProceedingsTable(Endings(3, None, None, None, None), BLANK, BLANK)
    assert completed(typed, counted) == ProceedingsTable(Endings(3, 1, 0, 1, 5), NONE, NONE)
    assert completed(None, counted) == counted


def test_a_cell_that_differs_from_the_register_is_told_of_and_does_not_block() -> None:
    counted = ProceedingsTable(Endings(2, 1, 0, 1, 4), NONE, NONE)
    told = ProceedingsTable(Endings(3, 1, 0, 1, 5), NONE, NONE)
    found = list(proceedings_as_registered(told, counted))
    assert [(one.check, one.severity, one.cells[0].column) for one in found] == [
        ("T4-3", Severity.WARN, "结果维持"),
        ("T4-3", Severity.WARN, "总计"),
    ]
    assert "报告是3，复议诉讼登记簿是2" in found[0].message
    assert not list(proceedings_as_registered(counted, counted))
