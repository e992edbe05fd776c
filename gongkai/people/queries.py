"""Who holds which role on a day, cover included, and over which units."""

from dataclasses import dataclass
from datetime import date

from gongkai.people.models import Agency, Leave, Role, RoleHolding, Unit, User


@dataclass(frozen=True)
class Standing:
    """A role a person may act in today, in their own right or for somebody on leave."""

    user: User
    role: str
    unit_id: int | None  # None: the whole agency
    instead_of: User | None = None


def units_below(agency: Agency) -> dict[int, frozenset[int]]:
    """Each unit's id with the ids of itself and all units under it, in one query."""
    upper = dict(Unit.objects.filter(agency=agency).values_list("id", "upper_id"))
    below: dict[int, set[int]] = {unit: {unit} for unit in upper}
    for unit in upper:
        over, seen = upper[unit], {unit}
        while over is not None and over not in seen:
            below[over].add(unit)
            seen.add(over)
            over = upper[over]
    return {unit: frozenset(members) for unit, members in below.items()}


def standings(agency: Agency, *, on: date) -> list[Standing]:
    """All roles of an agency on a day: whoever is on leave is replaced by their cover."""
    holdings = (
        RoleHolding.objects.current(on)
        .filter(user__agency=agency, user__is_active=True)
        .select_related("user")
        .order_by("id")
    )
    covers = {
        leave.user_id: leave.cover
        for leave in Leave.objects.current(on)
        .filter(user__agency=agency)
        .select_related("cover")
        .order_by("from_on")
    }
    found = []
    for holding in holdings:
        if cover := covers.get(holding.user_id):
            # A cover who is away too does not pass the role on: nobody named that third person.
            if cover.is_active and cover.id not in covers:
                found.append(Standing(cover, holding.role, holding.unit_id, holding.user))
        else:
            found.append(Standing(holding.user, holding.role, holding.unit_id))
    return found


def roles_of(user: User, *, on: date) -> list[Standing]:
    """What this person may act in on a day, covers included."""
    if user.agency is None:
        return []
    return [standing for standing in standings(user.agency, on=on) if standing.user.id == user.id]


def holds(user: User, *roles: Role, on: date, unit: Unit | None = None) -> bool:
    """Does the person hold one of the roles over the unit (or anywhere, without a unit)?"""
    below = units_below(user.agency) if user.agency and unit else {}
    return any(
        standing.role in roles and (unit is None or covers_unit(standing, unit, below))
        for standing in roles_of(user, on=on)
    )


def covers_unit(standing: Standing, unit: Unit, below: dict[int, frozenset[int]]) -> bool:
    """Is the unit within the part of the agency this standing reaches?"""
    if standing.user.agency_id != unit.agency_id:
        return False
    return standing.unit_id is None or unit.id in below.get(standing.unit_id, frozenset())


def units_of(user: User, *, on: date) -> set[int] | None:
    """Ids of the units whose rows the person may see; None means the whole agency."""
    # Running the system or keeping its archive needs no sight of what is not public yet.
    blind = {Role.OPERATOR, Role.ARCHIVIST}
    agency_wide = {Role.SECRECY_REVIEWER, Role.OPENNESS_OFFICE, Role.LEADER, Role.SUPERVISOR}
    seen: set[int] = set()
    below = units_below(user.agency) if user.agency else {}
    for standing in roles_of(user, on=on):
        if standing.role in blind:
            continue
        if standing.unit_id is None or standing.role in agency_wide:
            return None
        seen |= below.get(standing.unit_id, frozenset())
    return seen
