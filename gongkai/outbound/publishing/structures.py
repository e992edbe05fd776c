"""Kinds of information with elements of their own: filled in field by field, read as a text.

An app registers its kind when it starts. What is published stays an edition like every other:
the text is made from the elements, so that checks, review, search, history and comparison read it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.outbound.publishing.models import Edition, Elements
from gongkai.rules.gate.findings import Finding, Place
from gongkai.rules.gate.rulebook import rule
from gongkai.rules.guides.doubts import GuideDoubt

Said = Mapping[str, Any]
DOUBT = "element"


@dataclass(frozen=True)
class Written:
    """Elements as a text: one line of `text` for each block of `html`."""

    title: str
    html: str
    text: str


@dataclass(frozen=True)
class Shown:
    """How a public page shows an edition in place of its plain text."""

    template: str
    context: Mapping[str, Any]


def shows_text(edition: Edition, said: Said, at: datetime) -> Shown | None:
    """For kinds whose text is all that a page needs."""
    return None


def has_no_doubts(said: Said, on: date) -> tuple[GuideDoubt, ...]:
    return ()


def tells_no_differences(before: Said, after: Said) -> tuple[str, ...]:
    """For kinds whose texts are compared paragraph by paragraph, and no more."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Structure:
    """要素表: a kind of information by its elements. `url_name` is the screen that fills them in.

    `write` raises ValueError, in Chinese, where plain values are not elements of this kind.
    """

    kind: str
    label: str
    url_name: str
    write: Callable[[Said], Written]
    doubts: Callable[[Said, date], Iterable[GuideDoubt]] = has_no_doubts
    show: Callable[[Edition, Said, datetime], Shown | None] = shows_text
    differences: Callable[[Said, Said], tuple[str, ...]] = tells_no_differences


_structures: dict[str, Structure] = {}


def register(structure: Structure) -> None:
    _structures[structure.kind] = structure


def structure(kind: str) -> Structure:
    return _structures[kind]


def structure_of(edition: Edition) -> Structure | None:
    """None for an edition that is written as a text."""
    elements = elements_of(edition)
    return _structures[elements.kind] if elements else None


def elements_of(edition: Edition) -> Elements | None:
    return Elements.objects.filter(edition=edition).first()


def shown(edition: Edition, *, at: datetime) -> Shown | None:
    elements = elements_of(edition)
    return _structures[elements.kind].show(edition, elements.said, at) if elements else None


def findings_of(edition: Edition, *, on: date) -> tuple[Finding, ...]:
    """What is doubtful about the elements, as the gate says it."""
    elements = elements_of(edition)
    if elements is None:
        return ()
    excusable = rule(DOUBT).excusable
    return tuple(
        Finding(
            rule=DOUBT,
            severity=doubt.severity,
            message=f"{doubt.message}（{doubt.source}）" if doubt.source else doubt.message,
            place=Place("elements", label=doubt.element),
            excusable=excusable,
        )
        for doubt in _structures[elements.kind].doubts(elements.said, on)
    )
