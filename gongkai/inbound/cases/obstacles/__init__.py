"""What stands in the way of each act, all of it at once, in the words of the screen."""

from gongkai.inbound.cases.obstacles.handling import (
    to_accepting,
    to_declining,
    to_erasing,
    to_handing_over,
    to_reading_party,
    to_receiving,
    to_reckoning,
    to_stepping,
)
from gongkai.inbound.cases.obstacles.replying import (
    BY_MAIL,
    Unsure,
    is_unsure,
    to_clearing,
    to_drafting_reply,
    to_returning,
    to_sending,
    to_sending_again,
    to_submitting_reply,
)
from gongkai.inbound.cases.obstacles.reporting import (
    LONGEST_ANSWER,
    to_answering,
    to_recomputing,
    to_reporting,
)
from gongkai.inbound.cases.obstacles.warning import to_mailing_digest, to_warning

__all__ = [
    "BY_MAIL",
    "LONGEST_ANSWER",
    "Unsure",
    "is_unsure",
    "to_accepting",
    "to_answering",
    "to_clearing",
    "to_declining",
    "to_drafting_reply",
    "to_erasing",
    "to_handing_over",
    "to_mailing_digest",
    "to_reading_party",
    "to_receiving",
    "to_reckoning",
    "to_recomputing",
    "to_reporting",
    "to_returning",
    "to_sending",
    "to_sending_again",
    "to_stepping",
    "to_submitting_reply",
    "to_warning",
]
