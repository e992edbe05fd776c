"""Terms: their versions, what an installation may set, and how months are counted."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.clocks.deadlines import Event, run
from gongkai.rules.clocks.terms import (
    CannotOverride,
    NotInForce,
    Terms,
    Unit,
    last_day,
    months_after,
    terms,
)
from gongkai.rules.workdays import national_calendar

CALENDAR = national_calendar()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_the_terms_of_a_request_come_from_the_law_with_article_and_source() -> None:
    found = {term.key: (term.value, term.unit) for term in terms() if term.key.startswith("foi-")}
    assert found == {
        "foi-reply": (20, Unit.WORKDAYS),
        "foi-reply.extended": (20, Unit.WORKDAYS),
        "foi-clarification-ask": (7, Unit.WORKDAYS),
        "foi-third-party": (15, Unit.WORKDAYS),
        "foi-joint-maker": (15, Unit.WORKDAYS),
        "foi-fee-payment": (30, Unit.CALENDAR_DAYS),
    }
    assert all(term.source for term in terms())


def test_what_a_person_must_still_check_says_so() -> None:
    by_key = {term.key: term for term in terms()}
    assert by_key["foi-fee-payment"].basis.endswith("（待核对）")
    assert by_key["foi-reply"].basis == (
        "《中华人民共和国政府信息公开条例》（国务院令第711号）第三十三条第二款"
    )
    unverified = {term.key for term in terms() if not term.verified}
    assert {"correction", "message-reply", "document-report", "hotline"} <= unverified


def test_an_installation_sets_a_term_and_the_clock_follows() -> None:
    own = terms({"document-report": 5})
    seen = run("document-report", [Event("received", date(2026, 3, 2))], CALENDAR, terms=own)
    assert str(seen.due_on) == "2026-03-09"
    assert seen.terms[0].basis.endswith("（期限由本机关核对设定）")
    assert terms().of("document-report", date(2026, 3, 2)).value == 15


def test_an_installation_sets_the_terms_of_steps_too() -> None:
    own = terms({"foi-reply.extended": 5, "foi-third-party": 3})
    told = [Event("received", date(2026, 3, 2)), Event("third-party-asked", date(2026, 3, 9)),
            Event("extended", date(2026, 3, 10))]  # fmt: skip
    assert str(run("foi-reply", told, CALENDAR, terms=own).due_on) == "2026-04-10"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        pytest.param("siesta", 5, "没有“siesta”这个期限", id="unknown"),
        pytest.param("document-report", 0, "1至1000个工作日", id="nothing"),
        pytest.param("document-report", -3, "1至1000个工作日", id="negative"),
        pytest.param("document-report", 10**30, "1至1000个工作日", id="endless"),
        pytest.param("deputy-proposal", 601, "1至600个月", id="too-many-months"),
        pytest.param("document-report", "5", "整数", id="text"),
        pytest.param("document-report", 1.5, "整数", id="fraction"),
        pytest.param("document-report", True, "整数", id="yes"),
        pytest.param("annual-report-department", 1301, "写成月和日", id="month-thirteen"),
        pytest.param("annual-report-department", 230, "写成月和日", id="thirtieth-of-february"),
        pytest.param("annual-report-department", 5, "写成月和日", id="no-month"),
    ],
)
def test_a_term_that_makes_no_sense_is_refused(key: str, value: object, said: str) -> None:
    with pytest.raises(CannotOverride, match=said):
        terms({key: value})  # type: ignore[dict-item]


def test_a_day_of_the_year_may_be_set() -> None:
    own = terms({"annual-report-department": 229})
    for received, due_on in (("2026-12-31", "2027-02-28"), ("2027-12-31", "2028-02-29")):
        start = Event("received", date.fromisoformat(received))
        assert str(run("annual-report-department", [start], CALENDAR, terms=own).due_on) == due_on


def test_the_version_in_force_on_the_day_that_starts_the_clock_holds() -> None:
    now = terms().of("foi-reply", date(2026, 3, 2))
    before = replace(now, value=15, in_force_from=date(2008, 5, 1), in_force_to=date(2019, 5, 14))
    after = replace(now, value=10, in_force_from=date(2026, 3, 3))
    versions = Terms(MappingProxyType({"foi-reply": (after, before, now)}))
    found = {day: versions.of("foi-reply", date.fromisoformat(day)).value
             for day in ("2019-05-14", "2019-05-15", "2026-03-02", "2026-03-03")}  # fmt: skip
    assert list(found.values()) == [15, 20, 20, 10]
    with pytest.raises(NotInForce, match="没有收录2008-04-30施行的"):
        versions.of("foi-reply", date(2008, 4, 30))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param("2026-01-31", 1, "2026-02-28", id="no-such-day"),
        pytest.param("2024-01-31", 1, "2024-02-29", id="leap-year"),
        pytest.param("2025-11-30", 3, "2026-02-28", id="over-the-year"),
        pytest.param("2026-12-15", 12, "2027-12-15", id="a-year"),
    ],
)
def test_months_end_on_the_day_of_the_same_number_or_the_last(
    start: str, months: int, end: str
) -> None:
    assert str(months_after(date.fromisoformat(start), months)) == end


@given(start=DAYS, months=st.integers(1, 60))
def test_a_term_of_months_ends_in_the_month_it_names(start: date, months: int) -> None:
    end = months_after(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day


@given(start=st.dates(date(2026, 4, 1), date(2027, 1, 31)))
def test_the_last_day_of_a_term_is_a_workday_and_no_sooner_than_its_days(start: date) -> None:
    for term in terms():
        if term.unit is not Unit.YEARLY:
            day = last_day(term, start, CALENDAR).day
            assert CALENDAR.is_workday(day)
            if term.unit is Unit.CALENDAR_DAYS:
                assert (day - start).days >= term.value
