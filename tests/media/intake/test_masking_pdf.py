"""Masking inside PDF files: pages with a number become pictures, nothing else is lost."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from gongkai.media.intake import CannotTakeIn, mask_guarded
from gongkai.media.intake.masking import masked_copy
from gongkai.media.intake.taken import MaskedCopy
from gongkai.rules.gate.personal_data import mask
from tests.media.intake.hiding_pdfs import (
    SECRET,
    drawn,
    everything_in,
    line,
    patched_wordless_scan,
    scan_with_words,
    shading_below,
    text_of,
    white_words_on_dark,
)

AS_CODES = SECRET.encode("utf-16-be")
DIGIT = 8  # points a digit is wide at 16 points


def masked(content: bytes) -> MaskedCopy:
    copy = masked_copy(content, format="PDF", mask=mask)
    opened = everything_in(copy.content)
    for secret in (SECRET.encode(), AS_CODES):
        assert secret not in opened
    assert SECRET not in text_of(copy.content)
    assert masked_copy(copy.content, format="PDF", mask=mask).count == 0
    return copy


def picture_of(content: bytes, number: int = 0) -> Image.Image:
    return pdfium.PdfDocument(content)[number].render(scale=1).to_pil().convert("L")


def test_the_middle_of_a_number_is_black_and_the_rest_is_read(tmp_path: Path) -> None:
    content = drawn(tmp_path, line).read_bytes()
    copy = masked(content)
    assert copy.count == 1
    assert copy.losses == ("第 1 页有号码，已涂黑并改为整页图片，不能再检索和复制文字。",)
    before, after = picture_of(content), picture_of(copy.content)
    assert after.size == before.size
    level = 842 - 706
    assert after.getpixel((180 + 5 * DIGIT, level)) == 0
    first = (180, level - 6, 180 + 2 * DIGIT, level + 6)
    last = (180 + 8 * DIGIT, level - 6, 180 + 11 * DIGIT, level + 6)
    for place in (first, last):
        darkest, lightest = after.crop(place).getextrema()
        assert darkest < 128 < lightest


def test_only_pages_with_a_number_become_pictures_of_two_hundred_dots(tmp_path: Path) -> None:
    copy = masked(drawn(tmp_path, white_words_on_dark, line).read_bytes())
    document = pdfium.PdfDocument(copy.content)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert texts == ["表头文字", ""]
    (image,) = document[1].get_objects()
    assert image.get_px_size()[0] == pytest.approx(595 / 72 * 200, abs=3)


def test_a_number_that_runs_on_in_the_next_line_is_masked(tmp_path: Path) -> None:
    def wrapped(canvas: Canvas) -> None:
        canvas.drawString(450, 700, "电话138001")
        canvas.drawString(80, 671, "38000")

    copy = masked(drawn(tmp_path, wrapped).read_bytes())
    assert copy.count == 1
    after = picture_of(copy.content)
    assert after.getpixel((80 + DIGIT // 4, 842 - 676)) == 0


def test_a_number_in_the_words_of_a_scan_is_black_on_the_scan(tmp_path: Path) -> None:
    copy = masked(drawn(tmp_path, scan_with_words).read_bytes())
    assert copy.count == 1
    assert picture_of(copy.content).getextrema() == (0, 255)


def test_a_page_without_words_is_left_to_a_person(tmp_path: Path) -> None:
    content = drawn(tmp_path, patched_wordless_scan).read_bytes()
    copy = masked_copy(content, format="PDF", mask=mask)
    assert copy.content == content
    assert "第 1 页没有文字" in "".join(copy.losses)


def test_numbers_beside_the_pages_are_masked(tmp_path: Path) -> None:
    content = drawn(tmp_path, white_words_on_dark).read_bytes()
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        document.docinfo["/Subject"] = f"联系{SECRET}"
        with document.open_metadata() as metadata:
            metadata["dc:description"] = f"联系{SECRET}"
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"书签{SECRET}", 0))
        document.attachments["名单.txt"] = SECRET.encode()
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
            A=Dictionary(S=Name.URI, URI=String(f"tel:{SECRET}")),
        )  # fmt: skip
        face = document.make_stream(f"BT ({SECRET}) Tj ET".encode())
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("电话"),
                V=String(SECRET), Rect=Array([0, 0, 99, 20]), AP=Dictionary(N=face),
            )
        )  # fmt: skip
        document.pages[0].obj.Annots = Array([link, field])
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([field])))
        document.save(out)
    copy = masked(out.getvalue())
    assert text_of(copy.content) == "表头文字"
    with pikepdf.open(BytesIO(copy.content)) as document:
        assert str(document.docinfo["/Subject"]) == "联系138****8000"
        assert str(document.pages[0].obj.Annots[0].A.URI) == "tel:138****8000"
        assert str(document.Root.AcroForm.Fields[0].V) == "138****8000"
    assert "内嵌的 1 个附件没有查看，已移除。" in copy.losses


def test_a_file_without_numbers_comes_back_as_it_is(tmp_path: Path) -> None:
    content = drawn(tmp_path, white_words_on_dark).read_bytes()
    assert masked_copy(content, format="PDF", mask=mask) == MaskedCopy(content, 0, ())


def test_a_broken_file_is_refused() -> None:
    with pytest.raises(CannotTakeIn, match="PDF 已损坏"):
        masked_copy(b"%PDF-1.7\n" + b"\xff" * 200, format="PDF", mask=mask)


def test_the_guarded_door_gives_the_same(tmp_path: Path) -> None:
    path = drawn(tmp_path, line, shading_below)
    assert mask_guarded(path, name="a.pdf") == masked_copy(
        path.read_bytes(), format="PDF", mask=mask
    )
