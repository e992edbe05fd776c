"""What the gate looks at and what it says: drafts, places, hits and findings, as plain values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.rules.gate.hidden_content import Hidden

SURROUNDINGS = 12


class Severity(StrEnum):
    """How much a finding weighs: it stops the draft, asks for a look, or merely tells."""

    BLOCK = "block"
    WARN = "warn"
    INFORM = "inform"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a rule has to say about `text[start:end]`; the offsets count characters.

    `rule` is a rule's id: a plain word, or `family/word` where the family lists its words as data.
    """

    start: int
    end: int
    rule: str
    severity: Severity
    message: str
    suggestion: str = ""
    excusable: bool = True


@dataclass(frozen=True)
class Place:
    """Where in a draft a finding lies.

    `part` is "title", "body", "attachment" or the name of a fact; `block` counts the body's
    blocks from 1; the offsets count characters inside that block or field.
    """

    part: str
    block: int = 0
    start: int = 0
    end: int = 0
    label: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing a rule has to say about a draft."""

    rule: str
    severity: Severity
    message: str
    place: Place
    excerpt: str = ""
    suggestion: str = ""
    excusable: bool = True
    surroundings: str = ""
    # The very words, which an excerpt of personal data does not quote; never to be stored as such.
    exact: str = field(default="", repr=False)

    @property
    def fingerprint(self) -> str:
        """The same for the same fault after text is added or moved elsewhere.

        Two equal faults in equal surroundings share it, so one excuse covers both.
        """
        parts = (self.rule, self.place.part, self.place.label, self.excerpt, self.surroundings)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Attached:
    """A file that goes out with a draft, and the text that could be read from it."""

    name: str
    text: str


@dataclass(frozen=True)
class Passage:
    """One stretch of text of a draft: its title, a block, a fact or an attachment."""

    place: Place
    text: str

    def finding(self, hit: Hit, *, excerpt: str | None = None) -> Finding:
        """A hit in this text as a finding; without an excerpt of its own it quotes the text."""
        start, end = hit.start, hit.end
        around = self.text[max(0, start - SURROUNDINGS) : end + SURROUNDINGS]
        return Finding(
            rule=hit.rule,
            severity=hit.severity,
            message=hit.message,
            place=replace(self.place, start=start, end=end),
            excerpt=self.text[start:end] if excerpt is None else excerpt,
            exact=self.text[start:end],
            suggestion=hit.suggestion,
            excusable=hit.excusable,
            # A digest, because what surrounds an excerpt may be personal data.
            surroundings=sha256(around.encode()).hexdigest()[:16],
        )


@dataclass(frozen=True)
class Draft:
    """What the checks look at: one version of something about to become public."""

    title: str
    blocks: tuple[str, ...]
    facts: Mapping[str, str | date | None]
    attachments: tuple[Attached, ...]
    required_facts: tuple[str, ...]
    on: date
    own_words: tuple[tuple[str, str, str], ...] = ()
    # Which of the own words stop the draft; the others ask for a look.
    grave_words: frozenset[str] = frozenset()
    # What its files carry without showing it, by the file's name.
    hidden: tuple[tuple[str, tuple["Hidden", ...]], ...] = ()

    def title_passage(self) -> Passage:
        return Passage(Place("title"), self.title)

    def body(self) -> Iterator[Passage]:
        for number, text in enumerate(self.blocks, start=1):
            yield Passage(Place("body", block=number), text)

    def texts(self) -> Iterator[Passage]:
        """What its author wrote: the title and the body."""
        yield self.title_passage()
        yield from self.body()

    def attached(self) -> Iterator[Passage]:
        for attachment in self.attachments:
            yield Passage(Place("attachment", label=attachment.name), attachment.text)

    def fact(self, name: str) -> Passage:
        """A fact as text; an absent one is empty."""
        fact = self.facts.get(name)
        return Passage(Place(name), "" if fact is None else str(fact))


Check = Callable[[Draft], Iterable[Finding]]
