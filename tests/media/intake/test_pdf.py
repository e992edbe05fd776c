"""PDF: paragraphs rejoined, pages pictured, copies without a history."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from gongkai.media.intake import clean_copy, limits, take_in
from tests.media.intake.office_files import BODY, png

FONT = "STSong-Light"
CHARACTERS_A_LINE = 27


def paragraph(page: canvas.Canvas, text: str, top: float) -> float:
    """Set a paragraph at 16 points, indented by two characters; gives the next line's place."""
    first, rest = text[: CHARACTERS_A_LINE - 2], text[CHARACTERS_A_LINE - 2 :]
    page.drawString(80 + 32, top, first)
    top -= 29
    while rest:
        page.drawString(80, top, rest[:CHARACTERS_A_LINE])
        rest, top = rest[CHARACTERS_A_LINE:], top - 29
    return top


def a_notice(folder: Path, *, pages: int = 3) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    page = canvas.Canvas(str(folder / "a.pdf"), invariant=1)
    page.setAuthor("王五")
    for number in range(pages):
        top = 740.0
        if number == 0:
            page.setFont(FONT, 22)
            page.drawCentredString(297, top, "关于做好政务公开工作的通知")
            top -= 60
        page.setFont(FONT, 16)
        page.drawString(112, top, f"{'一二三四五六七八九'[number % 9]}、总体要求")
        for at in range(3):
            top = paragraph(page, BODY * 2, top - 29)
            assert top > 60 or at == 2
        page.setFont(FONT, 14)
        page.drawCentredString(297, 40, f"— {number + 1} —")
        page.linkURL("https://www.example.gov.cn/", (80, 600, 200, 620))
        page.textAnnotation("内部批注", (10, 10, 50, 50))
        page.showPage()
    page.save()
    return folder / "a.pdf"


def test_wrapped_lines_are_one_paragraph_and_page_numbers_are_out(tmp_path: Path) -> None:
    taken = take_in(a_notice(tmp_path), name="a.pdf")
    assert (taken.title, taken.pages, taken.pages_estimated) == (
        "关于做好政务公开工作的通知",
        3,
        False,
    )
    assert [heading.text for heading in taken.headings] == [
        "一、总体要求",
        "二、总体要求",
        "三、总体要求",
    ]
    assert taken.text.splitlines()[:4] == ["一、总体要求", BODY * 2, BODY * 2, BODY * 2]
    assert "页码 3 处" in "".join(taken.losses)


def test_every_page_has_its_picture_up_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_PAGE_PICTURES", 2)
    taken = take_in(a_notice(tmp_path), name="a.pdf")
    assert [picture.name for picture in taken.page_pictures] == ["page1.webp", "page2.webp"]
    first = Image.open(BytesIO(taken.page_pictures[0].content))
    assert 995 <= first.width <= 1005
    assert "其余 1 页没有页面图" in "".join(taken.losses)


def test_a_scan_is_named_as_one(tmp_path: Path) -> None:
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    page.drawImage(ImageReader(BytesIO(png((200, 280)))), 0, 0, 595, 842)
    page.save()
    taken = take_in(tmp_path / "a.pdf", name="扫描.pdf")
    assert taken.title == "扫描"
    assert (taken.html, taken.images) == ("", 1)
    assert any(loss.startswith("扫描件，没有文字层") for loss in taken.losses)
    assert len(taken.page_pictures) == 1


def test_the_clean_copy_keeps_links_and_loses_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    with pikepdf.open(a_notice(tmp_path)) as document:
        document.attachments["底稿.txt"] = b"attached secret"
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('script secret')")
        )
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = ["王五"]
        document.save(path)
    copy = clean_copy(path, name="b.pdf")
    with pikepdf.open(BytesIO(copy.content)) as cleaned:
        assert not cleaned.docinfo.keys()
        assert "/Metadata" not in cleaned.Root
        assert "/OpenAction" not in cleaned.Root
        assert not len(cleaned.attachments)
        kinds = {str(note.Subtype) for page in cleaned.pages for note in page.Annots}
        assert kinds == {"/Link"}
        plain = BytesIO()
        cleaned.save(
            plain,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    for secret in (b"attached secret", b"script secret", "王五".encode()):
        assert secret not in plain.getvalue()
    said = "".join(copy.removed)
    for word in ("文档属性", "XMP", "内嵌附件", "批注", "自动执行"):
        assert word in said


def test_the_clean_copy_is_the_same_each_time(tmp_path: Path) -> None:
    path = a_notice(tmp_path)
    once = clean_copy(path, name="a.pdf")
    assert clean_copy(path, name="a.pdf") == once
    again = tmp_path / "again.pdf"
    again.write_bytes(once.content)
    assert clean_copy(again, name="a.pdf").content == once.content
    assert take_in(again, name="a.pdf").text == take_in(path, name="a.pdf").text
