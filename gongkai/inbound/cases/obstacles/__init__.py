"""What stands in the way of each act, all of it at once, in the words of the screen."""

from gongkai.inbound.cases.obstacles.consulting import (
    LONGEST_OPINION,
    to_answering_consultation,
    to_consulting,
    to_lapsing,
    to_reading_consultation,
    to_reading_letter,
    to_registering_arrival,
    to_telling_third_party,
)
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
from gongkai.inbound.cases.obstacles.releasing import (
    to_adding_files,
    to_giving_files,
    to_reading_file,
    to_releasing,
    to_sorting_file,
)
from gongkai.inbound.cases.obstacles.replying import (
    BY_MAIL,
    to_clearing,
    to_drafting_reply,
    to_returning,
    to_sending,
    to_submitting_reply,
)
from gongkai.inbound.cases.obstacles.writing import (
    to_drafting_letter,
    to_opening_letter,
    to_printing_sheet,
    to_setting_letters,
    to_setting_template,
)

__all__ = [
    "BY_MAIL",
    "LONGEST_OPINION",
    "to_accepting",
    "to_adding_files",
    "to_answering_consultation",
    "to_clearing",
    "to_consulting",
    "to_declining",
    "to_drafting_letter",
    "to_drafting_reply",
    "to_erasing",
    "to_giving_files",
    "to_handing_over",
    "to_lapsing",
    "to_opening_letter",
    "to_printing_sheet",
    "to_reading_consultation",
    "to_reading_file",
    "to_reading_letter",
    "to_reading_party",
    "to_receiving",
    "to_reckoning",
    "to_registering_arrival",
    "to_releasing",
    "to_returning",
    "to_sending",
    "to_setting_letters",
    "to_setting_template",
    "to_sorting_file",
    "to_stepping",
    "to_submitting_reply",
    "to_telling_third_party",
]
