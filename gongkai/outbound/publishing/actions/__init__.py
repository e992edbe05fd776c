"""The verbs of publishing, one module a stage: draft, check, review, release."""

from gongkai.outbound.publishing.actions.arranging import (
    add_step,
    change_column,
    change_step,
    open_column,
)
from gongkai.outbound.publishing.actions.checking import check, excuse, take_back_excuse
from gongkai.outbound.publishing.actions.drafting import (
    Description,
    NewFile,
    attach,
    describe,
    detach,
    drop,
    fill,
    of_pictures,
    revise,
    start,
)
from gongkai.outbound.publishing.actions.filling import fill_in, start_with
from gongkai.outbound.publishing.actions.masking import mask_personal_data
from gongkai.outbound.publishing.actions.releasing import (
    confirm,
    publish,
    release_urgently,
    reschedule,
    withdraw,
)
from gongkai.outbound.publishing.actions.reviewing import recall, sign, submit
from gongkai.outbound.publishing.actions.standing import end_standing_excuse, make_standing
from gongkai.outbound.publishing.actions.wording import add_words, end_word
from gongkai.outbound.publishing.words import NewWord

__all__ = [
    "Description",
    "NewFile",
    "NewWord",
    "add_step",
    "add_words",
    "attach",
    "change_column",
    "change_step",
    "check",
    "confirm",
    "describe",
    "detach",
    "drop",
    "end_standing_excuse",
    "end_word",
    "excuse",
    "fill",
    "fill_in",
    "make_standing",
    "mask_personal_data",
    "of_pictures",
    "open_column",
    "publish",
    "recall",
    "release_urgently",
    "reschedule",
    "revise",
    "sign",
    "start",
    "start_with",
    "submit",
    "take_back_excuse",
    "withdraw",
]
