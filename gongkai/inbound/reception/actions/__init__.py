"""What may be done with reception days and appointments: planned, booked, kept, erased."""

from gongkai.inbound.reception.actions.appointments import (
    book,
    cancel_appointment,
    move,
    receive_and_book,
    release,
)
from gongkai.inbound.reception.actions.days import announce, call_off, change, plan
from gongkai.inbound.reception.actions.keeping import (
    erase_minutes,
    mark,
    mark_followed_up,
    write_minutes,
)

__all__ = [
    "announce",
    "book",
    "call_off",
    "cancel_appointment",
    "change",
    "erase_minutes",
    "mark",
    "mark_followed_up",
    "move",
    "plan",
    "receive_and_book",
    "release",
    "write_minutes",
]
