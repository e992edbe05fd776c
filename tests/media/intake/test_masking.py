"""Masking inside office files: no digit of a personal number is left anywhere, the file opens."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.chart import BarChart, Reference
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from gongkai.media.intake import CannotTakeIn, mask_guarded
from gongkai.media.intake.masking import masked_copy
from gongkai.media.intake.masking.masker import Masker
from gongkai.media.intake.package import write_package
from gongkai.media.intake.taken import MaskedCopy
from gongkai.rules.gate.masking import mask as all_personal_data
from gongkai.rules.gate.personal_data import mask
from tests.media.intake.office_files import (
    SPACES,
    W,
    append,
    everything_in,
    line,
    notice,
    parts_of,
    png,
    with_parts,
)

IDENTITY = "11010519491231002X"
PHONE = "13800138000"
MASKED_PHONE = "138****8000"


def masked(content: bytes, kind: str) -> MaskedCopy:
    copy = masked_copy(content, format=kind, mask=mask)
    left = everything_in(copy.content)
    for part in parts_of(copy.content).values():
        if part.startswith(b"PK"):
            left += everything_in(part)
    for secret in (IDENTITY, IDENTITY[:17], PHONE):
        assert secret.encode() not in left
    assert masked_copy(copy.content, format=kind, mask=mask) == MaskedCopy(
        copy.content, 0, copy.losses
    )
    return copy


def bytes_of(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def runs(*texts: str) -> str:
    return "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>" for text in texts)


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        pytest.param(runs("电话138", "0013", "8000。"), "电话138****8000。", id="split-runs"),
        pytest.param(runs(*PHONE), MASKED_PHONE, id="a-run-for-each-digit"),
        pytest.param(runs("138 ", "0013", " 8000"), "138 **** 8000", id="with-blanks"),
        pytest.param(
            f"<w:hyperlink w:anchor='a'>{runs('1380013')}</w:hyperlink>{runs('8000')}",
            MASKED_PHONE,
            id="half-in-a-link",
        ),
        pytest.param(
            "<w:r><w:t>138</w:t><w:noBreakHyphen/><w:t>00138000</w:t></w:r>",
            "138-****8000",
            id="no-break-hyphen",
        ),
    ],
)
def test_a_number_cut_into_runs_is_masked(inner: str, shown: str) -> None:
    document = docx.Document()
    append(document, f"<w:p {SPACES}>{inner}</w:p>")
    copy = masked(bytes_of(document), "DOCX")
    assert copy.count == 1
    assert docx.Document(BytesIO(copy.content)).paragraphs[0].text == shown


def test_a_tab_or_a_new_paragraph_ends_a_number() -> None:
    document = docx.Document()
    append(document, f"<w:p {W}><w:r><w:t>138</w:t><w:tab/><w:t>00138000</w:t></w:r></w:p>")
    line(document, "138")
    line(document, "00138000")
    content = bytes_of(document)
    assert masked_copy(content, format="DOCX", mask=mask) == MaskedCopy(content, 0, ())


@given(st.lists(st.text(alphabet="01389 -，张X", max_size=7), max_size=14))
def test_pieces_are_masked_as_the_text_they_spell(texts: list[str]) -> None:
    root = etree.Element("p")
    for text in texts:
        etree.SubElement(root, "r").text = text
    Masker(mask).pieces([(piece, "text") for piece in root])
    assert "".join(piece.text or "" for piece in root) == mask("".join(texts))
    assert [len(piece.text or "") for piece in root] == [len(text) for text in texts]


@pytest.mark.parametrize("drawing", [b"<xml><br></xml>", f"<xml><br>{PHONE}</xml>".encode()])
def test_an_old_drawing_that_is_no_xml_goes_along_unless_it_holds_a_number(drawing: bytes) -> None:
    document = docx.Document()
    line(document, PHONE)
    content = write_package(parts_of(bytes_of(document)) | {"word/a.vml": drawing})
    if PHONE.encode() in drawing:
        with pytest.raises(CannotTakeIn, match="没有能够完全隐去"):
            masked_copy(content, format="DOCX", mask=mask)
    else:
        assert parts_of(masked(content, "DOCX").content)["word/a.vml"] == drawing


def test_two_numbers_side_by_side_are_two_places() -> None:
    other = "13900139000"
    copy = masked_copy(f"{PHONE}、{other} {PHONE}".encode(), format="TXT", mask=mask)
    assert copy.count == 3
    assert copy.content.decode() == f"{MASKED_PHONE}、139****9000 {MASKED_PHONE}"


def everywhere() -> bytes:
    """A Word file with a number in every corner."""
    document = notice()
    document.core_properties.comments = f"联系{PHONE}"
    document.core_properties.keywords = IDENTITY
    section = document.sections[0]
    section.header.paragraphs[0].text = f"页眉{PHONE}"
    section.footer.paragraphs[0].text = f"页脚{IDENTITY}"
    table = document.add_table(2, 18)
    table.cell(0, 0).text = f"证件{IDENTITY}"
    for at, digit in enumerate(IDENTITY):
        table.cell(1, at).text = digit
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    for address in (f"tel:{PHONE}", f"mailto:{PHONE}@example.com"):
        link = document.part.relate_to(address, kind, is_external=True)
        append(
            document, f'<w:p {SPACES}><w:hyperlink r:id="{link}">{runs("拨打")}</w:hyperlink></w:p>'
        )
    append(
        document,
        f"""<w:p {SPACES}><w:r><w:fldChar w:fldCharType="begin"/></w:r>
        <w:r><w:instrText>HYPERLINK "tel:1380</w:instrText></w:r>
        <w:r><w:instrText>0138000"</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>""",
    )
    box = f"<w:txbxContent><w:p>{runs('1380', '0138000')}</w:p></w:txbxContent>"
    append(
        document,
        f"<w:p {SPACES}>{runs('正文')}<w:r><w:pict><v:shape alt='{PHONE}'>"
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>",
    )
    document.add_picture(BytesIO(png()))
    document.inline_shapes[0]._inline.docPr.set("descr", f"{PHONE}的截图")
    return bytes_of(document)


