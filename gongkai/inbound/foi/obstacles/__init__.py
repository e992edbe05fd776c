"""What stands in the way of each act, all of it at once, in the words of the screen."""

from gongkai.inbound.foi.obstacles.proceedings import (
    to_answering,
    to_answering_anew,
    to_concluding,
    to_registering,
    to_voiding,
)
from gongkai.inbound.foi.obstacles.proposals import (
    MAKERS,
    to_accepting,
    to_comparing,
    to_dismissing,
    to_finishing,
    to_proposing,
    to_reckoning,
)

__all__ = [
    "MAKERS",
    "to_accepting",
    "to_answering",
    "to_answering_anew",
    "to_comparing",
    "to_concluding",
    "to_dismissing",
    "to_finishing",
    "to_proposing",
    "to_reckoning",
    "to_registering",
    "to_voiding",
]
