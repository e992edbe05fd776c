"""The annual report in a Word file: its lines, and its tables as grids without merged cells."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from gongkai.media.intake import CannotTakeIn
from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.word.names import q, value, w
from gongkai.media.report_files.tables import MOST_PLACES, WIDEST, layout_tables, own_rows
from gongkai.rules.annual_report.grids import Grid, Spot
from gongkai.rules.annual_report.reading import NotTheReport, Reading, read

MEGABYTE = 1024 * 1024
# Pictures are packed already, so that an honest file of 20 MB unpacks to little more.
MOST_UNPACKED = 100 * MEGABYTE
LARGEST_TEXT = 24 * MEGABYTE


def read_word(path: Path) -> Reading:
    """The report in a Word file, whose name may be its title."""
    return read(list(word_blocks(_body(path))), titles=[path.stem])


def _body(path: Path) -> _Element:
    try:
        _refuse_bombs(path)
        body = Package.open(path).main_tree().find(w("body"))
    except CannotTakeIn as refusal:
        raise NotTheReport(str(refusal)) from refusal
    if body is None:
        raise NotTheReport("压缩包里没有 Word 正文，不是 DOCX 文件。请给出 DOCX 或网页。")
    return body


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {entry.filename: entry.file_size for entry in packed.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise NotTheReport("文件已损坏或不完整，打不开。请在办公软件中另存一份再核对。") from broken
    texts = (size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    if sum(sizes.values()) > MOST_UNPACKED or max(texts, default=0) > LARGEST_TEXT:
        raise NotTheReport("文件解压后过大，不像一份年度报告，没有读。请另存为较小的文件。")


def word_blocks(body: _Element) -> Iterator[str | Grid]:
    """Lines and grids in their order; a table that only lays out the page is gone through."""
    layout = layout_tables(body, w("tbl"), (w("tc"),))
    room = MOST_PLACES
    walk = etree.iterwalk(body, events=("start",), tag=(w("p"), w("tbl")))
    for _, element in walk:
        if element.tag == w("p"):
            walk.skip_subtree()
            yield _text(element)
        elif element not in layout:
            walk.skip_subtree()
            grid = _grid(element, room)
            room -= sum(len(row) for row in grid)
            yield grid


def _text(element: _Element) -> str:
    """What a reader sees: no deleted text, and a text box once."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start",))
    for _, each in walk:
        if each.tag in (q("mc:Fallback"), w("del"), w("moveFrom")):
            walk.skip_subtree()
        elif each.tag == w("t"):
            parts.append(each.text or "")
        elif each.tag in (w("tab"), w("br"), w("p")):
            parts.append(" ")
    return "".join(parts)


def _grid(table: _Element, room: int) -> Grid:
    """The table with each merged cell at all its places."""
    rows: list[list[Spot]] = []
    for row in own_rows(table, w("tr")):
        above = rows[-1] if rows else []
        spots = [Spot("")] * min(_number(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0), WIDEST)
        for cell in _own_cells(row):
            if len(spots) >= WIDEST:
                break
            spots += _spots(cell, above[len(spots)].text if len(spots) < len(above) else "")
        room -= len(spots)
        if room < 0:
            break
        rows.append(spots)
    return rows


def _own_cells(row: _Element) -> Iterator[_Element]:
    """The cells of a row, also those inside a content control."""
    for cell in row.iter(w("tc")):
        if next(cell.iterancestors(w("tr"))) is row:
            yield cell


def _spots(cell: _Element, above: str) -> list[Spot]:
    """The places of a cell; one that goes on from above says what is said there."""
    facts = cell.find(w("tcPr"))
    merged = facts.find(w("vMerge")) if facts is not None else None
    goes_on = merged is not None and value(merged) != "restart"
    text = above if goes_on else _text(cell)
    wide = _number(facts.find(w("gridSpan")) if facts is not None else None, 1)
    return [Spot(text, is_first=place == 0 and not goes_on) for place in range(min(wide, WIDEST))]


def _number(element: _Element | None, least: int) -> int:
    given = value(element)
    return (
        max(least, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else least
    )
