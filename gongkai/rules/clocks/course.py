"""The course of one clock: what has happened so far, and which days count because of it."""

from dataclasses import dataclass, replace
from datetime import date

from gongkai.rules.clocks.kinds import ClockKind, State, Step
from gongkai.rules.clocks.terms import Term, Unit, days_in
from gongkai.rules.workdays import DAY, WorkCalendar, next_day


class IllegalSequence(ValueError):
    """An event that the law does not allow at this point; says why in Chinese."""


@dataclass(frozen=True)
class Event:
    """Something that happened on a day; `days` is by how much it extends, if not by the most."""

    name: str
    on: date
    days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Days that do not count while others are asked; silence ends it on the day it lapses."""

    step: Step
    asked_on: date
    lapses_on: date
    answered_on: date | None = None

    @property
    def ends_on(self) -> date:
        return min(self.answered_on or self.lapses_on, self.lapses_on)

    def covers(self, day: date) -> bool:
        return self.asked_on < day <= self.ends_on

    def is_open(self, on: date) -> bool:
        return self.answered_on is None and on <= self.lapses_on

    def reason(self, day: date) -> str:
        lapses = self.answered_on is None or self.answered_on > self.lapses_on
        if self.step.silence and lapses and day == self.lapses_on:
            return f"{self.step.reason}；至本日仍未答复的，{self.step.silence}"
        return self.step.reason


@dataclass(frozen=True, kw_only=True)
class Void:
    """Days that stopped counting because the term begins anew; the last day included."""

    last_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """The events so far. `counted` days have counted up to `day`, from the day after `counts_from`.

    Each event carries the count on from where the last one left it, so a day is looked at once.
    """

    kind: ClockKind
    term: Term
    received_on: date
    counts_from: date
    last_on: date
    day: date
    counted: int = 0
    extension: int = 0
    suspended_by: Step | None = None
    closing: Event | None = None
    happened: tuple[Event, ...] = ()
    voids: tuple[Void, ...] = ()
    pauses: tuple[Pause, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def allowance_days(self) -> int:
        """Days the term comes to: workdays where it counts those, else calendar days."""
        return days_in(self.term.unit, self.term.value + self.extension, self.counts_from)

    @property
    def counts_workdays(self) -> bool:
        return self.term.unit is Unit.WORKDAYS

    @property
    def rolls(self) -> bool:
        """Whether a last day that is a rest day moves on (民法典 art. 203)."""
        return self.kind.rolls and self.term.unit in (Unit.CALENDAR_DAYS, Unit.MONTHS)

    @property
    def has_no_end(self) -> bool:
        """Nobody can say when it ends before somebody else has acted."""
        return self.suspended_by is not None or any(
            pause.ends_on == date.max for pause in self.pauses
        )

    @property
    def is_used_up(self) -> bool:
        return self.counted >= self.allowance_days

    def times(self, name: str) -> int:
        return sum(event.name == name for event in self.happened)

    def is_paused(self, day: date) -> bool:
        return any(pause.covers(day) for pause in self.pauses)

    def open_pauses(self, on: date) -> list[Pause]:
        return [pause for pause in self.pauses if pause.is_open(on)]

    def state(self, on: date) -> State:
        """Where it stands on a day, as far as the events tell."""
        if self.closing:
            return self.kind.steps[self.closing.name].state or State.DONE
        if self.suspended_by:
            return self.suspended_by.state or State.RUNNING
        for pause in self.open_pauses(on):
            return pause.step.state or State.RUNNING
        return State.RUNNING


def advanced(course: Course, calendar: WorkCalendar, *, until: date | None = None) -> Course:
    """Counts on to the day that uses up the term, or to `until` if that comes first."""
    if course.suspended_by:
        return course
    allowance, counted, day = course.allowance_days, course.counted, course.day
    step = DAY * course.kind.direction
    while counted < allowance and day != until:
        day = next_day(day, step)
        if course.pauses and course.is_paused(day):
            continue
        counted += calendar.is_workday(day) if course.counts_workdays else 1
    return replace(course, day=day, counted=counted)


def rolled(course: Course, calendar: WorkCalendar) -> date:
    """The last day of a used-up term, moved off rest days; counting back it moves to before."""
    day = course.day
    if course.rolls:
        while course.is_paused(day) or not calendar.is_workday(day):
            day = next_day(day, DAY * course.kind.direction)
    return day
