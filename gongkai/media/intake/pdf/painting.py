"""What a PDF page paints and in which order: texts, what may cover them, comments above all."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

# The share of a page that pictures fill when it is a scan.
SCANNED = 0.6
# White as far as the eye goes; black and white as colours that hide.
WHITISH, DARK = 235, 60
OPAQUE = 250
# Points: what is smaller is a speck, or a border; a stroke as thick as a letter is a bar.
SPECK, THIN, BAR = 1.0, 3.0, 5.0
LONGEST_PATCH = 500.0
DEEPEST = 5
_NOTES = {
    raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_INK,
    raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_POLYLINE, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_STAMP,
    raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STRIKEOUT,
}  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A place on a page in points; y counts upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def shared(self, other: "Box") -> float:
        width = min(self.right, other.right) - max(self.left, other.left)
        if width <= 0:
            return 0.0
        return width * max(0.0, min(self.top, other.top) - max(self.bottom, other.bottom))


@dataclass(frozen=True, eq=False)
class Text:
    """One text object: its order on the page, and its place among the page's own texts or None."""

    order: int
    place: int | None
    thing: object
    box: Box
    is_unpainted: bool
    is_faint: bool


@dataclass
class Painted:
    """What a page paints, in order; the place in the list is the order."""

    whole: Box
    texts: dict[int, Text] = field(default_factory=dict)
    covers: list[tuple[int, Box]] = field(default_factory=list)
    patches: list[tuple[int, Box]] = field(default_factory=list)
    images: list[tuple[int, Box]] = field(default_factory=list)
    notes: list[Box] = field(default_factory=list)
    redactions: list[Box] = field(default_factory=list)
    is_scan: bool = False


def painted_by(page: pdfium.PdfPage) -> Painted:
    painted = Painted(Box(*page.get_bbox()))
    own = 0
    for order, (thing, kind, box, is_own) in enumerate(_things(page), start=1):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            painted.texts[address_of(thing)] = Text(
                order, own if is_own else None, thing, box, _is_unpainted(thing),
                _is_faint(thing, box),
            )  # fmt: skip
            own += is_own
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            painted.images.append((order, box))
        elif kind == raw.FPDF_PAGEOBJ_SHADING or (_is_broad(box) and _hides(thing)):
            painted.covers.append((order, box))
            if kind == raw.FPDF_PAGEOBJ_PATH and _is_patch(thing, box):
                painted.patches.append((order, box))
    _settle_scan(painted)
    _add_notes(page, painted)
    return painted


def _settle_scan(painted: Painted) -> None:
    """The picture of a scanned page covers the words that were read from it, and hides nothing."""
    whole = painted.whole
    pictured = sum(box.shared(whole) for _order, box in painted.images)
    painted.is_scan = pictured > SCANNED * whole.area
    if painted.is_scan:
        last = max(order for order, _box in painted.images)
        painted.patches = [(order, box) for order, box in painted.patches if order > last]
    else:
        painted.covers += painted.images
        painted.patches = []


def _add_notes(page: pdfium.PdfPage, painted: Painted) -> None:
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        kind, rect = raw.FPDFAnnot_GetSubtype(note), raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(note, rect):
            box = Box(rect.left, rect.bottom, rect.right, rect.top)
            if kind == raw.FPDF_ANNOT_REDACT:
                painted.redactions.append(box)
            elif kind in _NOTES:
                painted.notes.append(box)
        raw.FPDFPage_CloseAnnot(note)


def _things(page: pdfium.PdfPage) -> Iterator[tuple[object, int, Box, bool]]:
    """What a page paints, forms opened: the thing, its kind, its box, and whether it is its own."""
    for at in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, at), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)


def _inside(
    thing: object, matrix: tuple[float, ...], depth: int
) -> Iterator[tuple[object, int, Box, bool]]:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield thing, kind, _bounds(thing, matrix), depth == 0
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, own)
    inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for at in range(raw.FPDFFormObj_CountObjects(thing) if depth < DEEPEST else 0):
        yield from _inside(raw.FPDFFormObj_GetObject(thing, at), inner, depth + 1)


def _times(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _bounds(thing: object, matrix: tuple[float, ...]) -> Box:
    sides = [ctypes.c_float() for _side in range(4)]
    if not raw.FPDFPageObj_GetBounds(thing, *sides):
        return Box(0, 0, 0, 0)
    left, bottom, right, top = (side.value for side in sides)
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    across, up = zip(*corners, strict=True)
    return Box(min(across), min(up), max(across), max(up))


def _hides(path: object) -> bool:
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if fill.value:
        return _colour(path)[3] >= OPAQUE
    return bool(stroke.value and raw.FPDFPageObj_GetStrokeWidth(path, width)) and width.value > BAR


def _is_patch(path: object, box: Box) -> bool:
    brightest, darkest = max(_colour(path)[:3]), min(_colour(path)[:3])
    sides = (box.right - box.left, box.top - box.bottom)
    return (
        (brightest < DARK or darkest > WHITISH) and min(sides) > BAR and max(sides) < LONGEST_PATCH
    )


def _colour(thing: object) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint(255) for _part in range(4))
    raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return red.value, green.value, blue.value, alpha.value


def _is_broad(box: Box) -> bool:
    # Borders of tables are often filled boxes, a point wide.
    return min(box.right - box.left, box.top - box.bottom) > THIN


def _is_unpainted(text: object) -> bool:
    return bool(raw.FPDFTextObj_GetTextRenderMode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_faint(text: object, box: Box) -> bool:
    return min(_colour(text)[:3]) > WHITISH or 0 < box.top - box.bottom < SPECK


def address_of(thing: object) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0  # type: ignore[arg-type]  # a handle
