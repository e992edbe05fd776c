"""What a check looks at and what it says: drafts, places and findings, as plain values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

SURROUNDINGS = 12


class Severity(StrEnum):
    """How much a finding weighs: it stops the draft, asks for a look, or merely tells."""

    BLOCK = "block"
    WARN = "warn"
    INFORM = "inform"


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
    """One thing a check has to say about a draft."""

    check: str
    severity: Severity
    message: str
    place: Place
    excerpt: str = ""
    suggestion: str = ""
    excusable: bool = True
    surroundings: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for the same fault after text is added or moved elsewhere.

        Two equal faults in equal surroundings share it, so one excuse covers both.
        """
        parts = (self.check, self.place.part, self.place.label, self.excerpt, self.surroundings)
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

    def finding(
        self,
        check: str,
        severity: Severity,
        message: str,
        *,
        start: int = 0,
        end: int = 0,
        excerpt: str | None = None,
        suggestion: str = "",
        excusable: bool = True,
    ) -> Finding:
        """A finding here; without an excerpt of its own it quotes `text[start:end]`."""
        around = self.text[max(0, start - SURROUNDINGS) : end + SURROUNDINGS]
        return Finding(
            check=check,
            severity=severity,
            message=message,
            place=replace(self.place, start=start, end=end),
            excerpt=self.text[start:end] if excerpt is None else excerpt,
            suggestion=suggestion,
            excusable=excusable,
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
