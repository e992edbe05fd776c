"""Sheets of a board on paper: an edition's text set for reading on the wall."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from io import BytesIO

import pypdfium2
from lxml import html as lxml_html

from gongkai.outbound.boards.models import Board, BoardSheet
from gongkai.outbound.publishing.models import Edition
from gongkai.outbound.publishing.sheets import sheet_path
from gongkai.printing.walls import Foot, wall_pdf
from gongkai.rules.posters import PAPERS, Points, Poster, Table, Words
from gongkai.web.pages import public_address

# A document's title is a sentence; at the size of a poster's it would fill the sheet.
TITLE_SHARE = 0.55
# In points: a board is read at arm's length, also by old eyes.
LEAST_TEXT = {"a4": 14.0, "a3": 18.0}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WRAPPERS = ("section", "article", "div", "blockquote")
Block = Words | Points | Table


def sheet_pdf(board: Board, edition: Edition, *, issue: str) -> bytes:
    """All sheets of an edition as one file; its address asks about exactly this edition."""
    paper = PAPERS[board.paper]
    paper = replace(
        paper,
        text=max(paper.text, LEAST_TEXT[paper.name]),
        title=paper.title * TITLE_SHARE,
    )
    made_at = edition.published_at
    assert made_at is not None  # noqa: S101  only what was published is hung
    record = edition.record
    poster = Poster(
        title=edition.title,
        agency=f"{record.agency.name}　{board.name}",
        blocks=blocks_of(edition.body_html) or (Words((edition.body_text or edition.title,)),),
        note=issue,
    )
    foot = Foot(
        number=f"索引号：{record.index_number or record.pk}",
        version=f"第{edition.number}版　发布日期：{made_at:%Y-%m-%d}",
        address=public_address(sheet_path(edition)),
    )
    return wall_pdf(poster, paper, foot, made_at=made_at)


def pages_of(board: Board, edition: Edition) -> int:
    """How many sheets the whole text takes on this board's paper."""
    return len(pypdfium2.PdfDocument(sheet_pdf(board, edition, issue="0000年第0期")))


def hung_pdf(sheet: BoardSheet) -> bytes:
    """The sheets to hang: of what is public now the first, as many as have a slot."""
    board, live = sheet.issue.board, sheet.record.live_edition or sheet.edition
    live.record = sheet.record
    whole = sheet_pdf(board, live, issue=sheet.issue.label)
    if not sheet.has_rest:
        return whole
    taken = pypdfium2.PdfDocument.new()
    taken.import_pages(pypdfium2.PdfDocument(whole), list(range(sheet.slots)))
    cut = BytesIO()
    taken.save(cut)
    return cut.getvalue()


def blocks_of(body_html: str) -> tuple[Block, ...]:
    """Sanitised HTML as blocks: headings with what stands below them, lists, tables."""
    if not body_html:
        return ()
    reading = _Reading()
    for element in lxml_html.fragment_fromstring(body_html, create_parent="div"):
        reading.take(element)
    reading.close()
    return tuple(reading.blocks)


@dataclass
class _Reading:
    """What was read so far: finished blocks, and a heading with paragraphs that go on."""

    blocks: list[Block] = field(default_factory=list)
    heading: str = ""
    below: list[str] = field(default_factory=list)

    def take(self, element: lxml_html.HtmlElement) -> None:
        said = " ".join(element.text_content().split())
        if element.tag in HEADINGS:
            self.close()
            self.heading = said
        elif element.tag in ("ul", "ol"):
            points = tuple(map(_point, element.iterchildren("li")))
            self.blocks.append(Points(points, self._title()))
        elif element.tag in WRAPPERS:
            for inner in element:
                self.take(inner)
        elif element.tag == "table":
            self.blocks.extend(_table(element, self._title()))
        elif said := said or _pictured(element):
            self.below.append(said)

    def close(self) -> None:
        if self.heading or self.below:
            self.blocks.append(Words(tuple(self.below), self.heading))
        self.heading, self.below = "", []

    def _title(self) -> str:
        """The heading of a list that nothing stands between; of others it is used up."""
        title = "" if self.below else self.heading
        if self.below:
            self.close()
        self.heading = ""
        return title


def _point(element: lxml_html.HtmlElement) -> tuple[str, tuple[str, ...]]:
    """A point and the points below it; what stands inside those is not said twice."""
    below = tuple(_own_words(one) for one in element.iterdescendants("li"))
    return _own_words(element), below


def _own_words(element: lxml_html.HtmlElement) -> str:
    bare = deepcopy(element)
    for inner in bare.xpath(".//ul | .//ol"):
        inner.drop_tree()
    return " ".join(bare.text_content().split())


def _pictured(element: lxml_html.HtmlElement) -> str:
    """Pictures are not set on a sheet; that there is one, and where, is said."""
    pictures = element.xpath("descendant-or-self::img")
    named = [picture.get("alt", "").strip() for picture in pictures]
    return "；".join(f"（图：{name or '没有文字说明'}，见网页）" for name in named)


def _table(element: lxml_html.HtmlElement, heading: str) -> list[Block]:
    rows = [
        tuple(" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th"))
        for row in element.iter("tr")
    ]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    width = max(map(len, rows))
    head, *rest = (row + ("",) * (width - len(row)) for row in rows)
    return [Table(head, tuple(rest), (1,) * width, heading)]
