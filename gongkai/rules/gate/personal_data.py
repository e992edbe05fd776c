"""Identity, mobile phone and bank card numbers, however written, and the mask over each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from gongkai.rules.gate.findings import Hit
from gongkai.rules.gate.rulebook import rule
from gongkai.rules.identifiers.organisation_codes import is_credit_code
from gongkai.rules.identifiers.personal_numbers import (
    doubts_about_identity_number,
    is_bank_card,
    is_identity_number,
    is_minor,
    is_mobile_number,
)


class Kind(StrEnum):
    """A kind of personal number; the value is its everyday name."""

    IDENTITY = "身份证号"
    PHONE = "手机号码"
    BANK_CARD = "银行卡号"


@dataclass(frozen=True)
class PersonalNumber:
    """A personal number in a text; `value` is free of blanks, dashes and full-width digits."""

    kind: Kind
    start: int
    end: int
    value: str


@dataclass(frozen=True)
class _Run:
    """Digits, and perhaps a last X, in groups that only blanks and dashes keep apart.

    `at` counts from the start of the run, `before` and `after` are the signs around it.
    """

    signs: str
    at: tuple[int, ...]
    opens_group: tuple[bool, ...]
    before: str
    after: str

    def closes_group(self, position: int) -> bool:
        return position == len(self.signs) - 1 or self.opens_group[position + 1]


FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
GAP = r"[ \u00a0\u2002-\u200b\u202f\u3000\-\u2010-\u2015\u2212－]"
# Eleven digits or more: anything shorter is nobody's number, and most texts hold none.
RUN = re.compile(
    rf"[0-9０-９](?:{GAP}{{0,3}}[0-9０-９]){{10,}}(?:{GAP}{{0,3}}[XxＸｘ](?![0-9A-Za-z０-９]))?"
)
TASK_NUMBER = re.compile(r"[0-9]{13}(?:[0-9]{2})?")
GROUP = re.compile(r"[0-9]+|[Xx]")
COUNTRY_CODE = re.compile(r"(?:(?:00)?86)?([0-9]{11})")
SHORTEST, LONGEST = 11, 19
SIGNS_AROUND = 2
UNITS = tuple("元万亿吨米件辆")

# How many digits stay in sight, first and last.
IN_SIGHT = {Kind.IDENTITY: (2, 3), Kind.PHONE: (3, 4), Kind.BANK_CARD: (0, 4)}
RULES = {
    Kind.IDENTITY: "identity-number",
    Kind.PHONE: "mobile-number",
    Kind.BANK_CARD: "bank-card",
}
NAMES_ANOTHER_NUMBER = re.compile(
    r"(?:编号|单号|合同|批号|流水|代码|序号|条码)[号为是：:]{0,3}\s*$"
)
MISREAD = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")


def find(text: str) -> list[PersonalNumber]:
    """Personal numbers from left to right, none overlapping another."""
    return [number for found in RUN.finditer(text) for number in _numbers_in(found)]


def hits(text: str, on: date) -> Iterator[Hit]:
    """Personal numbers, and numbers that only a wrong check digit tells from one."""
    for found in RUN.finditer(text):
        numbers = list(_numbers_in(found))
        for number in numbers:
            masked = _masked(text[number.start : number.end], number.kind)
            if number.kind is Kind.IDENTITY and is_minor(number.value, on):
                name, message = "minor", "发现未成年人的身份证号，能识别本人的内容都要删去"
            else:
                name, message = RULES[number.kind], f"发现{number.kind}，应当隐去中间部分"
            yield rule(name).hit(number.start, number.end, message, masked)
        if not numbers:
            yield from _misread(found)


def mask(text: str) -> str:
    """Hide the middle of every personal number. Masking twice changes nothing."""
    # The digits left in sight can form a new number with their neighbours, so one
    # pass is not enough; each pass turns digits into stars, so the passes end.
    while numbers := find(text):
        for number in reversed(numbers):
            masked = _masked(text[number.start : number.end], number.kind)
            text = text[: number.start] + masked + text[number.end :]
    return text


def _masked(written: str, kind: Kind) -> str:
    signs = list(written)
    digits = [at for at, sign in enumerate(written.translate(FULL_WIDTH)) if sign in "0123456789Xx"]
    first, last = IN_SIGHT[kind]
    for at in digits[first : len(digits) - last]:
        signs[at] = "*"
    return "".join(signs)


def _misread(found: re.Match[str]) -> Iterator[Hit]:
    plain = found[0].translate(FULL_WIDTH)
    if NAMES_ANOTHER_NUMBER.search(found.string[max(0, found.start() - 8) : found.start()]):
        return
    for long in MISREAD.finditer(plain):
        if len(doubts_about_identity_number(long[0].upper())) == 1:
            start = found.start() + long.start()
            yield rule("identity-number-misread").hit(
                start,
                start + len(long[0]),
                "像是身份证号，但校验码不符，请核对",
                _masked(found[0][long.start() : long.end()], Kind.IDENTITY),
            )


def _numbers_in(found: re.Match[str]) -> Iterator[PersonalNumber]:
    if _ends_a_task_code(found):
        return
    run = _run(found)
    first = 0
    while first < len(run.signs):
        number, length = _number_at(run, first, found.start())
        if number is not None:
            yield number
        first += length


def _ends_a_task_code(found: re.Match[str]) -> bool:
    """实施编码: behind a credit code that ends in a letter its digits would stand alone."""
    code = found.string[max(0, found.start() - 18) : found.start()]
    return TASK_NUMBER.fullmatch(found[0]) is not None and is_credit_code(code)


def _run(found: re.Match[str]) -> _Run:
    written = found[0].translate(FULL_WIDTH)
    at: list[int] = []
    opens_group: list[bool] = []
    for group in GROUP.finditer(written):
        at.extend(range(*group.span()))
        opens_group.extend(position == group.start() for position in range(*group.span()))
    signs = "".join(written[position] for position in at).upper()
    around = found.string[max(0, found.start() - SIGNS_AROUND) : found.start()]
    after = found.string[found.end() : found.end() + SIGNS_AROUND].translate(FULL_WIDTH)
    return _Run(signs, tuple(at), tuple(opens_group), around.translate(FULL_WIDTH), after)


def _number_at(run: _Run, first: int, offset: int) -> tuple[PersonalNumber | None, int]:
    """The longest number that starts with this sign, and how many signs to go on by."""
    if not run.opens_group[first]:
        return None, 1
    for last in range(min(first + LONGEST, len(run.signs)) - 1, first + SHORTEST - 2, -1):
        if not run.closes_group(last):
            continue
        kind, value = _kind_of(run, first, last)
        if kind is not None:
            # A country code in front of a mobile number is not part of it.
            start = offset + run.at[last + 1 - len(value)]
            number = PersonalNumber(kind, start, offset + run.at[last] + 1, value)
            return number, last + 1 - first
    return None, 1


def _kind_of(run: _Run, first: int, last: int) -> tuple[Kind | None, str]:
    value = run.signs[first : last + 1]
    if len(value) == 18 and is_identity_number(value):
        return Kind.IDENTITY, value
    kind = None
    if is_identity_number(value):
        kind = Kind.IDENTITY
    elif (mobile := COUNTRY_CODE.fullmatch(value)) and is_mobile_number(mobile[1]):
        kind, value = Kind.PHONE, mobile[1]
    elif is_bank_card(value) and not _runs_into_a_letter(run, last):
        kind = Kind.BANK_CARD
    if kind is None or _is_amount(run, first, last) or _is_row_of_cells(run, first, last):
        return None, ""
    return kind, value


def _runs_into_a_letter(run: _Run, last: int) -> bool:
    if last == len(run.signs) - 1:
        return run.after[:1].isascii() and run.after[:1].isalpha()
    return run.signs[last + 1] == "X"


def _is_row_of_cells(run: _Run, first: int, last: int) -> bool:
    """People write groups of three digits or more, or spell a whole number out."""
    opened = [position for position in range(first, last + 1) if run.opens_group[position]]
    lengths = [after - before for before, after in pairwise(opened)]
    is_whole = (first, last) == (0, len(run.signs) - 1)
    is_spelled_out = is_whole and all(length == 1 for length in lengths)
    return not is_spelled_out and any(length < 3 for length in lengths)


def _is_amount(run: _Run, first: int, last: int) -> bool:
    """A decimal point or a unit makes it an amount, not a number to call."""
    at_start, at_end = first == 0, last == len(run.signs) - 1
    return bool(
        (at_start and re.fullmatch(r"[0-9]\.", run.before))
        or (at_end and (re.fullmatch(r"\.[0-9]", run.after) or run.after[:1] in UNITS))
    )
