"""What may be done with cases: taken in, handed over, moved on by their clocks, answered."""

from gongkai.inbound.cases.actions.files import (
    SentFile,
    add_files,
    answer_clarification,
    keep_files,
    read_files,
    receive_with_files,
)
from gongkai.inbound.cases.actions.handing import accept, decline, hand_over
from gongkai.inbound.cases.actions.rating import rate
from gongkai.inbound.cases.actions.receiving import receive
from gongkai.inbound.cases.actions.reckoning import reckon_cases
from gongkai.inbound.cases.actions.replying import clear, draft_reply, return_reply, send, submit
from gongkai.inbound.cases.actions.reporting import answer, recompute_due, report_document
from gongkai.inbound.cases.actions.sealing import erase, read_party
from gongkai.inbound.cases.actions.stepping import take_step
from gongkai.inbound.cases.actions.warning import claim_digest, give_up_digest, warn

__all__ = [
    "SentFile",
    "accept",
    "add_files",
    "answer",
    "answer_clarification",
    "claim_digest",
    "clear",
    "decline",
    "draft_reply",
    "erase",
    "give_up_digest",
    "hand_over",
    "keep_files",
    "rate",
    "read_files",
    "read_party",
    "receive",
    "receive_with_files",
    "reckon_cases",
    "recompute_due",
    "report_document",
    "return_reply",
    "send",
    "submit",
    "take_step",
    "warn",
]
