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
)
from gongkai.inbound.cases.actions.files import (
    add_files,
    answer_clarification,
    read_files,
    receive_with_files,
    tell_payment,
)
from gongkai.inbound.cases.actions.handing import accept, decline, hand_over
from gongkai.inbound.cases.actions.keeping import SentFile, keep_files
from gongkai.inbound.cases.actions.letterheads import (
    next_letter_number,
    set_letterhead,
    set_template,
)
from gongkai.inbound.cases.actions.rating import rate
from gongkai.inbound.cases.actions.receiving import receive
from gongkai.inbound.cases.actions.reckoning import reckon_cases
from gongkai.inbound.cases.actions.releasing import read_file, release, sort_file
from gongkai.inbound.cases.actions.replying import clear, draft_reply, return_reply, send, submit
from gongkai.inbound.cases.actions.sealing import erase, read_party
from gongkai.inbound.cases.actions.stepping import take_step
from gongkai.inbound.cases.actions.warning import claim_digest, give_up_digest, warn
from gongkai.inbound.cases.actions.writing import draft_letter, open_letter, print_sheet

__all__ = [
    "OpenedConsultation",
    "SentFile",
    "accept",
    "add_files",
    "answer_clarification",
    "answer_consultation",
    "claim_digest",
    "clear",
    "consult",
    "decline",
    "draft_letter",
    "draft_reply",
    "erase",
    "give_up_digest",
    "hand_over",
    "keep_files",
    "let_lapse",
    "letter_arrived",
    "next_letter_number",
    "open_letter",
    "open_paper",
    "print_sheet",
    "rate",
    "read_consultation",
    "read_file",
    "read_files",
    "read_party",
    "receive",
    "receive_with_files",
    "reckon_cases",
    "release",
    "return_reply",
    "send",
    "set_letterhead",
    "set_template",
    "sort_file",
    "submit",
    "take_step",
    "tell_payment",
    "tell_third_party",
    "warn",
]
