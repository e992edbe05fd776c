"""A web page saved as a file: its text kept, its programs and outside pictures left."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html as lxml_html

from gongkai.media.intake import limits
from gongkai.media.intake.block_text import inline_text, text_of
from gongkai.media.intake.blocks import blocks_of, parsed, tree_of
from gongkai.media.intake.draft import MARKS, Draft, Hint, line_mark
from gongkai.media.intake.encoding import decode
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.sanitising import sanitise
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy
from gongkai.rules.gate.hidden_content import Kind

_SCRIPTS = re.compile(r"(?i)<script\b")
_OTHERS = (
    (r"(?i)<iframe\b|<object\b|<embed\b", "嵌入的网页或插件 {n} 个未收入。"),
    (r"(?i)<(?:video|audio)\b", "音频或视频 {n} 个未收入。"),
    (r"(?i)<form\b", "表单 {n} 个未收入，只保留其中的文字。"),
    (r"(?i)<(?:del|s|strike)\b", "删除线文字 {n} 处未保留删除线，请核对。"),
    (r"(?i)<svg\b|<canvas\b", "矢量图 {n} 幅未收入。"),
)


def read(path: Path) -> Draft:
    source = _source(path)
    removal = Removal()
    body = _seen(_body(source), removal)
    draft = Draft(body)
    draft.losses += removal.sentences()
    headings = re.findall(r"(?i)<h1\b", body)
    if len(headings) == 1:
        # The one main heading of a page is its title, wherever the page's name says otherwise.
        draft.hints[0] = Hint(is_title=True)
        draft.html = re.sub(r"(?is)<h1\b[^>]*>(.*?)</h1>", rf"<p>{line_mark(0)}\1</p>", body)
    draft.title = _title(source)
    scripts = len(_SCRIPTS.findall(source))
    if scripts:
        draft.lose(f"网页程序（脚本）{scripts} 段已去除。")
    pictures = len(re.findall(r"(?i)<img\b", source))
    if pictures:
        draft.lose(f"网页中的 {pictures} 幅图片未收入（不访问外部地址），请另行上传图片。")
    for pattern, sentence in _OTHERS:
        if count := len(re.findall(pattern, source)):
            draft.lose(sentence.format(n=count))
    characters = len(re.sub(r"<[^>]*>|\s", "", draft.html))
    draft.pages = max(1, -(-characters // (22 * 28)))
    return draft


def _source(path: Path) -> str:
    return source_of(path.read_bytes())


def source_of(content: bytes) -> str:
    """A page's source as text, by what its bytes or its head say of their encoding."""
    if len(content) > 20 * limits.MEGABYTE:
        raise CannotTakeIn("网页文件超过 20 MB，请拆分后再上传。")
    declared = re.search(rb"(?i)charset=[\"']?\s*(gbk|gb2312|gb18030)", content[:3000])
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return content.decode("gb18030", "replace").translate(MARKS)
    return decode(content)[0].translate(MARKS)


def _body(source: str) -> str:
    found = re.search(r"(?is)<body\b[^>]*>(.*?)(?:</body>|$)", source)
    return found[1] if found else source


def _title(source: str) -> str:
    found = re.search(r"(?is)<title\b[^>]*>(.{1,500}?)</title>", source)
    return re.sub(r"\s+", " ", html.unescape(found[1])).strip() if found else ""


def _seen(body: str, removal: Removal) -> str:
    """The page's inner HTML without what a style or an attribute keeps from the reader."""
    if comments := len(_COMMENT.findall(body)):
        removal.add(Kind.COMMENTS, comments, detail="网页源码里的注释")
    if not _HIDES.search(body):
        return body
    root = parsed(body)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _NEVER_SHOWN or element is root:
            continue
        style = element.get("style") or ""
        if "hidden" in element.attrib or _UNSEEN_STYLE.search(style):
            removal.add_text(Kind.HIDDEN_TEXT, element.text_content())
            element.drop_tree()
    return lxml_html.tostring(root, encoding="unicode")


# Conditional comments are Word's own, and say nothing.
_COMMENT = re.compile(r"<!--(?!\s*\[|\s*-->)")
_UNSEEN_STYLE = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])|mso-hide"
)
_HIDES = re.compile(rf"(?i)\bhidden\b|{_UNSEEN_STYLE.pattern.removeprefix('(?i)')}")
_NEVER_SHOWN = {"script", "style", "input", "template"}


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    source = _source(path)
    body = _seen(_body(source), removal)
    for block in blocks_of(tree_of(body)):
        if block.tag == "table":
            for row in block.iter("tr"):
                yield "\t".join(inline_text(cell) for cell in row if cell.tag in {"td", "th"})
        else:
            yield from text_of(block).splitlines()
    if pictures := len(re.findall(r"(?i)<img\b", body)):
        losses.append(f"图片 {pictures} 幅里的文字没有识别。")


def clean(path: Path) -> CleanCopy:
    """A page of our own around the sanitised text."""
    source, removal = _source(path), Removal()
    root = tree_of(_seen(_body(source), removal))
    for picture in list(root.iter("img")):
        picture.drop_tree()
    inner = "\n".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    page = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8">'
        f"<title>{html.escape(_title(source))}</title></head>\n"
        f"<body>\n{sanitise(inner)}\n</body>\n</html>\n"
    )
    if "<" in source:
        removal.say("网页程序、样式和外部图片已去除。")
    return CleanCopy(
        page.encode(),
        removal.sentences(),
        "HTML",
        "text/html; charset=utf-8",
        "html",
        removal.facts(),
    )
