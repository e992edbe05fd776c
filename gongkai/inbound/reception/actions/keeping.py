"""What came of an appointment: who came, what was said and agreed, what was done of it."""

import hashlib
from datetime import date, datetime

from gongkai.inbound.reception import obstacles
from gongkai.inbound.reception.actions.appointments import lock_appointment
from gongkai.inbound.reception.models import Appointment
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import User


@action
def mark(appointment: Appointment, *, came: bool, by: User, at: datetime) -> Appointment:
    """Says whether the person came; a slip of the hand can be put right until minutes exist."""
    appointment = lock_appointment(appointment)
    refuse_if(obstacles.to_marking(appointment, by=by, at=at))
    state = Appointment.State.CAME if came else Appointment.State.ABSENT
    appointment.state = state
    appointment.save(update_fields=["state"])
    agency = appointment.day.agency
    record("appointment.marked", appointment, agency=agency, by=by, at=at, state=state)
    return appointment


@action
def write_minutes(
    appointment: Appointment,
    *,
    minutes: str,
    follow_up: str = "",
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> Appointment:
    """Keeps what was said and agreed, sealed; the ledger keeps that it was written, not what."""
    appointment = lock_appointment(appointment)
    refuse_if(
        obstacles.to_writing_minutes(
            appointment, minutes=minutes, follow_up=follow_up, due_on=due_on, by=by, at=at
        )
    )
    before = (appointment.follow_up, appointment.follow_up_due_on)
    appointment.minutes, appointment.minutes_by = minutes.strip(), by
    appointment.minutes_at = at
    appointment.follow_up, appointment.follow_up_due_on = follow_up.strip(), due_on
    if before != (appointment.follow_up, due_on):
        # What was done was done of something else.
        appointment.followed_up_at = None
    appointment.save()
    agency = appointment.day.agency
    record("appointment.minuted", appointment, agency=agency, by=by, at=at, due_on=due_on)
    return appointment


@action
def mark_followed_up(appointment: Appointment, *, by: User, at: datetime) -> Appointment:
    """Says that what was agreed has been done."""
    appointment = lock_appointment(appointment)
    refuse_if(obstacles.to_following_up(appointment, by=by, at=at))
    appointment.followed_up_at = at
    appointment.save(update_fields=["followed_up_at"])
    agency = appointment.day.agency
    record("appointment.followed-up", appointment, agency=agency, by=by, at=at)
    return appointment


@action
def erase_minutes(appointment: Appointment, *, by: User | None, at: datetime) -> Appointment:
    """Takes away what was said, once its case was erased; that it was said stays proven."""
    appointment = lock_appointment(appointment)
    refuse_if(obstacles.to_erasing(appointment))
    said = "\x1f".join((appointment.minutes, appointment.follow_up, appointment.ended_because))
    digest = hashlib.sha256(f"{appointment.case.code}{said}".encode()).hexdigest()
    appointment.minutes = appointment.follow_up = appointment.ended_because = ""
    appointment.erased_at = at
    appointment.save(update_fields=["minutes", "follow_up", "ended_because", "erased_at"])
    agency = appointment.day.agency
    record("appointment.erased", appointment, agency=agency, by=by, at=at, digests=[digest])
    return appointment
