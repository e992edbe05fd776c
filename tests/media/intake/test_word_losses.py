"""What of a Word document does not come along is named, and nothing outside is touched."""

from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor

from gongkai.media.intake import clean_copy, take_in
from tests.media.intake.office_files import (
    BODY,
    SPACES,
    W,
    append,
    everything_in,
    line,
    notice,
    saved,
    title,
)


def test_text_boxes_give_their_words_and_other_losses_are_named(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于文本框的通知")
    box = "<w:txbxContent><w:p><w:r><w:t>框中的话</w:t></w:r></w:p></w:txbxContent>"
    append(
        document,
        f'<w:p {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>正文</w:t></w:r>'
        f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>",
    )
    red = line(document, "红字").runs[0]
    red.font.color.rgb = RGBColor(255, 0, 0)
    red.font.underline = True
    red.font.strike = True
    document.sections[0].header.paragraphs[0].text = "内部页眉"
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert taken.text.splitlines() == ["正文", "框中的话", "红字"]
    said = "".join(taken.losses)
    for word in ("1 个文本框", "彩色文字", "下划线", "删除线", "内部页眉"):
        assert word in said


def test_linked_pictures_are_never_fetched(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于外链的通知")
    relation = document.part.relate_to(
        "http://127.0.0.1:9/x.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    append(
        document,
        f"""<w:p {W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:r><w:drawing>
        <a:blip r:link="{relation}"/></w:drawing></w:r><w:r><w:t>图</w:t></w:r></w:p>""",
    )
    path = saved(document, tmp_path)
    taken = take_in(path, name="a.docx")
    assert "外部链接图片" in "".join(taken.losses)
    assert "127.0.0.1" not in taken.html
    assert b"127.0.0.1" not in everything_in(clean_copy(path, name="a.docx").content)


def test_links_lead_only_to_the_web_and_to_mail(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于链接的通知")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    for address in ("https://www.example.gov.cn/", "file:///c:/secret.txt", "javascript:alert(1)"):
        relation = document.part.relate_to(address, kind, is_external=True)
        append(
            document,
            f"""<w:p {SPACES}>
            <w:hyperlink r:id="{relation}"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>""",
        )
    path = saved(document, tmp_path)
    taken = take_in(path, name="a.docx")
    assert taken.html.count("href=") == 1
    assert taken.text.splitlines() == ["链接"] * 3
    left = everything_in(clean_copy(path, name="a.docx").content)
    assert b"secret.txt" not in left
    assert left.count("<w:t>链接</w:t>".encode()) == 3


def field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inner", "said", "text"),
    [
        pytest.param(
            "<w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id='x'/></a:graphicData>"
            "</a:graphic></w:drawing></w:r>",
            "1 个图表",
            "前后",
            id="chart",
        ),
        pytest.param(
            "<w:r><w:drawing><dgm:relIds/></w:drawing></w:r>", "SmartArt", "前后", id="smart-art"
        ),
        pytest.param(
            "<w:r><w:object><o:OLEObject ProgID='Excel.Sheet'/></w:object></w:r>",
            "1 个嵌入对象",
            "前后",
            id="object",
        ),
        pytest.param(
            "<w:r><w:pict><v:shape><v:textpath string='艺术的字'/></v:shape></w:pict></w:r>",
            "艺术的字",
            "前后",
            id="word-art",
        ),
        pytest.param(
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
            "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
            "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p>"
            "<w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>",
            "1 个文本框",
            "前后\n框",
            id="text-box-told-twice",
        ),
        pytest.param(field("PAGE", "7"), "1 处页码域", "前后", id="page-number"),
        pytest.param(field("FORMTEXT", "填写"), "1 个表单域", "前填写后", id="form-field"),
        pytest.param(field("REF a \\h", "见表一"), "", "前见表一后", id="cross-reference"),
        pytest.param(
            field('HYPERLINK "https://www.example.gov.cn/"', "官网"),
            "",
            "前官网后",
            id="link-field",
        ),
        pytest.param(
            "<w:r><w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>",
            "1 处拼音指南",
            "前字后",
            id="ruby",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent><w:r><w:t>选项</w:t></w:r>"
            "</w:sdtContent></w:sdt>",
            "1 个表单域或内容控件",
            "前选项后",
            id="content-control",
        ),
    ],
)
def test_what_cannot_come_along_is_named(tmp_path: Path, inner: str, said: str, text: str) -> None:
    document = docx.Document()
    title(document, "关于损失的通知")
    append(
        document,
        f"<w:p {SPACES}><w:r><w:t>前</w:t></w:r>{inner}<w:r><w:t>后</w:t></w:r></w:p>",
    )
    path = saved(document, tmp_path)
    taken = take_in(path, name="a.docx")
    assert said in "".join(taken.losses)
    assert taken.text == text
    clean_copy(path, name="a.docx")


def test_a_table_of_contents_is_left_out_and_named(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于目录的通知")
    append(
        document,
        f"<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        "</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>一、总则 1</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>二、附则 2</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    line(document, "一、总则", font="黑体")
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert taken.text == "一、总则"
    assert "目录 2 行" in "".join(taken.losses)


def test_a_table_inside_a_cell_keeps_its_words(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于嵌套的通知")
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "外"
    cell.add_table(1, 1).cell(0, 0).text = "内"
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert "外" in taken.text
    assert "内" in taken.text
    assert "\n" not in taken.text


def test_annexes_in_a_list_are_no_headings(tmp_path: Path) -> None:
    document = notice()
    line(document, "附件：1.任务清单")
    line(document, "2.联络员名单")
    taken = take_in(saved(document, tmp_path), name="a.docx")
    assert all("联络员" not in heading.text for heading in taken.headings)


def test_a_field_that_never_ends_swallows_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    title(document, "关于域的通知")
    append(document, f'<w:p {W}><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>')
    line(document, BODY)
    assert take_in(saved(document, tmp_path), name="a.docx").text == BODY
