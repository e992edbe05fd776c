"""Which identifiers a text is or holds: their kinds, their places, and whether they are right.

A number that stands alone is tried as every kind its form allows. Inside a text only forms that
hardly occur by chance count, and whatever a label such as 网站标识码 names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import merge
from itertools import islice

from gongkai.rules.identifiers import organisation_codes, personal_numbers, regions
from gongkai.rules.identifiers.judging import Kind, index_reading, judge
from gongkai.rules.law import law

LONGEST_ALONE = 64
# How many digits stay in sight, first and last.
IN_SIGHT = {Kind.IDENTITY_NUMBER: (2, 3), Kind.MOBILE_NUMBER: (3, 4), Kind.BANK_CARD: (0, 4)}

# Length for length, so that places in the plain text are places in the text.
_PLAIN = str.maketrans(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚabcdefghijklmnopqrstuvwxyz\u3000\u00a0／－",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2 + "  /-",
)
_IDENTITY_SIGNS = re.compile(r"[0-9]{17}[0-9X]")
_GAPS = re.compile(r"[ -]")
# A country code in front of a mobile number is not part of it; a decimal point makes an amount.
_RUN = re.compile(
    r"(?<![0-9A-Z*])(?<![0-9]\.)(?:(?:00)?86(?=1[3-9][0-9]{9}(?![0-9A-Z])))?"
    r"([0-9A-Z]{10,})(?![0-9A-Z*]|\.[0-9])"
)
# Personal numbers as people group them.
_GROUPED = re.compile(
    r"(?<![0-9A-Z-])(1[3-9][0-9][ -][0-9]{4}[ -][0-9]{4}|[0-9]{6}[ -][0-9]{8}[ -][0-9]{3}[0-9X]"
    r"|[3-69][0-9]{3}(?:[ -][0-9]{4}){3}(?:[ -][0-9]{1,3})?)(?![0-9A-Z*-])"
)
# The schemes of index numbers that hardly occur by chance open with the code of a body.
_INDEX = re.compile(
    r"(?<![0-9A-Z])(?:[0-9A-Z]{18}|[0-9A-Z]{9})[/-]"
    r"(?:19|20)[0-9]{2}(?:[01][0-9])?-[0-9]{4,8}(?![0-9A-Z])"
)
_ARCHIVE = re.compile(
    r"(?<![0-9A-Z])[0-9A-Z]{3,5}-[A-Z]{2}(?:[·•・･∙⋅．.][0-9A-Z]{1,6}){1,4}-[A-Z][0-9]{0,2}"
    r"(?:-[0-9A-Z\u4e00-\u9fff]{1,10})?-[0-9]{1,6}(?![0-9A-Z])"
)
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_YEAR = r"[〔\[［【(（] ?(?:[0-9]{4}|[0-9]{2}) ?年? ?[〕\]］】)）]"
_YEAR_AND_SERIAL = re.compile(rf"{_YEAR} ?第? ?[0-9]{{1,9}} ?号")
_ORDER_AND_SERIAL = re.compile(
    r"(?:令|公告|通告|公报) ?(?:〔?[0-9]{4}〕? ?年? ?)?"
    r"第(?:[0-9]{1,9}|[零〇一二三四五六七八九十百千]{1,9})号"
)
_SIGN_BEFORE = re.compile(rf"[{_HAN}A-Z]+ ?$")
_LONGEST_BEFORE = 40
# Forms that are a 发文字号 only where nothing else stands beside them.
_DAMAGED = re.compile(
    rf"(?P<sign>[{_HAN}A-Z]{{2,8}})(?: ?[0-9]{{4}} ?年?第?[0-9]{{1,5}} ?|[0-9]{{1,5}})号"
    rf"|[{_HAN}A-Z]{{2,8}} ?{_YEAR} ?第? ?[0-9]{{1,5}}|{_YEAR} ?第? ?[0-9]{{1,5}} ?号"
)
_LABELLED = {
    Kind.IDENTITY_NUMBER: r"[0-9][0-9A-Z]{9,29}",
    Kind.CREDIT_CODE: r"[0-9A-Z]{10,30}",
    Kind.ORGANISATION_CODE: r"[0-9A-Z]{6,12}(?:-[0-9X])?",
    Kind.SERVICE_CODE: r"[0-9A-Z]{8,40}",
    Kind.SITE_CODE: r"[0-9A-Z]{6,16}",
    Kind.REGION_CODE: r"[0-9]{4,14}",
    Kind.ARCHIVE_CODE: r"[0-9A-Z]{2,6}-[0-9A-Z·•・･∙⋅．.-]{3,50}[0-9]",
    Kind.BANK_CARD: r"[0-9]{12,24}",
    Kind.MOBILE_NUMBER: r"[0-9]{7,15}",
}


@dataclass(frozen=True, kw_only=True)
class Identified:
    """One identifier in a text. A personal number is kept masked; the places are the text's."""

    kind: Kind
    valid: bool
    reason: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Claim:
    """A stretch of the text that is taken for an identifier of a kind."""

    kind: Kind
    start: int
    end: int


