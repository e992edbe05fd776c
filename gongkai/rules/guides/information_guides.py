"""The lint of a 信息公开指南: the points of 条例 article 12, and what older rules left behind."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides.doubts import GuideDoubt
from gongkai.rules.law import law


def lint_information_guide(text: str) -> tuple[GuideDoubt, ...]:
    """Points the text does not speak of, and sentences that are no longer the law.

    Whether a word occurs is all that is looked at; a person still reads what is said about it.
    """
    return (*_missing_points(text), *_stale_sentences(text))


def _missing_points(text: str) -> Iterator[GuideDoubt]:
    for point in law("guides")["information_guide"]["point"]:
        if not any(word in text for word in point["words"]):
            message = f"没有写明{point['name']}。"
            yield GuideDoubt(point["name"], Severity.BLOCK, message, _source(point))


def _stale_sentences(text: str) -> Iterator[GuideDoubt]:
    for stale in law("guides")["information_guide"]["stale"]:
        if found := _pattern(stale["pattern"]).search(text):
            message = f"{stale['message']}（原文“{found[0]}”）。"
            yield GuideDoubt("text", Severity.WARN, message, _source(stale))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _source(rule: Any) -> str:
    return f"{law('guides')['sources']['openness']}{rule['article']}"
