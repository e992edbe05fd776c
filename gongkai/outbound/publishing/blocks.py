"""Blocks of a text that is made from elements: the same HTML that the intake makes of a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.outbound.publishing.structures import Written

# As the intake writes a row of a file; blanks would look like blanks inside words.
BETWEEN_CELLS = "\t"


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 2 stands above 3."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Points in their order."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with a row of headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listing | Table


def written(title: str, blocks: Iterable[Block]) -> Written:
    """Every line gets an anchor `b1`, `b2`, …, which is its number in the plain text."""
    lines: list[str] = []
    html = "".join(part for block in blocks for part in _html(block, lines))
    return Written(title=title, html=html, text="\n".join(lines))


def _line(lines: list[str], text: str) -> str:
    lines.append(" ".join(text.split("\n")))
    return f"b{len(lines)}"


def _html(block: Block, lines: list[str]) -> Iterator[SafeString | str]:
    if isinstance(block, Heading):
        tag = f"h{block.level}"
        anchor = _line(lines, block.text)
        yield format_html('<{} id="{}">{}</{}>', tag, anchor, block.text, tag)
    elif isinstance(block, Paragraph):
        yield format_html('<p id="{}">{}</p>', _line(lines, block.text), block.text)
    elif isinstance(block, Listing):
        yield "<ol>"
        for point in block.points:
            yield format_html('<li id="{}">{}</li>', _line(lines, point), point)
        yield "</ol>"
    else:
        yield "<table>"
        yield _row("thead", "th", block.head, lines)
        yield "<tbody>"
        for row in block.rows:
            yield _row("", "td", row, lines)
        yield "</tbody></table>"


def _row(around: str, tag: str, cells: Sequence[str], lines: list[str]) -> str:
    anchor = _line(lines, BETWEEN_CELLS.join(cells))
    scope = ' scope="col"' if tag == "th" else ""
    shown = "".join(
        format_html("<{}{}>{}</{}>", tag, SafeString(scope), cell, tag) for cell in cells
    )
    row = f'<tr id="{anchor}">{shown}</tr>'
    return f"<{around}>{row}</{around}>" if around else row
