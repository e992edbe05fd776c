"""Workbooks: written without formulas, read as if whoever sent them meant harm."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import cast

from lxml.etree import _Element
from openpyxl import Workbook as NewWorkbook
from openpyxl.cell.cell import Cell as NewCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gongkai.media.intake.ooxml import Package, use_usual_names
from gongkai.media.intake.package import open_package
from gongkai.media.intake.sheets.workbook import Workbook, cells_of, rows_of, s
from gongkai.media.intake.taken import CannotTakeIn
from gongkai.printing.packing import packed
from gongkai.rules.guides.sheets import Cell, Fault, Rows, Unreadable, reference

MEGABYTE = 1024 * 1024
LARGEST, MOST_UNPACKED = 5 * MEGABYTE, 24 * MEGABYTE
MOST_SHEETS, MOST_COLUMNS, MOST_ROWS = 30, 60, 3000
WIDTH = 22
_SHORT_DAY = re.compile(r"[0-9]{1,2}[-/月][0-9]{1,2}(?:[-/][0-9]{2})?日?")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _TooMuch(Exception):
    """A sheet goes on beyond what is read: from which cell, and the reason."""


def as_workbook(sheets: Mapping[str, Sequence[Sequence[str | int]]]) -> bytes:
    """One sheet a name, the first line of each in bold; the same values make the same bytes."""
    book = NewWorkbook()
    book.remove(book.worksheets[0])
    book.properties.creator = ""
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, line in enumerate(lines, start=1):
            for column, value in enumerate(line, start=1):
                _write(cast(NewCell, sheet.cell(number, column)), value, is_head=number == 1)
        for column in range(1, len(lines[0]) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    saved = io.BytesIO()
    book.save(saved)
    return packed(saved.getvalue())


def _write(cell: NewCell, value: str | int, *, is_head: bool) -> None:
    if value == "":
        return
    cell.value = value
    if isinstance(value, str):
        # "=1+1" is what somebody wrote, not a sum.
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.font = Font(bold=True)


def read_workbook(content: bytes, *, most_rows: int = MOST_ROWS) -> dict[str, Rows]:
    """The sheets by name as they show; raises `Unreadable` for whatever is no such workbook."""
    try:
        _weigh(content)
        parts = open_package(io.BytesIO(content))
        use_usual_names(parts)
        return _sheets(Workbook(Package(parts)), most_rows)
    except CannotTakeIn as why:
        raise Unreadable([Fault("", "", str(why))]) from None


def _weigh(content: bytes) -> None:
    if len(content) > LARGEST:
        raise CannotTakeIn(f"文件超过{LARGEST // MEGABYTE}MB，没有读取。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            unpacked = sum(entry.file_size for entry in file.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise CannotTakeIn("不是 XLSX 工作簿，请在表格软件中另存为 XLSX 后再导入。") from None
    if unpacked > MOST_UNPACKED:
        raise CannotTakeIn("工作簿解压后过大，没有读取。请删去多余的行、图片和工作表后再导入。")


def _sheets(book: Workbook, most_rows: int) -> dict[str, Rows]:
    if len(book.sheets) > MOST_SHEETS:
        raise CannotTakeIn(f"工作表超过{MOST_SHEETS}张，没有读取。")
    found: dict[str, Rows] = {}
    faults: list[Fault] = []
    for sheet in book.sheets:
        tree = book.package.tree(sheet.part)
        if tree is None:
            continue
        try:
            found[sheet.name.strip()] = _rows(book, tree, most_rows)
        except _TooMuch as why:
            faults.append(Fault(sheet.name[:31], *why.args))
    if faults:
        raise Unreadable(faults)
    return found


def _rows(book: Workbook, tree: _Element, most_rows: int) -> Rows:
    rows: dict[int, dict[int, Cell]] = {}
    for number, row in rows_of(tree):
        cells = {at: _cell(book, cell) for at, cell in cells_of(row)}
        filled = {at: cell for at, cell in cells.items() if cell.text or not cell.is_value}
        if not filled:
            continue
        if len(rows) >= most_rows:
            raise _TooMuch(f"A{number}", f"超过{most_rows}行，没有读取。请分成几份导入。")
        if max(filled) > MOST_COLUMNS:
            place = reference(number, max(filled))
            raise _TooMuch(place, f"超过{MOST_COLUMNS}列，没有读取。")
        rows[number] = filled
    return rows


def _cell(book: Workbook, found: _Element) -> Cell:
    if found.find(s("f")) is not None or found.get("t") == "e":
        return Cell("", is_value=False)
    shown = book.shown(found)
    is_number = (found.get("t") or "n") == "n"
    if is_number and _SHORT_DAY.fullmatch(shown):
        # A day shown without its year is read by its number.
        return Cell(book.written(found).partition(".")[0])
    return Cell(shown)
