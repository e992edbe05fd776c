"""Words judged by their company: words often taken for one another, and wording that must be exact.

Both lists are dated data, `law/wording/confusables.toml` and `law/wording/severe.toml`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.rules.gate.findings import Hit, Severity
from gongkai.rules.law import law

# A quotation in which a wording is only spoken of opens within this many signs before it.
LONGEST_LEAD = 16
HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
# Little words that may well follow a phrase cut short, or stand before one.
LINKS = "的了是在和与及或等将为要对也都不以于向从由把被就而并让使给到有这那其各该我你他们"
SLIPPED = "固定的名称或者提法，有一个字不对"
QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"))


@dataclass(frozen=True)
class Company:
    """What stands around a wrong word: fragments of patterns ending before it, starting after it.

    A fragment before a word is of fixed width, since it is looked up backwards.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()

    def around(self, pattern: str) -> str:
        """The pattern of a word, in this company."""
        ahead = f"(?={'|'.join(self.after)})" if self.after else ""
        never_ahead = f"(?!{'|'.join(self.unless_after)})" if self.unless_after else ""
        return "".join(
            (
                _any_of(_behind("(?<=", self.before)),
                *_behind("(?<!", self.unless_before),
                pattern,
                ahead,
                never_ahead,
            )
        )


@dataclass(frozen=True)
class SetPhrase:
    """A phrase that is right only to the letter, and what is said where one sign of it slips.

    One half of the phrase is then still whole, and is what is listened for. The first `lead` signs
    only lead up to it, its two ends slip only if `ends_slip`, and `fine` are the wordings one sign
    away that are right themselves.
    """

    text: str
    lead: int
    ends_slip: bool
    company: Company
    fine: frozenset[str]
    rule: str
    severity: Severity
    why: str

    @property
    def halves(self) -> tuple[str, str]:
        middle = len(self.text) // 2
        return self.text[:middle], self.text[middle:]

    def may_slip(self, at: int) -> bool:
        if at < self.lead or not re.match(HAN, self.text[at]):
            return False
        return self.ends_slip or not self.is_end(at)

    def is_end(self, at: int) -> bool:
        return at in (0, len(self.text) - 1)

    def judge(self, half: str, text: str, at: int) -> Iterator[Hit]:
        """What slipped in the other half of the phrase, where `half` stands whole at `at`."""
        head, tail = self.halves
        if half == head:
            yield from self._told(_slips_of(self).behind_head.match(text, at))
        if half == tail and not text.startswith(self.text, at - len(head)):
            # The longest slip first: 中华华人 is 华 twice, not 华 for 中.
            for start in (at - len(head) + shift for shift in (-1, 0, 1)):
                slip = _slips_of(self).before_tail.match(text, start) if start >= 0 else None
                if slip and slip.end() == at + len(tail):
                    yield from self._told(slip)
                    return

    def _told(self, slip: re.Match[str] | None) -> Iterator[Hit]:
        if slip and slip[0] not in self.fine:
            message = f"“{slip[0]}”：{self.why}，应为“{self.text}”"
            yield Hit(*slip.span(), self.rule, self.severity, message, self.text)


@dataclass(frozen=True)
class Slips:
    """How a phrase looks with one sign wrong, missing, doubled or out of order."""

    behind_head: re.Pattern[str]
    before_tail: re.Pattern[str]


@dataclass(frozen=True)
class WrongUse:
    """One word that is wrong in certain company, and what is said of it."""

    word: str
    right: str
    company: Company
    fine_in_quotes: bool
    rule: str
    severity: Severity
    message: str


def triggers() -> tuple[str, ...]:
    """Every word that one of the rules is about; a text without any of them needs no judging."""
    return tuple({**_uses(), **_phrases()})


def judge(trigger: str, text: str, at: int) -> Iterator[Hit]:
    """What is wrong with the `trigger` that stands at `at`, looking only at its surroundings."""
    for phrase in _phrases().get(trigger, ()):
        yield from phrase.judge(trigger, text, at)
    if trigger not in _uses() or not _any_use(trigger).match(text, at):
        return
    for use, pattern in _each_use(trigger):
        if pattern.match(text, at) and not (use.fine_in_quotes and _is_quoted(text, at)):
            yield Hit(at, at + len(trigger), use.rule, use.severity, use.message, use.right)
            return


def counts() -> dict[str, int]:
    """How many words each family judges, for the page that lists the checks."""
    counted: dict[str, int] = {}
    for uses in _uses().values():
        for family in {use.rule.partition("/")[0] for use in uses}:
            counted[family] = counted.get(family, 0) + 1
    for phrase in set_phrases():
        family = phrase.rule.partition("/")[0]
        counted[family] = counted.get(family, 0) + 1
    return counted


@cache
def set_phrases() -> tuple[SetPhrase, ...]:
    """Every phrase that must stand to the letter."""
    return tuple(_set_phrases())


def _set_phrases() -> Iterator[SetPhrase]:
    for group in law("wording/severe")["group"]:
        for entry in group.get("exact", ()):
            for phrase in entry["phrases"]:
                lead = entry.get("lead", "")
                yield SetPhrase(
                    text=lead + phrase,
                    lead=len(lead),
                    ends_slip=entry.get("ends_slip", True),
                    company=_company(entry),
                    fine=frozenset(entry.get("fine", ())),
                    rule=f"severe-wording/{group['key']}",
                    severity=Severity(entry.get("severity", Severity.BLOCK)),
                    why=entry.get("why", SLIPPED),
                )


