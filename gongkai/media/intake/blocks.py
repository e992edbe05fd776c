"""Loose HTML brought into blocks: all text in paragraphs, headings, items, tables and figures."""

import re
from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

from gongkai.media.intake.block_text import BLANKS, BLOCKS, CONTAINERS, LEAVES, inline_text
from gongkai.media.intake.draft import MARKS, PICTURE_MARK
from gongkai.media.intake.sanitising import MATHML, sanitise

_PICTURED = re.compile(f"{PICTURE_MARK}([^{PICTURE_MARK}]*){PICTURE_MARK}")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INLINE = {"a", "strong", "em", "sub", "sup", "code"}
_TABLE_PARTS = {"thead", "tbody", "tr", "td", "th", "caption"}
# Boxes without a meaning of their own end a paragraph; hr stands for that end.
_OPENED = re.compile(
    r"(?i)</?(?:dl|dt|dd|div|article|main|header|footer|center|address|nav|aside|form|fieldset)"
    r"\b[^>]*>"
)


def tree_of(loose: str) -> HtmlElement:
    """A div whose children are blocks or containers of blocks, from HTML of any quality."""
    if re.search(r"(?i)<h1\b", loose):
        loose = re.sub(r"(?i)<(/?)h([1-6])\b", _one_lower, loose)
    loose = re.sub(r"(?i)<(/?)h6\b", r"<\1h5", loose)
    loose = _OPENED.sub("<hr>", loose)
    loose = _PICTURED.sub(r'<img src="picture:\1">', loose)
    root = parsed(sanitise(_NOT_XML.sub("", loose)))
    _unnest(root)
    _settle(root)
    return root


def parsed(html: str) -> HtmlElement:
    # An empty fragment has no root of its own.
    return lxml_html.fragment_fromstring(html or "<p></p>", create_parent="div")


def _unnest(root: HtmlElement) -> None:
    """Blocks stand in containers only: what else holds one gives way, or it does."""
    for node in list(root.iter()):
        inside = {ancestor.tag for ancestor in node.iterancestors()}
        # A rule stands for the end of a box, and what it divides is no one paragraph.
        holds = {inner.tag for inner in node.iterdescendants()} & (BLOCKS | CONTAINERS | {"hr"})
        is_stray = node.tag in _TABLE_PARTS and "table" not in inside
        if is_stray or (node.tag in _INLINE and holds):
            node.drop_tag()
        elif node.tag in {"p", "h2", "h3", "h4", "h5", "pre"} and holds:
            node.tag = "section"
        elif node.tag in {"figure", "figcaption"} and holds:
            node.drop_tag()
        elif node.tag == "figcaption" and "figure" not in inside:
            node.tag = "p"


def _one_lower(heading: re.Match[str]) -> str:
    """The title is the first level of a page, so a document's own headings start below it."""
    return f"<{heading[1]}h{min(5, int(heading[2]) + 1)}"


