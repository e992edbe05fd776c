"""PDF: text under a box, in white, unpainted or in a layer that is off is found and taken out."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import ImageChops
from reportlab.pdfgen.canvas import Canvas

from gongkai.media.intake import clean_copy, plain_text, take_in
from gongkai.rules.gate.hidden_content import Hidden, Kind
from tests.media.intake import hiding_pdfs as made
from tests.media.intake.hiding_pdfs import PLAIN, SECRET, drawn, everything_in, text_of

Draw = Callable[[Canvas], None]
# How each sign of the secret is written in a content stream: plain, and by the font's own codes.
AS_CODES = SECRET.encode("utf-16-be")


def of_kind(hidden: tuple[Hidden, ...], kind: Kind) -> Hidden:
    return next(found for found in hidden if found.kind is kind)


def kinds(hidden: tuple[Hidden, ...]) -> set[Kind]:
    # reportlab signs every file it makes.
    return {found.kind for found in hidden} - {Kind.PDF_METADATA}


def is_gone(content: bytes) -> bool:
    opened = everything_in(content)
    return not (SECRET in text_of(content) or SECRET.encode() in opened or AS_CODES in opened)


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(made.black_box, id="black-box"),
        pytest.param(made.white_box, id="white-box"),
        pytest.param(made.white_box_with_other_words, id="white-box-with-other-words"),
        pytest.param(made.picture_above, id="picture"),
        pytest.param(made.thick_stroke, id="thick-stroke"),
        pytest.param(made.form_above, id="box-in-a-form"),
    ],
)
def test_covered_text_is_told_in_outline_and_leaves_the_file(tmp_path: Path, draw: Draw) -> None:
    path = drawn(tmp_path, draw)
    assert SECRET in text_of(path.read_bytes())
    copy = clean_copy(path, name="a.pdf")
    covered = of_kind(copy.hidden, Kind.COVERED_TEXT)
    assert covered.detail == "第 1 页“1******0”"
    assert covered.is_personal
    assert is_gone(copy.content)
    assert SECRET not in "".join(copy.removed)


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(made.shading_below, id="shading-below"),
        pytest.param(made.white_page_below, id="white-page-below"),
        pytest.param(made.clear_watermark_above, id="clear-watermark-above"),
        pytest.param(made.frame_above, id="frame-above"),
        pytest.param(made.white_words_on_dark, id="white-words-on-dark"),
        pytest.param(made.pale_watermark_below_a_box, id="pale-watermark"),
        pytest.param(made.scan_with_words, id="scan-with-its-words"),
        pytest.param(made.scan_with_words_below, id="scan-above-its-words"),
    ],
)
def test_what_can_be_seen_is_left_alone(tmp_path: Path, draw: Draw) -> None:
    path = drawn(tmp_path, draw)
    copy = clean_copy(path, name="a.pdf")
    assert kinds(copy.hidden) == set()
    assert text_of(copy.content) == text_of(path.read_bytes())


@pytest.mark.parametrize("subtype", ["Square", "FreeText", "Redact"])
def test_what_only_a_comment_covers_does_not_come_to_light(tmp_path: Path, subtype: str) -> None:
    path = made.with_note(drawn(tmp_path, made.line), subtype)
    copy = clean_copy(path, name="a.pdf")
    assert {Kind.COVERED_TEXT, Kind.PDF_ANNOTATIONS} <= kinds(copy.hidden)
    assert is_gone(copy.content)
    page = pdfium.PdfDocument(copy.content)[0]
    image = page.render(scale=1).to_pil().convert("L")
    assert image.getpixel((230, 842 - 704)) == 0
    assert image.getpixel((320, 842 - 704)) == 255


def test_the_picture_of_a_page_does_not_show_its_comments(tmp_path: Path) -> None:
    path = made.with_note(drawn(tmp_path, made.black_box), "Stamp", bottom=300)
    copy = clean_copy(path, name="a.pdf")
    image = pdfium.PdfDocument(copy.content)[0].render(scale=1).to_pil().convert("L")
    assert image.getpixel((230, 842 - 704)) == 0
    assert image.getpixel((230, 842 - 313)) == 255


def test_the_page_that_hid_something_is_a_picture_and_the_others_are_text(tmp_path: Path) -> None:
    path = drawn(tmp_path, made.shading_below, made.black_box, made.shading_below)
    copy = clean_copy(path, name="a.pdf")
    document = pdfium.PdfDocument(copy.content)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert [bool(text) for text in texts] == [True, False, True]
    assert document[1].get_size() == pytest.approx(document[0].get_size(), abs=0.01)
    assert any("第 2 页" in said and "图片" in said for said in copy.removed)


def test_the_web_page_and_the_plain_text_show_a_bar_instead(tmp_path: Path) -> None:
    path = drawn(tmp_path, made.black_box)
    taken = take_in(path, name="a.pdf")
    for text in (taken.title + taken.html, plain_text(path, name="a.pdf").text):
        assert PLAIN + "█" * len(SECRET) in text
        assert SECRET not in text


@pytest.mark.parametrize(
    ("draw", "kind"),
    [
        pytest.param(made.white_words_on_white, Kind.HIDDEN_TEXT, id="white-on-white"),
        pytest.param(made.words_beside_the_page, Kind.HIDDEN_TEXT, id="beside-the-page"),
        pytest.param(made.unpainted, Kind.INVISIBLE_PDF_TEXT, id="unpainted"),
    ],
)
def test_hidden_text_is_taken_out(tmp_path: Path, draw: Draw, kind: Kind) -> None:
    path = drawn(tmp_path, draw)
    copy = clean_copy(path, name="a.pdf")
    assert kinds(copy.hidden) == {kind}
    assert of_kind(copy.hidden, kind).is_personal
    assert is_gone(copy.content)
    read = plain_text(path, name="a.pdf")
    assert read.text == PLAIN
    assert kinds(read.hidden) == {kind}


@pytest.mark.parametrize(
    "draw", [made.unpainted, made.white_words_on_white, made.words_beside_the_page]
)
def test_a_page_that_hides_whole_texts_keeps_its_other_words(tmp_path: Path, draw: Draw) -> None:
    path = drawn(tmp_path, draw)
    copy = clean_copy(path, name="a.pdf")
    assert text_of(copy.content).strip() == PLAIN
    before, after = (
        pdfium.PdfDocument(content)[0].render(scale=2).to_pil()
        for content in (path.read_bytes(), copy.content)
    )
    assert ImageChops.difference(before.convert("L"), after.convert("L")).getbbox() is None


def test_a_text_that_cannot_be_counted_off_makes_its_page_a_picture(tmp_path: Path) -> None:
    def in_a_form(canvas: Canvas) -> None:
        canvas.beginForm("inner")
        made.white_words_on_white(canvas)
        canvas.endForm()
        canvas.doForm("inner")
        canvas.drawString(180, 500, PLAIN)

    copy = clean_copy(drawn(tmp_path, in_a_form), name="a.pdf")
    assert is_gone(copy.content)
    assert text_of(copy.content) == ""


def test_a_bright_marker_over_the_words_hides_nothing(tmp_path: Path) -> None:
    path = made.with_note(drawn(tmp_path, made.line), "Highlight", face=b"1 1 0 rg /M gs")
    copy = clean_copy(path, name="a.pdf")
    assert kinds(copy.hidden) == {Kind.PDF_ANNOTATIONS}
    assert SECRET in text_of(copy.content)


def test_the_words_under_a_patch_of_a_scan_are_covered(tmp_path: Path) -> None:
    copy = clean_copy(drawn(tmp_path, made.patched_scan), name="a.pdf")
    assert kinds(copy.hidden) == {Kind.COVERED_TEXT}
    assert is_gone(copy.content)


def test_a_patch_on_a_scan_without_words_is_told_and_painted_in(tmp_path: Path) -> None:
    copy = clean_copy(drawn(tmp_path, made.patched_wordless_scan), name="a.pdf")
    assert "扫描图上的遮盖色块" in of_kind(copy.hidden, Kind.COVERED_TEXT).detail
    assert len(list(pdfium.PdfDocument(copy.content)[0].get_objects())) == 1


def test_a_layer_that_is_off_does_not_go_along(tmp_path: Path) -> None:
    path = made.with_layer_off(drawn(tmp_path, made.line))
    assert SECRET.encode() in everything_in(path.read_bytes())
    copy = clean_copy(path, name="a.pdf")
    assert Kind.ALTERNATE_LAYERS in kinds(copy.hidden)
    assert SECRET.encode() not in everything_in(copy.content)
    assert b"OCProperties" not in everything_in(copy.content)


def test_an_older_version_inside_the_file_is_told_and_left_behind(tmp_path: Path) -> None:
    path = drawn(tmp_path, made.shading_below)
    path.write_bytes(made.saved_on_top(path.read_bytes()))
    copy = clean_copy(path, name="a.pdf")
    assert of_kind(copy.hidden, Kind.OLD_REVISIONS).count == 1
    assert SECRET.encode() not in copy.content


def test_a_copy_without_hidden_content_is_copied_unchanged(tmp_path: Path) -> None:
    path = drawn(tmp_path, made.black_box, made.unpainted)
    once = clean_copy(path, name="a.pdf")
    again = tmp_path / "again.pdf"
    again.write_bytes(once.content)
    twice = clean_copy(again, name="a.pdf")
    assert twice.content == once.content
    assert twice.hidden == ()
