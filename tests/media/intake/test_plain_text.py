"""The words of a file: a line for each paragraph or row, as its reader sees them, and quickly."""

import contextlib
import resource
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Cm

from gongkai.media.intake import (
    CannotTakeIn,
    PlainText,
    limits,
    plain_text,
    plain_text_guarded,
)
from gongkai.rules.gate.hidden_content import Kind
from tests.media.intake.office_files import BODY, SPACES, append, line, notice, photograph, saved
from tests.media.intake.test_pdf import a_notice


def test_a_word_file_is_read_line_by_line(tmp_path: Path) -> None:
    document = docx.Document()
    line(document, "关于公开的通知")
    table = document.add_table(2, 2)
    for at, words in enumerate(("事项", "时限", "申请", "20个工作日")):
        table.cell(at // 2, at % 2).text = words
    append(
        document,
        f"<w:p {SPACES}><w:r><w:t>前</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>新</w:t></w:r></w:ins></w:p>',
    )
    line(document, "藏").runs[0].font.hidden = True
    document.sections[0].header.paragraphs[0].text = "内部资料"
    read = plain_text(saved(document, tmp_path, "a.docx"), name="a.docx")
    assert read.text.splitlines() == [
        "关于公开的通知", "事项\t时限", "申请\t20个工作日", "前新", "框中", "内部资料",
    ]  # fmt: skip
    assert {Kind.TRACKED_CHANGES, Kind.HIDDEN_TEXT} <= {found.kind for found in read.hidden}


def test_automatic_numbers_are_read_with_their_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    for words in ("第一步", "第二步"):
        document.add_paragraph(words, style="List Number")
        line(document, "说明")
    read = plain_text(saved(document, tmp_path, "a.docx"), name="a.docx")
    assert read.text.splitlines() == ["1.第一步", "说明", "2.第二步", "说明"]


def test_a_workbook_gives_a_line_for_each_row_and_long_numbers_in_full(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "名单"
    first.append(["姓名", "电话"])
    first.append(["张某", 13800138000])
    first.append(["李某", 0.5])
    first["B3"].number_format = "0%"
    first.append(["金额", 13800138000])
    first["B4"].number_format = "#,##0.00"
    book.create_sheet("其他").append(["一行"])
    book.create_sheet("底稿").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    read = plain_text(tmp_path / "a.xlsx", name="a.xlsx")
    assert read.text.splitlines() == [
        "名单", "姓名\t电话", "张某\t13800138000", "李某\t50%", "金额\t13,800,138,000.00",
        "其他", "一行",
    ]  # fmt: skip


def test_a_presentation_gives_its_texts_and_tables(tmp_path: Path) -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_textbox(Cm(1), Cm(1), Cm(8), Cm(1)).text_frame.text = "标题"
    table = slide.shapes.add_table(1, 2, Cm(1), Cm(3), Cm(8), Cm(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "左", "右"
    slide.notes_slide.notes_text_frame.text = "讲稿"
    show.save(tmp_path / "a.pptx")
    read = plain_text(tmp_path / "a.pptx", name="a.pptx")
    assert read.text.splitlines() == ["标题", "左\t右"]
    assert [found.kind for found in read.hidden if found.kind is Kind.NOTES_PAGES]


def test_a_pdf_gives_whole_paragraphs(tmp_path: Path) -> None:
    read = plain_text(a_notice(tmp_path, pages=1), name="a.pdf")
    assert BODY * 2 in read.text.splitlines()
    assert Kind.PDF_ANNOTATIONS in {found.kind for found in read.hidden}


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        pytest.param("a.txt", "一\r\n\r\n  二 \n".encode("gb18030"), ["一", "二"], id="text"),
        pytest.param(
            "a.html",
            "<p>一</p><table><tr><td>左<td>右</tr></table><p hidden>藏</p>".encode(),
            ["一", "左\t右"],
            id="web-page",
        ),
        pytest.param("a.jpg", photograph(), [], id="photograph"),
    ],
)
def test_other_files_are_read(tmp_path: Path, name: str, content: bytes, lines: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    read = plain_text(path, name=name)
    assert read.text.splitlines() == lines
    assert plain_text_guarded(path, name=name) == read


def test_too_many_words_are_cut_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT_CHARACTERS", 20)
    path = tmp_path / "a.txt"
    path.write_text("十个字十个字十个字一\n" * 9, "utf-8")
    read = plain_text(path, name="a.txt")
    assert len(read.text) < 20
    assert "其余没有读" in "".join(read.losses)


def test_plain_text_is_read_without_a_subprocess(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object, **_more: object) -> None:
        raise AssertionError("a subprocess was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    path = tmp_path / "a.txt"
    path.write_text("正文", "utf-8")
    assert plain_text_guarded(path, name="a.txt") == PlainText("正文", (), ())


def ten_pages(folder: Path) -> Path:
    document = notice()
    for _paragraph in range(220):
        line(document, BODY)
    return saved(document, folder, "a.docx")


def test_ten_pages_cost_less_than_six_tenths_of_a_second(tmp_path: Path) -> None:
    path = ten_pages(tmp_path)
    plain_text_guarded(path, name="a.docx")
    # Time on the processor: the clock on the wall also runs for whatever else the computer does.
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    plain_text_guarded(path, name="a.docx")
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    assert sum(_seconds(use) for use in after) - sum(_seconds(use) for use in before) < 0.6


def _seconds(use: resource.struct_rusage) -> float:
    return use.ru_utime + use.ru_stime


def test_the_guarded_door_refuses_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "wordprocessingml")
    with pytest.raises(CannotTakeIn, match="文件缺少正文部件"):
        plain_text_guarded(path, name="a.docx")
    with pytest.raises(CannotTakeIn, match="找不到文件"):
        plain_text_guarded(tmp_path / "b.docx", name="b.docx")


@pytest.mark.parametrize("make", [ten_pages, a_notice])
@given(at=st.integers(0, 10_000), sign=st.binary(min_size=1, max_size=40))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path, make: Callable[[Path], Path], at: int, sign: bytes
) -> None:
    name = "a.docx" if make is ten_pages else "a.pdf"
    path = tmp_path / name
    content = path.read_bytes() if path.exists() else make(tmp_path).read_bytes()
    at = at % len(content)
    damaged = tmp_path / f"damaged-{name}"
    damaged.write_bytes(content[:at] + sign + content[at + len(sign) :])
    with contextlib.suppress(CannotTakeIn):
        plain_text(damaged, name=name)
