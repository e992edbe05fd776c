"""What may be done after an answer: proceedings entered and ended, proposals raised and decided."""

from gongkai.inbound.foi.actions.comparing import compare
from gongkai.inbound.foi.actions.proceedings import (
    answer,
    answer_anew,
    conclude,
    register,
    void,
)
from gongkai.inbound.foi.actions.proposals import accept, dismiss, finish, propose
from gongkai.inbound.foi.actions.reckoning import reckon_proceedings, reckon_proposals

__all__ = [
    "accept",
    "answer",
    "answer_anew",
    "compare",
    "conclude",
    "dismiss",
    "finish",
    "propose",
    "reckon_proceedings",
    "reckon_proposals",
    "register",
    "void",
]
