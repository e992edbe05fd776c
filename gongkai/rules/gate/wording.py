"""Mistaken words: wrong pairs that are never right, an office's own, and words written twice."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from gongkai.rules.gate.findings import Hit, Severity
from gongkai.rules.gate.rulebook import rule
from gongkai.rules.law import law

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
FAMILY = "wrong-word"
# The group of words that programs leave behind which rewrite a text to pass for another one.
DAMAGED = "damaged"
MOST_DAMAGED = 8

DOUBLED_WORD = re.compile(rf"([{HAN}]{{2,4}})\1")
# 的的确确, 和和气气, 将将就就 and 把把关 are good Chinese; 了了 and 等等 too often are. In 目的的,
# 共和和, 参与与, 上将将, 以及及时 and 和和平 the two signs belong to different words.
DOUBLED_PARTICLE = re.compile(
    "的的(?<!目的的)(?![确士])|和和(?<![共暖]和和)(?![睦气美谐平])|与与(?<!参与与)"
    "|及及(?!时|早|格)|被被|将将(?<![上中少大即]将将)(?!就)|由由(?<![自理事缘]由由)"
)
# 研究研究 is to do a little of something, and 规定规定 a noun before its verb, as laws have it.
RIGHT_WHEN_DOUBLED = frozenset(
    [
        "研究", "讨论", "商量", "了解", "考虑", "学习", "检查", "沟通", "交流", "休息", "规定",
        "照顾", "总结", "提醒", "鼓励", "比较", "鉴定", "活动", "热闹", "见识", "意思", "很多",
        "多少", "如何", "大片", "很紧", "极少",
    ]
)  # fmt: skip
# 大队大队长 and 根据根据地: what follows makes a longer word of the second.
MAKES_ANOTHER_WORD = re.compile("(?<=队)长|(?<=根据)地|(?<=火山)口|(?<=主教)团|(?<=中央)军委")


@dataclass(frozen=True, kw_only=True)
class WrongWord:
    """A way of writing that is never right, except inside the words of `unless`."""

    wrong: str
    right: str
    unless: tuple[str, ...] = ()
    severity: Severity = Severity.WARN
    source: str = ""
    verified: bool = False
    rule: str = FAMILY
    why: str = ""

    def judge(self, text: str, at: int) -> Iterator[Hit]:
        for right in self.unless:
            if _stands_within(text, at, self.wrong, right):
                return
        should_be = f"应为“{self.right}”" if self.right else "不应出现"
        message = f"“{self.wrong}”{should_be}" + (f"：{self.why}" if self.why else "")
        yield Hit(at, at + len(self.wrong), self.rule, self.severity, message, self.right)


def _stands_within(text: str, at: int, wrong: str, right: str) -> bool:
    """Whether the letters belong to other words that happen to meet (一座标志性建筑)."""
    start = at - right.index(wrong)
    return start >= 0 and text.startswith(right, start)


@cache
def wrong_words() -> Mapping[str, WrongWord]:
    """The dated list of `law/wording/pairs.toml`, by wrong form."""
    return MappingProxyType(
        {
            wrong: WrongWord(
                wrong=wrong,
                right=right,
                unless=tuple(unless),
                severity=Severity(group["severity"]),
                source=group["source"],
                verified=group["verified"],
                rule=f"{FAMILY}/{wrong}",
            )
            for group in law("wording/pairs")["group"]
            for wrong, right, *unless in group["pairs"]
        }
    )


def rewritten_copy_hits(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Many different words of a rewriting program: the text is no original, and told once."""
    damaged = {hit.rule: hit for hit in hits if hit.rule in _damaged_rules()}
    if len(damaged) >= MOST_DAMAGED:
        first = min(damaged.values(), key=lambda hit: hit.start)
        yield rule("rewritten-copy").hit(
            first.start,
            first.end,
            f"全文有{len(damaged)}种同义词替换或者转码留下的误字，像是被改写过的副本，不是原件",
        )


@cache
def _damaged_rules() -> frozenset[str]:
    return frozenset(
        f"{FAMILY}/{wrong}"
        for group in law("wording/pairs")["group"]
        if group["key"] == DAMAGED
        for wrong, *_others in group["pairs"]
    )


def own_words(listed: Iterable[tuple[str, str, str]]) -> tuple[WrongWord, ...]:
    """An office's own list: what not to write, what to write (may be empty), and why."""
    own = rule("own-word")
    return tuple(
        WrongWord(
            wrong=wrong, right=right, severity=own.severity, rule=f"{own.id}/{wrong}", why=why
        )
        for wrong, right, why in listed
    )


def doubled_word_hits(text: str) -> Iterator[Hit]:
    for found in DOUBLED_WORD.finditer(text):
        word = found[1]
        # 一步一步 and 天天天天 repeat on purpose.
        if word[0] == "一" or len(set(word)) == 1 or word in RIGHT_WHEN_DOUBLED:
            continue
        # 说着说着 and 来越来越, whose parts are not words.
        if word[-1] == "着" or word == "来越":
            continue
        if MAKES_ANOTHER_WORD.match(text, found.end()):
            continue
        yield _doubled(found, word)
    for found in DOUBLED_PARTICLE.finditer(text):
        yield _doubled(found, found[0][0])


def _doubled(found: re.Match[str], word: str) -> Hit:
    return rule("doubled-word").hit(*found.span(), f"“{word}”重复出现", word)
