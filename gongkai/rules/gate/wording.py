"""Mistaken words: wrong pairs that are never right, and words written twice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from gongkai.rules.law import law

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"

DOUBLED_WORD = re.compile(rf"([{HAN}]{{2,4}})\1")
# 的的确确, 和和气气, 将将就就 and 把把关 are good Chinese; 了了 and 等等 too often are.
DOUBLED_PARTICLE = re.compile("的的(?![确士])|和和(?![睦气美])|与与|及及|被被|将将(?!就)|由由")
# 研究研究 is to do a little of something, and 规定规定 a noun before its verb, as laws have it.
RIGHT_WHEN_DOUBLED = frozenset(
    ["研究", "讨论", "商量", "了解", "考虑", "学习", "检查", "沟通", "交流", "休息", "规定"]
)


@dataclass(frozen=True)
class Slip:
    """A slip of the pen in one stretch of text.

    Slips of one `kind` in one text are alike and may be told as one, with their `count`.
    """

    kind: str
    start: int
    end: int
    message: str
    suggestion: str = ""
    count: int = 1


@dataclass(frozen=True)
class WrongWord:
    """A way of writing that is never right, except inside the words of `unless`."""

    wrong: str
    right: str
    unless: tuple[str, ...]
    source: str


def grouped(slips: Iterable[Slip]) -> list[Slip]:
    """One slip of each kind, the first, counting its like."""
    by_kind: dict[str, Slip] = {}
    for slip in sorted(slips, key=lambda slip: slip.start):
        first = by_kind.get(slip.kind)
        by_kind[slip.kind] = slip if first is None else replace(first, count=first.count + 1)
    return list(by_kind.values())


@cache
def wrong_words() -> dict[str, WrongWord]:
    """The dated list of `law/wording.toml`, by wrong form."""
    read = law("wording")
    return {
        pair["wrong"]: WrongWord(
            wrong=pair["wrong"],
            right=pair["right"],
            unless=tuple(pair.get("unless", ())),
            source=read["sources"][pair["source"]],
        )
        for pair in read["pair"]
    }


@cache
def _any_wrong_word() -> re.Pattern[str]:
    longest_first = sorted(wrong_words(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def wrong_word_slips(text: str) -> Iterator[Slip]:
    for found in _any_wrong_word().finditer(text):
        word = wrong_words()[found[0]]
        if not _is_within(text, found.start(), word):
            yield Slip(
                kind=word.wrong,
                start=found.start(),
                end=found.end(),
                message=f"“{word.wrong}”应为“{word.right}”",
                suggestion=word.right,
            )


def _is_within(text: str, at: int, word: WrongWord) -> bool:
    """Whether the letters belong to other words that happen to meet (一座标志性建筑)."""
    for right in word.unless:
        start = at - right.index(word.wrong)
        if start >= 0 and text.startswith(right, start):
            return True
    return False


def doubled_word_slips(text: str) -> Iterator[Slip]:
    for found in DOUBLED_WORD.finditer(text):
        word = found[1]
        # 一步一步 and 天天天天 repeat on purpose.
        if word[0] == "一" or len(set(word)) == 1 or word in RIGHT_WHEN_DOUBLED:
            continue
        yield _doubled(found, word)
    for found in DOUBLED_PARTICLE.finditer(text):
        yield _doubled(found, found[0][0])


def _doubled(found: re.Match[str], word: str) -> Slip:
    return Slip(
        kind=f"doubled {word}",
        start=found.start(),
        end=found.end(),
        message=f"“{word}”重复出现",
        suggestion=word,
    )