def test_every_corner_of_a_word_file_is_masked() -> None:
    copy = masked(everywhere(), "DOCX")
    opened = docx.Document(BytesIO(copy.content))
    assert opened.sections[0].header.paragraphs[0].text == f"页眉{MASKED_PHONE}"
    assert opened.tables[0].cell(0, 0).text == "证件11*************02X"
    assert "".join(cell.text for cell in opened.tables[0].rows[1].cells) == "11*************02X"
    assert opened.core_properties.comments == f"联系{MASKED_PHONE}"
    targets = [link.target_ref for link in opened.part.rels.values() if link.is_external]
    assert targets == ["tel:138****8000", "mailto:138****8000@example.com"]
    assert any("1 幅图片" in loss for loss in copy.losses)


def test_a_part_named_after_a_number_is_renamed_with_what_points_to_it(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_picture(BytesIO(png()))
    for part in document.part.package.iter_parts():
        if "image1" in part.partname:
            part.partname = type(part.partname)(f"/word/media/{PHONE}.png")
    copy = masked(bytes_of(document), "DOCX")
    assert "word/media/138xxxx8000.png" in parts_of(copy.content)
    assert len(docx.Document(BytesIO(copy.content)).inline_shapes) == 1


def a_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"张某{PHONE}"
    for row in (
        ["文本", f"电话{PHONE}"], ["数字", int(PHONE)], ["占位", 1],
        ["金额", int(PHONE)], ["算式", f'="电话"&"{PHONE}"'], ["丢位", int("110105194912310000")],
    ):  # fmt: skip
        sheet.append(row)
    sheet["B2"].number_format = "0"
    sheet["B4"].number_format = "#,##0.00"
    sheet["A1"].hyperlink = f"tel:{PHONE}"
    sheet.oddHeader.center.text = f"制表{PHONE}"
    book.properties.creator = PHONE
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_masked_in_its_texts_and_figures() -> None:
    copy = masked_copy(a_workbook(), format="XLSX", mask=mask)
    sheet = openpyxl.load_workbook(BytesIO(copy.content)).active
    assert sheet.title == "张某138＊＊＊＊8000"
    shown = [row[1].value for row in sheet.iter_rows()]
    assert shown[:3] == [f"电话{MASKED_PHONE}", MASKED_PHONE, 1]
    assert shown[3] == int(PHONE)
    assert shown[4] is None
    assert sheet["A1"].hyperlink.target == "tel:138****8000"
    assert sheet.oddHeader.center.text == f"制表{MASKED_PHONE}"
    again = masked_copy(copy.content, format="XLSX", mask=mask)
    assert (again.count, again.content) == (0, copy.content)


def test_a_number_of_which_excel_lost_the_last_digits_is_masked_too() -> None:
    copy = masked_copy(a_workbook(), format="XLSX", mask=mask)
    lost = openpyxl.load_workbook(BytesIO(copy.content)).active["B6"].value
    assert lost == "11*************000"


def test_an_identity_number_typed_as_a_figure_is_masked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(a_workbook())
    edit = {"xl/worksheets/sheet1.xml": ("<v>1</v>", "<v>110105194912310118</v>")}
    copy = masked_copy(with_parts(path, {}, edits=edit).read_bytes(), format="XLSX", mask=mask)
    typed = openpyxl.load_workbook(BytesIO(copy.content)).active["B3"].value
    assert typed == "11*************118"


def test_the_figures_behind_a_chart_are_masked() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ((f"张某{PHONE}", 3), ("李某", 5)):
        sheet.append(row)
    chart = BarChart()
    chart.title = f"联系{PHONE}"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    chart.set_categories(Reference(sheet, min_col=1, min_row=1, max_row=2))
    sheet.add_chart(chart, "D1")
    out = BytesIO()
    book.save(out)
    assert masked(out.getvalue(), "XLSX").count >= 2


def test_a_presentation_is_masked_with_its_charts_and_their_workbooks() -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    frame = slide.shapes.add_textbox(Cm(1), Cm(1), Cm(8), Cm(1)).text_frame
    for piece in ("电话138", "0013", "8000"):
        frame.paragraphs[0].add_run().text = piece
    table = slide.shapes.add_table(1, 1, Cm(1), Cm(3), Cm(8), Cm(1)).table
    table.cell(0, 0).text = IDENTITY
    numbers = CategoryChartData()
    numbers.categories = [f"张某{PHONE}"]
    numbers.add_series("次数", [3])
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, Cm(1), Cm(5), Cm(8), Cm(5), numbers)
    slide.notes_slide.notes_text_frame.text = PHONE
    out = BytesIO()
    show.save(out)
    copy = masked(out.getvalue(), "PPTX")
    shapes = Presentation(BytesIO(copy.content)).slides[0].shapes
    assert shapes[0].text_frame.text == f"电话{MASKED_PHONE}"
    assert shapes[1].table.cell(0, 0).text == "11*************02X"
    assert list(shapes[2].chart.plots[0].categories) == [f"张某{MASKED_PHONE}"]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        pytest.param("<p>电话<b>1380</b>0138000</p>", "电话<b>138*</b>***8000", id="split"),
        pytest.param(f"<a href='tel:{PHONE}'>拨打</a>", "tel:138****8000", id="link"),
        pytest.param("<p>&#49;3800138000</p>", MASKED_PHONE, id="entity"),
        pytest.param(f"<!-- {PHONE} --><p>正文</p>", MASKED_PHONE, id="comment"),
        pytest.param(f"<script>var a='{PHONE}'</script><p>正文</p>", MASKED_PHONE, id="script"),
    ],
)
def test_a_web_page_is_masked(page: str, shown: str) -> None:
    source = f"<html><head><meta charset='gbk'></head><body>{page}</body></html>"
    copy = masked_copy(source.encode("gbk"), format="HTML", mask=mask)
    assert shown in copy.content.decode()
    assert PHONE not in copy.content.decode()
    assert masked_copy(copy.content, format="HTML", mask=mask).content == copy.content


