"""What holds for every clock, whatever happens to it."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.clocks.deadlines import (
    Clock,
    Event,
    IllegalSequence,
    remaining,
    remaining_from,
    run,
)
from gongkai.rules.clocks.kinds import kinds
from gongkai.rules.workdays import Festival, national_calendar

CALENDAR = national_calendar()
GUANGXI = national_calendar(region="guangxi")
RECEIVED_ON = st.dates(date(2026, 4, 1), date(2026, 12, 31))
KINDS = st.sampled_from(sorted(kinds()))
NAMES = sorted({name for kind in kinds().values() for name in kind.steps} | {"received", "nap", ""})
EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from(NAMES),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)) | st.dates(),
        st.none() | st.integers() | st.integers(1, 30),
    ),
    max_size=8,
)
GAPS = st.lists(st.tuples(st.sampled_from(sorted(kinds()["foi-reply"].steps)),
                          st.integers(0, 12), st.none() | st.integers(1, 20)),
                max_size=8)  # fmt: skip


def start(received_on: date) -> Event:
    return Event("received", received_on)


def tried(kind: str, events: list[Event]) -> Clock | str:
    try:
        return run(kind, events, GUANGXI)
    except IllegalSequence as refusal:
        return str(refusal)


@given(kind=KINDS, events=EVENTS, is_received=st.booleans())
def test_whatever_is_told_is_a_clock_or_a_refusal_and_always_the_same(
    kind: str, events: list[Event], is_received: bool
) -> None:
    told = [start(date(2026, 4, 7)), *events] if is_received else events
    seen = tried(kind, told)
    assert seen == tried(kind, told)
    if isinstance(seen, str):
        assert seen.endswith("。")


def possible(received_on: date, gaps: list[tuple[str, int, int | None]]) -> Clock:
    """A request to which as much of this has happened as the law allows."""
    told, on = [start(received_on)], received_on
    for name, gap, days in gaps:
        on += timedelta(days=gap)
        event = Event(name, on, days if name == "extended" else None)
        if not isinstance(tried("foi-reply", [*told, event]), str):
            told.append(event)
    return run("foi-reply", told, GUANGXI)


@given(received_on=RECEIVED_ON, gaps=GAPS)
def test_the_trace_has_every_day_once_in_order_and_counts_the_allowance(
    received_on: date, gaps: list[tuple[str, int, int | None]]
) -> None:
    seen = possible(received_on, gaps)
    assert [line.date for line in seen.trace] == [
        received_on + timedelta(days=step) for step in range(len(seen.trace))
    ]
    assert all(line.reason for line in seen.trace)
    assert not seen.trace[0].counted
    if seen.due_on:
        assert seen.trace[-1].date == seen.due_on
        assert sum(line.counted for line in seen.trace) == seen.allowance_days
        assert GUANGXI.is_workday(seen.due_on)
        years = {line.date.year for line in seen.trace if line.date > seen.course.counts_from}
        assert seen.provisional is (2027 in years)


@given(kind=KINDS, received_on=RECEIVED_ON)
def test_the_trace_of_any_kind_counts_the_allowance_in_the_order_of_counting(
    kind: str, received_on: date
) -> None:
    seen = run(kind, [start(received_on)], GUANGXI)
    step = timedelta(days=-1 if seen.kind.counts_back else 1)
    assert [line.date for line in seen.trace] == [
        received_on + step * nth for nth in range(len(seen.trace))
    ]
    assert sum(line.counted for line in seen.trace) == seen.allowance_days
    assert seen.trace[-1].date == seen.due_on


@given(
    kind=st.sampled_from(sorted(key for key, kind in kinds().items() if not kind.counts_back)),
    received_on=RECEIVED_ON,
    offset=st.integers(-5, 120),
)
def test_a_new_holiday_never_brings_a_due_date_forward(
    kind: str, received_on: date, offset: int
) -> None:
    new = Festival(name="新节", off=frozenset({received_on + timedelta(days=offset)}))
    before = run(kind, [start(received_on)], CALENDAR).due_on
    after = run(kind, [start(received_on)], replace(CALENDAR, overlay=(new,))).due_on
    assert before is not None
    assert after is not None
    assert after >= before


@given(
    kind=st.sampled_from(sorted(key for key, kind in kinds().items() if kind.counts_back)),
    received_on=RECEIVED_ON,
    offset=st.integers(-120, 5),
)
def test_a_new_holiday_never_lets_a_notice_go_out_later(
    kind: str, received_on: date, offset: int
) -> None:
    new = Festival(name="新节", off=frozenset({received_on + timedelta(days=offset)}))
    before = run(kind, [start(received_on)], CALENDAR).due_on
    after = run(kind, [start(received_on)], replace(CALENDAR, overlay=(new,))).due_on
    assert before is not None
    assert after is not None
    assert after <= before


@given(hearing_on=RECEIVED_ON)
def test_a_notice_on_its_last_day_is_as_many_workdays_before_the_hearing(
    hearing_on: date,
) -> None:
    seen = run("hearing-licence-notice", [start(hearing_on)], CALENDAR)
    assert seen.due_on is not None
    assert CALENDAR.workdays_between(seen.due_on - timedelta(days=1),
                                     hearing_on - timedelta(days=1)) == 7  # fmt: skip
    if CALENDAR.is_workday(hearing_on):
        assert CALENDAR.add(seen.due_on, 7).day == hearing_on


@given(
    received_on=st.dates(date(2025, 1, 1), date(2026, 6, 30)),
    asked_after=st.integers(0, 19),
    pause=st.integers(0, 15),
    kind=st.sampled_from(["third-party", "joint-maker"]),
)
def test_a_pause_of_n_workdays_moves_the_due_date_by_n(
    received_on: date, asked_after: int, pause: int, kind: str
) -> None:
    asked_on = CALENDAR.add(received_on, asked_after).day
    answered_on = CALENDAR.add(asked_on, pause).day
    asked, answered = Event(f"{kind}-asked", asked_on), Event(f"{kind}-answered", answered_on)
    plain = run("foi-reply", [start(received_on)], CALENDAR).due_on
    paused = run("foi-reply", [start(received_on), asked, answered], CALENDAR).due_on
    assert plain is not None
    assert paused == CALENDAR.add(plain, pause).day


@given(kind=KINDS, received_on=RECEIVED_ON, offset=st.integers(-60, 200))
def test_what_is_left_shrinks_day_by_day_and_is_nothing_on_the_due_date(
    kind: str, received_on: date, offset: int
) -> None:
    seen = run(kind, [start(received_on)], CALENDAR)
    on = received_on + timedelta(days=offset)
    today, tomorrow = (remaining(seen, on + timedelta(days=later), CALENDAR) for later in (0, 1))
    assert seen.due_on is not None
    assert remaining(seen, seen.due_on, CALENDAR) == 0
    assert today is not None
    assert tomorrow is not None
    assert today - 1 <= tomorrow <= today


@given(received_on=RECEIVED_ON)
def test_from_receipt_exactly_the_allowance_is_left_when_nothing_happens(
    received_on: date,
) -> None:
    seen = run("foi-reply", [start(received_on)], CALENDAR)
    assert remaining_from(seen, received_on, CALENDAR) == seen.allowance_days == 20


@pytest.mark.parametrize("most", [1, 40])
def test_a_clock_is_cheap_and_its_cost_grows_with_its_days_alone(most: int) -> None:
    told = [start(date(2026, 3, 2)), *[Event("third-party-asked", date(2026, 3, 3))] * most,
            Event("extended", date(2026, 3, 4))]  # fmt: skip
    run("foi-reply", told, CALENDAR)
    fastest = min(_seconds(told) for _ in range(20))
    assert fastest < 0.001 * most


def _seconds(told: list[Event]) -> float:
    begun = time.perf_counter()
    run("foi-reply", told, CALENDAR)
    return time.perf_counter() - begun
