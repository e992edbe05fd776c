"""Terms: how long the law gives for something, from when to when, and which article says so."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from gongkai.rules.law import law
from gongkai.rules.workdays import DueDate, WorkCalendar


class CannotOverride(ValueError):
    """A term that this installation may not set like this; says why in Chinese."""


class NotInForce(LookupError):
    """A day on which no version of a term was law; says so in Chinese."""


class Unit(StrEnum):
    """What a term counts. A yearly one is a day of the year, as month and day: 131."""

    WORKDAYS = "workdays"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARLY = "yearly"


MEASURES = {Unit.WORKDAYS: "个工作日", Unit.CALENDAR_DAYS: "日", Unit.MONTHS: "个月"}
# Nothing in the law comes near; beyond them somebody slipped at the keyboard.
LONGEST = {Unit.WORKDAYS: 1000, Unit.CALENDAR_DAYS: 1500, Unit.MONTHS: 600}
LEAP_YEAR = 2024


@dataclass(frozen=True, kw_only=True)
class Term:
    """期限: how long something may or must take, and by which article."""

    key: str
    label: str
    value: int
    unit: Unit
    article: str
    source: str
    verified: bool
    in_force_from: date | None = None
    in_force_to: date | None = None
    is_overridden: bool = False

    def __str__(self) -> str:
        return measured(self.value, self.unit)

    @property
    def basis(self) -> str:
        """Where the length comes from, in words for a citizen."""
        if self.is_overridden:
            return f"{self.source}{self.article}（期限由本机关核对设定）"
        return f"{self.source}{self.article}{'' if self.verified else '（待核对）'}"

    def is_in_force(self, on: date) -> bool:
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True)
class Terms:
    """All terms of one installation, each with the versions it has had."""

    versions: Mapping[str, tuple[Term, ...]]

    def of(self, key: str, on: date) -> Term:
        """The version in force on a day; of several, the youngest."""
        in_force = [term for term in self.versions[key] if term.is_in_force(on)]
        if not in_force:
            label = self.versions[key][0].label
            raise NotInForce(f"没有收录{on}施行的“{label}”的期限，不能计算。")
        return max(in_force, key=lambda term: term.in_force_from or date.min)

    def __iter__(self) -> Iterator[Term]:
        return (term for versions in self.versions.values() for term in versions)


def terms(overrides: Mapping[str, int] = MappingProxyType({})) -> Terms:
    """The terms of the law, with the values that this installation has set in their place.

    A value that is set holds for every version: it is what the installation says today.
    """
    if not overrides:
        return _packaged()
    versions = dict(_packaged().versions)
    for key, value in overrides.items():
        if key not in versions:
            raise CannotOverride(f"没有“{key}”这个期限，不能设定。")
        for term in versions[key]:
            refuse_value(term, value)
        versions[key] = tuple(
            replace(term, value=value, is_overridden=True) for term in versions[key]
        )
    return Terms(MappingProxyType(versions))


def refuse_value(term: Term, value: object) -> None:
    """Raises what stands in the way of setting a term to a value."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise CannotOverride(f"“{term.label}”的期限应当是整数。")
    if term.unit is Unit.YEARLY:
        month, day = divmod(value, 100)
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(LEAP_YEAR, month)[1]:
            raise CannotOverride(f"“{term.label}”应当写成月和日，如131表示1月31日。")
    elif not 1 <= value <= LONGEST[term.unit]:
        most = measured(LONGEST[term.unit], term.unit)
        raise CannotOverride(f"“{term.label}”的期限应当在1至{most}之间。")


def measured(value: int, unit: Unit) -> str:
    """A length as it is read: 20个工作日, or 1月31日."""
    if unit is Unit.YEARLY:
        return f"{value // 100}月{value % 100}日"
    return f"{value}{MEASURES[unit]}"


def days_in(unit: Unit, value: int, start: date) -> int:
    """The days to count after `start`: workdays for a term of workdays, else calendar days."""
    if unit is Unit.MONTHS:
        return (months_after(start, value) - start).days
    if unit is Unit.YEARLY:
        return (_next_yearly(value, start) - start).days
    return value


def last_day(term: Term, start: date, calendar: WorkCalendar) -> DueDate:
    """The last day of a term of which nothing interrupts the count."""
    days = days_in(term.unit, term.value, start)
    if term.unit is Unit.WORKDAYS:
        return calendar.add(start, days)
    return calendar.roll_forward(start + timedelta(days=days))


def months_after(start: date, months: int) -> date:
    """The same day of a later month, or the last one it has (民法典 art. 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _next_yearly(value: int, start: date) -> date:
    on = _yearly(value, start.year)
    return on if on > start else _yearly(value, start.year + 1)


def _yearly(value: int, year: int) -> date:
    month, day = divmod(value, 100)
    return date(year, month, min(day, monthrange(year, month)[1]))


@cache
def _packaged() -> Terms:
    versions = {}
    for kind in law("clocks")["kind"]:
        versions[kind["key"]] = _versions(kind["key"], kind["name"], kind["terms"])
        for step in kind.get("step", ()):
            if "terms" in step:
                key = f"{kind['key']}.{step['name']}"
                versions[key] = _versions(key, f"{kind['name']}：{step['label']}", step["terms"])
    return Terms(MappingProxyType(versions))


def _versions(key: str, label: str, written: list[dict[str, Any]]) -> tuple[Term, ...]:
    sources = law("clocks")["source"]
    return tuple(
        Term(
            key=key,
            label=label,
            value=version["value"],
            unit=Unit(version["unit"]),
            article=version["article"],
            source=sources[version["source"]]["title"],
            verified=version["verified"],
            in_force_from=version.get("from", sources[version["source"]].get("from")),
            in_force_to=version.get("to"),
        )
        for version in written
    )
