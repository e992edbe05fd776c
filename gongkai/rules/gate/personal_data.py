"""Find and mask identity, mobile phone and bank card numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from gongkai.rules.identifiers.organisation_codes import is_credit_code


class Kind(StrEnum):
    """A kind of personal number; the value is its everyday name."""

    IDENTITY = "身份证号"
    PHONE = "手机号码"
    BANK_CARD = "银行卡号"


@dataclass(frozen=True)
class Hit:
    """A personal number in a text; `value` is free of blanks, dashes and full-width digits."""

    kind: Kind
    start: int
    end: int
    value: str


@dataclass(frozen=True)
class _Run:
    """Digits, and perhaps a last X, in groups that only blanks and dashes keep apart."""

    plain: str
    signs: str
    at: tuple[int, ...]
    opens_group: tuple[bool, ...]

    def closes_group(self, position: int) -> bool:
        return position == len(self.signs) - 1 or self.opens_group[position + 1]


FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
GAP = r"[ \u00a0\u2002-\u200b\u202f\u3000\-\u2010-\u2015\u2212－]"
# Most texts hold no long number; this one search spares them everything else.
LONG_NUMBER = re.compile(rf"[0-9０-９](?:{GAP}{{0,3}}[0-9０-９]){{10}}")
RUN = re.compile(rf"[0-9]+(?:{GAP}{{1,3}}[0-9]+)*(?:{GAP}{{0,3}}[Xx](?![0-9A-Za-z]))?")
GROUP = re.compile(r"[0-9]+|[Xx]")

# The first two digits of GB/T 2260 codes, with 81-83 for residence permits.
REGION = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
MOBILE = re.compile(r"(?:(?:00)?86)?(1[3-9][0-9]{9})")
# ISO/IEC 7812-1: banks and payment networks; 9 opens older cards of Chinese banks.
CARD = re.compile(r"[3-69][0-9]{12,18}")
SHORTEST, LONGEST = 11, 19
LETTER = re.compile(r"[A-Za-z]")

# How many digits stay in sight, first and last.
IN_SIGHT = {Kind.IDENTITY: (2, 3), Kind.PHONE: (3, 4), Kind.BANK_CARD: (0, 4)}


def find(text: str) -> list[Hit]:
    """Personal numbers from left to right, none overlapping another."""
    if not LONG_NUMBER.search(text):
        return []
    plain = text.translate(FULL_WIDTH)
    hits: list[Hit] = []
    for found in RUN.finditer(plain):
        hits.extend(_hits_in(_run(found)))
    return hits


def mask(text: str) -> str:
    """Hide the middle of every personal number. Masking twice changes nothing."""
    # The digits left in sight can form a new number with their neighbours, so one
    # pass is not enough; each pass turns digits into stars, so the passes end.
    while hits := find(text):
        signs = list(text)
        for hit in hits:
            for at in _hidden(text, hit):
                signs[at] = "*"
        text = "".join(signs)
    return text


def _hidden(text: str, hit: Hit) -> list[int]:
    plain = text.translate(FULL_WIDTH)
    digits = [at for at in range(hit.start, hit.end) if plain[at] in "0123456789Xx"]
    first, last = IN_SIGHT[hit.kind]
    return digits[first : len(digits) - last]


def _run(found: re.Match[str]) -> _Run:
    at: list[int] = []
    opens_group: list[bool] = []
    for group in GROUP.finditer(found.string, found.start(), found.end()):
        at.extend(range(*group.span()))
        opens_group.extend(position == group.start() for position in range(*group.span()))
    signs = "".join(found.string[position] for position in at).upper()
    return _Run(found.string, signs, tuple(at), tuple(opens_group))


def _hits_in(run: _Run) -> Iterator[Hit]:
    first = 0
    while first < len(run.signs):
        hit, length = _hit_at(run, first)
        if hit is not None:
            yield hit
        first += length


def _hit_at(run: _Run, first: int) -> tuple[Hit | None, int]:
    """The longest number that starts with this sign, and how many signs to go on by."""
    if not run.opens_group[first]:
        return None, 1
    for last in range(min(first + LONGEST, len(run.signs)) - 1, first + SHORTEST - 2, -1):
        if not run.closes_group(last):
            continue
        kind, value = _kind_of(run, first, last)
        if kind is not None:
            # A country code in front of a mobile number is not part of it.
            start = run.at[last + 1 - len(value)]
            return Hit(kind, start, run.at[last] + 1, value), last + 1 - first
    return None, 1


def _kind_of(run: _Run, first: int, last: int) -> tuple[Kind | None, str]:
    value = run.signs[first : last + 1]
    if _is_identity_number(value):
        return Kind.IDENTITY, value
    kind = None
    if _is_old_identity_number(value):
        kind = Kind.IDENTITY
    elif mobile := MOBILE.fullmatch(value):
        kind, value = Kind.PHONE, mobile[1]
    elif _is_card(value) and not LETTER.match(run.plain, run.at[last] + 1):
        kind = Kind.BANK_CARD
    if kind is None or _is_amount(run, first, last) or _is_row_of_cells(run, first, last):
        return None, ""
    return kind, value


def _is_row_of_cells(run: _Run, first: int, last: int) -> bool:
    """People write groups of three digits or more, or spell a whole number out."""
    opened = [position for position in range(first, last + 1) if run.opens_group[position]]
    lengths = [after - before for before, after in pairwise(opened)]
    is_whole = (first, last) == (0, len(run.signs) - 1)
    is_spelled_out = is_whole and all(length == 1 for length in lengths)
    return not is_spelled_out and any(length < 3 for length in lengths)


def _is_amount(run: _Run, first: int, last: int) -> bool:
    """Digits on the other side of a decimal point make it an amount, not a number to call."""
    start, end = run.at[first], run.at[last] + 1
    before, after = run.plain[max(0, start - 2) : start], run.plain[end : end + 2]
    return bool(re.fullmatch(r"[0-9]\.", before) or re.fullmatch(r"\.[0-9]", after))


def _is_identity_number(value: str) -> bool:
    if not REGION.match(value):
        return False
    if len(value) != 18 or not value[:17].isdigit() or not _is_date(value[6:14]):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(value[:17], IDENTITY_WEIGHTS, strict=True)
    )
    return IDENTITY_CHECKS[total % 11] == value[17]


def _is_old_identity_number(value: str) -> bool:
    """Fifteen digits, given out until 1999, without a check digit."""
    return (
        len(value) == 15
        and value.isdigit()
        and bool(REGION.match(value))
        and _is_date(f"19{value[6:12]}")
    )


def _is_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not 1800 <= year < 2100:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_card(value: str) -> bool:
    # A company's 统一社会信用代码 begins with 9 and may pass Luhn by chance.
    return bool(CARD.fullmatch(value)) and _passes_luhn(value) and not is_credit_code(value)


def _passes_luhn(value: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in value[-2::-2])
    return (sum(int(digit) for digit in value[-1::-2]) + sum(doubled)) % 10 == 0
