"""Letters as Word files, through a template the office may have made its own."""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from lxml import etree

from gongkai.printing.letters import in_chinese
from gongkai.printing.packing import packed
from gongkai.printing.sandbox import PlainTemplates
from gongkai.printing.typesetting import CannotPrint
from gongkai.printing.word_template import default_template
from gongkai.rules.letters import Letter

MEGABYTE = 1024 * 1024
LARGEST_TEMPLATE = 5 * MEGABYTE
# What the XML of a template may unpack to, and what it may grow to with the lists filled in.
LARGEST_XML = 3 * MEGABYTE
LARGEST_RESULT = 150 * MEGABYTE
# A damaged package makes the reader fail in all these ways; none of them is ours.
_DAMAGED = (
    AttributeError, BadZipFile, EOFError, IndexError, KeyError, NotImplementedError, OSError,
    PackageNotFoundError, RuntimeError, TypeError, ValueError, etree.LxmlError, zlib.error,
)  # fmt: skip


def docx(letter: Letter, template: bytes | None = None) -> bytes:
    """A letter as DOCX by the office's template or ours; the same bytes for the same letter.

    Refuses a template that does more than show the letter, or that leaves a part of it out.
    """
    if template is None:
        template = default_template("form" if letter.rows else "letter")
    refuse_template(template, growth=max(1, len(letter.paragraphs), len(letter.rows)))
    shown = _shown(letter)
    made = _finished(_filled(template, shown), letter)
    if lost := tuple(_lost(made, shown)):
        raise CannotPrint(f"模板里没有放{'、'.join(f'“{name}”' for name in lost)}，请补上占位符。")
    return made


def refuse_template(template: bytes, *, growth: int = 1) -> None:
    """Raises what is wrong with the file of a template, before anything in it is read."""
    if len(template) > LARGEST_TEMPLATE:
        raise CannotPrint(f"模板超过{LARGEST_TEMPLATE // MEGABYTE}MB，请去掉大图片再上传。")
    try:
        with ZipFile(BytesIO(template)) as package:
            _refuse_package(package, growth)
    except _DAMAGED:
        raise CannotPrint("模板不是完好的 DOCX 文件，请在 Word 或 WPS 里另存为 .docx。") from None


def _refuse_package(package: ZipFile, growth: int) -> None:
    names = package.namelist()
    if "word/document.xml" not in names:
        raise CannotPrint("模板不是 Word 文件，请在 Word 或 WPS 里另存为 .docx。")
    if any(name.endswith(".bin") for name in names):
        raise CannotPrint("模板里有宏或者嵌入的对象，请另存为不带宏的 .docx 并删去嵌入的对象。")
    read = [info for info in package.infolist() if info.filename.endswith((".xml", ".rels"))]
    filled = [info for info in read if re.match(r"word/(document|header|footer)", info.filename)]
    if (
        sum(info.file_size for info in read) > LARGEST_XML
        or growth * sum(info.file_size for info in filled) > LARGEST_RESULT
    ):
        raise CannotPrint("模板里的文字太多，请只留版头、版记和占位符。")
    for info in read:
        xml = package.read(info)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise CannotPrint("模板里有不允许的内容（文档类型定义），请在 Word 或 WPS 里重新做。")
        if b'TargetMode="External"' in xml:
            raise CannotPrint("模板里有指向外部的链接或者图片，请删去链接，把图片嵌入模板。")


def _filled(template: bytes, shown: dict[str, Any]) -> DocxTemplate:
    word = DocxTemplate(BytesIO(template))
    try:
        word.render(shown, PlainTemplates(), autoescape=True)
    except TemplateError as refusal:
        raise CannotPrint(_explained(refusal)) from None
    except _DAMAGED:
        raise CannotPrint(
            "按模板生成不了：占位符和“{%p … %}”“{%tr … %}”要各占一段或者一行，请对照说明检查。"
        ) from None
    return word


def _explained(refusal: TemplateError) -> str:
    said = str(refusal.message or "")
    # The template engine speaks English about braces that do not match; ours is Chinese.
    what = said if re.search(r"[\u4e00-\u9fff]", said) else "占位符的写法不对，括号或者结尾不成对"
    lines = [line.strip() for line in getattr(refusal, "docx_context", ())]
    number = refusal.lineno if isinstance(refusal, TemplateSyntaxError) else None
    # The template engine keeps the line, three before it and three after it.
    at = min(3, (number or 1) - 1)
    place = lines[at][:60] if number and at < len(lines) else ""
    return f"模板有错：{what}。" + (f"在“{place}”这一段附近。" if place else "")


def _shown(letter: Letter) -> dict[str, Any]:
    one = len(letter.annexes) == 1
    return {
        "标题": letter.title,
        "文号": letter.number,
        "机关标志": letter.signer,
        "主送": "" if letter.rows else letter.addressee,
        "正文": list(letter.paragraphs),
        "表格": [{"项目": label, "内容": text} for label, text in letter.rows],
        "救济途径": letter.remedy,
        "联系方式": letter.contact,
        "附件": [
            annex if one else f"{number}．{annex}"
            for number, annex in enumerate(letter.annexes, start=1)
        ],
        "落款": "" if letter.rows else letter.signer,
        "成文日期": in_chinese(letter.signed_on),
    }


def _lost(made: bytes, shown: dict[str, Any]) -> Iterator[str]:
    """The parts of a letter that its paper does not show."""
    written = re.sub(r"\s", "", text_of(made))
    for name, value in shown.items():
        values = [value] if isinstance(value, str) else value
        texts = [text for v in values for text in ([v] if isinstance(v, str) else v.values())]
        if any(re.sub(r"\s", "", text) not in written for text in texts):
            yield name


def text_of(word: bytes) -> str:
    """The words of a Word file: headers, text, footers, one line a paragraph."""
    with ZipFile(BytesIO(word)) as package:
        names = sorted(
            name for name in package.namelist()
            if re.fullmatch(r"word/(?:header\d*|document|footer\d*)\.xml", name)
        )  # fmt: skip
        trees = [etree.fromstring(package.read(name)) for name in names]
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter("{*}t"))
        for tree in trees
        for paragraph in tree.iter("{*}p")
    )


def _finished(word: DocxTemplate, letter: Letter) -> bytes:
    """Without author and with fixed times, so that the same letter is the same file."""
    properties = word.docx.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(properties, name, "")
    properties.title, properties.revision = letter.title, 1
    made_at = datetime.combine(letter.signed_on, time(), UTC).replace(tzinfo=None)
    properties.created = properties.modified = properties.last_printed = made_at
    saved = BytesIO()
    word.save(saved)
    return packed(saved.getvalue(), keeps_dates=True)
