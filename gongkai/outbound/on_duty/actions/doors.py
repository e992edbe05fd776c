"""Doors: a link for a screen at the door, shown once, kept as a digest, closed at any time."""

import secrets
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.outbound.on_duty import obstacles
from gongkai.outbound.on_duty.models import Door
from gongkai.outbound.on_duty.queries import door_digest
from gongkai.people.models import Unit, User

DOOR_DAYS = 365


@action
def open_door(unit: Unit, place: str, *, by: User, at: datetime) -> tuple[Door, str]:
    """A new door and the token of its link, which nobody can read again."""
    on = localdate(at)
    refuse_if(obstacles.to_opening_doors(unit, by=by, on=on))
    if not place.strip():
        raise Refused(["请写明终端放在哪里。"])
    token = secrets.token_urlsafe(32)
    door = Door.objects.create(
        unit=unit,
        place=place.strip(),
        digest=door_digest(token),
        opened_at=at,
        opened_by=by,
        expires_on=on + timedelta(days=DOOR_DAYS),
    )
    record("door.opened", door, agency=unit.agency, by=by, at=at)
    return door, token


@action
def close_door(door: Door, *, by: User, at: datetime) -> Door:
    """Its link opens nothing any more."""
    door = (
        Door.objects.select_for_update(of=("self",)).select_related("unit__agency").get(pk=door.pk)
    )
    refuse_if(obstacles.to_opening_doors(door.unit, by=by, on=localdate(at)))
    if door.closed_at is not None:
        raise Refused(["这个终端已经停用。"])
    door.closed_at = at
    door.save(update_fields=["closed_at"])
    record("door.closed", door, agency=door.unit.agency, by=by, at=at)
    return door
