"""Reception days: planned by one, announced by another, changed, called off with the reason."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from gongkai.inbound.reception import obstacles
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.inbound.reception.plans import Plan
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import User

PLANNED = tuple(field.name for field in fields(Plan))


def lock_day(day: ReceptionDay) -> ReceptionDay:
    """The day as it is now, held until the action ends."""
    found = ReceptionDay.objects.select_for_update(of=("self",)).select_related("agency", "unit")
    return found.get(pk=day.pk)


@action
def plan(plan: Plan, *, by: User, at: datetime) -> ReceptionDay:
    """Puts a day down; nobody outside sees it before another person announces it."""
    refuse_if(obstacles.to_planning(plan, by=by, at=at))
    day = ReceptionDay.objects.create(agency=plan.unit.agency, written_by=by, **_said(plan))
    record("reception.planned", day, agency=day.agency, by=by, at=at, **_told(day))
    return day


@action
def change(day: ReceptionDay, plan: Plan, *, by: User, at: datetime) -> ReceptionDay:
    """Says it anew; what was announced before is void until another person announces this."""
    day = lock_day(day)
    refuse_if(obstacles.to_changing(day, plan, by=by, at=at))
    for name, value in _said(plan).items():
        setattr(day, name, value)
    day.state, day.written_by, day.announced_by = ReceptionDay.State.PLANNED, by, None
    day.save(update_fields=[*PLANNED, "state", "written_by", "announced_by"])
    record("reception.changed", day, agency=day.agency, by=by, at=at, **_told(day))
    return day


@action
def announce(day: ReceptionDay, *, by: User, at: datetime) -> ReceptionDay:
    """Makes the day public as it stands, by somebody who did not write it."""
    day = lock_day(day)
    refuse_if(obstacles.to_announcing(day, by=by, at=at))
    day.state, day.announced_by, day.announced_at = ReceptionDay.State.ANNOUNCED, by, at
    day.save(update_fields=["state", "announced_by", "announced_at"])
    record("reception.announced", day, agency=day.agency, by=by, at=at, **_told(day))
    return day


@action
def call_off(day: ReceptionDay, *, reason: str, by: User, at: datetime) -> ReceptionDay:
    """Calls the day off; whoever had an appointment waits for a new time."""
    day = lock_day(day)
    refuse_if(obstacles.to_calling_off(day, reason=reason, by=by, at=at))
    day.state, day.cancelled_at, day.cancelled_because = (
        ReceptionDay.State.CANCELLED,
        at,
        reason.strip(),
    )
    day.save(update_fields=["state", "cancelled_at", "cancelled_because"])
    appointments = list(
        day.appointments.filter(state=Appointment.State.BOOKED)
        .select_for_update(of=("self",))
        .select_related("case", "day")
    )
    for appointment in appointments:
        appointment.state = Appointment.State.CANCELLED
        appointment.ended_because = f"接访日取消：{day.cancelled_because}"[:200]
        appointment.save(update_fields=["state", "ended_because"])
        record("appointment.cancelled", appointment, agency=day.agency, by=by, at=at, day=day.pk)
    record(
        "reception.cancelled",
        day,
        agency=day.agency,
        by=by,
        at=at,
        reason=day.cancelled_because,
        appointments=len(appointments),
    )
    return day


def _said(plan: Plan) -> dict[str, Any]:
    said = {name: getattr(plan, name) for name in PLANNED}
    texts = ("place", "received_by", "topics")
    return said | {name: said[name].strip() for name in texts}


def _told(day: ReceptionDay) -> dict[str, Any]:
    return {
        "on": day.on,
        "hours": f"{day.opens:%H:%M}—{day.closes:%H:%M}",
        "place": day.place,
        "received_by": day.received_by,
        "unit": day.unit_id,
        "topics": day.topics,
        "slots": day.slots,
        "minutes": day.minutes,
    }