@cache
def _phrases() -> dict[str, tuple[SetPhrase, ...]]:
    by_half: dict[str, list[SetPhrase]] = {}
    for phrase in set_phrases():
        for half in dict.fromkeys(phrase.halves):
            by_half.setdefault(half, []).append(phrase)
    return {half: tuple(phrases) for half, phrases in by_half.items()}


@cache
def _slips_of(phrase: SetPhrase) -> Slips:
    head, tail = map(re.escape, phrase.halves)
    middle = len(phrase.halves[0])
    return Slips(
        behind_head=_one_of(phrase, [head + slip for slip in _slipped(phrase, middle, None)]),
        before_tail=_one_of(phrase, [slip + tail for slip in _slipped(phrase, 0, middle)]),
    )


def _one_of(phrase: SetPhrase, forms: list[str]) -> re.Pattern[str]:
    # Nothing may slip in a half that only leads up to the rest; an empty choice would match.
    return re.compile(phrase.company.around(f"(?:{'|'.join(forms)})") if forms else "(?!)")


def _slipped(phrase: SetPhrase, start: int, stop: int | None) -> Iterator[str]:
    """Patterns of a part of the phrase with one slip in it."""
    part = phrase.text[start:stop]
    for at, sign in enumerate(part):
        before, after = part[:at], part[at + 1 :]
        if not phrase.may_slip(start + at):
            continue
        # A sign that belongs to the words around makes no slip of the first or the last one.
        links = LINKS if phrase.is_end(start + at) else ""
        yield f"{re.escape(before)}(?![{sign}{links}]){HAN}{re.escape(after)}"
        if not phrase.is_end(start + at):
            yield re.escape(before + after)
            yield re.escape(before + sign * 2 + after)
        if after and after[0] != sign and phrase.may_slip(start + at + 1):
            yield re.escape(before + after[0] + sign + after[1:])


@cache
def _any_use(trigger: str) -> re.Pattern[str]:
    # Compiled when first met: most texts hold few of the words, and each costs a tenth of a
    # millisecond.
    return re.compile("|".join(use.company.around(re.escape(trigger)) for use in _uses()[trigger]))


@cache
def _each_use(trigger: str) -> tuple[tuple[WrongUse, re.Pattern[str]], ...]:
    return tuple(
        (use, re.compile(use.company.around(re.escape(trigger)))) for use in _uses()[trigger]
    )


@cache
def _uses() -> dict[str, tuple[WrongUse, ...]]:
    by_word: dict[str, list[WrongUse]] = {}
    for use in (*_confusables(), *_severe()):
        by_word.setdefault(use.word, []).append(use)
    return {word: tuple(uses) for word, uses in by_word.items()}


def _confusables() -> Iterator[WrongUse]:
    for pair in law("wording/confusables")["pair"]:
        for entry in pair["wrong"]:
            for word, right in entry["words"].items():
                instead = f"可能应为“{right}”" if right else "可能用得不对"
                message = f"“{word}”在这里{instead}：{pair['explain']}"
                yield _wrong_use(f"confusable/{pair['key']}", entry, word, Severity.WARN, message)


def _severe() -> Iterator[WrongUse]:
    for group in law("wording/severe")["group"]:
        for entry in group["wrong"]:
            for word, right in entry["words"].items():
                instead = f"，应为“{right}”" if right else ""
                message = f"“{word}”：{entry.get('why', group['why'])}{instead}"
                yield _wrong_use(
                    f"severe-wording/{group['key']}", entry, word, Severity.BLOCK, message
                )


def _wrong_use(
    rule: str, entry: Mapping[str, Any], word: str, severity: Severity, message: str
) -> WrongUse:
    return WrongUse(
        word=word,
        right=entry["words"][word],
        company=_company(entry),
        fine_in_quotes=entry.get("fine_in_quotes", False),
        rule=rule,
        severity=Severity(entry.get("severity", severity)),
        message=message,
    )


def _company(entry: Mapping[str, Any]) -> Company:
    return Company(
        before=tuple(entry.get("before", ())),
        after=tuple(entry.get("after", ())),
        unless_before=tuple(entry.get("unless_before", ())),
        unless_after=tuple(entry.get("unless_after", ())),
    )


def _behind(opening: str, fragments: Iterable[str]) -> list[str]:
    """Looks backwards: plain words of one length share a look, patterns have one each."""
    by_length: dict[int, list[str]] = {}
    looks = []
    for fragment in fragments:
        if re.escape(fragment) == fragment:
            by_length.setdefault(len(fragment), []).append(fragment)
        else:
            looks.append(f"{opening}{fragment})")
    return looks + [f"{opening}{'|'.join(words)})" for words in by_length.values()]


def _any_of(looks: list[str]) -> str:
    return f"(?:{'|'.join(looks)})" if looks else ""


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation or a title is open at `at`."""
    lead = text[max(0, at - LONGEST_LEAD) : at]
    return lead.endswith('"') or any(
        lead.rfind(opener) > lead.rfind(closer) for opener, closer in QUOTES
    )
