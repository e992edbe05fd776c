"""What a PDF hides on its pages, told as facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from gongkai.media.intake.pdf.painting import Box
from gongkai.media.intake.pdf.seeing import Unseen, letter_box, look
from gongkai.media.intake.removal import Removal
from gongkai.rules.gate.hidden_content import Kind


@dataclass(frozen=True)
class Inspected:
    """What a copy needs, by number of page from 0: pages to picture, with boxes to blacken on
    them, and pages to wipe."""

    pictured: dict[int, list[Box]]
    wiped: dict[int, Unseen]


def inspect(document: pdfium.PdfDocument, removal: Removal, *, layered: set[int]) -> Inspected:
    """Look at every page; those with a layer that is off are tried letter by letter."""
    found = Inspected({}, {})
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            continue
        unseen = look(page, text_page, doubted=number in layered)
        tell(unseen, text_page, number, removal)
        if unseen.must_be_pictured or number in layered:
            found.pictured[number] = [letter_box(text_page, at) for at in sorted(unseen.noted)]
        elif unseen.whole:
            found.wiped[number] = unseen
        text_page.close()
        page.close()
    return found


def tell(unseen: Unseen, text_page: pdfium.PdfTextPage, number: int, removal: Removal) -> None:
    where = f"第 {number + 1} 页"
    for kind, letters in (
        (Kind.COVERED_TEXT, unseen.covered),
        (Kind.HIDDEN_TEXT, unseen.hidden),
        (Kind.INVISIBLE_PDF_TEXT, unseen.invisible),
    ):
        for stretch in _stretches(letters):
            text = "".join(chr(raw.FPDFText_GetUnicode(text_page, at)) for at in stretch)
            removal.add_text(kind, text, where=where)
    if unseen.patches and not unseen.covered:
        removal.add(Kind.COVERED_TEXT, unseen.patches, detail=f"{where}扫描图上的遮盖色块")


def _stretches(letters: Iterable[int]) -> Iterator[range]:
    """Letters that follow each other, but for a blank or a line end between them."""
    start, last = -1, -1
    for at in sorted(letters):
        if start >= 0 and at - last > 3:
            yield range(start, last + 1)
            start = at
        start, last = at if start < 0 else start, at
    if start >= 0:
        yield range(start, last + 1)
