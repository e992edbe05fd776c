"""What stands in the way of each act, all of it at once, in the words of the screen."""

from gongkai.inbound.reception.obstacles.appointments import (
    to_booking,
    to_cancelling_appointment,
    to_erasing,
    to_following_up,
    to_marking,
    to_moving,
    to_releasing,
    to_writing_minutes,
)
from gongkai.inbound.reception.obstacles.days import (
    to_announcing,
    to_calling_off,
    to_changing,
    to_keeping,
    to_planning,
)

__all__ = [
    "to_announcing",
    "to_booking",
    "to_calling_off",
    "to_cancelling_appointment",
    "to_changing",
    "to_erasing",
    "to_following_up",
    "to_keeping",
    "to_marking",
    "to_moving",
    "to_planning",
    "to_releasing",
    "to_writing_minutes",
]
