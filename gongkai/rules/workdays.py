"""Working days: weekdays, less holidays and closures, plus make-up workdays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from gongkai.rules.law import LAW, law

DAY = timedelta(days=1)
SATURDAY = 5
LONGEST_CLOSURE = 366
# Where every day is a rest day, a count must not run to the end of time.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2300, 1, 1)
WEEKDAYS = "一二三四五六日"
NOTICE_FACTS = ("days", "number", "published_on")


class NoWorkdayLeft(OverflowError):
    """A count that met no workday for centuries; says in Chinese what to look at."""

    def __init__(self) -> None:
        super().__init__("期限超出了可以计算的年份，请核对日期和不办公的日期。")


class UnknownRegion(LookupError):
    """A region whose days off are not in the law folder."""


@dataclass(frozen=True, kw_only=True)
class Festival:
    """A festival's days off, and the rest days worked in exchange."""

    name: str
    off: frozenset[date]
    makeup: frozenset[date] = frozenset()
    verified: bool = True


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One year's national arrangement of holidays, as announced.

    `unverified` names the fields a person must check.
    """

    year: int
    title: str
    number: str
    published_on: date
    unverified: frozenset[str]
    festivals: tuple[Festival, ...]


@dataclass(frozen=True, kw_only=True)
class AnnualFestival:
    """A festival whose days the law fixes by the solar calendar."""

    name: str
    days: frozenset[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Days on which one office does not work, the last one included."""

    first_on: date
    last_on: date
    cause: str = ""

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise ValueError("不办公的最后一日不能早于第一日。")
        if (self.last_on - self.first_on).days >= LONGEST_CLOSURE:
            raise ValueError(f"一次不办公最长{LONGEST_CLOSURE}日，请核对起止日期。")

    @property
    def days(self) -> Iterator[date]:
        return days_after(self.first_on - DAY, until=self.last_on)


@dataclass(frozen=True)
class DueDate:
    """The last day of a term; provisional while a year it runs through is unannounced."""

    day: date
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """Which days count: the national notices, a region's festivals, an office's closures.

    In a year without a notice the days are guessed from Monday to Friday and the fixed
    festivals, and every term that touches it is provisional.
    """

    notices: tuple[Notice, ...]
    fixed_festivals: tuple[AnnualFestival, ...] = ()
    overlay: tuple[Festival, ...] = ()
    closures: tuple[Closure, ...] = ()

    def is_workday(self, day: date) -> bool:
        if day in self._days_off:
            return False
        return day in self._makeup or (day.weekday() < SATURDAY and not self._fixed(day))

    def reason(self, day: date) -> str:
        """Why the day counts or does not, in words a citizen can read."""
        if day in self._days_off:
            return self._days_off[day]
        if day in self._makeup:
            return f"{self._makeup[day]}调休上班"
        if day.weekday() >= SATURDAY:
            return f"周{WEEKDAYS[day.weekday()]}休息日"
        if name := self._fixed(day):
            return f"{name}放假（{day.year}年放假安排尚未公布）"
        if not self.is_announced(day):
            return f"工作日（{day.year}年放假安排尚未公布，暂按周一至周五计算）"
        return "工作日"

    def is_announced(self, day: date) -> bool:
        return day.year in self._announced_years

    def add(self, start: date, workdays: int) -> DueDate:
        """The last of `workdays` days, counted from the day after `start` (民法典 art. 201)."""
        if workdays < 0:
            raise ValueError(f"工作日天数不能为负数：{workdays}")
        day, left, provisional = start, workdays, False
        while left:
            day = next_day(day)
            provisional = provisional or not self.is_announced(day)
            left -= self.is_workday(day)
        return DueDate(day, provisional)

    def subtract(self, start: date, workdays: int) -> DueDate:
        """The last of `workdays` days, counted back from the day before `start`."""
        if workdays < 0:
            raise ValueError(f"工作日天数不能为负数：{workdays}")
        day, left, provisional = start, workdays, False
        while left:
            day = next_day(day, -DAY)
            provisional = provisional or not self.is_announced(day)
            left -= self.is_workday(day)
        return DueDate(day, provisional)

    def last_workday_until(self, day: date) -> DueDate:
        """The day itself if it is a workday, else the last one before it."""
        return self.subtract(day + DAY, 1)

    def roll_forward(self, day: date) -> DueDate:
        """A term of calendar days never ends on a rest day (民法典 art. 203)."""
        return self.add(day - DAY, 1)

    def workdays_between(self, start: date, end: date) -> int:
        """Workdays after `start` up to and including `end`; none when `end` is not later."""
        return sum(map(self.is_workday, days_after(start, until=end)))

    @cached_property
    def _announced_years(self) -> frozenset[int]:
        return frozenset(notice.year for notice in self.notices)

    @cached_property
    def _days_off(self) -> dict[date, str]:
        """Days off with their reason; the nearer the authority, the later it has its say."""
        national = {
            day: f"{festival.name}放假"
            for notice in self.notices
            for festival in notice.festivals
            for day in festival.off
        }
        regional = {
            day: f"{festival.name}放假" + ("" if festival.verified else "（地方安排，待核对）")
            for festival in self.overlay
            for day in festival.off
        }
        own = {
            day: "本机关不办公" + (f"：{closure.cause}" if closure.cause else "")
            for closure in self.closures
            for day in closure.days
        }
        return national | regional | own

    @cached_property
    def _makeup(self) -> dict[date, str]:
        # A notice may name days of the December before its own year, so the year is not asked.
        festivals = [festival for notice in self.notices for festival in notice.festivals]
        return {
            day: festival.name
            for festival in (*festivals, *self.overlay)
            for day in festival.makeup
        }

    def _fixed(self, day: date) -> str:
        """The fixed festival of a day in an unannounced year; a notice makes it superfluous."""
        if self.is_announced(day):
            return ""
        for festival in self.fixed_festivals:
            if (day.month, day.day) in festival.days:
                return festival.name
        return ""


