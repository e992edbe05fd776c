"""The words and figures of a workbook, a line for each row."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.sheets import cleaning, workbook
from gongkai.media.intake.sheets.workbook import Workbook, s
from gongkai.media.intake.slides.names import text_of
from gongkai.media.intake.word.names import q

# Codes in a header, such as &P for the page or &"仿宋"&12 for type.
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Za-z])')


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    package = Package.open(path)
    cleaning.strip(package, removal)
    book = Workbook(package)
    charts = 0
    for sheet in book.sheets:
        tree = package.tree(sheet.part)
        if tree is None:
            continue
        if len(book.sheets) > 1:
            yield sheet.name
        yield from _written(book, tree)
        for drawing in package.of_kind(sheet.part, "drawing"):
            yield from _drawn(package, drawing)
            charts += len(package.of_kind(drawing, "chart"))
    if charts:
        losses.append(f"图表 {charts} 个里的文字没有读。")


def _written(book: Workbook, sheet: _Element) -> Iterator[str]:
    for _number, row in workbook.rows_of(sheet):
        cells = [_one_line(book, cell) for _column, cell in workbook.cells_of(row)]
        if any(cells):
            yield "\t".join(cells)
    for words in sheet.iter(s("headerFooter")):
        yield from (_CODES.sub(" ", child.text or "").strip() for child in words)


def _one_line(book: Workbook, cell: _Element) -> str:
    # A narrow column shows 1.38E+10 where the cell holds somebody's number.
    return " ".join((book.long_number(cell) or book.shown(cell)).split("\n")).strip()


def _drawn(package: Package, drawing: str) -> Iterator[str]:
    tree = package.tree(drawing)
    for paragraph in tree.iter(q("a:p")) if tree is not None else ():
        yield text_of(paragraph)
