"""The words of a block: read as one line, freed of marks, cut."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from gongkai.media.intake.draft import LINE_MARK, MARKS

LEAVES = {"p", "h2", "h3", "h4", "h5", "table", "figure", "pre"}
BLOCKS = LEAVES | {"li"}
CONTAINERS = {"section", "blockquote", "ul", "ol"}
# Blanks at the edge of a paragraph are its indent; a non-breaking one counts as well.
BLANKS = " \t\r\n\u3000\xa0\u2002\u2003\u200b\ufeff"
_MARKED = re.compile(f"{LINE_MARK}(\\d+){LINE_MARK}")


def text_of(block: HtmlElement) -> str:
    """The text of one block on one line; a table has tabs between cells and " / " between rows."""
    if block.tag == "table":
        rows = [
            "\t".join(inline_text(cell) for cell in row if cell.tag in {"td", "th"})
            for row in block.iter("tr")
        ]
        captions = [inline_text(caption) for caption in block.iter("caption")]
        return " / ".join([*captions, *rows])
    return inline_text(block)


def inline_text(element: HtmlElement) -> str:
    return re.sub(r"[\t\r\n]+", " ", "".join(_text_bits(element))).strip(BLANKS)


def _text_bits(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif not (element.tag == "li" and (child.tag in BLOCKS or child.tag in CONTAINERS)):
            if child.tag in {"td", "th", "p"} and child.getprevious() is not None:
                yield " "
            yield from _text_bits(child)
        yield child.tail or ""


def take_marks(block: HtmlElement) -> int | None:
    """The number of the line mark in a block; all marks in it are removed."""
    number: int | None = None
    for node in block.iter():
        if not isinstance(node.tag, str):
            continue
        for side in ("text", "tail"):
            value = getattr(node, side)
            if value and LINE_MARK in value and not (side == "tail" and node is block):
                if number is None and (found := _MARKED.search(value)):
                    number = int(found[1])
                setattr(node, side, _MARKED.sub("", value).translate(MARKS))
    return number


def cut_text(element: HtmlElement, count: int) -> None:
    """Remove the first `count` characters of an element's text, wherever they stand."""
    for node, side in list(_slots(element)):
        value = getattr(node, side) or ""
        taken = min(count, len(value))
        setattr(node, side, value[taken:])
        count -= taken
        if not count:
            return


def _slots(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    yield element, "text"
    for child in element:
        yield from _slots(child)
        yield child, "tail"
