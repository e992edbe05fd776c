"""Kinds of letters: the wording of `law/letters.toml`, and the facts each of them asks for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from gongkai.rules.law import law
from gongkai.rules.outcomes import Outcome, outcomes

_PLACE = re.compile(r"\{([^{}]+)\}")
_PLACE_OR_QUOTED = re.compile(r"“\{(?P<quoted>[^{}]+)\}”|\{(?P<plain>[^{}]+)\}")
# A quotation inside a quotation (GB/T 15834).
_INNER_QUOTES = str.maketrans("“”", "‘’")


@dataclass(frozen=True, kw_only=True)
class LetterFact:
    """文书要素: something a letter has to know, and what a clerk is asked for it."""

    key: str
    name: str
    kind: str
    ask: str
    side: str = ""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One paragraph of a letter before the facts are in it, and the reply parts it answers for."""

    text: str = ""
    parts: tuple[str, ...] = ()
    if_known: bool = False
    repeats: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterKind:
    """文书种类: a letter or form before it is about anybody. A reply has an outcome."""

    key: str
    title: str
    when: str
    wordings: tuple[Wording, ...]
    rows: tuple[tuple[str, str], ...]
    outcome: Outcome | None
    articles: tuple[str, ...]
    source: str
    verified: bool
    charges: bool
    tells_remedy: bool
    step: str
    is_sheet: bool

    @property
    def is_notice(self) -> bool:
        """告知书: goes out while the case goes on; a reply ends it, a sheet goes nowhere."""
        return self.outcome is None and not self.is_sheet

    @property
    def lists_documents(self) -> bool:
        """Whether it answers for several documents one by one."""
        return self.outcome is not None and any(one.repeats for one in self.wordings)

    @property
    def is_form(self) -> bool:
        return bool(self.rows)

    @property
    def facts(self) -> tuple[LetterFact, ...]:
        """What it needs to know of the case, in the order it says it."""
        texts = [wording.text for wording in self.wordings if not wording.if_known]
        return _facts_in([*texts, *(text for _, text in self.rows)])

    @property
    def facts_if_known(self) -> tuple[LetterFact, ...]:
        texts = [wording.text for wording in self.wordings if wording.if_known]
        return tuple(fact for fact in _facts_in(texts) if fact not in self.facts)


@cache
def letter_facts() -> MappingProxyType[str, LetterFact]:
    """Every fact a letter may need, by the name that stands in the wording."""
    read = law("letters")["fact"]
    return MappingProxyType(
        {fact["name"]: LetterFact(key=key, **fact) for key, fact in read.items()}
    )


@cache
def letters() -> MappingProxyType[str, LetterKind]:
    """The letters of `law/letters.toml` by key: notices, forms, then replies in table order."""
    return MappingProxyType(
        {written["key"]: _kind(written) for written in law("letters")["letter"]}
    )


def _kind(written: Mapping[str, Any]) -> LetterKind:
    read = law("letters")
    outcome = outcomes()[written["outcome"]] if "outcome" in written else None
    wordings = [Wording(**paragraph) for paragraph in written.get("paragraphs", ())]
    if "opening" in written:
        wordings.insert(0, Wording(text=read["opening"][written["opening"]]))
    return LetterKind(
        key=written["key"],
        title=written["title"],
        when=written["when"],
        wordings=tuple(
            Wording(text=w.text, parts=tuple(w.parts), if_known=w.if_known, repeats=w.repeats)
            for w in wordings
        ),
        rows=tuple((label, text) for label, text in written.get("rows", ())),
        outcome=outcome,
        articles=tuple(written.get("articles", outcome.articles if outcome else ())),
        source=read["sources"][written.get("source", "disclosure")],
        verified=law("outcomes")["verified"]["articles"] if outcome else written["verified"],
        charges=written.get("charges", False),
        tells_remedy=outcome.needs_remedy if outcome else written.get("remedy", False),
        step=written.get("step", ""),
        is_sheet=bool(written.get("sheet", False) or written.get("rows")),
    )


def _facts_in(texts: Iterable[str]) -> tuple[LetterFact, ...]:
    names = dict.fromkeys(name for text in texts for name in _PLACE.findall(text))
    return tuple(letter_facts()[name] for name in names if name in letter_facts())


def places(text: str) -> frozenset[str]:
    """The names that stand in a wording for something else."""
    return frozenset(_PLACE.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A wording with the facts in it. Filled once: braces in a fact stay what they are."""

    def fill(place: re.Match[str]) -> str:
        if place["quoted"]:
            return f"“{values[place['quoted']].translate(_INNER_QUOTES)}”"
        return values[place["plain"]]

    return _PLACE_OR_QUOTED.sub(fill, text)
