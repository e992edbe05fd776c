"""Which letters of a PDF page nobody sees: under a later box or picture, white on white, unpainted.

Geometry names the suspects; painting the page with and without them decides.
"""

import ctypes
from dataclasses import dataclass, field
from enum import Enum

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types
from PIL import Image, ImageChops

from gongkai.media.intake.pdf.painting import Box, Painted, Text, address_of, painted_by

# The share of a letter's box that a cover must hide.
MOSTLY = 0.5
SCALE, MOST_PIXELS = 1.5, 8_000_000
# The share of a letter's box that may differ, for an edge that sticks out from under a cover;
# and the difference from the paper that an eye can tell.
TRACE, DIFFERENT = 0.02, 20


@dataclass(frozen=True)
class Unseen:
    """Letters of one page by their place in its text, and what a copy must do about them.

    `noted` are those that only a comment covers: without comments they would come to light.
    `whole` are texts, by their place among all `texts` that the page itself paints, of which no
    letter is seen; `is_partial` says that other texts have unseen letters as well.
    `patches` counts black or white boxes painted over a scan.
    """

    covered: frozenset[int] = frozenset()
    noted: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    invisible: frozenset[int] = frozenset()
    whole: frozenset[int] = frozenset()
    texts: int = field(default=0, compare=False)
    is_partial: bool = False
    patches: int = 0

    @property
    def must_be_pictured(self) -> bool:
        return bool(self.is_partial or self.noted or self.patches)


class _Doubt(Enum):
    """What geometry alone makes of a letter."""

    NONE = "none"
    TO_BE_TRIED = "to be tried"
    COVERED = "covered"
    UNPAINTED = "unpainted"


@dataclass(frozen=True)
class _Letter:
    """One sign of a page's text, the text that paints it, and what may lie over that."""

    text: Text
    box: Box
    covers: tuple[Box, ...]


def look(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, *, doubted: bool = False) -> Unseen:
    """What of a page's text is unseen. `doubted` has every letter tried, for pages with layers."""
    painted = painted_by(page)
    letters = _letters(text_page, painted, _worth_a_look(painted, doubted=doubted))
    sorted_out: dict[_Doubt, set[int]] = {doubt: set() for doubt in _Doubt}
    for at, letter in letters.items():
        sorted_out[_doubt(letter, painted, doubted=doubted)].add(at)
    unseen = _tried(page, {at: letters[at] for at in sorted_out[_Doubt.TO_BE_TRIED]})
    covered = sorted_out[_Doubt.COVERED]
    covered |= {at for at in unseen if _is_covered(letters[at])}
    unpainted = sorted_out[_Doubt.UNPAINTED]
    gone = covered | unseen | unpainted
    kept = {letter.text for at, letter in letters.items() if at not in gone}
    whole = {letters[at].text for at in gone} - kept
    return Unseen(
        covered=frozenset(covered),
        noted=frozenset(at for at in covered if _is_noted(letters[at].box, painted)),
        hidden=frozenset(unseen - covered),
        invisible=frozenset(unpainted),
        whole=frozenset(text.place for text in whole if text.place is not None),
        texts=sum(text.place is not None for text in painted.texts.values()),
        is_partial=any(letters[at].text in kept or letters[at].text.place is None for at in gone),
        patches=len(painted.patches),
    )


def _doubt(letter: _Letter, painted: Painted, *, doubted: bool) -> _Doubt:
    if any(_is_under(letter.box, box) for box in painted.redactions):
        return _Doubt.COVERED
    if letter.text.is_unpainted:
        # Nothing is painted, so nothing can be tried: a black box on a scan covers its words too.
        over = [*painted.notes, *(box for _order, box in painted.patches)]
        if any(_is_under(letter.box, box) for box in over):
            return _Doubt.COVERED
        return _Doubt.NONE if painted.is_scan else _Doubt.UNPAINTED
    if doubted or letter.text.is_faint or _is_outside(letter.box, painted.whole):
        return _Doubt.TO_BE_TRIED
    return _Doubt.TO_BE_TRIED if _is_covered(letter) else _Doubt.NONE


