"""Passages taken out of files: gone from every part, counted one by one, settings left alone."""

import json
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Cm

from gongkai.media.intake import CannotTakeIn, MaskedCopy, mask_guarded
from gongkai.media.intake.masking import masked_copy
from gongkai.media.intake.package import write_package
from gongkai.rules.gate.personal_data import mask
from tests.media.intake.office_files import everything_in, line, parts_of

NAME, AMOUNT = "张三丰", "12"


def hidden(content: bytes, kind: str, *passages: str) -> MaskedCopy:
    return masked_copy(content, format=kind, mask=str, passages=passages)


def saved(document: object) -> bytes:
    out = BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def test_each_passage_is_counted_and_what_is_not_there_counts_none() -> None:
    document = docx.Document()
    line(document, "张三丰与张 三丰，报价12元。")
    copy = hidden(saved(document), "DOCX", NAME, AMOUNT, "李四光")
    assert (copy.count, copy.found) == (3, (2, 1, 0))
    read = docx.Document(BytesIO(copy.content)).paragraphs[0].text
    assert read == "■■■与■ ■■，报价■■元。"


def test_a_short_figure_leaves_the_settings_of_a_file_alone() -> None:
    document = docx.Document()
    line(document, "报价12元。")
    before = saved(document)
    after = parts_of(hidden(before, "DOCX", AMOUNT).content)
    unlike = [
        name
        for name, part in parts_of(before).items()
        if after[name].count(b"12") != part.count(b"12")
    ]
    assert unlike == ["word/document.xml"]


def test_slides_tables_and_shapes_lose_it() -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    box = slide.shapes.add_textbox(Cm(1), Cm(1), Cm(9), Cm(2))
    box.name = f"{NAME}的文本框"
    for run in ("联系人张", "三", "丰"):
        box.text_frame.paragraphs[0].add_run().text = run
    table = slide.shapes.add_table(1, 3, Cm(1), Cm(5), Cm(9), Cm(2)).table
    for at, sign in enumerate(NAME):
        table.cell(0, at).text = sign
    copy = hidden(saved(show), "PPTX", NAME)
    assert NAME.encode() not in everything_in(copy.content)
    read = Presentation(BytesIO(copy.content)).slides[0].shapes
    assert read[0].text_frame.text == "联系人■■■"
    assert [cell.text for cell in read[1].table.rows[0].cells] == ["■", "■", "■"]


def test_a_figure_of_a_workbook_is_known_as_it_is_shown_and_as_it_is_kept() -> None:
    book = openpyxl.Workbook()
    book.active.append([1250000, 12, 125, "=A1"])
    book.active["A1"].number_format = "#,##0.00"
    for passage in ("1,250,000.00", "1250000", "1,250,000"):
        copy = hidden(saved(book), "XLSX", passage, AMOUNT)
        row = next(openpyxl.load_workbook(BytesIO(copy.content)).active.iter_rows(values_only=True))
        assert set(row[0]) <= set("■,.0")
        assert row[1:] == ("■■", 125, "=A1")
        assert copy.found == (1, 1)


def test_what_no_program_can_write_stops_the_copy() -> None:
    document = docx.Document()
    line(document, NAME)
    for left in (NAME.encode(), NAME.encode("utf-16-le")):
        content = write_package(parts_of(saved(document)) | {"word/old.bin": b"\x00" + left})
        with pytest.raises(CannotTakeIn, match="没有能够完全去掉"):
            hidden(content, "DOCX", NAME)


def test_passages_and_numbers_go_in_one_pass_at_arms_length(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("张三丰 13800138000", "utf-8")
    copy = mask_guarded(path, name="a.txt", passages=[NAME])
    assert copy == masked_copy(path.read_bytes(), format="TXT", mask=mask, passages=[NAME])
    assert copy.content.decode() == "■■■ 138****8000"
    assert (copy.count, copy.found) == (2, (1,))
    kept = mask_guarded(path, name="a.txt", mask_rule="", passages=[NAME])
    assert kept.content.decode() == "■■■ 13800138000"


def test_what_is_hidden_is_in_no_argument_of_the_other_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NAME, "utf-8")
    seen = tmp_path / "seen"
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\nprintf "%s " "$@" > {seen}\nexit 1\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(program))
    with pytest.raises(CannotTakeIn):
        mask_guarded(path, name="a.txt", passages=[NAME])
    told = seen.read_text("utf-8")
    assert NAME not in told
    assert json.dumps(NAME) not in told
