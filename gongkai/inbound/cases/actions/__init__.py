"""What may be done with cases: taken in, handed over, moved on by their clocks, answered."""

from gongkai.inbound.cases.actions.consulting import (
    OpenedConsultation,
    answer_consultation,
    consult,
    let_lapse,
    letter_arrived,
    open_paper,
    read_consultation,
    tell_third_party,
    unsealed,
)
from gongkai.inbound.cases.actions.files import (
    SentFile,
    add_files,
    answer_clarification,
    keep_files,
    read_files,
    receive_with_files,
)
from gongkai.inbound.cases.actions.handing import accept, decline, hand_over
from gongkai.inbound.cases.actions.letterheads import next_letter_number, set_letterhead
from gongkai.inbound.cases.actions.rating import rate
from gongkai.inbound.cases.actions.receiving import receive
from gongkai.inbound.cases.actions.reckoning import reckon_cases
from gongkai.inbound.cases.actions.replying import clear, draft_reply, return_reply, send, submit
from gongkai.inbound.cases.actions.reporting import answer, recompute_due, report_document
from gongkai.inbound.cases.actions.sealing import erase, read_party
from gongkai.inbound.cases.actions.stepping import take_step

__all__ = [
    "OpenedConsultation",
    "SentFile",
    "accept",
    "add_files",
    "answer",
    "answer_clarification",
    "answer_consultation",
    "clear",
    "consult",
    "decline",
    "draft_reply",
    "erase",
    "hand_over",
    "keep_files",
    "let_lapse",
    "letter_arrived",
    "next_letter_number",
    "open_paper",
    "rate",
    "read_consultation",
    "read_files",
    "read_party",
    "receive",
    "receive_with_files",
    "reckon_cases",
    "recompute_due",
    "report_document",
    "return_reply",
    "send",
    "set_letterhead",
    "submit",
    "take_step",
    "tell_third_party",
    "unsealed",
]