def blocks_of(root: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks in reading order; what stands in a table or figure belongs to it."""
    for child in root:
        if child.tag in LEAVES:
            yield child
        elif child.tag == "li":
            yield child
            yield from blocks_of(child)
        elif child.tag in CONTAINERS:
            yield from blocks_of(child)


def rename(block: HtmlElement, tag: str) -> None:
    block.tag = tag
    if tag.startswith("h"):
        for emphasis in list(block.iter("strong", "em", "p")):
            emphasis.drop_tag()


def _settle(container: HtmlElement) -> None:
    """Wrap stray text and inline elements in paragraphs; sort out items, tables and figures."""
    _wrap_strays(container)
    _gather_items(container)
    for child in list(container):
        if child.tag in CONTAINERS or child.tag == "li":
            _settle_item(child) if child.tag == "li" else _settle(child)
            if not len(child) and not (child.text or "").strip(BLANKS):
                _drop(child)
        elif child.tag == "table":
            _settle_table(child)
        elif child.tag in {"p", "h2", "h3", "h4", "h5"}:
            _settle_paragraph(child)
        elif child.tag == "pre":
            child.text = (child.text or "").lstrip("\n")


def _wrap_strays(container: HtmlElement) -> None:
    wanted = {"li"} if container.tag in {"ul", "ol"} else LEAVES | CONTAINERS | {"li"}
    wrapper = "li" if container.tag in {"ul", "ol"} else "p"
    pending = lxml_html.Element(wrapper)
    pending.text = container.text
    container.text = None
    position = 0
    for child in list(container):
        tail, child.tail = child.tail, None
        if child.tag in wanted or child.tag == "hr":
            position = _flush(container, pending, position)
            pending = lxml_html.Element(wrapper)
            pending.text = tail
            if child.tag == "hr":
                container.remove(child)
            else:
                position += 1
        else:
            pending.append(child)
            child.tail = tail
    _flush(container, pending, position)


def _gather_items(container: HtmlElement) -> None:
    """Items without a list get one."""
    if container.tag in {"ul", "ol"}:
        return
    for child in list(container):
        if child.tag != "li":
            continue
        before = child.getprevious()
        if before is None or before.get("made") is None:
            before = lxml_html.Element("ul", made="")
            child.addprevious(before)
        before.append(child)
    for made in container:
        made.attrib.pop("made", "")


def _flush(container: HtmlElement, pending: HtmlElement, position: int) -> int:
    if _is_empty(pending):
        for child in list(pending):
            if child.getparent() is not pending:
                continue
            pending.remove(child)
            if child.getparent() is container:
                container.remove(child)
        return position
    container.insert(position, pending)
    return position + 1


def _is_empty(block: HtmlElement) -> bool:
    if any(node.tag in {"img", "math"} for node in block.iter()):
        return False
    return not "".join(block.itertext()).strip(BLANKS)


def _settle_item(item: HtmlElement) -> None:
    """An item holds its first words directly; what follows in it are blocks of their own."""
    for child in list(item):
        if child.tag in {"p", "h2", "h3", "h4", "h5"} and _is_empty(child):
            child.drop_tag()
    _settle(item)
    first = item[0] if len(item) else None
    if first is not None and first.tag in {"p", "h2", "h3", "h4", "h5", "figure"}:
        first.drop_tag()
    _tidy_edges(item)


def _settle_paragraph(block: HtmlElement) -> None:
    if _is_empty(block):
        _drop(block)
        return
    _tidy_edges(block)
    pictures = list(block.iter("img"))
    alone = pictures and not "".join(block.itertext()).translate(MARKS).strip(BLANKS + "0123456789")
    if alone and not any(True for _ in block.iter("math", "a")):
        block.tag = "figure"
        for child in list(block.iter("strong", "em", "br")):
            child.drop_tag()


def _settle_table(table: HtmlElement) -> None:
    for cell in list(table.iter("td", "th")):
        _settle_cell(cell)
    for row in list(table.iter("tr")):
        if not len(row):
            _drop(row)
    if not any(True for _ in table.iter("tr")):
        _drop(table)
        return
    for node in list(table.iter("li", "ul", "ol", "section", "h2", "h3", "h4", "h5", "p", "pre")):
        node.tag = {"ul": "ul", "ol": "ol", "li": "li"}.get(str(node.tag), "p")
    _mark_headers(table)


def _settle_cell(cell: HtmlElement) -> None:
    paragraphs = [child for child in cell if child.tag == "p"]
    if len(paragraphs) == len(cell):
        for number, paragraph in enumerate(paragraphs):
            paragraph.tail = (paragraph.tail or "").strip()
            if number and not _is_empty(paragraph):
                paragraph.addprevious(lxml_html.Element("br"))
            paragraph.drop_tag()
    _tidy_edges(cell)
    for span in ("colspan", "rowspan"):
        if cell.get(span) in {"1", "0"}:
            del cell.attrib[span]


def _mark_headers(table: HtmlElement) -> None:
    rows = list(table.iter("tr"))
    headed = list(table.iter("th"))
    if not headed and len(rows) > 1 and _is_evident_header(rows[0]):
        for cell in rows[0]:
            cell.tag = "th"
        headed = list(rows[0])
    first_rows = set(rows[0]) if rows else set()
    in_head = {cell for head in table.iter("thead") for cell in head.iter("th")}
    for cell in headed:
        if not cell.get("scope"):
            group = "colgroup" if int(cell.get("colspan") or 1) > 1 else "col"
            cell.set("scope", group if cell in first_rows or cell in in_head else "row")
        for emphasis in list(cell.iter("strong")):
            emphasis.drop_tag()


_HEADER_WORDS = re.compile(
    r"序号|编号|名称|项目|内容|单位|姓名|日期|时间|金额|数量|备注|类别|类型|事项|部门|地址|电话|年度|合计"
)


def _is_evident_header(row: HtmlElement) -> bool:
    """All cells filled with short words, and either all bold or with a word that heads columns."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    texts = [inline_text(cell) for cell in cells]
    if len(cells) < 2 or not all(texts) or any(len(text) > 20 for text in texts):
        return False
    if any(re.fullmatch(r"[\d.,%￥¥\-]+", text) for text in texts):
        return False
    bold = all("".join(s.text_content() for s in cell.iter("strong")).strip() for cell in cells)
    return bold or sum(bool(_HEADER_WORDS.search(text)) for text in texts) * 2 >= len(texts)


def _tidy_edges(block: HtmlElement) -> None:
    for child in block.iter():
        if child.tag in MATHML or child.tag == "pre":
            continue
        child.text = re.sub(r"[\t\r\n]+", " ", child.text or "") or None
        if child is not block:
            tail = re.sub(r"[\t\r\n]+", " ", child.tail or "")
            child.tail = (tail.lstrip(BLANKS) if child.tag == "br" else tail) or None
    while len(block) and block[0].tag == "br" and not (block.text or "").strip(BLANKS):
        block[0].drop_tag()
    while len(block) and block[-1].tag == "br" and not (block[-1].tail or "").strip(BLANKS):
        block[-1].drop_tag()
    block.text = (block.text or "").lstrip(BLANKS) or None
    if len(block):
        block[-1].tail = (block[-1].tail or "").rstrip(BLANKS) or None
    else:
        block.text = (block.text or "").rstrip(BLANKS) or None


def _drop(element: HtmlElement) -> None:
    """Remove an element; what follows it stays."""
    element.drop_tree()
