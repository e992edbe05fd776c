"""Word documents: structure, facts, losses and clean copies."""

from datetime import date
from pathlib import Path

import docx
import pytest

from gongkai.media.intake import clean_copy, take_in
from tests.media.intake.office_files import (
    BODY,
    W,
    append,
    everything_in,
    line,
    notice,
    photograph,
    png,
    saved,
    title,
    with_parts,
)

NUMBERING = f"""<w:abstractNum {W} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/>
<w:lvlText w:val="%3"/></w:lvl></w:abstractNum>"""


def numbered(document: docx.document.Document, text: str, depth: int) -> None:
    append(
        document,
        f'<w:p {W}><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>",
    )


def with_chinese_numbering(document: docx.document.Document) -> None:
    from docx.oxml import parse_xml

    root = document.part.numbering_part.element
    root.insert(0, parse_xml(NUMBERING))
    root.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def test_a_notice_gives_its_facts_and_headings(tmp_path: Path) -> None:
    taken = take_in(saved(notice(), tmp_path), name="通知.docx")
    assert taken.title == "临江市交通运输局关于做好政务公开工作的通知"
    facts = taken.facts
    assert facts.document_number == "临交办〔2024〕12号"
    assert facts.issuer == "临江市交通运输局"
    assert facts.formed_on == date(2024, 3, 5)
    assert (facts.secrecy_mark, facts.urgency, facts.genre) == ("机密★5年", "特急", "通知")
    assert facts.addressee == "各县（市、区）交通运输局，局属各单位"
    assert [(heading.level, heading.text) for heading in taken.headings] == [
        (1, "一、总体要求"),
        (2, "（一）加强组织领导。"),
    ]


def test_the_red_head_and_the_title_are_no_part_of_the_body(tmp_path: Path) -> None:
    lines = take_in(saved(notice(), tmp_path), name="通知.docx").text.splitlines()
    assert lines[0] == "各县（市、区）交通运输局，局属各单位："
    assert lines[-2:] == ["临江市交通运输局", "2024年3月5日"]
    assert not any("文件" in text or "机密" in text for text in lines)


def test_a_document_without_a_title_is_named_by_its_file(tmp_path: Path) -> None:
    document = docx.Document()
    line(document, BODY)
    assert take_in(saved(document, tmp_path), name="../工作\x00总结.docx").title == "工作总结"


