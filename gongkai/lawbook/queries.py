"""The law as an agency's clocks know it today: the package, and what was entered here on top."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import models

from gongkai.lawbook.models import CheckedFact, HolidayNotice, OfficeClosure, RegionalHoliday
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import Agency
from gongkai.rules.clocks.terms import CannotOverride, Terms, refuse_value, terms
from gongkai.rules.law import law as packaged_law
from gongkai.rules.law_facts import Fact, facts
from gongkai.rules.workdays import (
    Closure,
    Festival,
    Notice,
    WorkCalendar,
    national_calendar,
    notice_of,
    packaged_notices,
)

# Regions with days off of their own, by the first two digits of a 行政区划代码 (GB/T 2260).
REGIONS = {"45": "guangxi"}
DUE_MOVED = ".due-moved"
DIGITS = 6
A_DAY_OF_THE_YEAR = "月日"


@dataclass(frozen=True)
class Law:
    """Calendar and terms of one agency; `version` is the same as long as both say the same."""

    calendar: WorkCalendar
    terms: Terms
    version: str


@dataclass(frozen=True)
class Known:
    """A fact of law: what the package says, and what a person last found in its source."""

    fact: Fact
    checked: CheckedFact | None

    @property
    def packaged(self) -> str:
        return str(self.fact.value)

    @property
    def value(self) -> str:
        return self.checked.value if self.checked else self.packaged

    @property
    def is_verified(self) -> bool:
        return self.fact.verified or self.checked is not None

    @property
    def is_corrected(self) -> bool:
        return self.value != self.packaged

    @property
    def told(self) -> str:
        return measured(self.value, self.fact.unit)

    @property
    def told_as_packaged(self) -> str:
        return measured(self.packaged, self.fact.unit)


def measured(value: str, unit: str) -> str:
    """A value as it is read: 20个工作日, or 1月31日."""
    if unit == A_DAY_OF_THE_YEAR and value.isdigit():
        return f"{int(value) // 100}月{int(value) % 100}日"
    return f"{value}{unit}"


def region_of(agency: Agency | None) -> str:
    """The region whose festivals the agency keeps beside the national ones; empty without."""
    return REGIONS.get(agency.region[:2], "") if agency else ""


def region_name(agency: Agency | None) -> str:
    regions = packaged_law("holidays/regions")["region"]
    return next((one["name"] for one in regions if one["key"] == region_of(agency)), "")


def calendar_of(agency: Agency | None) -> WorkCalendar:
    """The agency's calendar; the nation's for somebody who belongs to none."""
    return law_of(agency).calendar if agency else _law("", _imported(), (), (), ()).calendar


def law_of(agency: Agency) -> Law:
    return laws_of([agency])[agency.pk]


def laws_of(agencies: Iterable[Agency]) -> dict[int, Law]:
    """Each agency's law by its id: as many queries for a thousand agencies as for one."""
    wanted = list(agencies)
    notices, regional, checked = _imported(), _regional(), _checked()
    closures: dict[int, list[Closure]] = {}
    for one in OfficeClosure.objects.standing().filter(agency__in=wanted):
        days = Closure(first_on=one.first_on, last_on=one.last_on, cause=one.cause)
        closures.setdefault(one.agency_id, []).append(days)
    return {
        agency.pk: _law(
            region_of(agency),
            notices,
            regional.get(region_of(agency), ()),
            tuple(closures.get(agency.pk, ())),
            checked,
        )
        for agency in wanted
    }


def notice_for(year: int) -> Notice | None:
    """The arrangement in force for a year, imported or packaged."""
    known = national_calendar(notices=map(_kept, _imported())).notices
    return next((notice for notice in known if notice.year == year), None)


def with_notice(calendar: WorkCalendar, notice: Notice) -> WorkCalendar:
    """The calendar as it would be with one more notice, which replaces that of its year."""
    others = (one for one in calendar.notices if one.year != notice.year)
    return replace(calendar, notices=(*others, notice))


def known_facts() -> list[Known]:
    """Every fact of law that somebody may have to check, with its last check."""
    checked = {one.key: one for one in CheckedFact.objects.select_related("checked_by")}
    by_key = {fact.key: fact for fact in facts()}
    return [_known(fact, checked.get(key)) for key, fact in by_key.items()]


