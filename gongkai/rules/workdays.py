"""Working days: weekdays, less holidays and closures, plus make-up workdays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from gongkai.rules.law import LAW, law

DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = "一二三四五六日"


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
            day += DAY
            provisional = provisional or not self.is_announced(day)
            left -= self.is_workday(day)
        return DueDate(day, provisional)

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


def days_after(start: date, *, until: date) -> Iterator[date]:
    """Every day after `start` up to and including `until`."""
    return (start + DAY * step for step in range(1, (until - start).days + 1))


def national_calendar(region: str = "", closures: Iterable[Closure] = ()) -> WorkCalendar:
    """The announced calendar, with the festivals of `region` and an office's own closures."""
    return WorkCalendar(
        notices=_notices(),
        fixed_festivals=_fixed_festivals(),
        overlay=_overlay(region) if region else (),
        closures=tuple(closures),
    )


@cache
def _notices() -> tuple[Notice, ...]:
    years = sorted(path.stem for path in (LAW / "holidays").glob("[0-9]*.toml"))
    return tuple(_notice(year) for year in years)


def _notice(year: str) -> Notice:
    read = law(f"holidays/{year}")
    verified = read["verified"]
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
                makeup=frozenset(festival["makeup"]),
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
    raise UnknownRegion(f"没有“{region}”的地方节假日安排。")
