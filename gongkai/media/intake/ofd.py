"""OFD (GB/T 33190-2016): text read page by page; the copy without author and attachments."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from gongkai.media.intake import limits
from gongkai.media.intake.draft import Draft
from gongkai.media.intake.package import open_package, parse_xml, resolve, write_package, write_xml
from gongkai.media.intake.pdf.lines import (
    PrintedLine,
    paragraphs,
    without_edges,
    write_paragraphs,
)
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy
from gongkai.rules.gate.hidden_content import Kind

POINTS_IN_A_MILLIMETRE = 72 / 25.4
_PERSONAL = {"Author", "Creator", "CreatorVersion", "CreationDate", "ModDate", "Keywords",
             "CustomDatas", "Subject", "Abstract", "DocUsage", "Cover"}  # fmt: skip


def read(path: Path) -> Draft:
    parts = open_package(path)
    draft = Draft("", pages_estimated=False)
    printed: list[list[PrintedLine]] = []
    heights: list[float] = []
    images = 0
    for number, (tree, height) in enumerate(_pages(parts)):
        if number >= limits.MAX_PDF_PAGES:
            draft.lose(f"页数超过 {limits.MAX_PDF_PAGES}，其余未收入。")
            break
        printed.append(_lines(tree, number, height))
        heights.append(height)
        images += sum(1 for _ in _named(tree, "ImageObject"))
    if not printed:
        raise CannotTakeIn("OFD 文件没有任何页面，可能已损坏。请重新导出后再上传。")
    draft.pages = len(printed)
    write_paragraphs(draft, printed, heights)
    if not draft.html:
        draft.lose("OFD 中没有文字（可能是扫描件），网页上没有正文。请上传原来的电子文档。")
    draft.images = images
    if images:
        draft.lose(f"图片 {images} 幅未收入。")
    draft.lose("OFD 只收入文字，表格线和版式未收入，也没有页面图，请核对。")
    if _is_signed(parts):
        draft.lose("文件带有电子签章，签章未收入网页；公开副本保持原样，以免签章失效。")
    return draft


def _pages(parts: dict[str, bytes]) -> Iterator[tuple[_Element, float]]:
    """Page trees in order, with their heights in points."""
    root = _tree(parts, "OFD.xml")
    for body in _named(root, "DocRoot") if root is not None else ():
        name = resolve("OFD.xml", (body.text or "").strip())
        document = _tree(parts, name)
        if document is None:
            continue
        usual = _height(document)
        for entry in _named(document, "Page"):
            tree = _tree(parts, resolve(name, entry.get("BaseLoc") or ""))
            if tree is not None:
                yield tree, (_height(tree) or usual or 297.0) * POINTS_IN_A_MILLIMETRE


def _tree(parts: dict[str, bytes], name: str) -> _Element | None:
    return parse_xml(parts[name]) if name in parts else None


def _named(tree: _Element, name: str) -> Iterator[_Element]:
    return tree.iter(f"{{*}}{name}")


def _height(tree: _Element) -> float:
    for box in _named(tree, "PhysicalBox"):
        return _numbers(box.text)[3]
    return 0.0


def _numbers(written: str | None) -> list[float]:
    try:
        numbers = [float(number) for number in (written or "").split()[:4]]
    except ValueError:
        numbers = []
    return numbers + [0.0] * (4 - len(numbers))


def _lines(page: _Element, number: int, height: float) -> list[PrintedLine]:
    pieces = []
    for placed in _named(page, "TextObject"):
        left, top, width, tall = (
            part * POINTS_IN_A_MILLIMETRE for part in _numbers(placed.get("Boundary"))
        )
        text = "".join(code.text or "" for code in _named(placed, "TextCode"))
        size = _numbers(placed.get("Size"))[0] * POINTS_IN_A_MILLIMETRE or tall
        if text.strip():
            bottom = height - top - tall
            pieces.append(
                PrintedLine(
                    text, left, left + width, bottom, bottom + tall, round(size, 1), "", number
                )
            )
    pieces.sort(key=lambda piece: (-round(piece.bottom / 3), piece.left))
    lines: list[PrintedLine] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is not None and abs(last.bottom - piece.bottom) < 0.5 * piece.size:
            lines[-1] = PrintedLine(
                last.text + piece.text, last.left, max(last.right, piece.right), last.bottom,
                max(last.top, piece.top), last.size, "", number,
            )  # fmt: skip
        else:
            lines.append(piece)
    return lines


def _is_signed(parts: dict[str, bytes]) -> bool:
    return any(posixpath.basename(name) == "Signature.xml" for name in parts)


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    parts = open_package(path)
    if not _is_signed(parts):
        _strip(parts, removal)
    printed: list[list[PrintedLine]] = []
    heights: list[float] = []
    for number, (tree, height) in enumerate(_pages(parts)):
        if number >= limits.MAX_PDF_PAGES:
            losses.append(f"页数超过 {limits.MAX_PDF_PAGES}，其余没有读。")
            break
        printed.append(_lines(tree, number, height))
        heights.append(height)
    kept, _edges = without_edges(printed, heights)
    yield from (paragraph.text for paragraph in paragraphs(kept))
    losses.append("OFD 里的图片和图形没有识别。")


def clean(path: Path) -> CleanCopy:
    parts, removal = open_package(path), Removal()
    if _is_signed(parts):
        return CleanCopy(path.read_bytes(), (), "OFD", "application/ofd", "ofd")
    _strip(parts, removal)
    content = write_package(parts, first=["OFD.xml"])
    return CleanCopy(content, removal.sentences(), "OFD", "application/ofd", "ofd", removal.facts())


def _strip(parts: dict[str, bytes], removal: Removal) -> None:
    root = _tree(parts, "OFD.xml")
    if root is None:
        raise CannotTakeIn("OFD 文件没有入口部件，可能已损坏。请重新导出后再上传。")
    for node in list(root.iter()):
        if isinstance(node.tag, str) and etree.QName(node).localname in _PERSONAL:
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
                removal.add(Kind.CUSTOM_PROPERTIES, detail="作者、制作程序、日期等文档属性")
    parts["OFD.xml"] = write_xml(root)
    removal.add(Kind.EMBEDDED_OBJECTS, _drop_listed(parts, "Attachments"), detail="内嵌附件")
    removal.add(Kind.COMMENTS, _drop_listed(parts, "Annotations"))


def _drop_listed(parts: dict[str, bytes], kind: str) -> int:
    """Remove a list part that the document names, and the files the list names."""
    dropped = 0
    for name in [name for name in parts if posixpath.basename(name) == "Document.xml"]:
        document = parse_xml(parts[name])
        for entry in list(_named(document, kind)):
            listing = resolve(name, (entry.text or "").strip())
            tree = _tree(parts, listing)
            for location in _named(tree, "FileLoc") if tree is not None else ():
                dropped += (
                    parts.pop(resolve(listing, (location.text or "").strip()), None) is not None
                )
            dropped += parts.pop(listing, None) is not None and not dropped
            parent = entry.getparent()
            if parent is not None:
                parent.remove(entry)
            parts[name] = write_xml(document)
    return dropped
