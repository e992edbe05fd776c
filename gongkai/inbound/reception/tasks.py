"""The rounds of receptions: slots of cases taken back, and minutes of cases that were erased."""

from datetime import datetime

from gongkai.inbound.reception import actions
from gongkai.inbound.reception.models import Appointment
from gongkai.timetable.rounds import every

AT_ONCE = 200


@every(seconds=60)
def release_slots(at: datetime) -> int:
    rows = list(Appointment.objects.to_release()[:AT_ONCE])
    for appointment in rows:
        actions.release(appointment, by=None, at=at)
    return len(rows)


@every(seconds=60)
def erase_minutes(at: datetime) -> int:
    rows = list(Appointment.objects.to_erase()[:AT_ONCE])
    for appointment in rows:
        actions.erase_minutes(appointment, by=None, at=at)
    return len(rows)
