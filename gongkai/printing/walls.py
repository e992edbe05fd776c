"""五上墙 on paper and on screens: a poster as PDF or as pictures, with a foot that names it."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from gongkai.printing.codes import code_of
from gongkai.printing.fonts import Typefaces
from gongkai.printing.typesetting import pdf, png
from gongkai.rules.posters import Paper, Poster

# In sizes of the text, as the template sets them.
WIDE = 1.35
FOOT, CODE = 6.2, 5.0
# On a sheet that is wider than high the foot stands in two lines.
FLAT_FOOT, FLAT_CODE = 4.0, 4.0


@dataclass(frozen=True, kw_only=True)
class Foot:
    """What the foot of a sheet says: its number, its version with the date, where it asks."""

    number: str
    version: str
    address: str


def wall_pdf(
    poster: Poster,
    paper: Paper,
    foot: Foot,
    *,
    made_at: datetime,
    faces: Typefaces | None = None,
) -> bytes:
    return pdf("wall", _values(poster, paper, foot), made_at=made_at, faces=faces)


def wall_pictures(
    poster: Poster, screen: Paper, foot: Foot, *, faces: Typefaces | None = None
) -> tuple[bytes, ...]:
    """A picture a sheet, a dot for each point of the screen."""
    return png("wall", _values(poster, screen, foot), faces=faces)


def _values(poster: Poster, paper: Paper, foot: Foot) -> Mapping[str, Any]:
    is_flat = paper.width > paper.height
    told = asdict(foot) | {
        "is_flat": is_flat,
        "code": code_of(foot.address),
        "code_width": (FLAT_CODE if is_flat else CODE) * paper.text,
        "banner": _banner(poster, paper),
        "height": (FLAT_FOOT if is_flat else FOOT) * paper.text,
    }
    return {"poster": asdict(poster), "paper": asdict(paper), "foot": told}


def _banner(poster: Poster, paper: Paper) -> float:
    """The height of agency, title and note; every sheet keeps it free at its top."""
    width = paper.width - 2 * paper.margin
    wide = WIDE * paper.text
    lines = _lines(poster.agency, wide, width) + _lines(poster.note, wide, width)
    title = _lines(poster.title, paper.title, width) * paper.title
    return 1.2 * lines * wide + 0.95 * title + 1.8 * paper.text


def _lines(said: str, size: float, width: float) -> int:
    return math.ceil(len(said) * size / width)
