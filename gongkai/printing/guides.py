"""A service guide on paper: the leaflet of two sides that folds in three, and the slip.

The leaflet is folded as a Z (风琴折): the cover is the left panel of the first side, and the panels
are read from left to right, then those of the second side. What finds no room is counted and named,
with the page to read it on; nothing is left out in silence, and no letter is smaller than 9 pt.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import pypdfium2

from gongkai.printing.codes import code_of
from gongkai.printing.fonts import Typefaces
from gongkai.printing.typesetting import CannotPrint, pdf
from gongkai.rules.guides.flow import FlowStep, layout, told

SIDES = 2
# A panel is 85 mm wide and 168 mm high, and details of the flow are drawn 9 pt high.
FLOW_WIDTH, FLOW_HEIGHT = 344.0, 660.0
# The sizes of type that are tried before anything is left out; the last is the smallest there is.
_SIZES = (12.0, 11.0, 10.0, 9.0)
# How many points a section keeps and how long each may be, until all of it finds room.
_ROOM = ((30, 400), (20, 240), (14, 160), (10, 120), (7, 80), (5, 60), (3, 50), (2, 40), (1, 30))
_LONGEST_REST = 120
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Fact:
    """A short answer: 承诺时限, 10 个工作日."""

    label: str
    value: str


@dataclass(frozen=True)
class Point:
    """One point of a section; `detail` stands below it in grey."""

    text: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and its points; `rest` says what of them is not printed.

    An essential section, such as where to go, keeps its points as long as it can.
    """

    title: str
    points: tuple[Point, ...]
    is_numbered: bool = True
    is_essential: bool = False
    rest: str = ""


@dataclass(frozen=True, kw_only=True)
class Foot:
    """What tells one printed sheet from another, and where it asks whether it is current."""

    number: str
    version: str
    dated: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Leaflet:
    """折页: all a leaflet says. The sections after the process stand after its drawing."""

    title: str
    agency: str
    tagline: str
    phone: str
    facts: tuple[Fact, ...]
    before: tuple[Section, ...]
    process: tuple[FlowStep, ...]
    after: tuple[Section, ...]
    foot: Foot


@dataclass(frozen=True, kw_only=True)
class SlipRow:
    """A material on the slip."""

    name: str
    demanded: str
    standing: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class SlipSheet:
    """一次性告知单 on paper."""

    title: str
    agency: str
    situation: str
    summary: str
    rows: tuple[SlipRow, ...]
    not_needed: tuple[str, ...]
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    owed: str
    foot: Foot
    paper: str = "a5"


def leaflet_pdf(leaflet: Leaflet, *, made_at: datetime, faces: Typefaces | None = None) -> bytes:
    """Two pages of A4, whatever the guide says."""
    tries = [(size, None) for size in _SIZES] + [(_SIZES[-1], room) for room in _ROOM]
    for size, room in tries:
        values = _values(leaflet, room) | {"size": size}
        made = pdf("guide_leaflet", values, made_at=made_at, faces=faces)
        if _count(made) <= SIDES:
            return made
    raise CannotPrint("指南太长，折页印不下，请改用网页或者一次性告知单。")


def slip_pdf(sheet: SlipSheet, *, made_at: datetime, faces: Typefaces | None = None) -> bytes:
    return pdf(
        "guide_slip",
        {**asdict(sheet), "code": code_of(sheet.foot.address)},
        made_at=made_at,
        faces=faces,
    )


def _values(leaflet: Leaflet, room: tuple[int, int] | None) -> dict[str, Any]:
    flow = layout(leaflet.process, width=FLOW_WIDTH)
    is_drawn = 0 < flow.height <= FLOW_HEIGHT and (room is None or len(leaflet.process) <= room[0])
    process = Section(
        title="办理流程",
        points=() if is_drawn else tuple(Point(said) for said in told(leaflet.process)),
    )
    return {
        "title": _cut(leaflet.title, LONGEST_TITLE),
        "agency": leaflet.agency,
        "tagline": _cut(leaflet.tagline, LONGEST_TITLE if room else 2 * LONGEST_TITLE),
        "phone": leaflet.phone,
        "facts": [asdict(replace(fact, value=_cut(fact.value, 80))) for fact in leaflet.facts],
        "before": _fitted(leaflet.before, room),
        "process": _fitted([process], room)[0] if leaflet.process else None,
        "flow": asdict(flow) if is_drawn else None,
        "after": _fitted(leaflet.after, room),
        "foot": asdict(leaflet.foot),
        "code": code_of(leaflet.foot.address),
    }


def _fitted(sections: Sequence[Section], room: tuple[int, int] | None) -> list[dict[str, Any]]:
    return [asdict(_shortened(one, *room) if room else one) for one in sections]


def _shortened(section: Section, most: int, longest: int) -> Section:
    if section.is_essential:
        most, longest = max(most, 2), max(longest, 60)
    kept, left = section.points[:most], section.points[most:]
    points = tuple(Point(_cut(point.text, longest), _cut(point.detail, longest)) for point in kept)
    if not left:
        return replace(section, points=points)
    names = "；".join(_cut(point.text, 24) for point in left)
    cut = f"{names[: min(_LONGEST_REST, 2 * longest)].rstrip('；')}……"
    named = names if len(names) <= len(cut) else cut
    return replace(section, points=points, rest=f"另有 {len(left)} 项见网页：{named}")


def _cut(text: str, longest: int) -> str:
    """A text that is cut says that it is."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()}……（全文见网页）"


def _count(made: bytes) -> int:
    with pypdfium2.PdfDocument(made) as document:
        return len(document)
