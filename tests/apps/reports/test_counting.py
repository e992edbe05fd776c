"""A year's report from the register: every cell, every check, the cases behind each count."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.oversight.reports import queries
from gongkai.oversight.reports.layout import COLUMN_KEYS, ROW_KEYS, printed_tables
from gongkai.people.models import User
from gongkai.rules.annual_report.report import FeeFacts
from gongkai.rules.annual_report.tables import COLUMNS
from gongkai.rules.gate.findings import Severity
from gongkai.rules.outcomes import outcomes
from tests.factories.people import Bureau, UnitFactory, staffed_bureau
from tests.factories.reports import (
    ENTERED,
    YEAR,
    a_few,
    application,
    figures,
    last_year,
    past,
    register_of,
    registered,
)
from tests.rules.annual_report.reports import DISCLOSURE, PROCEEDINGS_TABLE, REPORT, ROWS, TABLE


def told(bureau: Bureau) -> dict[str, str]:
    """The last message of each check, by its name."""
    return {one.check: one.message for one in queries.findings(bureau.agency, YEAR)}


@pytest.fixture(scope="module")
def golden_rows() -> list[list[int]]:
    return [[int(count or 0) for count in row] for row in ROWS]


def test_a_published_citys_year_is_counted_cell_by_cell(
    bureau: Bureau, golden_rows: list[list[int]]
) -> None:
    register_of(bureau, golden_rows, YEAR)
    figures(bureau, disclosure=DISCLOSURE, proceedings=PROCEEDINGS_TABLE)
    report = queries.report_of(bureau.agency, YEAR)
    assert report.applications == TABLE
    assert report.disclosure == REPORT.disclosure
    assert report.proceedings == REPORT.proceedings
    # A bureau may make no 规章; of a city's figures nothing else is wrong.
    assert [one.check for one in queries.findings(bureau.agency, YEAR)] == ["T2-3"]


def test_every_cell_of_the_golden_year_opens_as_many_cases_as_it_counts(
    bureau: Bureau, golden_rows: list[list[int]]
) -> None:
    register_of(bureau, golden_rows, YEAR)
    (_, table, _) = printed_tables(queries.report_of(bureau.agency, YEAR))
    counts = [place for row in table.rows for place in row if place.cell]
    assert [place.value for place in counts] == [count for row in golden_rows for count in row]
    keys = [*list(ROW_KEYS)[:2], *outcomes(), *list(ROW_KEYS)[2:]]
    for key, row in zip(keys, golden_rows, strict=True):
        for column, count in zip(COLUMN_KEYS, row, strict=True):
            evidence = queries.evidence_for(key, column)
            assert evidence is not None
            behind = queries.cases_behind(bureau.agency, YEAR, evidence)
            assert behind.count() == count, (key, column)


def test_the_report_takes_six_queries_and_what_was_entered_one(bureau: Bureau) -> None:
    taken = []
    for _ in range(2):
        a_few(bureau)
        with CaptureQueriesContext(connection) as captured:
            queries.report_of(bureau.agency, YEAR)
        taken.append(len(captured))
    assert taken == [7, 7]


def test_what_nobody_entered_is_asked_for_by_its_table(bureau: Bureau) -> None:
    a_few(bureau)
    found = told(bureau)
    assert "没有找到表2" in found["T2-0"]
    assert "没有找到表4" in found["T4-0"]
    assert "T3-0" not in found


def test_a_blank_cell_is_asked_about_and_is_no_zero(bureau: Bureau) -> None:
    figures(bureau, disclosure=replace(DISCLOSURE, rules=ENTERED.disclosure.rules, licences=None))
    assert told(bureau)["T2-4"] == (
        "表2“行政许可”行“本年处理决定数量”列是空的，请确认是零还是漏填。"
    )


def test_a_whole_report_has_no_findings(bureau: Bureau) -> None:
    a_few(bureau)
    figures(bureau)
    past(bureau, last_year([1, 0, 0, 0, 0, 0]))
    assert queries.findings(bureau.agency, YEAR) == ()


def test_what_was_carried_over_last_year_is_what_came_in(bureau: Bureau) -> None:
    a_few(bureau)
    figures(bureau)
    past(bureau, last_year([2, 0, 0, 0, 0, 0]))
    found = {one.check: one for one in queries.findings(bureau.agency, YEAR)}
    assert found["T3-5"].severity is Severity.BLOCK
    past(bureau, last_year([2, 0, 0, 0, 0, 0]), restated_why="示例市公开办复函更正")
    found = {one.check: one for one in queries.findings(bureau.agency, YEAR)}
    assert found["T3-5"].severity is Severity.WARN


def test_prose_that_names_another_number_is_found(bureau: Bureau) -> None:
    a_few(bureau)
    words = "全年新收政府信息公开申请3件。"
    figures(bureau, sections=(replace(ENTERED.sections[0], paragraphs=(words,)),))
    assert "新收政府信息公开申请3件" in told(bureau)["TX-1"]


def test_the_fees_are_told_in_the_last_section_and_agree_with_themselves(bureau: Bureau) -> None:
    figures(bureau, fee_facts=FeeFacts(3, 1500, 1200))
    report = queries.report_of(bureau.agency, YEAR)
    assert report.sections is not None
    assert report.sections[5].paragraphs == (
        "本年度发出信息处理费收费通知3件，总金额1500元，实际收取信息处理费1200元。",
        "无。",
    )
    assert "TX-1" not in told(bureau)


def test_who_tells_of_the_fees_is_believed_and_checked(bureau: Bureau) -> None:
    said = replace(ENTERED.sections[5], paragraphs=("本年度收取信息处理费900元。",))
    figures(bureau, fee_facts=FeeFacts(3, 1500, 1200), sections=(*ENTERED.sections[:5], said))
    assert "900" in told(bureau)["TX-1"]


def test_other_agencies_and_other_kinds_of_cases_do_not_count(bureau: Bureau) -> None:
    a_few(bureau)
    a_few(staffed_bureau(slug="bieju"))
    registered([application(bureau, date(YEAR, 5, 6), applicant="", kind="complaint")])
    report = queries.report_of(bureau.agency, YEAR)
    assert report.applications is not None
    assert report.applications.received.total == 2


def test_years_reach_from_the_first_application_to_today(bureau: Bureau) -> None:
    on = date(2026, 1, 15)
    assert [year for year, _ in queries.years_of(bureau.agency, on=on)] == [2026, 2025]
    a_few(bureau, 2023)
    figures(bureau)
    years = queries.years_of(bureau.agency, on=on)
    assert [year for year, _ in years] == [2026, 2025, 2024, 2023, 2022]
    assert [year for year, entered in years if entered] == [2025]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("R-9", "total", id="no-such-outcome"),
        pytest.param("received", "自然人", id="printed-name"),
        pytest.param("received__in", "total", id="lookup"),
    ],
)
def test_an_address_that_names_no_cell_has_no_evidence(row: str, column: str) -> None:
    assert queries.evidence_for(row, column) is None


def test_a_person_reaches_the_cases_of_their_units(bureau: Bureau) -> None:
    a_few(bureau)
    other = UnitFactory(agency=bureau.agency)
    registered([application(bureau, date(YEAR, 4, 1), unit=other)])
    evidence = queries.evidence_for("received", "total")
    assert evidence is not None
    behind = queries.cases_behind(bureau.agency, YEAR, evidence)
    on = date(2026, 1, 15)

    def reached(user: User) -> int:
        return queries.within_reach(behind, user, on=on).count()

    assert (reached(bureau.clerk), reached(bureau.office), reached(bureau.operator)) == (2, 3, 0)


def test_the_printed_columns_are_those_of_the_form() -> None:
    assert len(COLUMN_KEYS) == len(COLUMNS)
