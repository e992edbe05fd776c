"""What taking a file in gives: the document as read, and its copy fit for the public."""

from dataclasses import dataclass

from gongkai.rules.document_form import DocumentFacts
from gongkai.rules.gate.hidden_content import Hidden


class CannotTakeIn(Exception):
    """The file is refused; the message says why and what to do, in Chinese."""


@dataclass(frozen=True)
class Heading:
    """A heading of the document and the number of the block that holds it."""

    level: int
    text: str
    block: int


@dataclass(frozen=True)
class Picture:
    """A picture as it may be shown: no metadata, and its size in pixels."""

    name: str
    content_type: str
    content: bytes
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Taken:
    """A document as taken in: its HTML, its text block by block, and what did not come along."""

    title: str
    format: str
    bytes: int
    sha256: str
    pages: int
    pages_estimated: bool
    headings: tuple[Heading, ...]
    characters: int
    formulas: int
    tables: int
    images: int
    losses: tuple[str, ...]
    facts: DocumentFacts
    html: str
    text: str
    pictures: tuple[Picture, ...]
    page_pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class CleanCopy:
    """The file without authorship, history and hidden content, and what was removed from it."""

    content: bytes
    removed: tuple[str, ...]
    format: str
    content_type: str
    extension: str
    hidden: tuple[Hidden, ...] = ()


@dataclass(frozen=True)
class PlainText:
    """The words of a file, a line for each paragraph or row; what it hides; what was not read."""

    text: str
    hidden: tuple[Hidden, ...]
    losses: tuple[str, ...]


@dataclass(frozen=True)
class MaskedCopy:
    """The file with numbers masked and passages hidden: in how many places, and at what price.

    `found` counts the places of each passage that was to be hidden.
    """

    content: bytes
    count: int
    losses: tuple[str, ...]
    found: tuple[int, ...] = ()
