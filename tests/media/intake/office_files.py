"""Files as offices make them, built when a test asks for them."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from PIL import Image

BODY = (
    "为进一步做好政府信息公开工作，现将有关事项通知如下，"
    "请各单位认真贯彻执行，确保各项任务落到实处。"
)
W = nsdecls("w")
SPACES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def png(size: tuple[int, int] = (40, 30), colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def photograph() -> bytes:
    """A JPEG with a place, a camera and a comment in it."""
    image = Image.new("RGB", (60, 40), "green")
    exif = Image.Exif()
    exif[0x010F] = "某某手机"
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"secret comment")
    return out.getvalue()


def line(
    document: Document,
    text: str,
    *,
    font: str = "仿宋_GB2312",
    size: float = 16,
    centred: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def title(document: Document, text: str) -> Paragraph:
    return line(document, text, font="方正小标宋简体", size=22, centred=True)


def notice() -> Document:
    """An official notice with its red head, two levels of headings and a signature."""
    document = docx.Document()
    line(document, "机密★5年", font="黑体")
    line(document, "特急", font="黑体")
    line(document, "临江市交通运输局文件", font="方正小标宋简体", size=40, centred=True)
    line(document, "临交办〔2024〕12号", centred=True)
    title(document, "临江市交通运输局关于做好")
    title(document, "政务公开工作的通知")
    line(document, "各县（市、区）交通运输局，局属各单位：")
    line(document, BODY)
    line(document, "一、总体要求", font="黑体")
    line(document, BODY)
    line(document, "（一）加强组织领导。各单位要明确分工，落实责任。", font="楷体_GB2312")
    line(document, "1.按时报送材料，不得迟报。")
    line(document, "临江市交通运输局")
    line(document, "2024年3月5日")
    return document


def saved(document: Document, folder: Path, name: str = "文件.docx") -> Path:
    path = folder / name
    document.save(str(path))
    return path


def append(document: Document, xml: str) -> None:
    """One more paragraph or table, written as WordprocessingML."""
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def with_parts(
    path: Path, parts: Mapping[str, bytes], *, edits: Mapping[str, tuple[str, str]] | None = None
) -> Path:
    """The package with parts added or replaced, and words in others exchanged."""
    with zipfile.ZipFile(path) as packed:
        kept = {name: packed.read(name) for name in packed.namelist()}
    for name, (old, new) in (edits or {}).items():
        kept[name] = kept[name].decode().replace(old, new, 1).encode()
    kept.update(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in kept.items():
            packed.writestr(name, content)
    return path


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def everything_in(content: bytes) -> bytes:
    """All parts of a package in one, to search for what must not be there."""
    parts = b"\n".join(name.encode() + b"\n" + part for name, part in parts_of(content).items())
    return re.sub(rb"&#(\d{1,6});", lambda found: chr(int(found[1])).encode(), parts)
