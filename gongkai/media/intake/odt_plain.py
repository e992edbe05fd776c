"""The words of an OpenDocument text, a line for each paragraph or row."""

from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake.odt import DRAW, OFFICE, TEXT, strip
from gongkai.media.intake.package import open_package
from gongkai.media.intake.removal import Removal

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ROW, _NOTE = f"{{{_TABLE}}}table-row", f"{{{TEXT}}}note-body"
_PARAGRAPHS = (f"{{{TEXT}}}p", f"{{{TEXT}}}h")
_BLANKS = {f"{{{TEXT}}}{name}" for name in ("s", "tab", "line-break")}
# What stands inside a paragraph and is read on lines of its own, or not at all.
_APART = {_NOTE, f"{{{DRAW}}}text-box", f"{{{OFFICE}}}annotation"}


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    root = strip(open_package(path), removal)
    body = next(root.iter(f"{{{OFFICE}}}body"), root)
    for block in body.iter(*_PARAGRAPHS, _ROW):
        if next(block.iterancestors(_ROW), None) is not None:
            continue
        yield _row(block) if block.tag == _ROW else _words(block)
    if pictures := sum(1 for _ in body.iter(f"{{{DRAW}}}image")):
        losses.append(f"图片 {pictures} 幅里的文字没有识别。")


def _row(row: _Element) -> str:
    cells = row.iterchildren(f"{{{_TABLE}}}table-cell")
    return "\t".join(" ".join(filter(None, map(_words, cell.iter(*_PARAGRAPHS)))) for cell in cells)


def _words(paragraph: _Element) -> str:
    return "".join(_bits(paragraph)).strip()


def _bits(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _BLANKS:
            yield " "
        elif child.tag not in _APART:
            yield from _bits(child)
        yield child.tail or ""
