"""Numbers that a workbook or a chart keeps as figures, not as text."""

import re

from lxml import etree
from lxml.etree import _Element

from gongkai.media.intake.masking.masker import Masker
from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.sheets.workbook import Workbook, s
from gongkai.media.intake.word.names import q, remove
from gongkai.rules.gate.passages import HIDDEN

# Excel keeps fifteen digits of a number and puts zeros for the rest.
_LOST = re.compile(r"\d{15}000")
_LAST = "0123456789X"
_NUMBERS = {q("c:numCache"), q("c:numLit")}


def mask_cells(package: Package, masker: Masker) -> None:
    book = Workbook(package)
    for sheet in book.sheets:
        tree = package.tree(sheet.part)
        for cell in tree.iter(s("c")) if tree is not None else ():
            _mask_cell(book, cell, masker)


def _mask_cell(book: Workbook, cell: _Element, masker: Masker) -> None:
    formula, value = cell.find(s("f")), cell.find(s("v"))
    is_index = cell.get("t") in {"s", "b"}
    if formula is not None and _hits(masker, formula, None if is_index else value):
        # Calculated again, the cell would show the number again.
        cell.remove(formula)
    if (cell.get("t") or "n") == "n" and (hidden := _hidden_amount(book, cell, masker)):
        _say(cell, hidden)
        return
    figure = book.long_number(cell)
    masked = _masked_figure(masker, figure) if figure else ""
    if masked != figure:
        _say(cell, masked)


def _hidden_amount(book: Workbook, cell: _Element, masker: Masker) -> str:
    """An amount that is one of the passages, as the cell shows it or as it is kept."""
    shown, written = book.shown(cell), book.written(cell)
    if masker.hides_in(shown):
        return masker.hide(shown, is_words=True)
    if masker.hides_in(written):
        masker.hide(written, is_words=True)
        return HIDDEN * len(shown)
    return ""


def _say(cell: _Element, words: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    etree.SubElement(etree.SubElement(cell, s("is")), s("t")).text = words


def _hits(masker: Masker, *elements: _Element | None) -> bool:
    return any(masker.would_change(found.text or "") for found in elements if found is not None)


def _masked_figure(masker: Masker, figure: str) -> str:
    if not masker.would_change(figure) and _LOST.fullmatch(figure):
        # Whose number it was can still be told from the digits that are left.
        for last in _LAST:
            if masker.would_change(figure[:17] + last):
                return masker.string(figure[:17] + last)[:17] + "0"
    return masker.string(figure)


def is_figure(node: _Element) -> bool:
    """Whether an element's text is a number to the program, so that a star would break it."""
    above = node.getparent()
    if above is None:
        return False
    if node.tag == s("v"):
        return (above.get("t") or "n") in {"n", "s", "b"}
    return node.tag == q("c:v") and next(node.iterancestors(*_NUMBERS), None) is not None


def mask_figure(node: _Element, masker: Masker) -> None:
    """A point of a chart that is somebody's number is no point."""
    point = node.getparent()
    if node.tag == q("c:v") and point is not None and masker.would_change(node.text or ""):
        masker.string(node.text or "", is_words=True)
        remove(point)
