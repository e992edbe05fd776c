"""Which words of a slide nobody sees: under a later shape or picture, or beside the slide."""

from dataclasses import dataclass

from lxml.etree import _Element

from gongkai.media.intake.slides.names import p, text_of
from gongkai.media.intake.word.names import q
from gongkai.media.intake.word.seeing import is_blank_fill

# How much of a text's box must lie under one shape before its words count as covered.
MOSTLY = 0.6
_SHAPES = {p("sp"), p("pic"), p("graphicFrame"), p("cxnSp")}


@dataclass(frozen=True)
class Box:
    """Where a shape stands on its slide, in EMU."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        return max(0, self.right - self.left) * max(0, self.bottom - self.top)

    def shared(self, other: "Box") -> int:
        return Box(
            max(self.left, other.left), max(self.top, other.top),
            min(self.right, other.right), min(self.bottom, other.bottom),
        ).area  # fmt: skip


@dataclass(frozen=True)
class Unseen:
    """What of one slide is not seen: shapes whose words lie under another, shapes beside it,
    and how many blank shapes lie on some part of a text."""

    covered: tuple[_Element, ...]
    beside: tuple[_Element, ...]
    doubtful: int


def look(slide: _Element, size: Box) -> Unseen:
    """The unseen shapes at the top level; what an animation moves is left to the show."""
    tree = next(slide.iter(p("spTree")), None)
    placed = [
        (shape, box)
        for shape in (tree if tree is not None else ())
        if shape.tag in _SHAPES and (box := _box(shape)) is not None
    ]
    moved = {target.get("spid") for target in slide.iter(p("spTgt"))}
    covered, beside, doubtful = [], [], set()
    for at, (shape, box) in enumerate(placed):
        if not _words(shape):
            continue
        if size.area and not box.shared(size):
            beside.append(shape)
            continue
        for cover, over in placed[at + 1 :]:
            if moved & {_number(shape), _number(cover)} or not box.shared(over):
                continue
            if box.shared(over) >= MOSTLY * box.area and _is_opaque(cover):
                covered.append(shape)
                break
            if _is_blank(cover):
                doubtful.add(_number(cover))
    return Unseen(tuple(covered), tuple(beside), len(doubtful))


def slide_size(presentation: _Element) -> Box:
    size = presentation.find(p("sldSz"))
    if size is None:
        return Box(0, 0, 0, 0)
    return Box(0, 0, _length(size.get("cx")), _length(size.get("cy")))


def _box(shape: _Element) -> Box | None:
    """None where a shape stands as its layout says: placeholders do not cover each other."""
    placing = next(shape.iter(q("a:xfrm"), p("xfrm")), None)
    offset = None if placing is None else placing.find(q("a:off"))
    extent = None if placing is None else placing.find(q("a:ext"))
    if offset is None or extent is None:
        return None
    left, top = _length(offset.get("x")), _length(offset.get("y"))
    return Box(left, top, left + _length(extent.get("cx")), top + _length(extent.get("cy")))


def _length(written: str | None) -> int:
    digits = (written or "").removeprefix("-")
    return int(written or 0) if digits.isdecimal() and len(digits) < 12 else 0


def _number(shape: _Element) -> str:
    return next((found.get("id") or "" for found in shape.iter(p("cNvPr"))), "")


def _words(shape: _Element) -> str:
    return "".join(text_of(paragraph) for paragraph in shape.iter(q("a:p")))


def _is_opaque(shape: _Element) -> bool:
    if shape.tag == p("pic"):
        # A picture may be clear in places; only its own fading is told in the slide.
        return next(shape.iter(q("a:alphaModFix")), None) is None
    filled = _fill(shape)
    return filled is not None and next(filled.iter(q("a:alpha")), None) is None


def _is_blank(shape: _Element) -> bool:
    filled = _fill(shape)
    return filled is not None and not _words(shape) and is_blank_fill(filled)


def _fill(shape: _Element) -> _Element | None:
    properties = shape.find(p("spPr"))
    return None if properties is None else properties.find(q("a:solidFill"))
