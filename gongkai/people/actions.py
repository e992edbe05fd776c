"""Changes to agencies, units, accounts, roles and leave; the ledger keeps before and after.

A row that is new or changed but not yet saved says what is wanted; without `by` it is the
command line that sets up an installation.
"""

from datetime import datetime
from typing import TypeVar

from django.db import models
from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if, values_of
from gongkai.people import obstacles
from gongkai.people.models import Agency, Leave, RoleHolding, Unit, User

Row = TypeVar("Row", bound=models.Model)


@action
def choose_password(user: User, password: str, *, at: datetime) -> User:
    """The person's own choice in place of a one-time password; the ledger keeps no trace of it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("user.password-chosen", user, agency=user.agency, by=user, at=at)
    return user


@action
def give_one_time_password(user: User, password: str, *, by: User | None, at: datetime) -> User:
    """A password good for one sign-in, after which the person chooses their own."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.agency is not None:
        refuse_if(obstacles.to_setting_up(user.agency, by=by, on=localdate(at)))
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record("user.one-time-password-given", user, agency=user.agency, by=by, at=at)
    return user


@action
def found_agency(agency: Agency, *, by: User | None, at: datetime) -> Agency:
    """Enters a new agency, with a ledger of its own."""
    refuse_if(obstacles.to_keeping_agency(agency))
    return _enter(agency, "agency.founded", agency=agency, by=by, at=at)


@action
def change_agency(agency: Agency, *, by: User | None, at: datetime) -> Agency:
    refuse_if(obstacles.to_setting_up(agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_agency(agency))
    return _change(agency, "agency.changed", agency=agency, by=by, at=at)


@action
def open_unit(unit: Unit, *, by: User | None, at: datetime) -> Unit:
    refuse_if(obstacles.to_setting_up(unit.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_unit(unit))
    return _enter(unit, "unit.opened", agency=unit.agency, by=by, at=at)


@action
def change_unit(unit: Unit, *, by: User | None, at: datetime) -> Unit:
    refuse_if(obstacles.to_setting_up(unit.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_unit(unit))
    return _change(unit, "unit.changed", agency=unit.agency, by=by, at=at)


@action
def take_on(person: User, password: str, *, by: User | None, at: datetime) -> User:
    """Enters a member of staff, with a password good for one sign-in."""
    if person.agency is not None:
        refuse_if(obstacles.to_setting_up(person.agency, by=by, on=localdate(at)))
    person.set_password(password)
    person.must_change_password = True
    return _enter(person, "user.taken-on", agency=person.agency, by=by, at=at)


@action
def change_person(person: User, *, by: User | None, at: datetime) -> User:
    if person.agency is not None:
        refuse_if(obstacles.to_setting_up(person.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_person(person, on=localdate(at)))
    return _change(person, "user.changed", agency=person.agency, by=by, at=at)


@action
def give_role(holding: RoleHolding, *, by: User | None, at: datetime) -> RoleHolding:
    agency = _agency_of(holding.user)
    refuse_if(obstacles.to_setting_up(agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_role(holding, on=localdate(at)))
    return _enter(holding, "role.given", agency=agency, by=by, at=at)


@action
def change_role(holding: RoleHolding, *, by: User | None, at: datetime) -> RoleHolding:
    """Changes a role's unit or days; its end is a date, so that who held it stays known."""
    agency = _agency_of(holding.user)
    refuse_if(obstacles.to_setting_up(agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_keeping_role(holding, on=localdate(at)))
    return _change(holding, "role.changed", agency=agency, by=by, at=at)


@action
def record_leave(leave: Leave, *, by: User | None, at: datetime) -> Leave:
    refuse_if(obstacles.to_recording_leave(leave, by=by, on=localdate(at)))
    return _enter(leave, "leave.recorded", agency=_agency_of(leave.user), by=by, at=at)


@action
def change_leave(leave: Leave, *, by: User | None, at: datetime) -> Leave:
    refuse_if(obstacles.to_recording_leave(leave, by=by, on=localdate(at)))
    return _change(leave, "leave.changed", agency=_agency_of(leave.user), by=by, at=at)


def _agency_of(person: User) -> Agency:
    if person.agency is None:
        raise ValueError("roles and leave are for the staff of an agency")
    return person.agency


def _enter(row: Row, verb: str, *, agency: Agency | None, by: User | None, at: datetime) -> Row:
    row.full_clean()
    row.save(force_insert=True)
    record(verb, row, agency=agency, by=by, at=at, after=values_of(row))
    return row


def _change(row: Row, verb: str, *, agency: Agency | None, by: User | None, at: datetime) -> Row:
    row.full_clean()
    before = values_of(type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk))
    after = values_of(row)
    row.save(force_update=True)
    record(
        verb,
        row,
        agency=agency,
        by=by,
        at=at,
        before={name: value for name, value in before.items() if value != after[name]},
        after={name: value for name, value in after.items() if value != before[name]},
    )
    return row
