"""A poster as blocks of plain text; its digest names what it says, not how it is laid out."""

import hashlib
import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Words:
    """A heading and paragraphs below it."""

    paragraphs: tuple[str, ...]
    heading: str = ""
    shape: str = field(default="words", init=False)


@dataclass(frozen=True)
class Points:
    """Numbered points, each with a bold line and lines below it."""

    points: tuple[tuple[str, tuple[str, ...]], ...]
    heading: str = ""
    shape: str = field(default="points", init=False)


@dataclass(frozen=True)
class Table:
    """Rows under headings; `shares` are the widths of the columns in proportion."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    heading: str = ""
    shape: str = field(default="table", init=False)


@dataclass(frozen=True)
class Stage:
    """One step of a process: its name, who does it and in what time, and what is looked at.

    A `question` may follow it; who must answer no goes on as `otherwise` says.
    """

    name: str
    role: str = ""
    term: str = ""
    lines: tuple[str, ...] = ()
    question: str = ""
    otherwise: str = ""


@dataclass(frozen=True)
class Steps:
    """Steps in their order, with an arrow from each to the next."""

    stages: tuple[Stage, ...]
    heading: str = ""
    shape: str = field(default="steps", init=False)


@dataclass(frozen=True)
class Box:
    """A box of a chart and the boxes that hang under it."""

    name: str
    line: str = ""
    below: tuple["Box", ...] = ()


@dataclass(frozen=True)
class Chart:
    """A tree of three levels, drawn from above."""

    top: Box
    heading: str = ""
    shape: str = field(default="chart", init=False)


Block = Words | Points | Table | Steps | Chart


@dataclass(frozen=True, kw_only=True)
class Poster:
    """上墙图表: what hangs on the wall under one title."""

    title: str
    agency: str
    blocks: tuple[Block, ...]
    # What a reader of the poster has to know beside it: the period, the phone.
    note: str = ""


def digest_of(poster: Poster) -> str:
    """SHA-256 over all it says."""
    said = json.dumps(asdict(poster), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
