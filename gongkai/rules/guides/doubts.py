"""What is wrong with a guide: one value a fault, with the demand it fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.rules.gate.findings import Severity
from gongkai.rules.law import law


@dataclass(frozen=True)
class GuideDoubt:
    """One fault of a guide.

    `element` is the path to the attribute, lists counted from 1 as people do:
    `materials.2.copies`.
    """

    element: str
    severity: Severity
    message: str
    source: str


def demand(name: str) -> Any:
    """A table under `demand` in `law/guides.toml`."""
    return law("guides")["demand"][name]


def source_of(rule: Any) -> str:
    """The act and article a table of `law/guides.toml` names."""
    return f"{law('guides')['sources'][rule['source']]}{rule['article']}"


def doubt(element: str, severity: Severity, message: str, rule: str) -> GuideDoubt:
    return GuideDoubt(element, severity, message, source_of(demand(rule)))


def missing(element: str, label: str, severity: Severity, rule: str) -> GuideDoubt:
    return doubt(element, severity, f"没有写明{label}。", rule)


def words_in(text: str, words: list[str]) -> Iterator[str]:
    """The words that occur, each once; of two that overlap as 有关证明 and 证明 the first named."""
    for word in words:
        if word in text:
            yield word
            text = text.replace(word, "\x00")
