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
    revise,
    start,
)
from gongkai.outbound.publishing.actions.releasing import (
    confirm,
    publish,
    release_urgently,
    reschedule,
    withdraw,
)
from gongkai.outbound.publishing.actions.reviewing import recall, sign, submit

__all__ = [
    "Description",
    "NewFile",
    "add_step",
    "attach",
    "change_column",
    "change_step",
    "check",
    "confirm",
    "describe",
    "detach",
    "drop",
    "excuse",
    "fill",
    "open_column",
    "publish",
    "recall",
    "release_urgently",
    "reschedule",
    "revise",
    "sign",
    "start",
    "submit",
    "take_back_excuse",
    "withdraw",
]
