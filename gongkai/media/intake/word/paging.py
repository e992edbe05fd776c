"""How many pages a document fills: the file's own word when credible, else lines counted out."""

import math
import re
import unicodedata
from dataclasses import dataclass

from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.word.names import all_of, is_on, q, text_of, value, w
from gongkai.media.intake.word.styles import Styles

TWIPS = 20
EMU_IN_A_POINT = 12700
# A 文字 line without a set pitch: Song and Fangsong fonts ask for about 1.3 of their size.
NATURAL_PITCH = 1.3
TOLERANCE = 0.2


@dataclass
class _Page:
    width: float = 451.0
    height: float = 698.0
    pitch: float = 0.0


def recorded_pages(package: Package, characters: int) -> int | None:
    """Pages as Word or WPS counted them, if the character count beside it fits the text."""
    names = package.of_kind("", "extended-properties")
    tree = package.tree(names[0]) if names and names[0] in package.parts else None
    if tree is None:
        return None
    found = {str(node.tag).rpartition("}")[2]: (node.text or "").strip() for node in tree}
    program = found.get("Application", "")
    if not re.search(r"Word|WPS", program):
        return None
    pages, counted = found.get("Pages", ""), found.get("Characters", "")
    if not pages.isdecimal() or not counted.isdecimal() or int(pages) < 1 or not characters:
        return None
    return int(pages) if abs(int(counted) - characters) <= TOLERANCE * characters else None


def estimated_pages(body: _Element, styles: Styles) -> int:
    """Pages by page size, margins, font size, line pitch and characters a line."""
    sections = [_page(section) for section in all_of(body, "w:sectPr")] or [_Page()]
    breaks = [
        value(section.find(w("type"))) not in {"continuous", "nextColumn"}
        for section in all_of(body, "w:sectPr")
    ] or [True]
    at, pages, filled = 0, 1, 0.0
    for block in body:
        page = sections[min(at, len(sections) - 1)]
        if block.tag == w("p"):
            if _starts_page(block, styles) and filled:
                pages, filled = pages + 1, 0.0
            pages, filled = _flow(block, styles, page, pages, filled)
            if block.find(f"{w('pPr')}/{w('sectPr')}") is not None:
                at += 1
                if breaks[min(at, len(breaks) - 1)] and filled:
                    pages, filled = pages + 1, 0.0
        elif block.tag == w("tbl"):
            filled += _table_height(block, styles, page)
            pages, filled = pages + int(filled // page.height), filled % page.height
    return pages


def _page(section: _Element) -> _Page:
    size, margins, grid = (section.find(w(name)) for name in ("pgSz", "pgMar", "docGrid"))
    across, down = _number(size, "w", 11906), _number(size, "h", 16838)
    sides = _number(margins, "left", 1800) + _number(margins, "right", 1800)
    ends = abs(_number(margins, "top", 1440)) + abs(_number(margins, "bottom", 1440))
    columns = section.find(w("cols"))
    count = max(1, int(_number(columns, "num", 1)))
    snaps = grid is not None and grid.get(w("type")) in {"lines", "linesAndChars", "snapToChars"}
    pitch = _number(grid, "linePitch", 0) / TWIPS if snaps else 0.0
    width = max(40.0, (across - sides) / TWIPS) / count
    return _Page(width, max(60.0, (down - ends) / TWIPS) * count, pitch)


def _number(element: _Element | None, name: str, otherwise: float) -> float:
    written = "" if element is None else element.get(w(name)) or ""
    try:
        number = float(written) if written else otherwise
    except ValueError:
        return otherwise
    return number if math.isfinite(number) and abs(number) < 1e6 else otherwise


def _starts_page(paragraph: _Element, styles: Styles) -> bool:
    return is_on(styles.paragraph_property(paragraph, "pageBreakBefore"))


def _flow(
    paragraph: _Element, styles: Styles, page: _Page, pages: int, filled: float
) -> tuple[int, float]:
    size, pitch, before, after = _measures(paragraph, styles, page)
    lines = _lines(paragraph, styles, page.width, size)
    filled += before if filled else 0.0
    for _line in range(lines):
        if filled + pitch > page.height + 0.5:
            pages, filled = pages + 1, 0.0
        filled += pitch
    for height in _picture_heights(paragraph):
        height = min(height, page.height)
        if filled + height > page.height:
            pages, filled = pages + 1, 0.0
        filled += height
    breaks = sum(1 for mark in paragraph.iter(w("br")) if mark.get(w("type")) == "page")
    if breaks:
        pages, filled = pages + breaks, 0.0
    return pages, filled + after


def _measures(
    paragraph: _Element, styles: Styles, page: _Page
) -> tuple[float, float, float, float]:
    setting = styles.setting(paragraph)
    size = setting.size or _empty_size(paragraph, styles)
    spacing = styles.paragraph_property(paragraph, "spacing")
    natural = size * NATURAL_PITCH
    if page.pitch:
        natural = math.ceil(natural / page.pitch - 0.01) * page.pitch
    line, rule = _number(spacing, "line", 240), ""
    if spacing is not None:
        rule = spacing.get(w("lineRule")) or "auto"
    if rule == "exact":
        pitch = max(1.0, line / TWIPS)
    elif rule == "atLeast":
        pitch = max(natural, line / TWIPS)
    else:
        pitch = natural * line / 240
    before = _number(spacing, "before", 0) / TWIPS
    after = _number(spacing, "after", 0) / TWIPS
    return size, max(1.0, pitch), max(0.0, before), max(0.0, after)


def _empty_size(paragraph: _Element, styles: Styles) -> float:
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('sz')}")
    written = value(mark)
    if written.isdecimal():
        return min(200.0, int(written) / 2)
    return styles.size(paragraph, paragraph)


