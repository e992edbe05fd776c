"""The one clock: from what happened on which days to the day by which something must be done.

A clock is a fold over dated events. Which events a kind allows is in `law/clocks.toml`; the days
are those the law counts from: received, told, asked and paid, not written or posted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from gongkai.rules.clocks.course import Course, Event, IllegalSequence, advanced, rolled
from gongkai.rules.clocks.kinds import (
    RECEIVED,
    Channel,
    ClockKind,
    State,
    UnknownKind,
    channels,
    clock_kind,
)
from gongkai.rules.clocks.steps import take
from gongkai.rules.clocks.terms import NotInForce, Term, Terms, Unit
from gongkai.rules.clocks.terms import terms as packaged_terms
from gongkai.rules.clocks.tracing import DayLine, lines
from gongkai.rules.workdays import DAY, DueDate, NoWorkdayLeft, WorkCalendar

__all__ = [
    "Clock",
    "DayLine",
    "Event",
    "IllegalSequence",
    "State",
    "UnknownKind",
    "remaining",
    "remaining_from",
    "run",
]

# A date outside is a slip at the keyboard, and counting over centuries takes noticeable time.
EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)
MOST_EVENTS = 500


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What the events of a matter amount to. No due date while others have to act first.

    `due_on` is the last day to act, or, for a kind that is `at_least`, the first day it may end.
    `terms` are those it rests on, its own first.
    """

    kind: ClockKind
    received_on: date
    due_on: date | None
    provisional: bool
    state: State
    allowance_days: int
    closed_on: date | None
    terms: tuple[Term, ...]
    channel: Channel | None
    course: Course = field(repr=False)
    calendar: WorkCalendar = field(repr=False, compare=False)

    @cached_property
    def trace(self) -> tuple[DayLine, ...]:
        """One line a day, told only when somebody asks: reports need none."""
        return tuple(lines(self.course, self.calendar, due_on=self.due_on, channel=self.channel))

    @property
    def last_workday(self) -> DueDate | None:
        """The last workday up to the due date: the day to warn of where a due date is not one."""
        return self.calendar.last_workday_until(self.due_on) if self.due_on else None

    def state_on(self, on: date) -> State:
        """Where it stands on a later day, when a question may have lapsed without an answer."""
        return self.course.state(on)


def run(
    kind: str,
    events: Iterable[Event],
    calendar: WorkCalendar,
    *,
    terms: Terms | None = None,
    channel: str = "",
) -> Clock:
    """The clock of a kind after these events, which come in the order they happened."""
    ruled = clock_kind(kind)
    known = terms or packaged_terms()
    came = _channel(ruled, channel)
    happened = tuple(events)
    _refuse_impossible(ruled, happened)
    received, *later = happened
    try:
        term = known.of(kind, received.on)
        course = Course(
            kind=ruled,
            term=term,
            received_on=received.on,
            counts_from=received.on,
            last_on=received.on,
            day=received.on,
            terms=(term,),
        )
        for event in later:
            course = take(course, event, calendar, known)
        return _clock(course, calendar, came)
    except (NotInForce, NoWorkdayLeft) as impossible:
        raise IllegalSequence(str(impossible)) from None


def remaining(clock: Clock, on: date, calendar: WorkCalendar) -> int | None:
    """Days left as of a day, negative when overdue; of a closed matter, as of the day it closed.

    Workdays where the term counts those, else calendar days. None while others have to act.
    """
    return remaining_from(clock, min(on, clock.closed_on or on), calendar)


def remaining_from(clock: Clock, start: date, calendar: WorkCalendar) -> int | None:
    """Days after `start` up to the due date, negative when that lies before."""
    if clock.due_on is None:
        return None
    if clock.terms[0].unit is not Unit.WORKDAYS:
        return (clock.due_on - start).days
    return calendar.workdays_between(start, clock.due_on) - calendar.workdays_between(
        clock.due_on, start
    )


def _channel(kind: ClockKind, key: str) -> Channel | None:
    if not key:
        return None
    if not kind.by_channel:
        raise IllegalSequence(f"“{kind.name}”的起算之日不分渠道，请不要写渠道。")
    if key not in channels():
        known = "、".join(f"{each.label}（{each.key}）" for each in channels().values())
        raise IllegalSequence(f"没有“{key[:40]}”这种渠道，可以是：{known}。")
    return channels()[key]


def _refuse_impossible(kind: ClockKind, happened: tuple[Event, ...]) -> None:
    if not happened or happened[0].name != RECEIVED:
        raise IllegalSequence(
            f"期限自{kind.starts}起算，第一个事项应当是{kind.starts}（{RECEIVED}）。"
        )
    if happened[0].days is not None:
        raise IllegalSequence("起算事项不能写期限，请只写日期。")
    if len(happened) > MOST_EVENTS:
        raise IllegalSequence(f"一个期限最多登记{MOST_EVENTS}个事项，请核对是否重复登记。")
    for event in happened:
        if not EARLIEST <= event.on <= LATEST:
            raise IllegalSequence(f"{event.on}不在{EARLIEST}至{LATEST}之间，请核对日期。")


def _clock(course: Course, calendar: WorkCalendar, channel: Channel | None) -> Clock:
    due_on, provisional = None, False
    if not course.has_no_end:
        ended = advanced(course, calendar)
        due_on = rolled(ended, calendar)
        provisional = _is_provisional(ended, due_on, calendar)
    return Clock(
        kind=course.kind,
        received_on=course.received_on,
        due_on=due_on,
        provisional=provisional,
        state=course.state(course.last_on),
        allowance_days=course.allowance_days,
        closed_on=course.closing.on if course.closing else None,
        terms=course.terms,
        channel=channel,
        course=course,
        calendar=calendar,
    )


def _is_provisional(ended: Course, due_on: date, calendar: WorkCalendar) -> bool:
    """Whether a year that the day was worked out with has no holiday notice yet."""
    if ended.counts_workdays or ended.pauses:
        first = ended.counts_from + DAY * ended.kind.direction
    elif ended.rolls:
        first = ended.day
    else:
        return False
    years = range(min(first, due_on).year, max(first, due_on).year + 1)
    return not all(calendar.is_announced(date(year, 1, 1)) for year in years)
