"""Office files: what they hide is told as facts, and the public copy is free of it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from docx.text.run import Run
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from pptx import Presentation
from pptx.dml.color import RGBColor as SlideColour
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Cm

from gongkai.media.intake import clean_copy, take_in, take_in_guarded
from gongkai.rules.gate.hidden_content import Hidden, Kind
from tests.media.intake.office_files import (
    SPACES,
    W,
    append,
    everything_in,
    line,
    notice,
    photograph,
    png,
    saved,
)

SECRET = "13800138000"
WHITE, BLACK = RGBColor(255, 255, 255), RGBColor(0, 0, 0)


def facts(path: Path) -> dict[Kind, Hidden]:
    return {found.kind: found for found in clean_copy(path, name=path.name).hidden}


def shade(run: Run, fill: str) -> None:
    run._element.get_or_add_rPr().append(
        parse_xml(f'<w:shd {W} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    )


def white(run: Run) -> None:
    run.font.color.rgb = WHITE


def tiny(run: Run) -> None:
    run.font.size = Pt(1)


def vanished(run: Run) -> None:
    run.font.hidden = True


def marked_black(run: Run) -> None:
    run.font.highlight_color = WD_COLOR_INDEX.BLACK


def shaded_black(run: Run) -> None:
    run.font.color.rgb = BLACK
    shade(run, "000000")


def white_on_blue(run: Run) -> None:
    white(run)
    shade(run, "1F4E79")


def automatic_on_black(run: Run) -> None:
    shade(run, "000000")


def marked_yellow(run: Run) -> None:
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


@pytest.mark.parametrize("look", [white, tiny, vanished])
def test_text_that_no_reader_of_a_word_file_sees_is_taken_out(
    tmp_path: Path, look: Callable[[Run], None]
) -> None:
    document = notice()
    look(line(document, SECRET).runs[0])
    path = saved(document, tmp_path, "a.docx")
    found = facts(path)[Kind.HIDDEN_TEXT]
    assert (found.count, found.detail, found.is_personal) == (1, "“1******0”", True)
    assert SECRET.encode() not in everything_in(clean_copy(path, name="a.docx").content)
    assert SECRET not in take_in(path, name="a.docx").html


@pytest.mark.parametrize("look", [white, tiny])
def test_a_picture_in_a_run_of_unseen_letters_stays(
    tmp_path: Path, look: Callable[[Run], None]
) -> None:
    document = notice()
    run = line(document, SECRET).runs[0]
    run.add_picture(BytesIO(png()))
    look(run)
    path = saved(document, tmp_path, "a.docx")
    assert len(take_in(path, name="a.docx").pictures) == 1
    assert SECRET.encode() not in everything_in(clean_copy(path, name="a.docx").content)


@pytest.mark.parametrize("look", [marked_black, shaded_black])
def test_black_on_black_becomes_a_bar_that_hides_nothing(
    tmp_path: Path, look: Callable[[Run], None]
) -> None:
    document = notice()
    look(line(document, f"电话{SECRET}").runs[0])
    path = saved(document, tmp_path, "a.docx")
    assert facts(path)[Kind.COVERED_TEXT].is_personal
    copy = clean_copy(path, name="a.docx")
    assert SECRET.encode() not in everything_in(copy.content)
    assert ("█" * 13).encode() in everything_in(copy.content)
    assert "█" * 13 in take_in(path, name="a.docx").text
    again = tmp_path / "again.docx"
    again.write_bytes(copy.content)
    assert clean_copy(again, name="again.docx").hidden == ()


@pytest.mark.parametrize("look", [white_on_blue, automatic_on_black, marked_yellow])
def test_letters_that_stand_out_from_their_ground_stay(
    tmp_path: Path, look: Callable[[Run], None]
) -> None:
    document = notice()
    look(line(document, "表头文字").runs[0])
    path = saved(document, tmp_path, "a.docx")
    assert not {Kind.HIDDEN_TEXT, Kind.COVERED_TEXT} & set(facts(path))
    assert "表头文字" in take_in(path, name="a.docx").text


def test_white_letters_in_a_dark_cell_or_a_styled_table_stay(tmp_path: Path) -> None:
    document = docx.Document()
    plain, styled = document.add_table(1, 1), document.add_table(1, 1, style="Medium Shading 1")
    for table in (plain, styled):
        white(table.cell(0, 0).paragraphs[0].add_run("表头文字"))
    plain.cell(0, 0)._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {W} w:val="clear" w:fill="1F4E79"/>')
    )
    assert Kind.HIDDEN_TEXT not in facts(saved(document, tmp_path, "a.docx"))


def floating(fill: str, *, words: str = "", height: int = 200000) -> str:
    inner = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    box = f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
    return f"""<w:p {SPACES}
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:r>
    <w:drawing><wp:anchor behindDoc="0"><wp:extent cx="900000" cy="{height}"/><a:graphic>
    <a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="rect"/><a:solidFill>
    <a:srgbClr val="{fill}"/></a:solidFill></wps:spPr>{box if words else ""}</wps:wsp>
    </a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"""


def old_floating(style: str) -> str:
    shape = f'<v:rect style="{style}" fillcolor="black [3213]"/>'
    return f"<w:p {SPACES}><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


@pytest.mark.parametrize(
    ("shape", "is_told"),
    [
        pytest.param(floating("000000"), True, id="black"),
        pytest.param(floating("FFFFFF"), True, id="white"),
        pytest.param(floating("FF0000", height=12700), False, id="red-rule"),
        pytest.param(floating("FFFFFF", words="说明"), False, id="text-box"),
        pytest.param(old_floating("position:absolute; z-index: 2"), True, id="old-black"),
        pytest.param(old_floating("position:absolute;z-index:-1"), False, id="old-behind"),
    ],
)
def test_a_blank_shape_that_floats_above_the_text_is_left_to_a_person(
    tmp_path: Path, shape: str, is_told: bool
) -> None:
    document = notice()
    append(document, shape)
    path = saved(document, tmp_path, "a.docx")
    assert (Kind.COVERED_TEXT in facts(path)) is is_told
    if is_told:
        assert facts(path)[Kind.COVERED_TEXT].remains
        assert not any("遮住" in said for said in clean_copy(path, name="a.docx").removed)


def test_a_word_file_tells_its_changes_comments_and_pictures(tmp_path: Path) -> None:
    document: Document = notice()
    document.core_properties.author = "经办人"
    document.add_comment(line(document, "有批注").runs, text="内部意见", author="经办人")
    (tmp_path / "p.jpg").write_bytes(photograph())
    document.add_picture(str(tmp_path / "p.jpg"))
    append(
        document,
        f'<w:p {W}><w:ins w:id="1" w:author="x"><w:r><w:t>新</w:t></w:r></w:ins>'
        f'<w:del w:id="2" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>',
    )
    found = facts(saved(document, tmp_path, "a.docx"))
    changes = found[Kind.TRACKED_CHANGES]
    assert (changes.count, changes.detail) == (2, "删除 1 处、插入 1 处")
    assert found[Kind.COMMENTS].count == 1
    assert found[Kind.AUTHOR_NAMES].detail == "作者"
    assert found[Kind.PICTURE_METADATA] == Hidden(Kind.PICTURE_METADATA, 1, "含拍摄地点")


def test_a_workbook_tells_its_sheets_rows_comments_and_white_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = "名单", SECRET, "藏", "表头"
    sheet["A2"].font = Font(color="FFFFFFFF")
    sheet["A4"].font = Font(color="FFFFFFFF")
    sheet["A4"].fill = PatternFill("solid", fgColor="FF1F4E79")
    sheet["B1"] = 4_321_987
    sheet["B1"].number_format = ";;;"
    sheet["A1"].comment = Comment("内部意见", "经办人")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("内部底稿").sheet_state = "veryHidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = facts(path)
    assert found[Kind.HIDDEN_SHEETS] == Hidden(Kind.HIDDEN_SHEETS, 1, "内部底稿")
    assert found[Kind.HIDDEN_ROWS_COLUMNS].detail == "隐藏行 1 行"
    assert found[Kind.COMMENTS].count == 1
    assert (found[Kind.HIDDEN_TEXT].count, found[Kind.HIDDEN_TEXT].is_personal) == (2, True)
    left = everything_in(clean_copy(path, name="a.xlsx").content)
    assert SECRET.encode() not in left
    assert b"4321987" not in left
    assert "表头".encode() in left
    assert SECRET not in take_in(path, name="a.xlsx").html


def a_slide() -> tuple[Presentation, object]:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_textbox(Cm(2), Cm(2), Cm(8), Cm(1)).text_frame.text = f"电话{SECRET}"
    return show, slide


def cover(slide, colour: str, *, width: float = 9) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(2), Cm(1.5), Cm(width), Cm(2))
    shape.fill.solid()
    shape.fill.fore_color.rgb = SlideColour.from_string(colour)


def test_words_under_a_shape_of_a_slide_are_taken_out(tmp_path: Path) -> None:
    show, slide = a_slide()
    cover(slide, "4472C4")
    show.save(tmp_path / "a.pptx")
    found = facts(tmp_path / "a.pptx")[Kind.COVERED_TEXT]
    assert (found.detail, found.remains) == ("第 1 张“电******0”", False)
    copy = clean_copy(tmp_path / "a.pptx", name="a.pptx")
    assert SECRET.encode() not in everything_in(copy.content)


def test_a_black_shape_on_a_part_of_the_words_is_left_to_a_person(tmp_path: Path) -> None:
    show, slide = a_slide()
    cover(slide, "000000", width=3)
    show.save(tmp_path / "a.pptx")
    assert facts(tmp_path / "a.pptx")[Kind.COVERED_TEXT].remains


def test_words_above_a_shape_of_a_slide_stay(tmp_path: Path) -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    cover(slide, "000000")
    slide.shapes.add_textbox(Cm(2), Cm(2), Cm(8), Cm(1)).text_frame.text = "标题"
    show.save(tmp_path / "a.pptx")
    assert Kind.COVERED_TEXT not in facts(tmp_path / "a.pptx")


def test_words_beside_a_slide_notes_and_hidden_slides_are_told(tmp_path: Path) -> None:
    show, slide = a_slide()
    slide.shapes.add_textbox(Cm(90), Cm(2), Cm(8), Cm(1)).text_frame.text = "画外的话"
    slide.notes_slide.notes_text_frame.text = "讲稿"
    hidden = show.slides.add_slide(show.slide_layouts[6])
    hidden._element.set("show", "0")
    show.save(tmp_path / "a.pptx")
    found = facts(tmp_path / "a.pptx")
    assert found[Kind.HIDDEN_TEXT].detail == "第 1 张画面之外“画**话”"
    assert found[Kind.NOTES_PAGES].count == 1
    assert found[Kind.HIDDEN_SLIDES].count == 1


def test_a_web_page_keeps_nothing_that_its_style_hides(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><body><!-- 内部 --><p>正文</p><p style='display: none'>{SECRET}</p>"
        "<p hidden>藏一</p><p style='font-size:0.9em'>小字</p></body></html>",
        "utf-8",
    )
    copy = clean_copy(path, name="a.html")
    assert {found.kind for found in copy.hidden} == {Kind.COMMENTS, Kind.HIDDEN_TEXT}
    assert SECRET.encode() not in copy.content
    assert "小字".encode() in copy.content
    assert SECRET not in take_in(path, name="a.html").html


def test_the_facts_come_through_the_guarded_door(tmp_path: Path) -> None:
    document = notice()
    white(line(document, SECRET).runs[0])
    path = saved(document, tmp_path, "a.docx")
    _taken, copy = take_in_guarded(path, name="a.docx")
    assert copy == clean_copy(path, name="a.docx")
    assert any(found.kind is Kind.HIDDEN_TEXT for found in copy.hidden)
