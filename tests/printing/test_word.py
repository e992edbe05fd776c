"""Letters as Word files, and templates that an office has made, broken or tried to misuse."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from gongkai.printing.typesetting import CannotPrint
from gongkai.printing.word import LARGEST_TEMPLATE, docx, text_of
from gongkai.printing.word_template import FORMS, default_template
from gongkai.rules.letters import letter
from tests.printing.cases import FACTS, facts_for

LETTER = letter("R-3.1", FACTS)
WHOLE = (
    "{{ 机关标志 }}", "{{ 文号 }}", "{{ 标题 }}", "{{ 主送 }}：",
    "{%p for 段 in 正文 %}", "{{ 段 }}", "{%p endfor %}",
    "{{ 救济途径 }}", "{{ 联系方式 }}", "{{ 落款 }}", "{{ 成文日期 }}",
)  # fmt: skip


def template(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def with_part(name: str, content: bytes, *, of: bytes = b"") -> bytes:
    """A template with one more part, or another one in its place."""
    packed = BytesIO()
    with ZipFile(BytesIO(of or template(*WHOLE))) as source, ZipFile(packed, "w") as target:
        for old in source.namelist():
            if old != name:
                target.writestr(old, source.read(old))
        target.writestr(name, content, ZIP_DEFLATED)
    return packed.getvalue()


def test_a_template_of_the_office_is_filled_in() -> None:
    lines = text_of(docx(LETTER, template("本局专用", *WHOLE))).split("\n")
    assert lines[:3] == ["本局专用", "清河市交通运输局", "清交公开〔2026〕12号"]
    assert lines[-1] == "2026年3月20日"


def test_a_template_may_leave_out_what_is_empty() -> None:
    conditional = ("{% if 附件 %}附件：{% endif %}", "{% if not 附件 %}无附件{% endif %}")
    text = text_of(docx(LETTER, template(*WHOLE, *conditional)))
    assert text.endswith("无附件")
    assert "附件：" not in text


@pytest.mark.parametrize(
    ("left_out", "name"),
    [
        pytest.param("{{ 救济途径 }}", "救济途径", id="remedy"),
        pytest.param("{{ 文号 }}", "文号", id="number"),
        pytest.param("{{ 段 }}", "正文", id="text"),
        pytest.param("{{ 主送 }}：", "主送", id="addressee"),
    ],
)
def test_a_template_that_leaves_a_part_of_the_letter_out_is_refused(
    left_out: str, name: str
) -> None:
    lines = [line for line in WHOLE if line != left_out]
    with pytest.raises(CannotPrint, match=f"模板里没有放“{name}”，请补上占位符。"):
        docx(LETTER, template(*lines))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("{{ 题目 }}", "没有“题目”这个占位符", id="unknown"),
        pytest.param("{{ 标题", "占位符的写法不对", id="open"),
        pytest.param("{%p for 段 in 正文 %}", "占位符的写法不对", id="no-end"),
        pytest.param("{{ 标题.__class__.__mro__ }}", "不能用在点号后面", id="dunder"),
        pytest.param("{{ 正文.append }}", "“append”不能用在点号后面", id="method"),
        pytest.param("{{ 标题() }}", "只能用占位符、循环和条件", id="call"),
        pytest.param("{{ 标题|upper }}", "只能用占位符、循环和条件", id="filter"),
        pytest.param("{{ 标题 * 999999999 }}", "只能用占位符、循环和条件", id="arithmetic"),
        pytest.param("{{ ''.__class__ }}", "不能用在点号后面", id="class-of-a-text"),
        pytest.param("{{ cycler }}", "没有“cycler”这个占位符", id="global"),
        pytest.param("{{ self }}", "没有“self”这个占位符", id="self"),
        pytest.param("{% set 甲 = 标题 %}", "只能用占位符、循环和条件", id="set"),
        pytest.param("{% include '标题' %}", "只能用占位符、循环和条件", id="include"),
        pytest.param(
            "{% for 甲 in 正文 %}{% for 乙 in 正文 %}{{ 乙 }}{% endfor %}{% endfor %}",
            "循环里不能再套循环", id="nested",
        ),
        pytest.param("{% for 甲 in 标题 %}{{ 甲 }}{% endfor %}", "只能循环这几项",
            id="loop-over-text"),
        pytest.param(
            "{% for 标题 in 正文 %}{% endfor %}", "循环里的名称不能与占位符相同", id="shadow"
        ),
        pytest.param("{{ 标题 }}" * 200 + "{{ 标题 }}" * 200, "占位符超过300个", id="too-many"),
    ],
)  # fmt: skip
def test_a_template_that_does_more_than_show_the_letter_is_refused(line: str, said: str) -> None:
    with pytest.raises(CannotPrint) as refused:
        docx(LETTER, template(*WHOLE, line))
    assert str(refused.value).startswith("模板有错：")
    assert said in str(refused.value)


def test_the_message_names_the_place() -> None:
    with pytest.raises(CannotPrint, match=r"在“特此告知 \{\{ 题目 \}\}”这一段附近。"):
        docx(LETTER, template(*WHOLE, "特此告知 {{ 题目 }}", "页脚"))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        pytest.param(b"", "模板不是完好的 DOCX 文件", id="empty"),
        pytest.param(b"PK\x03\x04" + b"x" * 100, "模板不是完好的 DOCX 文件", id="damaged"),
        pytest.param(template(*WHOLE)[:-200], "模板不是完好的 DOCX 文件", id="cut"),
        pytest.param(b"x" * (LARGEST_TEMPLATE + 1), "模板超过5MB", id="large"),
        pytest.param(
            with_part("word/vbaProject.bin", b"x"), "模板里有宏或者嵌入的对象", id="macro"
        ),
        pytest.param(
            with_part("word/extra.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"),
            "文档类型定义", id="entities",
        ),
        pytest.param(
            with_part("word/extra.xml", b" " * 4_000_000), "模板里的文字太多", id="bomb"
        ),
        pytest.param(
            with_part("word/_rels/more.xml.rels", b'<Relationship TargetMode="External"/>'),
            "模板里有指向外部的链接或者图片", id="outside",
        ),
        pytest.param(
            with_part("word/document.xml", b"<nothing/>"), "模板", id="no-document"
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_template_is_refused_in_words(file: bytes, said: str) -> None:
    with pytest.raises(CannotPrint) as refused:
        docx(LETTER, file)
    assert said in str(refused.value)
    assert str(refused.value).endswith("。")


@pytest.mark.parametrize("form", FORMS)
def test_a_template_of_ours_has_the_form_of_an_official_document(form: str) -> None:
    document = Document(BytesIO(default_template(form)))
    section = document.sections[0]
    lengths = (
        section.page_width, section.page_height,
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin,
    )  # fmt: skip
    millimetres = [round(length.mm) for length in lengths if length is not None]
    assert millimetres == [210, 297, 37, 35, 28, 26]
    with ZipFile(BytesIO(default_template(form))) as package:
        text = package.read("word/document.xml").decode()
        assert 'w:eastAsia="方正小标宋简体"' in text
        assert 'w:eastAsia="仿宋_GB2312"' in text
        assert 'w:type="linesAndChars"' in text
        assert '<w:altName w:val="仿宋"/>' in package.read("word/fontTable.xml").decode()


def test_a_word_file_names_no_author_and_no_hour() -> None:
    made = docx(LETTER)
    properties = Document(BytesIO(made)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "政府信息不予公开决定书"
    assert properties.modified.replace(tzinfo=None) == datetime(2026, 3, 20)  # noqa: DTZ001
    with ZipFile(BytesIO(made)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_form_leaves_room_for_the_pen() -> None:
    made = Document(BytesIO(docx(letter("served", facts_for("served")))))
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert ["送达地点", "清河市建设路1号政务公开窗口"] in rows
    assert ["收到日期", ""] in rows
