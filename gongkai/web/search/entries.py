"""The plain values that go into the search and come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Order = Literal["relevance", "newest"]
RELEVANCE: Order = "relevance"
NEWEST: Order = "newest"


@dataclass(frozen=True)
class Entry:
    """One public record as the search knows it."""

    record: int
    agency: str
    title: str
    text: str
    attachments: str
    document_number: str
    index_number: str
    keywords: tuple[str, ...]
    unit: str
    columns: tuple[str, ...]
    year: int
    validity: str
    formats: tuple[str, ...]
    published_at: datetime
    version: int = 0
    """A stamp of the caller's choosing, handed back by `Index.records()` to find stale entries."""


@dataclass(frozen=True)
class Query:
    """What a visitor typed, the filters chosen, and which page is wanted."""

    words: str
    agency: str = ""
    unit: str = ""
    column: str = ""
    year: int | None = None
    validity: str = ""
    format: str = ""
    order: Order = RELEVANCE
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True)
class Fragment:
    """A stretch of plain text, marked when it matched. The caller escapes it."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Hit:
    """A record that matched, with the passage that shows why."""

    record: int
    title: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]
    in_attachment: bool
    """The passage comes from an attachment, not from the record's own text."""


@dataclass(frozen=True)
class Results:
    """One page of hits, the true total, and how the matches divide by each filter."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
