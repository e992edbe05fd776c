"""A web page saved as a file: its text kept, its programs and outside pictures left."""

import html
import re
from pathlib import Path

from lxml import html as lxml_html

from gongkai.media.intake import limits
from gongkai.media.intake.blocks import tree_of
from gongkai.media.intake.draft import MARKS, Draft, Hint, line_mark
from gongkai.media.intake.encoding import decode
from gongkai.media.intake.sanitising import sanitise
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy

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
    body = _body(source)
    draft = Draft(body)
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
    content = path.read_bytes()
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


def clean(path: Path) -> CleanCopy:
    """A page of our own around the sanitised text."""
    source = _source(path)
    root = tree_of(_body(source))
    for picture in list(root.iter("img")):
        picture.drop_tree()
    inner = "\n".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    page = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8">'
        f"<title>{html.escape(_title(source))}</title></head>\n"
        f"<body>\n{sanitise(inner)}\n</body>\n</html>\n"
    )
    removed = ["网页程序、样式、外部图片和隐藏内容已去除。"] if "<" in source else []
    return CleanCopy(page.encode(), tuple(removed), "HTML", "text/html; charset=utf-8", "html")
