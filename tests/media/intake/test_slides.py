"""Presentations: a section for each slide; notes and hidden slides stay out."""

from pathlib import Path

import pptx
from pptx.util import Inches

from gongkai.media.intake import clean_copy, take_in
from tests.media.intake.office_files import everything_in, photograph


def a_show(folder: Path) -> Path:
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text = "政务公开培训"
    first.notes_slide.notes_text_frame.text = "不要念出来的备注"
    second = show.slides.add_slide(show.slide_layouts[1])
    second.shapes.title.text = "主要内容"
    second.placeholders[1].text = "第一点\n第二点"
    table = second.shapes.add_table(2, 2, 0, 0, Inches(3), Inches(1)).table
    for row, texts in enumerate((("项目", "数量"), ("公文", "3"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    (folder / "p.jpg").write_bytes(photograph())
    second.shapes.add_picture(str(folder / "p.jpg"), 0, 0)
    hidden = show.slides.add_slide(show.slide_layouts[5])
    hidden.shapes.title.text = "隐藏的底稿"
    hidden._element.set("show", "0")
    show.core_properties.author = "王五"
    show.save(folder / "a.pptx")
    return folder / "a.pptx"


def test_each_slide_becomes_a_section(tmp_path: Path) -> None:
    taken = take_in(a_show(tmp_path), name="培训.pptx")
    assert (taken.title, taken.format, taken.pages) == ("政务公开培训", "PPTX", 2)
    assert not taken.pages_estimated
    assert [(heading.level, heading.text) for heading in taken.headings] == [
        (1, "政务公开培训"),
        (1, "主要内容"),
    ]
    assert taken.text.split("\n")[1:] == [
        "主要内容",
        "第一点",
        "第二点",
        "项目\t数量 / 公文\t3",
        "",
    ]
    assert taken.images == 1


def test_notes_and_hidden_slides_are_in_neither(tmp_path: Path) -> None:
    path = a_show(tmp_path)
    taken, copy = take_in(path, name="a.pptx"), clean_copy(path, name="a.pptx")
    said = "".join(taken.losses)
    assert "隐藏的幻灯片 1 张" in said
    assert "备注" in said
    left = everything_in(copy.content)
    for secret in ("隐藏的底稿", "不要念出来", "王五", "secret comment", "某某手机"):
        assert secret.encode() not in left
        assert secret not in taken.html


def test_the_clean_copy_opens_and_is_stable(tmp_path: Path) -> None:
    path = a_show(tmp_path)
    copy = clean_copy(path, name="a.pptx")
    again = tmp_path / "again.pptx"
    again.write_bytes(copy.content)
    assert len(pptx.Presentation(str(again)).slides) == 2
    assert clean_copy(again, name="a.pptx").content == copy.content
