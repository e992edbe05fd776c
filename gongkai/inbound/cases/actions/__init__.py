"""What may be done with cases: taken in, handed over, moved on by their clocks, answered."""

from gongkai.inbound.cases.actions.handing import accept, decline, hand_over
from gongkai.inbound.cases.actions.receiving import receive
from gongkai.inbound.cases.actions.reckoning import reckon_cases
from gongkai.inbound.cases.actions.replying import clear, draft_reply, return_reply, send, submit
from gongkai.inbound.cases.actions.reporting import answer, recompute_due, report_document
from gongkai.inbound.cases.actions.sealing import erase, read_party
from gongkai.inbound.cases.actions.stepping import take_step

__all__ = [
    "accept",
    "answer",
    "clear",
    "decline",
    "draft_reply",
    "erase",
    "hand_over",
    "read_party",
    "receive",
    "reckon_cases",
    "recompute_due",
    "report_document",
    "return_reply",
    "send",
    "submit",
    "take_step",
]
