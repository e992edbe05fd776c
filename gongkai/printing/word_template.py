"""The Word templates that come with the program, in the form of an official document.

An office takes one, changes it in Word or WPS and gives it back; docs/how-to/letters.md says how.
The faces named are those an office computer in China has; each has a free or usual substitute.
"""

from functools import cache
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

BODY, HEADING, TITLE, PAGE = "仿宋_GB2312", "黑体", "方正小标宋简体", "宋体"
SUBSTITUTES = {BODY: "仿宋", "楷体_GB2312": "楷体", TITLE: "华文中宋"}
SECOND, THIRD, FOURTH = Pt(22), Pt(16), Pt(14)
RED = RGBColor(0xD7, 0x00, 0x0F)
# 22 lines of 225 mm, in twentieths of a point; 28 characters of 156 mm, as what a character of
# 16 pt has to give up, in 4096ths of a point.
LINE_PITCH, CHARACTER_SPACE = "580", "-860"
FORMS = ("letter", "form")


@cache
def default_template(form: str) -> bytes:
    """The template of letters, or of forms that are filled in with a pen."""
    document = Document()
    _set_page(document)
    _set_faces(document)
    if form == "form":
        _write_form(document)
    else:
        _write_letter(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _write_letter(document: WordDocument) -> None:
    mark = _line(document, "{{ 机关标志 }}", size=Pt(42), face=TITLE, colour=RED, align="center")
    _rule_below(mark)
    _line(document, "{{ 文号 }}", align="right")
    _line(document, "")
    _line(document, "{{ 标题 }}", size=SECOND, face=TITLE, align="center")
    _line(document, "")
    _line(document, "{%p if 主送 %}")
    _line(document, "{{ 主送 }}：")
    _line(document, "{%p endif %}")
    _repeat(document, "段", "正文")
    for name, text in (("救济途径", "{{ 救济途径 }}"), ("联系方式", "联系方式：{{ 联系方式 }}。")):
        _line(document, f"{{%p if {name} %}}")
        _line(document, text, indent=2)
        _line(document, "{%p endif %}")
    _line(document, "{%p if 附件 %}")
    _line(document, "")
    _line(document, "附件：", indent=2)
    _line(document, "{%p endif %}")
    _repeat(document, "件", "附件")
    for _ in range(3):
        _line(document, "")
    for text in ("{{ 落款 }}", "{{ 成文日期 }}"):
        _line(document, text, align="right").paragraph_format.right_indent = 4 * THIRD


def _write_form(document: WordDocument) -> None:
    _line(document, "{%p if 文号 %}")
    _line(document, "{{ 文号 }}", align="right")
    _line(document, "{%p endif %}")
    _line(document, "{{ 机关标志 }}", face=HEADING, align="center")
    _line(document, "{{ 标题 }}", size=SECOND, face=TITLE, align="center")
    _line(document, "")
    table = document.add_table(rows=3, cols=2, style="Table Grid")
    table.rows[0].cells[0].text = "{%tr for 行 in 表格 %}"
    table.rows[1].cells[0].text = "{{ 行.项目 }}"
    table.rows[1].cells[1].text = "{{ 行.内容 }}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(52), Mm(104)
    _line(document, "{%p if 联系方式 %}")
    _line(document, "联系方式：{{ 联系方式 }}。", indent=2)
    _line(document, "{%p endif %}")
    _line(document, "{{ 成文日期 }}", align="right")


def _repeat(document: WordDocument, each: str, name: str) -> None:
    _line(document, f"{{%p for {each} in {name} %}}")
    _line(document, f"{{{{ {each} }}}}", indent=2)
    _line(document, "{%p endfor %}")


def _line(
    document: WordDocument,
    text: str,
    *,
    size: Pt = THIRD,
    face: str = BODY,
    colour: RGBColor | None = None,
    align: str = "justify",
    indent: int = 0,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT[align.upper()]
    paragraph.paragraph_format.first_line_indent = indent * THIRD or None
    if size > SECOND:
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if text:
        run = paragraph.add_run(text)
        run.font.size = size
        _set_face(run._element.get_or_add_rPr(), face)
        if colour is not None:
            run.font.color.rgb = colour
    return paragraph


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(35 - 7 - 5)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    for name, value in (
        ("type", "linesAndChars"), ("linePitch", LINE_PITCH), ("charSpace", CHARACTER_SPACE),
    ):  # fmt: skip
        grid.set(qn(f"w:{name}"), value)
    section._sectPr.append(grid)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_PARAGRAPH_ALIGNMENT[align]
        indent = "right_indent" if align == "RIGHT" else "left_indent"
        setattr(paragraph.paragraph_format, indent, THIRD)
        _page_number(paragraph)


def _page_number(paragraph: Paragraph) -> None:
    for kind, text in ((None, "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), (None, " —")):
        run = paragraph.add_run(text if kind is None else "")
        run.font.size = FOURTH
        _set_face(run._element.get_or_add_rPr(), PAGE)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._element.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def _set_faces(document: WordDocument) -> None:
    """Body text, and what to take where a computer lacks a face."""
    normal = document.styles["Normal"]
    normal.font.size = THIRD
    _set_face(normal.element.get_or_add_rPr(), BODY)
    spacing = normal.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing = 1.0
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/></w:font>'
        for face, other in SUBSTITUTES.items()
    )
    part = next(
        part for part in document.part.package.iter_parts() if "fontTable" in str(part.partname)
    )
    part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def _set_face(properties: BaseOxmlElement, face: str) -> None:
    faces = properties.find(qn("w:rFonts"))
    if faces is None:
        faces = OxmlElement("w:rFonts")
        properties.insert(0, faces)
    for theme in [name for name in faces.attrib if str(name).endswith("Theme")]:
        del faces.attrib[theme]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), face)


def _rule_below(paragraph: Paragraph) -> None:
    """The red double rule of 信函格式, thick above thin."""
    borders = OxmlElement("w:pBdr")
    rule = OxmlElement("w:bottom")
    for name, value in (
        ("val", "thickThinSmallGap"), ("sz", "24"), ("space", "8"), ("color", str(RED)),
    ):  # fmt: skip
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    # Word calls a file damaged when properties are out of order; borders come before the others.
    paragraph._element.get_or_add_pPr().insert(0, borders)