def test_word_styles_make_headings_too(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("年度报告", style="Title")
    document.add_heading("背景", level=1)
    line(document, BODY)
    document.add_heading("数据", level=2)
    line(document, BODY)
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert taken.title == "年度报告"
    assert [(heading.level, heading.text) for heading in taken.headings] == [
        (1, "背景"),
        (2, "数据"),
    ]


def test_automatic_chinese_numbers_become_text(tmp_path: Path) -> None:
    document = docx.Document()
    with_chinese_numbering(document)
    title(document, "关于编号的通知")
    for text, depth in (("总则", 0), ("目的", 1), ("依据", 1), ("甲", 2), ("附则", 0), ("解释", 1)):
        numbered(document, text, depth)
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert taken.text.splitlines() == [
        "一、总则",
        "（一）目的",
        "（二）依据",
        "①甲",
        "二、附则",
        "（一）解释",
    ]
    assert [heading.level for heading in taken.headings] == [1, 2, 2, 1, 2]


def test_plain_lists_stay_lists(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于清单的通知")
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("子", "丑"):
        document.add_paragraph(text, style="List Number")
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert "<ul><li" in taken.html.replace("\n", "")
    assert "<ol><li" in taken.html.replace("\n", "").replace(' type="1"', "")
    assert taken.text.splitlines() == ["甲", "乙", "子", "丑"]


def test_merged_cells_and_headers_of_a_table_survive(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于表格的通知")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate((("序号", "项目", "备注"), ("1", "甲", "子"), ("2", "乙", "丑"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert taken.tables == 1
    assert 'rowspan="2"' in taken.html
    assert '<th scope="col">序号</th>' in taken.html
    assert taken.text == "序号\t项目\t备注 / 1\t甲\t子 丑 / 2\t乙"


def test_formulas_become_mathml_and_are_counted(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于公式的通知")
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    append(
        document,
        f"<w:p {W} {math}><w:r><w:t>设</w:t></w:r><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r>"
        "</m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>",
    )
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert taken.formulas == 1
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in taken.html


def test_pictures_come_along_without_where_they_were_taken(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于图片的通知")
    (tmp_path / "p.jpg").write_bytes(photograph())
    document.add_picture(str(tmp_path / "p.jpg"))
    path = saved(document, tmp_path)
    taken = take_in(path, name="a.docx")
    assert [(picture.width, picture.height) for picture in taken.pictures] == [(60, 40)]
    assert f'src="picture:{taken.pictures[0].name}"' in taken.html
    assert "<figure" in taken.html
    for content in (taken.pictures[0].content, everything_in(clean_copy(path, name="a").content)):
        assert b"secret comment" not in content
        assert "某某手机".encode() not in content


def test_tracked_changes_comments_and_hidden_text_are_settled_and_said(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于修订的通知")
    append(
        document,
        f'<w:p {W}><w:r><w:t>甲</w:t></w:r><w:ins w:id="1" w:author="王五"><w:r>'
        "<w:t>插入</w:t></w:r>"
        '</w:ins><w:del w:id="2" w:author="王五"><w:r><w:delText>删去的话</w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见的话</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>",
    )
    append(
        document,
        f'<w:p {W}><w:pPr><w:rPr><w:del w:id="3" w:author="王五"/></w:rPr></w:pPr>'
        f"<w:r><w:t>上半</w:t></w:r></w:p>",
    )
    append(document, f"<w:p {W}><w:r><w:t>下半</w:t></w:r></w:p>")
    document.add_comment(document.paragraphs[0].runs, text="内部意见", author="赵六")
    path = saved(document, tmp_path)
    taken, copy = take_in(path, name="a.docx"), clean_copy(path, name="a.docx")
    assert taken.text.splitlines() == ["甲插入乙", "上半下半"]
    said = "".join(taken.losses)
    assert "修订记录" in said
    assert "批注 1 条" in said
    assert "隐藏文字 5 个字" in said
    left = everything_in(copy.content).decode("utf-8", "replace")
    for secret in ("王五", "赵六", "删去的话", "看不见的话", "内部意见", "w:rsid", "comments.xml"):
        assert secret not in left
    assert "插入" in left
    assert any("隐藏文字" in removed for removed in copy.removed)


def test_footnotes_stay_and_lead_to_their_blocks(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于脚注的通知")
    append(
        document,
        f'<w:p {W}><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    )
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = with_parts(
        saved(document, tmp_path),
        {
            "word/footnotes.xml": (
                f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>注的话</w:t></w:r></w:p>'
                "</w:footnote></w:footnotes>"
            ).encode()
        },
        edits={
            "word/_rels/document.xml.rels": (
                "</Relationships>",
                f'<Relationship Id="rNote" Type="{kinds}/footnotes" Target="footnotes.xml"/>'
                "</Relationships>",
            ),
            "[Content_Types].xml": (
                "</Types>",
                '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
                'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
            ),
        },
    )
    taken = take_in(path, name="a.docx")
    assert taken.text.splitlines()[-1].startswith("注的话")
    assert 'href="#b2"' in taken.html
    assert '<li id="b2"' in taken.html


@pytest.mark.parametrize(
    ("pages", "characters", "estimated"),
    [
        pytest.param(9, None, False, id="count-that-fits-the-text"),
        pytest.param(9, 3, True, id="count-of-another-text"),
        pytest.param(0, None, True, id="no-pages"),
    ],
)
def test_the_recorded_page_count_is_trusted_only_when_credible(
    tmp_path: Path,
    pages: int,
    characters: int | None,
    estimated: bool,
) -> None:
    document = notice()
    length = sum(len(paragraph.text) for paragraph in document.paragraphs)
    path = with_parts(
        saved(document, tmp_path),
        {
            "docProps/app.xml": (
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
                'extended-properties"><Application>Microsoft Office Word</Application>'
                f"<Pages>{pages}</Pages><Characters>{characters or length}</Characters>"
                "</Properties>"
            ).encode()
        },
    )
    taken = take_in(path, name="a.docx")
    assert taken.pages_estimated is estimated
    assert taken.pages == (1 if estimated else 9)


def test_pages_are_estimated_from_lines(tmp_path: Path) -> None:
    document = docx.Document()
    for _paragraph in range(60):
        line(document, BODY)
    pages = take_in(saved(document, tmp_path), name="a.docx").pages
    assert 6 <= pages <= 12


def test_the_clean_copy_is_the_same_each_time_and_cleaning_it_again_changes_nothing(
    tmp_path: Path,
) -> None:
    document = notice()
    (tmp_path / "p.png").write_bytes(png())
    document.add_picture(str(tmp_path / "p.png"))
    document.core_properties.author = "王五"
    path = saved(document, tmp_path)
    once = clean_copy(path, name="a.docx")
    assert clean_copy(path, name="a.docx") == once
    assert "王五".encode() not in everything_in(once.content)
    again = tmp_path / "again.docx"
    again.write_bytes(once.content)
    assert clean_copy(again, name="a.docx").content == once.content
    assert take_in(again, name="a.docx").html == take_in(path, name="a.docx").html


def test_a_masthead_without_a_number_is_no_title(tmp_path: Path) -> None:
    document = docx.Document()
    line(document, "临江市交通运输局文件", font="方正小标宋简体", size=40, centred=True)
    title(document, "关于政务公开的通知")
    line(document, BODY)
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert taken.title == "关于政务公开的通知"
    assert taken.facts.issuer == "临江市交通运输局"
    assert taken.text == BODY
