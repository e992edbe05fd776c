"""A year of the work calendar as people look at it: its festivals, and its months day by day."""

from calendar import Calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.rules.workdays import SATURDAY, Festival, WorkCalendar

MONDAY_FIRST = Calendar(firstweekday=0)


class Mark(StrEnum):
    """What sets a day apart; a weekday at work has no mark."""

    NONE = ""
    REST = "rest"
    OFF = "off"
    MAKEUP = "makeup"


WORDS = {Mark.OFF: "休", Mark.MAKEUP: "班"}


@dataclass(frozen=True)
class Day:
    """One square of a month."""

    on: date
    mark: Mark
    reason: str
    is_today: bool

    @property
    def word(self) -> str:
        return WORDS.get(self.mark, "")


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday to Sunday; days of other months are empty squares."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    workdays: int


@dataclass(frozen=True)
class Arranged:
    """A festival, its days told in spans."""

    name: str
    off: str
    off_days: int
    makeup: str
    is_verified: bool


@dataclass(frozen=True)
class Changed:
    """A day that counts differently after a change, and why."""

    on: date
    was_workday: bool
    reason: str

    @property
    def is_doubtful(self) -> bool:
        """A weekday off that becomes an ordinary one: a festival may have been left out."""
        return not self.was_workday and self.on.weekday() < SATURDAY


def months(year: int, calendar: WorkCalendar, *, today: date) -> tuple[Month, ...]:
    return tuple(_month(year, number, calendar, today) for number in range(1, 13))


def _month(year: int, number: int, calendar: WorkCalendar, today: date) -> Month:
    weeks = tuple(
        tuple(_day(day, calendar, today) if day.month == number else None for day in week)
        for week in MONDAY_FIRST.monthdatescalendar(year, number)
    )
    days = [day.on for week in weeks for day in week if day]
    return Month(number, weeks, sum(map(calendar.is_workday, days)))


def _day(day: date, calendar: WorkCalendar, today: date) -> Day:
    is_weekend = day.weekday() >= SATURDAY
    if calendar.is_workday(day):
        mark = Mark.MAKEUP if is_weekend else Mark.NONE
    else:
        # A free weekend is no news; a festival on a weekend is.
        is_ordinary = calendar.reason(day).endswith("休息日")
        mark = Mark.REST if is_ordinary else Mark.OFF
    return Day(day, mark, calendar.reason(day), day == today)


def arranged(festivals: Iterable[Festival]) -> list[Arranged]:
    """Festivals in the order of their first day off."""
    return [
        Arranged(one.name, spans(one.off), len(one.off), spans(one.makeup), one.verified)
        for one in sorted(festivals, key=lambda one: min(one.off))
    ]


def within(festivals: Iterable[Festival], year: int) -> Iterator[Festival]:
    """Of festivals listed for many years, the days of one."""
    for one in festivals:
        if off := frozenset(day for day in one.off if day.year == year):
            makeup = frozenset(day for day in one.makeup if day.year == year)
            yield Festival(name=one.name, off=off, makeup=makeup, verified=one.verified)


def changed(before: WorkCalendar, after: WorkCalendar, *, year: int) -> list[Changed]:
    """The days that a change turns from work into rest or from rest into work."""
    # A notice may name days of the December before its own year.
    first, last = date(year - 1, 12, 1), date(year, 12, 31)
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [
        Changed(day, before.is_workday(day), after.reason(day))
        for day in days
        if before.is_workday(day) != after.is_workday(day)
    ]


def spans(days: Iterable[date]) -> str:
    """Days in words, those that follow one another as one span: 2月15日至23日、3月1日."""
    found: list[list[date]] = []
    for day in sorted(days):
        if found and day - found[-1][-1] == timedelta(days=1):
            found[-1].append(day)
        else:
            found.append([day])
    return "、".join(_span(span[0], span[-1]) for span in found)


def _span(first: date, last: date) -> str:
    told = f"{first.month}月{first.day}日"
    if first == last:
        return told
    if first.month == last.month:
        return f"{told}至{last.day}日"
    return f"{told}至{last.month}月{last.day}日"
