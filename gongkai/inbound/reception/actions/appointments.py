"""Appointments: a slot booked for a case, moved, given up, or freed by a case taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.inbound.cases.actions import SentFile, receive_with_files
from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.models import Case
from gongkai.inbound.reception import obstacles
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.inbound.reception.obstacles.appointments import TAKEN
from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.people.models import Agency, User
from gongkai.rules.gate.masking import mask

SENDER = "来件人"
TAKEN_BACK = "来件人撤回了这一件"


@action
def receive_and_book(
    new: NewCase,
    sent: Sequence[SentFile],
    day: ReceptionDay,
    slot: int,
    *,
    seed: str,
    at: datetime,
) -> Case:
    """Takes a case in together with its slot, or neither of them."""
    case = receive_with_files(new, sent, seed=seed, by=None, at=at)
    day = _lock_days(case.agency, day, at=at)
    refuse_if(obstacles.to_booking(case, day, slot, by=None, at=at))
    keep_slot(case, day, slot, by=None, at=at)
    return case


@action
def book(case: Case, day: ReceptionDay, slot: int, *, by: User | None, at: datetime) -> Appointment:
    """Keeps a slot for a case; of two who want it at once, one gets it."""
    case = lock(case)
    day = _lock_days(case.agency, day, at=at)
    refuse_if(obstacles.to_booking(case, day, slot, by=by, at=at))
    return keep_slot(case, day, slot, by=by, at=at)


@action
def move(
    appointment: Appointment, day: ReceptionDay, slot: int, *, by: User | None, at: datetime
) -> Appointment:
    """Gives up one slot for another, or keeps the first if the other is gone."""
    case = lock(appointment.case)
    day = _lock_days(case.agency, day, at=at)
    appointment = lock_appointment(appointment)
    refuse_if(obstacles.to_moving(appointment, day, slot, by=by, at=at))
    appointment.state = Appointment.State.MOVED
    appointment.save(update_fields=["state"])
    record(
        "appointment.moved",
        appointment,
        agency=case.agency,
        by=by,
        at=at,
        by_name=SENDER,
        day=day.pk,
        slot=slot,
    )
    return keep_slot(case, day, slot, by=by, at=at)


@action
def cancel_appointment(
    appointment: Appointment, *, reason: str = "", by: User | None, at: datetime
) -> Appointment:
    """Gives a slot up; the case goes on, and waits for another time."""
    case = lock(appointment.case)
    appointment = lock_appointment(appointment)
    refuse_if(obstacles.to_cancelling_appointment(appointment, reason=reason, by=by, at=at))
    appointment.state = Appointment.State.CANCELLED
    # It may be about a person, so it stays out of the ledger and goes when the case is erased.
    appointment.ended_because = mask(reason.strip())
    appointment.save(update_fields=["state", "ended_because"])
    record("appointment.cancelled", appointment, agency=case.agency, by=by, at=at, by_name=SENDER)
    return appointment


@action
def release(appointment: Appointment, *, by: User | None, at: datetime) -> Appointment:
    """Writes down that a case taken back keeps no slot; it counted for nobody already."""
    appointment = lock_appointment(appointment)
    refuse_if(obstacles.to_releasing(appointment))
    appointment.state, appointment.ended_because = Appointment.State.CANCELLED, TAKEN_BACK
    appointment.save(update_fields=["state", "ended_because"])
    agency = appointment.day.agency
    record("appointment.released", appointment, agency=agency, by=by, at=at, by_name=SENDER)
    return appointment


def lock_appointment(appointment: Appointment) -> Appointment:
    """The appointment as it is now, held until the action ends."""
    return (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("case", "day__agency", "day__unit")
        .get(pk=appointment.pk)
    )


def _lock_days(agency: Agency, wanted: ReceptionDay, *, at: datetime) -> ReceptionDay:
    """The wanted day, with every day to come held: so one person has one appointment among them."""
    days = ReceptionDay.objects.select_for_update(of=("self",)).select_related("agency", "unit")
    held = list(days.filter(agency=agency).coming(localdate(at)).order_by("id"))
    return next((day for day in held if day.pk == wanted.pk), wanted)


def keep_slot(
    case: Case, day: ReceptionDay, slot: int, *, by: User | None, at: datetime
) -> Appointment:
    """Keeps a slot of a locked day for a locked case, once nothing stands in the way."""
    stale = Appointment.objects.to_release().filter(day=day, slot=slot)
    for appointment in stale:
        release(appointment, by=by, at=at)
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                case=case, day=day, slot=slot, booked_at=at, booked_by=by
            )
    except IntegrityError as taken:
        raise Refused([TAKEN]) from taken
    record(
        "appointment.booked",
        appointment,
        agency=case.agency,
        by=by,
        at=at,
        by_name=SENDER,
        day=day.pk,
        slot=slot,
    )
    return appointment
