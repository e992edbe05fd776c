"""Spreadsheets in and out: a table of plain cells, never a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

from gongkai.media.intake.encoding import decode, is_text
from gongkai.media.intake.package import open_package
from gongkai.media.intake.taken import CannotTakeIn
from gongkai.printing.packing import packed
from gongkai.rules.decisions.columns import Kind, columns_of
from gongkai.rules.decisions.reading import FORMULA, MOST_ROWS

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_COLUMNS = 60
LONGEST_CELL = 20_000
OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_of(content: bytes, name: str) -> list[list[str]]:
    """The first sheet, cell by cell as text. CannotTakeIn says in Chinese what is wrong."""
    if len(content) > MOST_BYTES:
        raise CannotTakeIn(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请拆成几个表格。")
    if not content:
        raise CannotTakeIn("文件是空的。")
    if content.startswith(b"PK"):
        return _of_workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotTakeIn("这是旧格式的表格（xls），请另存为xlsx或者CSV后再导入。")
    if PurePath(name).suffix.lower() not in (".csv", ".txt") or not is_text(content[:4096]):
        raise CannotTakeIn("只能导入xlsx或者CSV表格。")
    return _of_text(decode(content)[0])


def _of_text(text: str) -> list[list[str]]:
    """Separated by commas, or by tabs where the headings are."""
    tabbed = "\t" in text.split("\n", 1)[0]
    lines: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text), delimiter="\t" if tabbed else ",", strict=True):
            _refuse_more(len(lines), len(line))
            lines.append([_text(cell) for cell in line])
    except csv.Error:
        raise CannotTakeIn("CSV的引号或者换行有误，请在表格软件里另存后再导入。") from None
    return lines


def _of_workbook(content: bytes) -> list[list[str]]:
    with_parts = open_package(io.BytesIO(content))
    if sum(map(len, with_parts.values())) > MOST_UNPACKED:
        raise CannotTakeIn("表格展开后太大，请拆成几个表格。")
    if any(b"<!DOCTYPE" in part[:2000] or b"<!ENTITY" in part for part in with_parts.values()):
        raise CannotTakeIn("表格里有不应当出现的声明，疑似恶意文件，已拒绝。")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        lines: list[list[str]] = []
        for line in sheet.iter_rows(max_row=2 * MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
            lines.append([_text(cell) for cell in line])
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError,
            zipfile.BadZipFile, OSError):  # fmt: skip
        raise CannotTakeIn("表格打不开，请在表格软件里另存为xlsx后再导入。") from None
    while lines and not any(lines[-1]):
        lines.pop()
    _refuse_more(len(lines) - 1, 0)
    return lines


def _refuse_more(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise CannotTakeIn(f"一次最多导入{MOST_ROWS}行，请拆成几个表格。")
    if columns > MOST_COLUMNS:
        raise CannotTakeIn(f"表格超过{MOST_COLUMNS}列，请用模板填写。")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if not isinstance(cell, str | int | float):
        # openpyxl keeps array formulas as objects.
        return FORMULA
    return ILLEGAL_CHARACTERS_RE.sub("", str(cell)).strip()[:LONGEST_CELL]


def template(kind: Kind, ending: str) -> bytes:
    """An empty list with its headings."""
    return written([[column.label for column in columns_of(kind)]], ending)


def written(lines: Iterable[Sequence[str]], ending: str) -> bytes:
    """A table as xlsx or CSV; what opens like a formula stays text in both."""
    return _workbook(lines) if ending == "xlsx" else _csv(lines)


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return b"\xef\xbb\xbf" + into.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(OPENS_A_FORMULA) else cell


def _workbook(lines: Iterable[Sequence[str]]) -> bytes:
    book = Workbook()
    book.properties.creator = ""
    sheet = book.worksheets[0]
    sheet.title = "双公示"
    for row, line in enumerate(lines, start=1):
        for column, said in enumerate(line, start=1):
            cell = sheet.cell(row, column)
            assert isinstance(cell, Cell)  # noqa: S101  no cells are merged here
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", said) or None
            cell.number_format = "@"
            if cell.value is not None:
                cell.data_type = "s"
    saved = io.BytesIO()
    book.save(saved)
    return packed(saved.getvalue())
