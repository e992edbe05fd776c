"""A year as people look at it: days in spans, months in weeks, the difference a change makes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.lawbook.year import Changed, Mark, changed, months, spans
from gongkai.rules.holiday_notices import parse_notice
from gongkai.rules.workdays import WorkCalendar, national_calendar
from tests.factories.lawbook import notice_text

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["2026-02-14"], "2月14日", id="one"),
        pytest.param(["2026-02-15", "2026-02-16", "2026-02-17"], "2月15日至17日", id="in-a-row"),
        pytest.param(["2026-09-30", "2026-10-01"], "9月30日至10月1日", id="over-months"),
        pytest.param(["2026-09-20", "2026-10-10"], "9月20日、10月10日", id="apart"),
    ],
)
def test_days_are_told_in_spans(days: list[str], told: str) -> None:
    assert spans(map(date.fromisoformat, days)) == told


@given(st.sets(st.integers(min_value=0, max_value=364), max_size=60))
def test_spans_name_a_first_day_for_every_gap(days: set[int]) -> None:
    told = spans(date(2026, 1, 1) + timedelta(days=day) for day in days)
    gaps = sum(day - 1 not in days for day in days)
    assert len([part for part in told.split("、") if part]) == gaps


@given(st.integers(min_value=2000, max_value=2100))
def test_every_day_of_a_year_stands_in_its_months_once_and_in_order(year: int) -> None:
    shown = months(year, national_calendar(), today=TODAY)
    days = [day.on for month in shown for week in month.weeks for day in week if day]
    first = date(year, 1, 1)
    assert days == [first + timedelta(days=step) for step in range(len(days))]
    assert days[-1] == date(year, 12, 31)


def test_a_year_of_the_package_has_its_marks_and_its_workdays() -> None:
    shown = months(2026, national_calendar(), today=TODAY)
    marks = {day.on: day.mark for month in shown for week in month.weeks for day in week if day}
    assert marks[date(2026, 2, 16)] == Mark.OFF
    assert marks[date(2026, 2, 28)] == Mark.MAKEUP
    assert marks[date(2026, 11, 28)] == Mark.REST
    assert marks[TODAY] == Mark.NONE
    assert sum(month.workdays for month in shown) == 248


def test_what_a_notice_changes_is_named_day_by_day() -> None:
    before = national_calendar()
    after = national_calendar(notices=[parse_notice(notice_text())])
    assert [(str(day.on), day.was_workday, day.is_doubtful) for day in found(before, after)] == [
        ("2027-01-09", False, False),
        ("2027-10-01", False, True),
    ]
    assert found(after, after) == []
    assert [day.was_workday for day in found(after, before)] == [True, True]


def found(before: WorkCalendar, after: WorkCalendar) -> list[Changed]:
    return changed(before, after, year=2027)