def test_plain_text_is_masked_in_its_own_encoding_or_left_as_it_is() -> None:
    copy = masked_copy(f"电话{PHONE}".encode("gb18030"), format="TXT", mask=mask)
    assert (copy.content.decode(), copy.count) == (f"电话{MASKED_PHONE}", 1)
    nothing = "没有号码".encode("gb18030")
    assert masked_copy(nothing, format="TXT", mask=mask) == MaskedCopy(nothing, 0, ())


def test_a_format_without_a_mask_is_refused_with_a_way_out() -> None:
    with pytest.raises(CannotTakeIn, match="OFD 版式文件不能自动隐去号码。请在原文件里隐去"):
        masked_copy(b"", format="OFD", mask=mask)


def test_a_number_that_stays_in_an_object_stops_the_file() -> None:
    document = docx.Document()
    line(document, PHONE)
    parts = parts_of(bytes_of(document)) | {"word/embeddings/a.bin": PHONE.encode("utf-16-le")}
    with pytest.raises(CannotTakeIn, match="没有能够完全隐去"):
        masked_copy(write_package(parts), format="DOCX", mask=mask)


def test_the_guarded_door_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(everywhere())
    assert mask_guarded(path, name="a.docx") == masked_copy(
        path.read_bytes(), format="DOCX", mask=mask
    )


def test_a_mask_that_does_not_exist_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing"):
        mask_guarded(tmp_path / "a.docx", name="a.docx", mask_rule="nothing")


def test_the_wider_mask_hides_what_else_blocks_publication() -> None:
    path = "住址：示例市示例区示例路18号2单元301室"
    copy = masked_copy(path.encode(), format="TXT", mask=all_personal_data)
    assert copy.count
    assert "301" not in copy.content.decode()
