"""Spreadsheets: what is shown comes along, what is hidden does not."""

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from gongkai.media.intake import clean_copy, limits, take_in
from gongkai.media.intake.sheets.number_formats import shown
from tests.media.intake.office_files import everything_in, parts_of, with_parts


def a_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "收费标准"
    sheet.append(["序号", "项目", "金额", "比例", "日期", "密级列"])
    sheet.append([1, "停车费", 1234567.891, 0.256, date(2024, 3, 5), "列中秘密"])
    sheet.append([2, "工本费", -5, 1, date(2023, 12, 31), "列中秘密二"])
    sheet.append(["行中秘密", None, None, None, None, None])
    sheet.append(["合计", None, "=SUM(C2:C3)", None, None, None])
    for row in (2, 3):
        sheet.cell(row, 3).number_format = "#,##0.00"
        sheet.cell(row, 4).number_format = "0.0%"
        sheet.cell(row, 5).number_format = 'yyyy"年"m"月"d"日"'
    sheet.merge_cells("A5:B5")
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet["A1"].comment = Comment("内部意见", "王五")
    book.create_sheet("内部底稿").append(["表中秘密"])
    book["内部底稿"].sheet_state = "hidden"
    book.create_sheet("说明").append(["备注文字"])
    book.properties.creator = "王五"
    book.save(folder / "表.xlsx")
    return folder / "表.xlsx"


def with_shared_strings(path: Path) -> Path:
    """The same workbook with its texts in the shared list, as Excel writes them."""
    parts = parts_of(path.read_bytes())
    texts: list[str] = []

    def shared(found: re.Match[str]) -> str:
        texts.append(found[2])
        return f'<c {found[1]} t="s"><v>{len(texts) - 1}</v></c>'

    inline = r'<c ([^>]*) t="inlineStr"><is>(.*?)</is></c>'
    sheets = {
        name: re.sub(inline, shared, part.decode()).encode()
        for name, part in parts.items()
        if name.startswith("xl/worksheets/sheet")
    }
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "".join(f"<si>{text}</si>" for text in texts)
    return with_parts(
        path,
        sheets | {"xl/sharedStrings.xml": f'<sst xmlns="{space}">{listed}</sst>'.encode()},
        edits={
            "xl/_rels/workbook.xml.rels": (
                "</Relationships>",
                f'<Relationship Id="rS" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/>'
                "</Relationships>",
            ),
            "[Content_Types].xml": (
                "</Types>",
                '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
                'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
            ),
        },
    )


def test_shared_texts_of_hidden_cells_go_as_well(tmp_path: Path) -> None:
    before = take_in(a_workbook(tmp_path), name="a.xlsx")
    path = with_shared_strings(tmp_path / "表.xlsx")
    assert "秘密".encode() in everything_in(path.read_bytes())
    copy = clean_copy(path, name="a.xlsx")
    assert "秘密".encode() not in everything_in(copy.content)
    again = tmp_path / "again.xlsx"
    again.write_bytes(copy.content)
    assert take_in(again, name="a.xlsx").text == before.text == take_in(path, name="a").text
    assert openpyxl.load_workbook(again)["收费标准"]["B2"].value == "停车费"


def test_visible_sheets_become_tables_as_they_are_shown(tmp_path: Path) -> None:
    taken = take_in(a_workbook(tmp_path), name="收费表.xlsx")
    assert (taken.title, taken.format, taken.tables) == ("收费表", "XLSX", 2)
    assert [heading.text for heading in taken.headings] == ["收费标准", "说明"]
    assert taken.text.splitlines()[1] == (
        "序号\t项目\t金额\t比例\t日期 / 1\t停车费\t1,234,567.89\t25.6%\t2024年3月5日"
        " / 2\t工本费\t-5.00\t100.0%\t2023年12月31日 / 合计\t\t\t"
    )
    assert 'colspan="2"' in taken.html
    assert '<th scope="col">序号</th>' in taken.html


def test_hidden_content_is_named_and_in_neither(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    taken, copy = take_in(path, name="a.xlsx"), clean_copy(path, name="a.xlsx")
    said = "".join(taken.losses)
    for word in (
        "隐藏的工作表 1 个",
        "内部底稿",
        "隐藏的行 1 行",
        "隐藏列",
        "1 个公式",
        "批注 1 条",
    ):
        assert word in said
    left = everything_in(copy.content).decode("utf-8", "replace")
    for secret in ("秘密", "王五", "内部意见", "SUM(", "comments"):
        assert secret not in left
        assert secret not in taken.html
    assert "停车费" in left
    assert any("内部底稿" in removed for removed in copy.removed)


def test_the_clean_copy_opens_with_its_values_and_is_stable(tmp_path: Path) -> None:
    path = a_workbook(tmp_path)
    copy = clean_copy(path, name="a.xlsx")
    again = tmp_path / "again.xlsx"
    again.write_bytes(copy.content)
    book = openpyxl.load_workbook(again)
    assert book.sheetnames == ["收费标准", "说明"]
    assert book["收费标准"]["C2"].value == pytest.approx(1234567.891)
    assert book["收费标准"]["F2"].value is None
    assert clean_copy(again, name="a.xlsx").content == copy.content
    assert take_in(again, name="a.xlsx").text == take_in(path, name="a.xlsx").text


def test_a_long_sheet_is_cut_and_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number in range(limits.MAX_SHEET_ROWS + 7):
        book.active.append([number, "行"])
    book.save(tmp_path / "a.xlsx")
    taken = take_in(tmp_path / "a.xlsx", name="a.xlsx")
    assert taken.html.count("<tr>") == limits.MAX_SHEET_ROWS
    assert "其余 7 行" in "".join(taken.losses)


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        pytest.param(1234.5, "General", "1234.5", id="general"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="general-hides-noise"),
        pytest.param(45356, "yyyy-mm-dd", "2024-03-05", id="date"),
        pytest.param(45356.5, "yyyy/m/d h:mm", "2024/3/5 12:00", id="date-and-time"),
        pytest.param(0.75, "h:mm AM/PM", "6:00 下午", id="twelve-hours"),
        pytest.param(1.5, "[h]:mm", "36:00", id="hours-beyond-a-day"),
        pytest.param(0.1234, "0.00%", "12.34%", id="percent"),
        pytest.param(1234567, "#,##0", "1,234,567", id="thousands"),
        pytest.param(12345678, '0.00,,"百万"', "12.35百万", id="scaled-with-a-unit"),
        pytest.param(-12, "#,##0;(#,##0)", "(12)", id="negative-section"),
        pytest.param(0, '0;-0;"—"', "—", id="zero-section"),
        pytest.param(12, '0"元"', "12元", id="unit"),
        pytest.param(1234, "[$¥-804]#,##0.00", "¥1,234.00", id="currency"),
        pytest.param(7, "000", "007", id="leading-zeros"),
        pytest.param(2.5, "0.##", "2.5", id="optional-places"),
        pytest.param(2.5, "0", "3", id="half-goes-up"),
        pytest.param(110105194912310000, "@", "1.1010519E+17", id="text-format"),
    ],
)
def test_numbers_are_written_as_their_format_shows_them(
    number: float, code: str, text: str
) -> None:
    written = shown(number, code)
    assert written == text or (code == "@" and written.startswith("1.10"))
