"""Which days count, and what a count of workdays ends on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.workdays import (
    Closure,
    DueDate,
    Festival,
    UnknownRegion,
    WorkCalendar,
    days_after,
    national_calendar,
    packaged_notices,
    regions,
)

CALENDAR = national_calendar()
GUANGXI = national_calendar(region="guangxi")
DAYS = st.dates(date(2024, 12, 1), date(2027, 3, 1))
ALLOWANCES = st.integers(1, 60)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "seven", "fifteen", "twenty", "forty"),
    [
        pytest.param("2025-01-20", "2025-02-05", "2025-02-14", "2025-02-21", "2025-03-21",
                     id="across-spring-festival-2025"),
        pytest.param("2025-04-22", "2025-04-30", "2025-05-15", "2025-05-22", "2025-06-20",
                     id="across-labour-day-2025"),
        pytest.param("2025-09-26", "2025-10-13", "2025-10-23", "2025-10-30", "2025-11-27",
                     id="across-national-day-2025"),
        pytest.param("2026-01-04", "2026-01-13", "2026-01-23", "2026-01-30", "2026-03-05",
                     id="from-a-make-up-sunday"),
        pytest.param("2026-02-10", "2026-02-26", "2026-03-09", "2026-03-16", "2026-04-14",
                     id="across-spring-festival-2026"),
        pytest.param("2026-04-28", "2026-05-11", "2026-05-21", "2026-05-28", "2026-06-26",
                     id="across-labour-day-2026"),
        pytest.param("2026-09-18", "2026-09-29", "2026-10-15", "2026-10-22", "2026-11-19",
                     id="across-mid-autumn-and-national-day-2026"),
        pytest.param("2026-09-25", "2026-10-12", "2026-10-22", "2026-10-29", "2026-11-26",
                     id="from-a-holiday"),
    ],
)  # fmt: skip
def test_the_golden_terms_end_where_the_notices_say(
    start: str, seven: str, fifteen: str, twenty: str, forty: str
) -> None:
    ends = [CALENDAR.add(day(start), workdays) for workdays in (7, 15, 20, 40)]
    assert ends == [DueDate(day(end), False) for end in (seven, fifteen, twenty, forty)]


def test_a_term_into_an_unannounced_year_is_provisional() -> None:
    assert CALENDAR.add(day("2026-12-20"), 20) == DueDate(day("2027-01-18"), True)
    assert CALENDAR.add(day("2026-12-20"), 9) == DueDate(day("2026-12-31"), False)


@pytest.mark.parametrize("year", [2025, 2026])
def test_each_announced_year_has_248_workdays(year: int) -> None:
    assert CALENDAR.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == 248


@pytest.mark.parametrize(
    ("calendar", "on", "counts", "reason"),
    [
        pytest.param(CALENDAR, "2026-03-10", True, "工作日", id="weekday"),
        pytest.param(CALENDAR, "2026-03-14", False, "周六休息日", id="saturday"),
        pytest.param(CALENDAR, "2026-03-15", False, "周日休息日", id="sunday"),
        pytest.param(CALENDAR, "2026-10-01", False, "国庆节放假", id="national-day"),
        pytest.param(CALENDAR, "2026-10-10", True, "国庆节调休上班", id="make-up-saturday"),
        pytest.param(CALENDAR, "2026-04-20", True, "工作日", id="third-of-march-elsewhere"),
        pytest.param(GUANGXI, "2026-04-20", False, "壮族三月三放假（地方安排，待核对）",
                     id="third-of-march-in-guangxi"),
        pytest.param(CALENDAR, "2027-01-01", False, "元旦放假（2027年放假安排尚未公布）",
                     id="fixed-festival-of-an-unannounced-year"),
        pytest.param(CALENDAR, "2027-01-04", True,
                     "工作日（2027年放假安排尚未公布，暂按周一至周五计算）",
                     id="weekday-of-an-unannounced-year"),
    ],
)  # fmt: skip
def test_every_day_says_why_it_counts_or_not(
    calendar: WorkCalendar, on: str, counts: bool, reason: str
) -> None:
    assert calendar.is_workday(day(on)) is counts
    assert calendar.reason(day(on)) == reason


def test_a_closed_office_does_not_count_even_a_make_up_workday() -> None:
    typhoon = Closure(first_on=day("2026-10-09"), last_on=day("2026-10-10"), cause="台风停工")
    closed = national_calendar(closures=[typhoon])
    assert closed.reason(day("2026-10-10")) == "本机关不办公：台风停工"
    assert closed.workdays_between(day("2026-10-08"), day("2026-10-12")) == 1


def test_the_third_of_march_moves_a_guangxi_due_date() -> None:
    assert CALENDAR.add(day("2025-03-28"), 2).day == day("2025-04-01")
    assert GUANGXI.add(day("2025-03-28"), 2).day == day("2025-04-03")


def test_an_unknown_region_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnknownRegion, match="没有“atlantis”的地方节假日安排，可以是：guangxi。"):
        national_calendar(region="atlantis")
    assert regions() == ("guangxi",)


def test_a_negative_count_is_refused() -> None:
    for count in (CALENDAR.add, CALENDAR.subtract):
        with pytest.raises(ValueError, match="负数"):
            count(day("2026-03-10"), -1)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        pytest.param("2026-10-10", "2026-10-09", "不能早于第一日", id="backwards"),
        pytest.param("2026-01-01", "2027-01-02", "最长366日", id="longer-than-a-year"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(first: str, last: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Closure(first_on=day(first), last_on=day(last))


@pytest.mark.parametrize(
    ("on", "last", "provisional"),
    [
        pytest.param("2026-03-10", "2026-03-10", False, id="workday-stays"),
        pytest.param("2026-10-07", "2026-09-30", False, id="before-the-holiday"),
        pytest.param("2026-10-11", "2026-10-10", False, id="make-up-saturday"),
        pytest.param("2027-01-02", "2026-12-31", True, id="unannounced-year"),
    ],
)
def test_the_last_workday_until_a_day_is_the_day_or_lies_before(
    on: str, last: str, provisional: bool
) -> None:
    assert CALENDAR.last_workday_until(day(on)) == DueDate(day(last), provisional)


def test_a_later_notice_for_a_year_takes_the_place_of_the_packaged_one() -> None:
    packaged = packaged_notices()[-1]
    storm = Festival(name="春节", off=frozenset({day("2026-02-24")}))
    first, second = (replace(packaged, festivals=(storm,), number=number) for number in "一二")
    changed = national_calendar(notices=[first, second])
    assert [notice.year for notice in changed.notices] == [2025, 2026]
    assert changed.notices[-1].number == "二"
    assert changed.reason(day("2026-02-24")) == "春节放假"
    assert changed.is_workday(day("2026-02-16"))


def test_a_notice_for_a_new_year_ends_the_guessing() -> None:
    packaged = packaged_notices()[-1]
    new_year = Festival(name="元旦", off=frozenset({day("2027-01-01"), day("2027-01-04")}))
    told = national_calendar(notices=[replace(packaged, year=2027, festivals=(new_year,))])
    assert CALENDAR.add(day("2026-12-31"), 1) == DueDate(day("2027-01-04"), True)
    assert told.add(day("2026-12-31"), 1) == DueDate(day("2027-01-05"), False)


@pytest.mark.parametrize(
    ("on", "end", "provisional"),
    [
        pytest.param("2026-03-10", "2026-03-10", False, id="workday-stays"),
        pytest.param("2026-10-01", "2026-10-08", False, id="holiday-rolls"),
        pytest.param("2027-01-01", "2027-01-04", True, id="unannounced-year"),
    ],
)
def test_a_term_never_ends_on_a_rest_day(on: str, end: str, provisional: bool) -> None:
    assert CALENDAR.roll_forward(day(on)) == DueDate(day(end), provisional)


def test_a_notice_names_each_day_once_and_trades_only_rest_days() -> None:
    for notice in CALENDAR.notices:
        named = [on for each in notice.festivals for on in (*each.off, *each.makeup)]
        assert len(named) == len(set(named))
        assert all(on.weekday() >= 5 for each in notice.festivals for on in each.makeup)
        assert "days" not in notice.unverified


def test_what_nobody_has_checked_is_marked() -> None:
    assert [sorted(notice.unverified) for notice in CALENDAR.notices] == [
        ["number", "published_on"],
        ["number"],
    ]
    assert not any(festival.verified for festival in GUANGXI.overlay)


@given(start=DAYS, workdays=ALLOWANCES)
def test_a_due_date_is_a_workday(start: date, workdays: int) -> None:
    assert GUANGXI.is_workday(GUANGXI.add(start, workdays).day)


@given(start=DAYS, workdays=ALLOWANCES)
def test_counting_back_gives_the_allowance(start: date, workdays: int) -> None:
    assert CALENDAR.workdays_between(start, CALENDAR.add(start, workdays).day) == workdays


@given(start=DAYS, workdays=ALLOWANCES)
def test_adding_and_counting_back_agree(start: date, workdays: int) -> None:
    end = GUANGXI.add(start, workdays).day
    came_back = GUANGXI.subtract(end, workdays).day
    # Back on the start itself, or on the last workday before a start that is a rest day.
    assert came_back == GUANGXI.last_workday_until(start).day
    assert GUANGXI.is_workday(came_back)


@given(start=DAYS, workdays=ALLOWANCES)
def test_a_term_is_provisional_exactly_when_it_meets_an_unannounced_year(
    start: date, workdays: int
) -> None:
    due = CALENDAR.add(start, workdays)
    met = all(CALENDAR.is_announced(on) for on in days_after(start, until=due.day))
    assert due.provisional is not met


@given(start=DAYS, workdays=ALLOWANCES, offset=st.integers(-5, 90))
def test_a_new_holiday_never_brings_a_due_date_forward(
    start: date, workdays: int, offset: int
) -> None:
    new = Festival(name="新节", off=frozenset({start + timedelta(days=offset)}))
    assert replace(CALENDAR, overlay=(new,)).add(start, workdays).day >= (
        CALENDAR.add(start, workdays).day
    )
