"""Rows out of a spreadsheet: its first sheet as cells of text, within limits."""

import zipfile
from io import BytesIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from gongkai.rules.posters.elements import MOST_ROWS, NotRows

MOST_BYTES = 2_000_000
# Unpacked: a bomb is small outside.
MOST_UNPACKED = 30_000_000
MOST_COLUMNS = 12
NOT_READ = "这份表格读不出来，请用 Excel 或 WPS 另存为 .xlsx 再上传，或者复制粘贴。"


def cells_of_file(content: bytes) -> list[list[str]]:
    """The rows below the heading row; raises NotRows, in Chinese."""
    if len(content) > MOST_BYTES:
        raise NotRows([f"表格文件超过{MOST_BYTES // 1_000_000} MB，请只留要导入的行。"])
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if sum(one.file_size for one in package.infolist()) > MOST_UNPACKED:
                raise NotRows(["表格文件解开后太大，请只留要导入的行。"])
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        rows = list(
            book.worksheets[0].iter_rows(
                min_row=2, max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True
            )
        )
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError):
        raise NotRows([NOT_READ]) from None
    return [["" if cell is None else str(cell) for cell in row] for row in rows]