def identify(text: str, on: date, *, most: int | None = None) -> tuple[Identified, ...]:
    """Every identifier from left to right, or the first `most`; no date may lie after the day."""
    plain = text.translate(_PLAIN)
    alone = plain.strip()
    if alone and len(alone) <= LONGEST_ALONE:
        start = plain.index(alone)
        whole = [_Claim(kind, start, start + len(alone)) for kind in _kinds_alone(alone)]
        if whole:
            return _best([_identified(claim, text, plain, on) for claim in whole])
    claims = islice(_apart(_claims(plain)), most)
    return tuple(_identified(claim, text, plain, on) for claim in claims)


def _best(found: list[Identified]) -> tuple[Identified, ...]:
    """All readings that are right; where none is, the likeliest one and what is wrong with it."""
    right = tuple(identified for identified in found if identified.valid)
    return right or tuple(found[:1])


def _identified(claim: _Claim, text: str, plain: str, on: date) -> Identified:
    number = plain[claim.start : claim.end]
    if claim.kind in IN_SIGHT or claim.kind is Kind.ORGANISATION_CODE:
        number = _GAPS.sub("", number)
    verdict = judge(claim.kind, number, on)
    return Identified(
        kind=claim.kind,
        valid=verdict.valid,
        reason=verdict.reason,
        text=_in_sight(text[claim.start : claim.end], claim.kind),
        start=claim.start,
        end=claim.end,
    )


def _in_sight(written: str, kind: Kind) -> str:
    """What of the number may be shown: the middle of a personal one becomes stars."""
    if kind not in IN_SIGHT:
        return written
    signs = list(written)
    digits = [at for at, sign in enumerate(written.translate(_PLAIN)) if sign not in " -"]
    first, last = IN_SIGHT[kind]
    for at in digits[first : len(digits) - last]:
        signs[at] = "*"
    return "".join(signs)


def _kinds_alone(number: str) -> Iterator[Kind]:
    """What a number that stands alone may be, likeliest first."""
    if index_reading(number) or _INDEX.fullmatch(number):
        yield Kind.INDEX_NUMBER
    elif _ARCHIVE.fullmatch(number):
        yield Kind.ARCHIVE_CODE
    elif _is_damaged_document_number(number):
        yield Kind.DOCUMENT_NUMBER
    elif re.fullmatch(r"[0-9A-Z]{8}-[0-9X]", number):
        yield Kind.ORGANISATION_CODE
    elif re.fullmatch(r"[0-9A-Z]+", number) or _GROUPED.fullmatch(number):
        yield from _kinds_of_run(_GAPS.sub("", number), alone=True)


def _kinds_of_run(run: str, *, alone: bool) -> Iterator[Kind]:
    """What unbroken digits and letters may be; alone, weaker forms count too."""
    if len(run) in (15, 18):
        yield from _kinds_with_a_person(run, slips=2 if alone else 1)
    elif personal_numbers.is_mobile_number(run):
        yield Kind.MOBILE_NUMBER
    elif re.fullmatch(r"BM[0-9]{8}", run):
        yield Kind.SITE_CODE
    elif len(run) in (31, 33) and run[-13:].isdigit() and regions.province_of(run[2:]):
        yield Kind.SERVICE_CODE
    elif personal_numbers.is_bank_card(run) or re.fullmatch(r"62[0-9]{14,17}", run):
        yield Kind.BANK_CARD
    elif alone:
        yield from _kinds_by_length(run)


def _kinds_with_a_person(run: str, *, slips: int) -> Iterator[Kind]:
    """An identity number, with as many slips at most; the code of a body; a card."""
    if personal_numbers.is_identity_number(run):
        yield Kind.IDENTITY_NUMBER
        return
    if len(run) == 18 and _may_be_credit_code(run):
        yield Kind.CREDIT_CODE
    if personal_numbers.is_bank_card(run):
        yield Kind.BANK_CARD
    doubts = personal_numbers.doubts_about_identity_number(run)
    # The old form has no check digit, so one slip in it weighs more.
    least = 0 if _IDENTITY_SIGNS.fullmatch(run) else 1
    if run[:15].isdigit() and len(doubts) + least <= slips:
        yield Kind.IDENTITY_NUMBER