def _worth_a_look(painted: Painted, *, doubted: bool) -> set[int]:
    """The texts that may have unseen letters. On most pages there are none."""
    hanging = [*painted.notes, *painted.redactions]
    return {
        address
        for address, text in painted.texts.items()
        if doubted
        or text.is_unpainted
        or text.is_faint
        or _is_outside(text.box, painted.whole)
        or any(text.box.shared(note) for note in hanging)
        or any(at > text.order and text.box.shared(cover) for at, cover in painted.covers)
    }


def _is_outside(box: Box, whole: Box) -> bool:
    return box.area > 0 and not box.shared(whole)


def _is_under(letter: Box, cover: Box) -> bool:
    return letter.shared(cover) > MOSTLY * letter.area


def _is_noted(letter: Box, painted: Painted) -> bool:
    return any(_is_under(letter, box) for box in (*painted.notes, *painted.redactions))


def _is_covered(letter: _Letter) -> bool:
    return any(_is_under(letter.box, box) for box in letter.covers)


def _covers_of(text: Text, painted: Painted) -> tuple[Box, ...]:
    later = [box for order, box in painted.covers if order > text.order]
    return tuple(box for box in (*later, *painted.notes) if text.box.shared(box))


def _letters(
    text_page: pdfium.PdfTextPage, painted: Painted, wanted: set[int]
) -> dict[int, _Letter]:
    letters: dict[int, _Letter] = {}
    covers: dict[int, tuple[Box, ...]] = {}
    for at in range(text_page.count_chars() if wanted else 0):
        address = address_of(raw.FPDFText_GetTextObject(text_page, at))
        known = painted.texts.get(address)
        if known is None or address not in wanted or raw.FPDFText_GetUnicode(text_page, at) <= 32:
            continue
        if address not in covers:
            covers[address] = _covers_of(known, painted)
        letters[at] = _Letter(known, letter_box(text_page, at), covers[address])
    return letters


def letter_box(text_page: pdfium.PdfTextPage, at: int) -> Box:
    left, right, bottom, top = (ctypes.c_double() for _side in range(4))
    raw.FPDFText_GetCharBox(text_page, at, left, right, bottom, top)
    return Box(left.value, bottom.value, right.value, top.value)


def _tried(page: pdfium.PdfPage, suspects: dict[int, _Letter]) -> set[int]:
    """The suspects whose going leaves the painted page as it is."""
    if not suspects:
        return set()
    things = {letter.text.order: letter.text.thing for letter in suspects.values()}
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    before = page.render(scale=scale).to_pil().convert("RGB")
    try:
        for thing in things.values():
            raw.FPDFPageObj_SetIsActive(thing, False)  # noqa: FBT003  pdfium's own order
        after = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        for thing in things.values():
            raw.FPDFPageObj_SetIsActive(thing, True)  # noqa: FBT003  pdfium's own order
    # By the colour that differs most: a pale red watermark is as bright as the paper.
    red, green, blue = ImageChops.difference(before, after).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    differing = most.point(lambda level: 255 if level > DIFFERENT else 0)
    return {at for at, letter in suspects.items() if _is_same(differing, page, letter.box, scale)}


def _is_same(differing: Image.Image, page: pdfium.PdfPage, box: Box, scale: float) -> bool:
    left, top, right, bottom = pixels(page, box, scale)
    part = differing.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    changed = part.histogram()[255]
    return changed <= TRACE * part.width * part.height


def pixels(page: pdfium.PdfPage, box: Box, scale: float) -> tuple[int, int, int, int]:
    """Where a box of the page stands on its picture; y counts downwards there."""
    width, height = (round(side * scale) for side in page.get_size())
    corners = []
    for x, y in ((box.left, box.bottom), (box.right, box.top)):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
