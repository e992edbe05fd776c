"""The verbs of publishing, one module a stage: draft, check, review, release."""

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
    "attach",
    "check",
    "confirm",
    "describe",
    "detach",
    "drop",
    "excuse",
    "fill",
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
