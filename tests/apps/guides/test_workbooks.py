"""Workbooks from outside: what is written comes back, and no file hurts."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from gongkai.outbound.guides.workbooks import as_workbook, read_workbook
from gongkai.rules.guides.service_guides import ServiceGuide
from gongkai.rules.guides.sheets import Unreadable, day_in, guide_in, sheets_of
from tests.factories.guides import service_guide


def _saved(book: Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for entry in old.namelist():
            new.writestr(entry, part if entry == name else old.read(entry))
    return kept.getvalue()


@pytest.mark.parametrize(
    "guide",
    [
        service_guide(),
        service_guide(conditions=("=1+1", "+A1", "一行\n又一行", "<b>&amp;", "_x0041_", "12328")),
        service_guide(level="0012", quantity_limit="1e5", version="1.10"),
        ServiceGuide(),
    ],
)
def test_a_guide_comes_back_from_its_workbook(guide: ServiceGuide) -> None:
    content = as_workbook(sheets_of(guide))
    assert guide_in(read_workbook(content)) == guide


def test_equal_guides_make_equal_workbooks() -> None:
    assert as_workbook(sheets_of(service_guide())) == as_workbook(sheets_of(service_guide()))


def test_no_cell_of_ours_is_a_formula() -> None:
    content = as_workbook({"甲": [["内容"], ['=HYPERLINK("http://example.com")']]})
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")


def test_formulas_and_failed_cells_are_no_values() -> None:
    book = Workbook()
    book.active.append(["=1+1", "#REF!", 3])
    cells = read_workbook(_saved(book))["Sheet"][1]
    assert [cells[at].is_value for at in (1, 2, 3)] == [False, False, True]
    assert cells[3].text == "3"


@pytest.mark.parametrize("shown", ["yyyy-mm-dd", "yyyy年m月d日", "mm-dd-yy", "m月d日", "General"])
def test_days_are_read_however_the_cell_shows_them(shown: str) -> None:
    book = Workbook()
    book.active["A1"] = date(2026, 3, 2)
    book.active["A1"].number_format = shown
    assert day_in(read_workbook(_saved(book))["Sheet"][1][1].text) == date(2026, 3, 2)


def test_a_million_rows_are_not_read() -> None:
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    rows = b"".join(row % (number, number) for number in range(1, 1_000_001))
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )
    with pytest.raises(Unreadable, match=r"过大|超过"):
        read_workbook(_with_part(_saved(Workbook()), "xl/worksheets/sheet1.xml", sheet))


def test_more_rows_or_columns_than_a_guide_has_are_refused_with_their_place() -> None:
    book = Workbook()
    for _ in range(3001):
        book.active.append(["甲"])
    with pytest.raises(Unreadable, match="A3001：超过3000行"):
        read_workbook(_saved(book))
    book = Workbook()
    book.active.append(["甲"] * 61)
    with pytest.raises(Unreadable, match="BI1：超过60列"):
        read_workbook(_saved(book))


def test_a_far_cell_costs_nothing() -> None:
    book = Workbook()
    book.active["A1048576"] = "甲"
    assert list(read_workbook(_saved(book))["Sheet"]) == [1048576]


def test_a_bomb_is_not_unpacked() -> None:
    bomb = _with_part(_saved(Workbook()), "xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(Unreadable, match="解压后过大"):
        read_workbook(bomb)


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>',
        b"<worksheet><unclosed>",
    ],
    ids=["entities", "outside", "broken"],
)
def test_hostile_parts_are_refused(part: bytes) -> None:
    with pytest.raises(Unreadable):
        read_workbook(_with_part(_saved(Workbook()), "xl/worksheets/sheet1.xml", part))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2",
        b"PK\x03\x04" + b"\0" * 60,
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        b"x" * 6_000_000,
    ],
)
def test_other_files_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"XLSX|超过"):
        read_workbook(content)
