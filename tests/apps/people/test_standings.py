"""Who may act on a day: roles with dates, units with units below them, covers for those away."""

from datetime import date

import pytest

from gongkai.people.models import Role, Unit
from gongkai.people.queries import holds, roles_of, standings, units_below, units_of
from tests.factories.people import (
    AgencyFactory,
    Bureau,
    LeaveFactory,
    RoleHoldingFactory,
    UnitFactory,
    UserFactory,
)

TODAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("from_on", "to_on", "is_held"),
    [
        pytest.param(date(2024, 3, 5), None, True, id="from-today-on"),
        pytest.param(date(2024, 3, 6), None, False, id="from-tomorrow-on"),
        pytest.param(date(2024, 1, 1), date(2024, 3, 5), True, id="last-day"),
        pytest.param(date(2024, 1, 1), date(2024, 3, 4), False, id="ended-yesterday"),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_day(
    bureau: Bureau, from_on: date, to_on: date | None, is_held: bool
) -> None:
    person = UserFactory(agency=bureau.agency)
    RoleHoldingFactory(user=person, role=Role.SUPERVISOR, from_on=from_on, to_on=to_on)
    assert holds(person, Role.SUPERVISOR, on=TODAY) is is_held


def test_a_role_in_a_unit_reaches_the_units_below_and_no_others(bureau: Bureau) -> None:
    below = UnitFactory(agency=bureau.agency, upper=bureau.unit)
    beside = UnitFactory(agency=bureau.agency)
    assert holds(bureau.clerk, Role.CLERK, on=TODAY, unit=below)
    assert not holds(bureau.clerk, Role.CLERK, on=TODAY, unit=beside)
    assert units_of(bureau.clerk, on=TODAY) == {bureau.unit.pk, below.pk}


def test_a_role_without_a_unit_reaches_the_whole_agency_and_no_other(bureau: Bureau) -> None:
    assert units_of(bureau.leader, on=TODAY) is None
    elsewhere = UnitFactory(agency=AgencyFactory())
    assert not holds(bureau.leader, Role.LEADER, on=TODAY, unit=elsewhere)


def test_units_that_were_made_each_others_upper_do_not_hang(bureau: Bureau) -> None:
    below = UnitFactory(agency=bureau.agency, upper=bureau.unit)
    Unit.objects.filter(pk=bureau.unit.pk).update(upper=below)
    assert units_below(bureau.agency)[below.pk] == {below.pk, bureau.unit.pk}


def test_the_cover_acts_in_place_of_the_one_on_leave(bureau: Bureau) -> None:
    LeaveFactory(user=bureau.head, cover=bureau.office, from_on=TODAY, to_on=TODAY)
    assert not holds(bureau.head, Role.UNIT_HEAD, on=TODAY, unit=bureau.unit)
    assert holds(bureau.office, Role.UNIT_HEAD, on=TODAY, unit=bureau.unit)
    covered = [one for one in roles_of(bureau.office, on=TODAY) if one.instead_of]
    assert [one.instead_of for one in covered] == [bureau.head]


def test_leave_that_is_over_takes_nothing_away(bureau: Bureau) -> None:
    LeaveFactory(user=bureau.head, cover=bureau.office, to_on=date(2024, 3, 4))
    assert holds(bureau.head, Role.UNIT_HEAD, on=TODAY, unit=bureau.unit)
    assert not holds(bureau.office, Role.UNIT_HEAD, on=TODAY)


def test_a_cover_who_is_away_too_passes_nothing_on(bureau: Bureau) -> None:
    LeaveFactory(user=bureau.head, cover=bureau.office)
    LeaveFactory(user=bureau.office, cover=bureau.secrecy)
    heads = [one for one in standings(bureau.agency, on=TODAY) if one.role == Role.UNIT_HEAD]
    assert heads == []


def test_an_account_that_was_closed_holds_nothing(bureau: Bureau) -> None:
    bureau.head.is_active = False
    bureau.head.save()
    assert not holds(bureau.head, Role.UNIT_HEAD, on=TODAY)
    assert bureau.head not in [one.user for one in standings(bureau.agency, on=TODAY)]