def _known(fact: Fact, checked: CheckedFact | None) -> Known:
    """A check holds for the value that was checked; a new release may bring another one."""
    holds = checked is not None and (fact.is_overridable or checked.value == str(fact.value))
    return Known(fact, checked if holds else None)


def known_fact(key: str) -> Known | None:
    return next((one for one in known_facts() if one.fact.key == key), None)


def in_value(fact: Fact, value: str) -> Iterator[str]:
    """What is wrong with a value that is to stand in place of the packaged one."""
    if not fact.is_overridable:
        if value != str(fact.value):
            yield "这一项不能在这里改数值，只能确认与原文一致；与原文不符的，见上面的说明。"
    elif not value.isascii() or not value.isdigit() or len(value) > DIGITS:
        yield f"“{fact.label}”应当写整数，例如{fact.value}。"
    else:
        try:
            for term in terms().versions[fact.key]:
                refuse_value(term, int(value))
        except CannotOverride as wrong:
            yield str(wrong)


def unverified_in(notice: Notice) -> list[str]:
    """The particulars of a notice that nobody has compared with the announcement."""
    keys = {f"holidays.{notice.year}.{name}": name for name in notice.unverified}
    if notice in packaged_notices():
        for checked in known_facts():
            if checked.is_verified:
                keys.pop(checked.fact.key, None)
    return sorted(keys.values())


def recent_moves(agency: Agency | None, *, since: datetime) -> models.QuerySet[LedgerEntry]:
    """The due dates of an agency that were reckoned to another day, newest first."""
    entries = LedgerEntry.objects.filter(chain__agency=agency, verb__endswith=DUE_MOVED)
    return entries.filter(at__gte=since).order_by("-at", "-id")


def _imported() -> tuple[str, ...]:
    """The text of the last notice of each year."""
    texts = dict(HolidayNotice.objects.values_list("year", "text"))
    return tuple(texts[year] for year in sorted(texts))


def _kept(text: str) -> Notice:
    """A notice that was checked when it came; a stricter check in a later release spoils none."""
    return notice_of(tomllib.loads(text))


def _regional() -> dict[str, tuple[Festival, ...]]:
    """The festivals entered for each region; the last entry of a year counts."""
    entered = {
        (one.region, one.year): Festival(
            name=one.name,
            off=frozenset(map(date.fromisoformat, one.off)),
            makeup=frozenset(map(date.fromisoformat, one.makeup)),
        )
        for one in RegionalHoliday.objects.all()
    }
    found: dict[str, tuple[Festival, ...]] = {}
    for (region, _), festival in entered.items():
        found[region] = (*found.get(region, ()), festival)
    return found


def _checked() -> tuple[tuple[str, str], ...]:
    """Each checked fact with the value last found in its source."""
    return tuple(sorted(dict(CheckedFact.objects.values_list("key", "value")).items()))


def _overrides(checked: Iterable[tuple[str, str]]) -> dict[str, int]:
    return {key: int(value) for key, value in checked if key in terms().versions}


# Bounded by the number of different laws in use at once: agencies without closures share one.
@lru_cache(maxsize=256)
def _law(
    region: str,
    notices: tuple[str, ...],
    regional: tuple[Festival, ...],
    closures: tuple[Closure, ...],
    checked: tuple[tuple[str, str], ...],
) -> Law:
    calendar = national_calendar(region, closures, map(_kept, notices))
    entered_years = {day.year for festival in regional for day in festival.off}
    confirmed = {key for key, _ in checked}
    computed = (
        replace(
            _without(festival, entered_years),
            verified=festival.verified or f"holidays.{region}.{number}" in confirmed,
        )
        for number, festival in enumerate(calendar.overlay, start=1)
    )
    calendar = replace(calendar, overlay=(*computed, *regional))
    known = terms(_overrides(checked))
    return Law(calendar, known, _version(calendar, known))


def _without(festival: Festival, years: set[int]) -> Festival:
    """What the region announced for a year takes the place of what was computed for it."""
    return replace(
        festival,
        off=frozenset(day for day in festival.off if day.year not in years),
        makeup=frozenset(day for day in festival.makeup if day.year not in years),
    )


def _version(calendar: WorkCalendar, known: Terms) -> str:
    said = json.dumps([_plain(calendar), _plain(known)], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """The value in an order that is the same in every process, which that of a set is not."""
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, Mapping):
        return [[key, _plain(value[key])] for key in sorted(value)]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value)
