"""The annual report on a web page: its lines, and its tables as grids without merged cells."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement

from gongkai.media.intake import CannotTakeIn
from gongkai.media.intake.encoding import decode
from gongkai.media.report_files.tables import MOST_PLACES, TALLEST, WIDEST, layout_tables, own_rows
from gongkai.rules.annual_report.grids import Grid, Spot
from gongkai.rules.annual_report.reading import NotTheReport, Reading, day, read

MOST_TITLES = 8
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div",
    "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td",
    "tfoot", "th", "thead", "title", "tr", "ul",
})  # fmt: skip
UNSEEN = frozenset({
    "head", "script", "style", "noscript", "template", "textarea", "select", "svg", "iframe",
    "object",
})  # fmt: skip


def read_page(content: bytes) -> Reading:
    """The report on a web page, in whatever encoding it came."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(_page_text(content).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as broken:
        raise NotTheReport("网页里没有内容，不能核对。请重新保存网页。") from broken
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return read(list(page_blocks(root)), titles=_titles(root), published_on=_pub_date(root))


def _page_text(content: bytes) -> str:
    declared = re.search(rb"(?i)charset\s*=\s*[\"']?\s*(?:gbk|gb2312|gb18030)", content[:4096])
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return content.decode("gb18030", "replace").replace("\0", "")
    try:
        return decode(content)[0]
    except CannotTakeIn as refusal:
        raise NotTheReport(str(refusal)) from refusal


def _titles(root: HtmlElement) -> list[str]:
    named = {
        str(meta.get("name", "")).lower(): str(meta.get("content", ""))
        for meta in root.iter("meta")
    }
    headings = [_seen_text(each) for each in islice(root.iter("h1", "title"), MOST_TITLES)]
    return [each for each in (named.get("articletitle", ""), *headings) if each]


def _pub_date(root: HtmlElement) -> date | None:
    for meta in root.iter("meta"):
        if str(meta.get("name", "")).lower() in ("pubdate", "publishdate"):
            found = re.match(r"\s*(20\d\d)-(\d{1,2})-(\d{1,2})", str(meta.get("content", "")))
            return day(*(int(part) for part in found.groups())) if found else None
    return None


def page_blocks(root: HtmlElement) -> Iterator[str | Grid]:
    """Lines and grids of a page; a table that only lays out the page is gone through."""
    layout = layout_tables(root, "table", ("td", "th"))
    line: list[str] = []
    room = MOST_PLACES
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in BLOCKS and line:
            yield "".join(line)
            line = []
        if event == "end":
            line.append(element.tail or "")
        elif tag in UNSEEN or _is_hidden(element):
            walk.skip_subtree()
        elif tag == "table" and element not in layout:
            walk.skip_subtree()
            grid = _page_grid(element, room)
            room -= sum(len(row) for row in grid)
            yield grid
        else:
            line.append(element.text or "")
    yield "".join(line)


def _is_hidden(element: HtmlElement) -> bool:
    return bool(re.search(r"(?i)display\s*:\s*none", str(element.get("style", ""))))


def _seen_text(element: HtmlElement) -> str:
    """All text of a cell or heading that a reader sees."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if event == "end":
            parts.append("" if each is element else each.tail or "")
        elif each is not element and (each.tag in UNSEEN or _is_hidden(each)):
            walk.skip_subtree()
        else:
            parts.append(" " if each.tag in BLOCKS else "")
            parts.append(each.text or "")
    return "".join(parts)


def _page_grid(table: HtmlElement, room: int) -> Grid:
    """The table with each merged cell at all its places."""
    rows: list[list[Spot]] = []
    reaching: dict[int, tuple[int, str]] = {}
    for row in own_rows(table, "tr"):
        spots: list[Spot] = []
        _fill(spots, reaching)
        for cell in row.iterchildren("td", "th"):
            text = _seen_text(cell)
            if len(spots) >= WIDEST:
                break
            for offset in range(_span(cell.get("colspan"), WIDEST)):
                reaching[len(spots)] = (_span(cell.get("rowspan"), TALLEST) - 1, text)
                spots.append(Spot(text, is_first=offset == 0))
            _fill(spots, reaching)
        room -= len(spots)
        if room < 0:
            break
        rows.append(spots)
    return rows


def _fill(spots: list[Spot], reaching: dict[int, tuple[int, str]]) -> None:
    """Places that a cell of a row above reaches down to."""
    while (left := reaching.get(len(spots), (0, "")))[0] > 0:
        reaching[len(spots)] = (left[0] - 1, left[1])
        spots.append(Spot(left[1], is_first=False))


def _span(given: str | None, most: int) -> int:
    found = re.match(r"\s*0*(\d{1,6})", given or "")
    return max(1, min(int(found[1]), most)) if found else 1
