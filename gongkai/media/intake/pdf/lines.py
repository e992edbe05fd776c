"""Lines of PDF pages made paragraphs again: page numbers out, wrapped lines joined."""

import html
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.media.intake.draft import MARKS, Draft, Hint, line_mark
from gongkai.rules import document_form

_PAGE_NUMBER = re.compile(
    r"[—–\-－―·.\s]*\d{1,4}[—–\-－―·.\s]*|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+"
)
# Shares of the page's height: page numbers stand low, running heads above the text area.
FOOT, HEAD = 0.1, 0.92


@dataclass(frozen=True)
class PrintedLine:
    """A line of text as it stands on the page; y counts upwards, in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    font: str
    page: int


@dataclass
class Paragraph:
    """Lines that belong together."""

    text: str
    size: float
    font: str
    centred: bool


@dataclass(frozen=True)
class Repeated:
    """What stands at the edge of pages and is no part of the text."""

    page_numbers: int
    running: tuple[str, ...]


def write_paragraphs(
    draft: Draft, printed: Sequence[Sequence[PrintedLine]], heights: Sequence[float]
) -> None:
    """Put the paragraphs of all pages into the draft, and say what stood at the edges."""
    kept, repeated = without_edges(printed, heights)
    written = []
    for paragraph in paragraphs(kept):
        number = len(draft.hints)
        draft.hints[number] = Hint(
            font=paragraph.font, size=paragraph.size, centred=paragraph.centred, plain=True
        )
        written.append(f"<p>{line_mark(number)}{html.escape(paragraph.text.translate(MARKS))}</p>")
    draft.html = "".join(written)
    if repeated.page_numbers:
        draft.lose(f"页码 {repeated.page_numbers} 处未收入正文。")
    if repeated.running:
        draft.lose(f"每页重复的页眉页脚未收入正文：{'；'.join(repeated.running)}。")


def without_edges(
    pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]
) -> tuple[list[list[PrintedLine]], Repeated]:
    """Pages without page numbers and running headers and footers."""
    seen: Counter[str] = Counter()
    for page, height in zip(pages, heights, strict=True):
        seen.update({_shape(line) for line in page if _at_edge(line, height)})
    often = max(3, len(pages) // 2)
    numbers, running, kept = 0, [], []
    for page, height in zip(pages, heights, strict=True):
        lines = []
        for line in page:
            if _at_edge(line, height) and _PAGE_NUMBER.fullmatch(line.text.strip()):
                numbers += 1
            elif _is_running(line, height, seen, often):
                running.append(re.sub(r"\s+", " ", line.text.strip())[:40])
            else:
                lines.append(line)
        kept.append(lines)
    return kept, Repeated(numbers, tuple(dict.fromkeys(running))[:5])


def _is_running(line: PrintedLine, height: float, seen: Counter[str], often: int) -> bool:
    repeated = _at_edge(line, height) and seen[_shape(line)] >= often
    return repeated and document_form.heading_level(line.text) is None


def _at_edge(line: PrintedLine, height: float) -> bool:
    return line.top < FOOT * height + line.size or line.bottom > HEAD * height


def _shape(line: PrintedLine) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))


def paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> list[Paragraph]:
    lines = [line for page in pages for line in page if line.text.strip()]
    if not lines:
        return []
    margins = {number: _margins(lines, number) for number in {line.page for line in lines}}
    pitch = _pitch(lines)
    joined: list[Paragraph] = []
    before: PrintedLine | None = None
    for line in lines:
        left, right = margins[line.page]
        centred = _is_centred(line, left, right)
        if before is not None and _continues(before, line, margins, pitch):
            joined[-1].text = join(joined[-1].text, line.text)
            joined[-1].centred = joined[-1].centred and centred
        else:
            joined.append(Paragraph(line.text.strip(), line.size, line.font, centred))
        before = line
    return joined


def join(first: str, second: str) -> str:
    """Two lines as one: a blank only between words in Latin letters."""
    first, second = first.rstrip(), second.strip()
    if not first or not second:
        return first + second
    if first[-1] == "\u00ad" or (
        first[-1] == "-" and first[-2:-1].isalpha() and second[0].islower()
    ):
        return first[:-1] + second
    return first + (" " if ord(first[-1]) < 0x2E80 and ord(second[0]) < 0x2E80 else "") + second


def _margins(lines: Sequence[PrintedLine], page: int) -> tuple[float, float]:
    """The text area's edges: of this page if it has enough lines, else of the document."""
    mine = [line for line in lines if line.page == page]
    mine = mine if len(mine) >= 5 else list(lines)
    lefts = sorted(line.left for line in mine)
    rights = sorted(line.right for line in mine)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _pitch(lines: Sequence[PrintedLine]) -> float:
    gaps = [
        first.bottom - second.bottom
        for first, second in pairwise(lines)
        if first.page == second.page and 0 < first.bottom - second.bottom < 6 * first.size
    ]
    return statistics.median(gaps) if gaps else 20.0


def _is_centred(line: PrintedLine, left: float, right: float) -> bool:
    middle = (line.left + line.right) / 2
    indented = line.left - left > 2.5 * line.size and right - line.right > 2.5 * line.size
    return indented and abs(middle - (left + right) / 2) < 1.5 * line.size


def _continues(
    before: PrintedLine,
    line: PrintedLine,
    margins: dict[int, tuple[float, float]],
    pitch: float,
) -> bool:
    left, _right = margins[line.page]
    if abs(before.size - line.size) > 1:
        return False
    # A wrapped line fills the measure; the next one starts at the margin, without an indent.
    is_full = before.right >= margins[before.page][1] - 2 * before.size
    starts_at_margin = line.left <= left + 0.8 * line.size
    if not is_full or not starts_at_margin:
        return False
    if document_form.heading_level(before.text) and len(before.text) < 15:
        return False
    if before.page != line.page:
        return not before.text.rstrip().endswith(("。", "：", "！", "？"))
    return before.bottom - line.bottom < 1.6 * max(pitch, before.size)
