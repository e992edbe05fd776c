"""Sample files of the demo bureau, made from plain text: Word in 公文 form, PDF and Excel."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import openpyxl
import pikepdf

from gongkai.rules.document_form import heading_level

# zip files carry times; a fixed one makes the same text give the same bytes.
STAMP = (2024, 1, 1, 0, 0, 0)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FONTS = {"title": "方正小标宋简体", "body": "仿宋_GB2312", 1: "黑体", 2: "楷体_GB2312"}
SIZES = {"head": 72, "title": 44, "body": 32}
CONTENT_TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="\
application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/docProps/core.xml" ContentType="\
application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" \
Target="docProps/core.xml"/>
</Relationships>"""
# Authorship that the copy for the public must lose.
CORE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:creator>办公室经办人甲</dc:creator><cp:lastModifiedBy>办公室经办人甲</cp:lastModifiedBy>
</cp:coreProperties>"""
# GB/T 9704-2012: A4, 37 mm above, 28 mm left, 156 mm by 225 mm of text, 28 pt a line.
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"/></w:sectPr>'
)


def word(
    title: str, text: str, *, issuer: str = "", number: str = "", formed_on: date | None = None
) -> bytes:
    """A Word file; lines of `text` with | between cells are rows of a table."""
    blocks = []
    if issuer and number:
        blocks.append(_paragraph(f"{issuer}文件", "head", align="center"))
        blocks.append(_paragraph(number, "body", align="center"))
    blocks.append(_paragraph(title, "title", align="center"))
    rows: list[list[str]] = []
    for line in [*text.strip().split("\n"), ""]:
        if "|" in line:
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            blocks.append(_table(rows))
            rows = []
        if line.strip():
            blocks.append(_paragraph(line.strip(), "body", level=heading_level(line), indent=True))
    if formed_on is not None:
        day = f"{formed_on.year}年{formed_on.month}月{formed_on.day}日"
        blocks += [_paragraph(line, "body", align="right") for line in (issuer, day) if line]
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}{PAGE}</w:body></w:document>'
    )
    return _zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONS,
            "docProps/core.xml": CORE,
            "word/document.xml": document,
        }
    )


def _paragraph(
    text: str,
    role: str,
    *,
    align: str = "both",
    level: int | None = None,
    indent: bool = False,
) -> str:
    font = FONTS.get(level or 0) or FONTS["title" if role in ("head", "title") else "body"]
    first = '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if indent else ""
    return (
        f'<w:p><w:pPr><w:spacing w:line="560" w:lineRule="exact"/>{first}<w:jc w:val="{align}"/>'
        f'</w:pPr><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{SIZES[role]}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(rows: list[list[str]]) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = 8844 // max(map(len, rows))
    grid = f'<w:gridCol w:w="{width}"/>' * max(map(len, rows))
    drawn = []
    for number, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{_paragraph(cell, 'body', align='center')}</w:tc>"
            for cell in row
        )
        drawn.append(f"<w:tr>{head}{cells}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{edges}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(drawn)}</w:tbl>"
    )


def _zipped(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text)
    return packed.getvalue()


def sheet(title: str, rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(title[:31])
    for row in rows:
        page.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def pdf(lines: list[str]) -> bytes:
    """One A4 page of Chinese in the Song type that every PDF reader knows by name."""
    document = pikepdf.new()
    system = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"))
    system.Supplement = 2
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType0,
        BaseFont=pikepdf.Name("/STSong-Light"),
        CIDSystemInfo=system,
        DW=1000,
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/STSong-Light"),
            Flags=6, FontBBox=[-25, -254, 1000, 880], ItalicAngle=0,
            Ascent=880, Descent=-120, CapHeight=880, StemV=93,
        ),
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/STSong-Light"),
        Encoding=pikepdf.Name("/UniGB-UCS2-H"),
        DescendantFonts=[document.make_indirect(descendant)],
    )
    page = document.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
    shown = [f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines]
    content = "\n".join(["BT /F1 14 Tf 24 TL 72 760 Td", *shown, "ET"])
    page.Contents = document.make_stream(content.encode("ascii"))
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()