def _lines(paragraph: _Element, styles: Styles, width: float, size: float) -> int:
    indent = styles.paragraph_property(paragraph, "ind")
    sides = _indent(indent, "left", size) + _indent(indent, "right", size)
    first = _indent(indent, "firstLine", size) - _indent(indent, "hanging", size)
    room = max(size, width - sides)
    lines = 0
    # Lines hold whole characters, half-width ones among them: a line of 27.6 sets 27.5.
    whole = max(1.0, room * 2 // size / 2) if size else 1.0
    for part in re.split(r"\n", text_of(paragraph)) or [""]:
        length = text_width(part) + max(0.0, first / size)
        lines += max(1, math.ceil(length / whole))
        first = 0.0
    return lines


def _indent(indent: _Element | None, name: str, size: float) -> float:
    if indent is None:
        return 0.0
    characters = _number(indent, f"{name}Chars", 0)
    return characters / 100 * size if characters else _number(indent, name, 0) / TWIPS


def text_width(text: str) -> float:
    """Width in full-width characters; Latin letters and figures take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _picture_heights(paragraph: _Element) -> list[float]:
    heights = []
    for extent in paragraph.iter(q("wp:extent")):
        written = extent.get("cy") or "0"
        if written.isdecimal() and extent.getparent() is not None:
            heights.append(int(written) / EMU_IN_A_POINT)
    return heights


def _table_height(table: _Element, styles: Styles, page: _Page) -> float:
    total = 0.0
    for row in table.findall(w("tr")):
        cells = row.findall(w("tc"))
        tallest = 0.0
        for cell in cells:
            share = _number(cell.find(f"{w('tcPr')}/{w('tcW')}"), "w", 0) / TWIPS
            if not 10 < share <= page.width:
                share = page.width / max(1, len(cells))
            height = 0.0
            for paragraph in all_of(cell, "w:p"):
                size, pitch, before, after = _measures(paragraph, styles, page)
                lines = _lines(paragraph, styles, max(size, share - 11), size)
                height += lines * pitch + before + after + sum(_picture_heights(paragraph))
            tallest = max(tallest, height)
        least = _number(row.find(f"{w('trPr')}/{w('trHeight')}"), "val", 0) / TWIPS
        total += max(tallest, least) + 1
    return total