def _may_be_credit_code(run: str) -> bool:
    # Central bodies carry 10 in place of a province.
    if not regions.province_of(run[2:]) and run[2:4] != "10":
        return False
    if organisation_codes.is_credit_code(run):
        return True
    # 1, 5 and 9 open nearly all codes: 机构编制, 民政, 市场监管.
    if not _IDENTITY_SIGNS.fullmatch(run):
        return run[2:8].isdigit()
    return run[0] in "159" and not personal_numbers.has_birth_date(run)


def _kinds_by_length(run: str) -> Iterator[Kind]:
    is_region = regions.is_region_code(run)
    if len(run) == 12 and run.isdigit() and (is_region or run.startswith("00")):
        yield Kind.SERVICE_CODE
    if len(run) == 10 and run.isdigit() and regions.province_of(run):
        yield Kind.SITE_CODE
    if is_region:
        yield Kind.REGION_CODE
    if re.fullmatch(r"[0-9A-Z][0-9]{7}[0-9X]", run) or organisation_codes.is_organisation_code(run):
        yield Kind.ORGANISATION_CODE
    if re.fullmatch(r"[3-5][0-9]{15}", run):
        yield Kind.BANK_CARD


def _is_damaged_document_number(number: str) -> bool:
    found = _DAMAGED.fullmatch(number)
    others = law("identifiers")["document_number"]["other_counts"]
    return found is not None and (found["sign"] or " ")[-1] not in others


def _claims(plain: str) -> Iterator[_Claim]:
    """Stretches that may be identifiers, by where they start; one search after the other is lazy.

    Of those that start together the longest comes first, then the one named first here.
    """
    searches = (
        _labelled(plain),
        (_Claim(Kind.INDEX_NUMBER, *found.span()) for found in _INDEX.finditer(plain)),
        (_Claim(Kind.ARCHIVE_CODE, *found.span()) for found in _ARCHIVE.finditer(plain)),
        _runs(_RUN, plain),
        _runs(_GROUPED, plain),
        _document_numbers(_YEAR_AND_SERIAL, plain),
        _document_numbers(_ORDER_AND_SERIAL, plain),
    )
    return merge(*searches, key=lambda claim: (claim.start, -claim.end))


def _labelled(plain: str) -> Iterator[_Claim]:
    for found in _labels().finditer(plain):
        group = str(found.lastgroup)
        yield _Claim(Kind(group.replace("_", "-")), *found.span(group))


def _runs(form: re.Pattern[str], plain: str) -> Iterator[_Claim]:
    for found in form.finditer(plain):
        for kind in islice(_kinds_of_run(_GAPS.sub("", found[1]), alone=False), 1):
            yield _Claim(kind, *found.span(1))


@cache
def _labels() -> re.Pattern[str]:
    """Any label with the number after it; the group that matched is the kind."""
    kinds = []
    for name, words in law("identifiers")["labels"].items():
        number = rf"(?P<{name.replace('-', '_')}>{_LABELLED[Kind(name)]})(?![0-9A-Z*])"
        kinds.append(rf"(?:{'|'.join(words)})[为是]? ?[:：]? ?{number}")
    return re.compile("|".join(kinds))


def _document_numbers(form: re.Pattern[str], plain: str) -> Iterator[_Claim]:
    for found in form.finditer(plain):
        before = plain[max(0, found.start() - _LONGEST_BEFORE) : found.start()]
        sign = _SIGN_BEFORE.search(before)
        length = len(_without_lead_words(sign[0])) if sign else 0
        if length or form is _ORDER_AND_SERIAL:
            yield _Claim(Kind.DOCUMENT_NUMBER, found.start() - length, found.end())


def _without_lead_words(sign: str) -> str:
    """The 机关代字 at the end of what stands before a number."""
    sign = sign[sign.rfind("号") + 1 :].removeprefix("和")
    words = law("identifiers")["document_number"]["lead_words"]
    for word in words:
        if len(word) > 1 and word in sign:
            sign = sign[sign.rfind(word) + len(word) :]
    while sign.startswith(tuple(words)):
        sign = sign[1:]
    return sign


def _apart(claims: Iterable[_Claim]) -> Iterator[_Claim]:
    """The claims that do not overlap one before them."""
    end = 0
    for claim in claims:
        if claim.start >= end:
            yield claim
            end = claim.end
