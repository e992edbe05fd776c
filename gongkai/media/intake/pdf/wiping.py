"""Texts that nobody sees, taken out of the content of a PDF page that stays as it is otherwise."""

from collections.abc import Collection
from typing import Any

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
from pikepdf import Operator, String
from PIL import ImageChops

from gongkai.media.intake.pdf.seeing import Unseen, look

_SHOWS = {"Tj", "TJ", "'", '"'}


def wipe(document: pikepdf.Pdf, page: pikepdf.Page, unseen: Unseen) -> bool:
    """Take the texts out; false, and nothing is changed, when they cannot be counted off."""
    kept: list[Any] = []
    place = 0
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in _SHOWS and _says_anything(instruction.operands):
            place += 1
            if place - 1 in unseen.whole:
                # These two begin a new line before they show their text.
                kept += [([], Operator("T*"))] if name in {"'", '"'} else []
                continue
        kept.append(instruction)
    if place != unseen.texts:
        return False
    page.obj.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))
    return True


def _says_anything(operands: Collection[Any]) -> bool:
    shown = list(operands)[-1]
    strings = [shown] if isinstance(shown, String) else list(shown)
    return any(isinstance(string, String) and len(bytes(string)) for string in strings)


def is_true_to(page: pdfium.PdfPage, original: pdfium.PdfPage) -> bool:
    """Whether a wiped page looks as it did, and hides nothing any more."""
    one, other = (
        each.render(scale=1, draw_annots=False).to_pil().convert("RGB") for each in (page, original)
    )
    if one.size != other.size or ImageChops.difference(one, other).getbbox() is not None:
        return False
    return look(page, page.get_textpage()) == Unseen()
