"""OpenDocument texts (ODT): settled and read through pandoc; the copy without authorship."""

import html
import posixpath
import re
from collections import Counter
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from gongkai.media.intake import pandoc
from gongkai.media.intake.draft import MARKS, Draft, Hint, line_mark, picture_mark
from gongkai.media.intake.package import open_package, parse_xml, write_package, write_xml
from gongkai.media.intake.pictures import shown_picture, without_metadata
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy
from gongkai.media.intake.word.names import remove
from gongkai.rules.gate.hidden_content import Kind

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
XLINK = "http://www.w3.org/1999/xlink"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
CONTENT_TYPE = "application/vnd.oasis.opendocument.text"
_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="'
    + OFFICE.encode()
    + b'" office:version="1.3"><office:meta/></office:document-meta>'
)


def read(path: Path) -> Draft:
    parts = open_package(path)
    root = _content(parts)
    draft = Draft("")
    counted = _settle(root)
    _mark_pictures(root, parts, draft, counted)
    styles = _styles(parts, root)
    for paragraph in list(root.iter(f"{{{TEXT}}}p", f"{{{TEXT}}}h")):
        _forget_marks(paragraph)
        inside = {f"{{{TEXT}}}note", "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"}
        if any(ancestor.tag in inside for ancestor in paragraph.iterancestors()):
            continue
        if not _text(paragraph):
            continue
        number = len(draft.hints)
        draft.hints[number] = _hint(paragraph, styles)
        paragraph.text = line_mark(number) + (paragraph.text or "")
    parts["content.xml"] = write_xml(root)
    kept = {name: content for name, content in parts.items() if _is_read(name)}
    draft.html = pandoc.to_html(write_package(kept, first=["mimetype"]), read="odt")
    text = re.sub(r"<[^>]*>", "", draft.html)
    draft.pages = max(1, -(-len(html.unescape(text)) // (22 * 28)))
    draft.losses += _sentences(counted)
    return draft


def _is_read(name: str) -> bool:
    return name in {"mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml"} or bool(
        re.fullmatch(r"Object [^/]+/content\.xml", name)
    )


def _content(parts: dict[str, bytes]) -> _Element:
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise CannotTakeIn("文件设有密码，无法读取。请取消密码后重新上传。")
    if any(name.startswith("Basic/") and name.endswith(".xba") for name in parts):
        raise CannotTakeIn("文件含有宏（可执行代码），不能接收。请去除宏后再上传。")
    if "content.xml" not in parts:
        raise CannotTakeIn("文件缺少正文部件，可能已损坏。请在办公软件中打开后另存一份再上传。")
    return parse_xml(parts["content.xml"])


def _settle(root: _Element, words: list[str] | None = None) -> Counter[str]:
    """Take out what is not shown, and count it; `words` receives the hidden ones."""
    counted: Counter[str] = Counter()
    unseen = [] if words is None else words
    for listed in list(root.iter(f"{{{TEXT}}}tracked-changes")):
        counted["change"] += sum(1 for _ in listed.iter(f"{{{TEXT}}}changed-region"))
        remove(listed)
    changes = (f"{{{TEXT}}}{name}" for name in ("change", "change-start", "change-end"))
    for mark in list(root.iter(*changes, f"{{{OFFICE}}}annotation-end")):
        remove(mark)
    for note in list(root.iter(f"{{{OFFICE}}}annotation")):
        counted["comment"] += 1
        remove(note)
    for hidden in list(root.iter(f"{{{TEXT}}}hidden-text", f"{{{TEXT}}}hidden-paragraph")):
        unseen.append(_text(hidden) or hidden.get(f"{{{TEXT}}}string-value") or "")
        counted["hidden"] += 1
        remove(hidden)
    counted["hidden"] += _drop_hidden_spans(root, unseen)
    for contents in list(root.iter(f"{{{TEXT}}}table-of-content")):
        counted["contents"] += 1
        remove(contents)
    return counted


def _drop_hidden_spans(root: _Element, unseen: list[str]) -> int:
    dropped = 0
    hiding = {
        style.get(f"{{{STYLE}}}name")
        for style in root.iter(f"{{{STYLE}}}style")
        if any(
            look.get(f"{{{TEXT}}}display") == "none"
            for look in style.iter(f"{{{STYLE}}}text-properties")
        )
    }
    for span in list(root.iter(f"{{{TEXT}}}span")):
        if span.get(f"{{{TEXT}}}style-name") in hiding:
            dropped += 1
            unseen.append(_text(span))
            remove(span)
    return dropped


def _mark_pictures(
    root: _Element, parts: dict[str, bytes], draft: Draft, counted: Counter[str]
) -> None:
    for frame in list(root.iter(f"{{{DRAW}}}frame")):
        box = frame.find(f"{{{DRAW}}}text-box")
        if box is not None:
            counted["text box"] += 1
            anchor = next(frame.iterancestors(f"{{{TEXT}}}p"), None)
            for paragraph in reversed(list(box)):
                if anchor is not None:
                    anchor.addnext(paragraph)
            remove(frame)
            continue
        if frame.find(f"{{{DRAW}}}object") is not None:
            link = frame.find(f"{{{DRAW}}}object")
            target = ("" if link is None else link.get(f"{{{XLINK}}}href") or "").removeprefix("./")
            if b"MathML" in parts.get(f"{target}/content.xml", b""):
                continue
            counted["object"] += 1
        image = frame.find(f"{{{DRAW}}}image")
        target = "" if image is None else image.get(f"{{{XLINK}}}href") or ""
        content = parts.get(target.removeprefix("./"))
        name = f"picture{len(draft.pictures) + 1}"
        alt = "".join(found.text or "" for found in frame.iter("{*}desc"))
        picture = shown_picture(content, name=name, alt=alt) if content else None
        mark = ""
        if picture is None:
            counted["picture"] += 1
        else:
            draft.pictures[picture.name] = picture
            mark = picture_mark(picture.name)
        span = etree.Element(f"{{{TEXT}}}span")
        span.text = mark
        frame.addprevious(span)
        remove(frame)


def _text(element: _Element) -> str:
    return "".join(str(bit) for bit in element.itertext()).strip()


def _forget_marks(paragraph: _Element) -> None:
    for node in paragraph.iter():
        if node.tag == f"{{{TEXT}}}span" and (node.text or "").startswith(picture_mark("")[0]):
            continue
        node.text = node.text.translate(MARKS) if node.text else node.text
        node.tail = node.tail.translate(MARKS) if node.tail and node is not paragraph else node.tail


def _styles(parts: dict[str, bytes], root: _Element) -> dict[str, _Element]:
    found: dict[str, _Element] = {}
    trees = [parse_xml(parts["styles.xml"])] if "styles.xml" in parts else []
    for tree in [*trees, root]:
        for style in tree.iter(f"{{{STYLE}}}style"):
            found[style.get(f"{{{STYLE}}}name") or ""] = style
    return found


def _hint(paragraph: _Element, styles: dict[str, _Element]) -> Hint:
    name = paragraph.get(f"{{{TEXT}}}style-name") or ""
    outline = paragraph.get(f"{{{TEXT}}}outline-level") or ""
    font, size, align, is_title = "", 0.0, "", False
    spans = [span for span in paragraph.iter(f"{{{TEXT}}}span") if _text(span)]
    names = [spans[0].get(f"{{{TEXT}}}style-name") or "", name] if spans else [name]
    for start in names:
        seen: set[str] = set()
        while start and start not in seen and start in styles:
            seen.add(start)
            style = styles[start]
            is_title = is_title or start == "Title"
            for look in style.iter(f"{{{STYLE}}}text-properties"):
                font = font or look.get(f"{{{STYLE}}}font-name-asian") or ""
                size = size or _points(look.get(f"{{{STYLE}}}font-size-asian"))
                size = size or _points(look.get(f"{{{FO}}}font-size"))
            for look in style.iter(f"{{{STYLE}}}paragraph-properties"):
                align = align or look.get(f"{{{FO}}}text-align") or ""
            start = style.get(f"{{{STYLE}}}parent-style-name") or ""
    return Hint(
        font=font, size=size, centred=align == "center", is_title=is_title,
        outline=int(outline) - 1 if outline.isdecimal() else None, plain=not size and not align,
    )  # fmt: skip


def _points(written: str | None) -> float:
    found = re.fullmatch(r"([\d.]{1,6})pt", written or "")
    return float(found[1]) if found and found[1].count(".") < 2 and found[1] != "." else 0.0


def _sentences(counted: Counter[str]) -> list[str]:
    said = {
        "change": "修订记录 {n} 处已按“接受全部修订”处理。",
        "comment": "批注 {n} 条已清除。",
        "hidden": "隐藏文字 {n} 处已清除。",
        "contents": "有 {n} 个目录未收入，网页按标题另列目录。",
        "text box": "有 {n} 个文本框：其中的文字已移到所在段落之后。",
        "object": "有 {n} 个嵌入对象未收入。",
        "picture": "有 {n} 幅图片未收入（格式不支持、缺失或外部链接）。",
    }
    return [text.format(n=counted[kind]) for kind, text in said.items() if counted[kind]]


def clean(path: Path) -> CleanCopy:
    parts, removal = open_package(path), Removal()
    root = strip(parts, removal)
    kept = {"mimetype": CONTENT_TYPE.encode(), "content.xml": write_xml(root), "meta.xml": _META}
    for name, content in parts.items():
        in_media = posixpath.dirname(name) in {"Pictures", "media"} or name.startswith("Object ")
        if name == "styles.xml":
            styles = parse_xml(content)
            _settle(styles)
            kept[name] = write_xml(styles)
        elif in_media:
            kept[name] = without_metadata(content)
            removal.add(Kind.PICTURE_METADATA, int(kept[name] != content))
    kept["META-INF/manifest.xml"] = _manifest(parts, kept)
    packed = write_package(kept, first=["mimetype"])
    return CleanCopy(packed, removal.sentences(), "ODT", CONTENT_TYPE, "odt", removal.facts())


def strip(parts: dict[str, bytes], removal: Removal) -> _Element:
    """The tree of the text as its reader sees it."""
    root, unseen = _content(parts), list[str]()
    counted = _settle(root, unseen)
    removal.add(Kind.TRACKED_CHANGES, counted["change"])
    removal.add(Kind.COMMENTS, counted["comment"])
    for text in unseen:
        removal.add_text(Kind.HIDDEN_TEXT, text)
    if re.search(rb"<(?:dc:creator|meta:initial-creator)>[^<]", parts.get("meta.xml", b"")):
        removal.add(Kind.AUTHOR_NAMES, detail="作者")
    removal.add(Kind.CUSTOM_PROPERTIES, parts.get("meta.xml", b"").count(b"<meta:user-defined"))
    return root


def _manifest(parts: dict[str, bytes], kept: dict[str, bytes]) -> bytes:
    manifest = parse_xml(parts.get("META-INF/manifest.xml", b"<m/>"))
    for entry in list(manifest):
        name = entry.get(f"{{{MANIFEST}}}full-path") or ""
        if name != "/" and name not in kept and not any(part.startswith(name) for part in kept):
            manifest.remove(entry)
    return write_xml(manifest)