def next_day(day: date, step: timedelta = DAY) -> date:
    if not FIRST_DAY < day < LAST_DAY:
        raise NoWorkdayLeft
    return day + step


def days_after(start: date, *, until: date) -> Iterator[date]:
    """Every day after `start` up to and including `until`."""
    return (start + DAY * step for step in range(1, (until - start).days + 1))


def national_calendar(
    region: str = "", closures: Iterable[Closure] = (), notices: Iterable[Notice] = ()
) -> WorkCalendar:
    """The announced calendar, with the festivals of `region` and an office's own closures.

    A later notice for a year takes the place of the packaged one, and of an earlier one given.
    """
    by_year = {notice.year: notice for notice in (*packaged_notices(), *notices)}
    return WorkCalendar(
        notices=tuple(by_year[year] for year in sorted(by_year)),
        fixed_festivals=_fixed_festivals(),
        overlay=_overlay(region) if region else (),
        closures=tuple(closures),
    )


@cache
def packaged_notices() -> tuple[Notice, ...]:
    years = sorted(path.stem for path in (LAW / "holidays").glob("[0-9]*.toml"))
    return tuple(notice_of(law(f"holidays/{year}")) for year in years)


def notice_of(read: Mapping[str, Any]) -> Notice:
    """The notice that a file of the law folder spells out; what it leaves out is not verified."""
    verified = dict.fromkeys(NOTICE_FACTS, False) | read.get("verified", {})
    return Notice(
        year=read["year"],
        title=read["title"],
        number=read["number"],
        published_on=read["published_on"],
        unverified=frozenset(field for field, is_verified in verified.items() if not is_verified),
        festivals=tuple(
            Festival(
                name=festival["name"],
                off=frozenset(festival["off"]),
                makeup=frozenset(festival.get("makeup", ())),
                verified=verified["days"],
            )
            for festival in read["festival"]
        ),
    )


@cache
def _fixed_festivals() -> tuple[AnnualFestival, ...]:
    return tuple(
        AnnualFestival(
            name=festival["name"],
            days=frozenset((int(day[:2]), int(day[3:])) for day in festival["days"]),
        )
        for festival in law("holidays/statutory")["festival"]
    )


@cache
def _overlay(region: str) -> tuple[Festival, ...]:
    for entry in law("holidays/regions")["region"]:
        if entry["key"] == region:
            return tuple(
                Festival(
                    name=festival["name"],
                    off=frozenset(festival["off"]),
                    verified=festival["verified"],
                )
                for festival in entry["festival"]
            )
    raise UnknownRegion(f"没有“{region[:40]}”的地方节假日安排，可以是：{'、'.join(regions())}。")


def regions() -> tuple[str, ...]:
    """The regions whose own days off the law folder has."""
    return tuple(entry["key"] for entry in law("holidays/regions")["region"])
