"""Which cells of a sheet hold something that no format shows."""

from lxml.etree import _Element

from gongkai.media.intake.sheets.workbook import Workbook, s

# Three empty sections show neither positive nor negative numbers, nor zero.
_SHOWS_NOTHING = ";;;"
_WHITES = {"FFFFFFFF", "00FFFFFF"}


class Eye:
    """Knows which of a workbook's cell formats show white on white, or nothing."""

    def __init__(self, book: Workbook) -> None:
        self.blank: set[int] = set()
        names = book.package.of_kind(book.main, "styles")
        tree = book.package.tree(names[0]) if names else None
        if tree is None:
            return
        fonts, fills = (_listed(tree, name) for name in ("fonts", "fills"))
        for at, look in enumerate(_listed(tree, "cellXfs")):
            is_white = _is_white(_chosen(fonts, look.get("fontId")))
            is_open = _is_open(_chosen(fills, look.get("fillId")))
            silent = at < len(book.formats) and _SHOWS_NOTHING in book.formats[at]
            if silent or (is_white and is_open):
                self.blank.add(at)

    def blank_cells(self, sheet: _Element) -> list[_Element]:
        """Cells with a content that is not shown. Rules and table styles may colour the rest."""
        coloured = sheet.find(s("conditionalFormatting")), sheet.find(s("tableParts"))
        if not self.blank or any(found is not None for found in coloured):
            return []
        return [
            cell
            for cell in sheet.iter(s("c"))
            if len(cell) and _number(cell.get("s")) in self.blank
        ]


def _listed(tree: _Element, name: str) -> list[_Element]:
    found = tree.find(s(name))
    return [] if found is None else list(found)


def _chosen(listed: list[_Element], number: str | None) -> _Element | None:
    at = _number(number)
    return listed[at] if at < len(listed) else None


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 8 else 0


def _is_white(font: _Element | None) -> bool:
    colour = None if font is None else font.find(s("color"))
    if colour is None or colour.get("tint"):
        return False
    # The first colour of every theme in use is the white of the paper.
    return (colour.get("rgb") or "").upper() in _WHITES or colour.get("theme") == "0"


def _is_open(fill: _Element | None) -> bool:
    pattern = None if fill is None else fill.find(s("patternFill"))
    if pattern is None:
        return fill is None or not len(fill)
    if pattern.get("patternType") in {None, "none"}:
        return True
    front = pattern.find(s("fgColor"))
    return front is not None and (front.get("rgb") or "").upper() in _WHITES
