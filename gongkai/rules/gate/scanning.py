"""One pass over a text with the whole rule base: every rule's word about it, in order.

All words that any rule listens for stand in one automaton; the rule behind a word looks around it
only where it stands. What has no word to listen for (digits, marks, doubled words) is searched for
by one expression each. So the cost follows the length of the text, not the number of rules.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Flag, auto
from functools import cache, lru_cache, partial

from ahocorasick_rs import AhoCorasick, MatchKind

from gongkai.rules.gate import (
    confusables,
    dates,
    document_lints,
    personal_data,
    personal_traces,
    punctuation,
    secrecy,
    wording,
)
from gongkai.rules.gate.findings import Hit, Severity
from gongkai.rules.gate.wording import WrongWord

HALF_SIGN = re.compile("[\ud800-\udfff]")
Judge = Callable[[str, int], Iterable[Hit]]


class Part(Flag):
    """Parts of the rule base: an attachment's layout is lost in its text, its words are not."""

    WORDS = auto()
    PERSONAL = auto()
    SECRECY = auto()
    LAYOUT = auto()
    ALL = WORDS | PERSONAL | SECRECY | LAYOUT


class Listening:
    """An automaton and, for each of its words, the rules that listen for it."""

    def __init__(self, heard: Iterable[tuple[str, Judge]]) -> None:
        by_word: dict[str, list[Judge]] = {}
        for word, judge in heard:
            by_word.setdefault(word, []).append(judge)
        self._judges = list(by_word.values())
        self._automaton = AhoCorasick(list(by_word), matchkind=MatchKind.Standard)

    def hits(self, text: str) -> Iterator[Hit]:
        judges = self._judges
        for index, start, _end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for judge in judges[index]:
                yield from judge(text, start)


def scan(
    text: str, *, on: date, own: tuple[WrongWord, ...] = (), parts: Part = Part.ALL
) -> list[Hit]:
    """Every hit from left to right. A line is a paragraph; `on` is the day ages are counted to."""
    try:
        found = list(_hits(text, on, own, parts))
        return _settled([*found, *wording.rewritten_copy_hits(found)])
    except UnicodeEncodeError:
        # Half a sign, left by a cut through UTF-16, is as good as no sign.
        return scan(HALF_SIGN.sub("\ufffd", text), on=on, own=own, parts=parts)


def _hits(text: str, on: date, own: tuple[WrongWord, ...], parts: Part) -> Iterator[Hit]:
    yield from _listening(parts).hits(text)
    if Part.WORDS in parts:
        if own:
            yield from _listening_for(own).hits(text)
        yield from wording.doubled_word_hits(text)
    if Part.PERSONAL in parts:
        yield from personal_data.hits(text, on)
        yield from personal_traces.plates(text)
    if Part.LAYOUT in parts:
        yield from punctuation.hits(text)
        yield from document_lints.hits(text)
        yield from dates.hits(text)


@cache
def _listening(parts: Part) -> Listening:
    return Listening(_heard(parts))


@lru_cache(maxsize=64)
def _listening_for(own: tuple[WrongWord, ...]) -> Listening:
    return Listening((word.wrong, word.judge) for word in own)


def _heard(parts: Part) -> Iterator[tuple[str, Judge]]:
    heard: dict[Part, Iterable[tuple[str, Judge]]] = {
        Part.WORDS: _words(),
        Part.PERSONAL: personal_traces.judges(),
        Part.SECRECY: secrecy.judges(),
        Part.LAYOUT: (*punctuation.judges(), *document_lints.judges(), *dates.judges()),
    }
    for part, judges in heard.items():
        if part in parts:
            yield from judges


def _words() -> Iterator[tuple[str, Judge]]:
    for word in wording.wrong_words().values():
        yield word.wrong, word.judge
    for trigger in confusables.triggers():
        yield trigger, partial(confusables.judge, trigger)


WORD_FAMILIES = frozenset(["wrong-word", "severe-wording", "confusable", "own-word"])
PERSONAL_RULES = frozenset(
    [
        "identity-number", "identity-number-misread", "mobile-number", "bank-card",
        "account-number", "certificate-number", "home-address", "door-number", "licence-plate",
        "email", "chat-account", "minor", "health-or-hardship",
    ]
)  # fmt: skip
WEIGHT = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFORM: 2}


def _settled(found: list[Hit]) -> list[Hit]:
    """In order, and where two rules of a kind speak of the same signs, the one that says more."""
    found.sort(key=_order)
    settled: list[Hit] = []
    widest: dict[str, Hit] = {}
    for hit in found:
        kind = kind_of(hit.rule)
        before = widest.get(kind)
        if before and hit.end <= before.end and WEIGHT[before.severity] <= WEIGHT[hit.severity]:
            continue
        widest[kind] = hit
        settled.append(hit)
    return settled


def _order(hit: Hit) -> tuple[int, int, int, str]:
    return hit.start, -hit.end, WEIGHT[hit.severity], hit.rule


def kind_of(rule: str) -> str:
    """Rules of words are of one kind, and so are rules of personal data; others stand alone."""
    family = rule.partition("/")[0]
    if family in WORD_FAMILIES:
        return "words"
    return "personal" if family in PERSONAL_RULES else family
