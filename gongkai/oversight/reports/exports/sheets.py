"""The report's tables as a workbook: a sheet a table, numbers as numbers, and no formulas."""

import io
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.oversight.reports.layout import Place, PrintedTable, printed_tables
from gongkai.oversight.reports.placing import placed
from gongkai.printing.packing import packed
from gongkai.rules.annual_report.form import NUMERALS, headings
from gongkai.rules.annual_report.report import AnnualReport

FIRST_ROW = 3
EDGE = Side(style="thin")
BORDER = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
WIDTH, WIDE = 12, {2: {1: 24}, 3: {1: 10, 2: 16, 3: 40}, 4: {}}


def as_sheets(report: AnnualReport) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = ""
    for table in printed_tables(report):
        _fill(book.create_sheet(f"表{table.number}"), table, report)
    saved = io.BytesIO()
    book.save(saved)
    return packed(saved.getvalue())


def _fill(sheet: Worksheet, table: PrintedTable, report: AnnualReport) -> None:
    number = table.number
    _write(_cell(sheet, 1, 1), report.title).font = Font(bold=True, size=14)
    _write(_cell(sheet, 2, 1), f"{NUMERALS[number - 1]}、{headings()[number - 1]}")
    for row, column, place in placed(table.rows):
        _draw(sheet, FIRST_ROW + row, column + 1, place)
    for column in range(1, table.width + 1):
        width = WIDE[number].get(column, WIDTH)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _draw(sheet: Worksheet, row: int, column: int, place: Place) -> None:
    last_row, last_column = row + place.rows - 1, column + place.columns - 1
    for line in sheet.iter_rows(row, last_row, column, last_column):
        for cell in line:
            cell.border = BORDER
    first = _cell(sheet, row, column)
    value = place.value if place.cell is not None else place.text
    if isinstance(value, int | float | Decimal):
        first.value = value
    else:
        _write(first, value or "")
    first.alignment = CENTRED
    if place.scope:
        first.font = Font(bold=True)
    if place.rows > 1 or place.columns > 1:
        sheet.merge_cells(
            start_row=row, end_row=last_row, start_column=column, end_column=last_column
        )


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """A place that no merged one has swallowed."""
    return cast(Cell, sheet.cell(row, column))


def _write(cell: Cell, text: str) -> Cell:
    """Text as text, also where it begins as a formula does."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if cell.value is not None:
        cell.data_type = "s"
    return cell
