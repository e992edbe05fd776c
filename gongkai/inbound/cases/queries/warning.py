"""Cases whose due date is near or past and of which nobody was told, and whom to tell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import get_current_timezone

from gongkai.inbound.cases.models import Case, CaseWarning, Holding, WarningDigest
from gongkai.inbound.cases.queries.cases import clock_of_case, events_of
from gongkai.lawbook.queries import Law, laws_of
from gongkai.people.models import Agency, Leave, Role, User
from gongkai.people.queries import Standing, covers_unit, standings, units_below
from gongkai.rules.case_warnings import ESCALATED, Level, Told, reached
from gongkai.rules.clocks.kinds import State
from gongkai.rules.workdays import WorkCalendar

# Longer than five workdays last over the longest holiday.
_AHEAD = timedelta(days=40)
_IN_UNIT = (Role.CLERK, Role.WINDOW, Role.UNIT_HEAD)
_ROLES = {
    Told.UNIT_HEAD: Role.UNIT_HEAD,
    Told.OPENNESS_OFFICE: Role.OPENNESS_OFFICE,
    Told.LEADER: Role.LEADER,
}


@dataclass(frozen=True)
class ToWarn:
    """A case that has come to a level, and the people to be told."""

    case: Case
    due_on: date
    level: Level
    people: tuple[User, ...]


def agencies_to_warn(on: date) -> list[Agency]:
    """Agencies with cases to be told of, each by its own calendar: a query for each calendar."""
    near = Case.objects.open().filter(due_on__lte=on + _AHEAD).order_by()
    agencies = Agency.objects.in_bulk(near.values_list("agency", flat=True).distinct())
    by_law: dict[str, tuple[WorkCalendar, list[int]]] = {}
    for pk, law in laws_of(agencies.values()).items():
        by_law.setdefault(law.version, (law.calendar, []))[1].append(pk)
    found = {
        pk
        for calendar, alike in by_law.values()
        for pk in _untold(calendar, on)
        .filter(agency__in=alike)
        .order_by()
        .values_list("agency", flat=True)
        .distinct()
    }
    return [agencies[pk] for pk in sorted(found)]


def _untold(calendar: WorkCalendar, on: date) -> QuerySet[Case]:
    """Open cases at a level that nobody was told of, nor of a graver one, for this due date."""
    wanted = Q()
    for each in reached(calendar, on):
        within = Q(due_on__lte=each.until)
        if each.after is not None:
            within &= Q(due_on__gt=each.after)
        told = CaseWarning.objects.filter(
            case=OuterRef("pk"), due_on=OuterRef("due_on"), level__in=each.said_by
        )
        wanted |= within & Q(~Exists(told))
    return Case.objects.open().filter(wanted)


def cases_to_warn(agency: Agency, law: Law, *, on: date, at_most: int) -> list[ToWarn]:
    """The cases due first, with whom to tell; as many queries for many as for one."""
    untold = _untold(law.calendar, on).filter(agency=agency).select_related("unit")
    # Those in a pause come last, so that they are in nobody's way.
    cases = list(untold.defer("text").order_by("-stage", "due_on", "id")[:at_most])
    cases = _without_paused(cases, law, on)
    staff = _staff_of(agency, on) if cases else None
    holdings = _holdings(cases)
    levels = list(reached(law.calendar, on))
    found = []
    for case in cases:
        due_on = cast(date, case.due_on)
        level = next(one.level for one in levels if due_on <= one.until)
        people = staff.told(case, level, holdings.get(case.pk)) if staff else ()
        found.append(ToWarn(case, due_on, level, tuple(people)))
    return found


def _without_paused(cases: list[Case], law: Law, on: date) -> list[Case]:
    """A pause that nobody ended may have lapsed since: the clock knows, the stage does not."""
    asked = [case for case in cases if case.stage == Case.Stage.CONSULTING]
    events = events_of(asked)
    paused = {
        case.pk
        for case in asked
        if clock_of_case(case, events[case.pk], law).state_on(on) is State.CONSULTING
    }
    return [case for case in cases if case.pk not in paused]


def _holdings(cases: Iterable[Case]) -> dict[int, Holding]:
    """By case who has it in hand; while nobody has, whom it waits for."""
    standing = Holding.objects.standing().filter(case__in=list(cases))
    found: dict[int, Holding] = {}
    # What is in hand comes last and counts.
    for holding in standing.select_related("unit", "user").order_by(
        F("accepted_at").asc(nulls_first=True)
    ):
        found[holding.case_id] = holding
    return found


@dataclass(frozen=True)
class _Staff:
    """Who holds which role on a day; those on leave are replaced by their covers."""

    standings: list[Standing]
    below: dict[int, frozenset[int]]
    covers: dict[int, User]

    def told(self, case: Case, level: Level, holding: Holding | None) -> Iterator[User]:
        seen = set()
        for part in level.told:
            for person in self._as(part, case, holding):
                if person.pk not in seen:
                    seen.add(person.pk)
                    yield person

    def _as(self, part: Told, case: Case, holding: Holding | None) -> Iterable[User]:
        if part is not Told.HOLDER:
            unit = None if part is not Told.UNIT_HEAD else case.unit
            return [
                one.user
                for one in self.standings
                if one.role == _ROLES[part] and (unit is None or covers_unit(one, unit, self.below))
            ]
        held_by = holding.user if holding else None
        if held_by is not None:
            held_by = self.covers.get(held_by.pk, held_by)
        if held_by is not None and held_by.is_active:
            return [held_by]
        unit = holding.unit if holding else case.unit
        return [
            one.user
            for one in self.standings
            if one.role in _IN_UNIT and covers_unit(one, unit, self.below)
        ]


def _staff_of(agency: Agency, on: date) -> _Staff:
    away = Leave.objects.current(on).filter(user__agency=agency).select_related("cover")
    return _Staff(
        standings=standings(agency, on=on),
        below=units_below(agency),
        covers={leave.user_id: leave.cover for leave in away.order_by("from_on")},
    )


def standing_warnings(user: User) -> QuerySet[CaseWarning]:
    """What the person was told of and still holds: the case is open and due on the same day."""
    return CaseWarning.objects.filter(
        told=user,
        case__agency=user.agency_id,
        case__closed_on=None,
        case__due_on=F("due_on"),
    )


def people_to_mail(on: date, *, again_before: datetime, at_most: int) -> list[User]:
    """People with a mailbox who were told of something on this day and got no letter about it."""
    zone = get_current_timezone()
    first = datetime.combine(on, time.min, zone)
    today = CaseWarning.objects.filter(at__gte=first, at__lt=first + timedelta(days=1))
    done = WarningDigest.objects.filter(user=OuterRef("pk"), on=on).filter(
        Q(is_sent=True) | Q(tried_at__gt=again_before)
    )
    told = today.filter(case__closed_on=None, case__due_on=F("due_on")).values("told")
    people = User.objects.filter(pk__in=told, is_active=True).exclude(email="")
    if not settings.MAIL_FROM:
        people = people.exclude(agency__email="")
    return list(people.filter(~Exists(done)).select_related("agency").order_by("pk")[:at_most])


def cases_told_to(user: User) -> list[Case]:
    """The cases of standing warnings, the one due first at the top."""
    told = standing_warnings(user).values("case")
    return list(Case.objects.filter(pk__in=told).defer("text").order_by("due_on", "id"))


def escalated_to(user: User, cases: Iterable[int]) -> set[int]:
    """Of these cases, those that were late when this person was told of them."""
    told = standing_warnings(user).filter(case__in=list(cases), level__in=ESCALATED)
    return set(told.values_list("case", flat=True))
