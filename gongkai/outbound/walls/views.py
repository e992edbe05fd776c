"""五上墙 for the public: the posters to read and to print, and what a sheet's code answers."""

import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.outbound.walls import standing
from gongkai.outbound.walls.standing import Standing, Word
from gongkai.outbound.walls.values import KINDS, WallSheet, wall_sheet, wall_sheets
from gongkai.people.models import Agency
from gongkai.printing.typesetting import CannotPrint
from gongkai.printing.walls import wall_pdf, wall_pictures
from gongkai.rules.posters import PAPERS, SCREENS, Block, Chart, Points, Steps, Table
from gongkai.web.pages import Crumb, Frame, agency_or_404, reading_page, show

TITLE = "五上墙"
SHOWN = 10
SHEETS_PER_PAGE = 20
_PAPER = re.compile(r"(a[1-4])\.pdf")
_SCREEN = re.compile(r"(wide|tall)-([1-9]\d{0,2})\.png")


def now() -> datetime:
    return timezone.now()


@reading_page
def walls(request: HttpRequest, agency: str) -> HttpResponse:
    """The five, as text and to download; the process charts, one a service, by pages."""
    owner = agency_or_404(agency)
    sheets = wall_sheets(owner, at=now())
    charts = [sheet for sheet in sheets if sheet.kind.key == "process"]
    page = Paginator(charts, SHEETS_PER_PAGE).get_page(request.GET.get("page"))
    sections = [
        (
            number,
            kind,
            [
                (sheet, previewed(sheet))
                for sheet in (
                    page if kind.key == "process" else [one for one in sheets if one.kind == kind]
                )
            ],
        )
        for number, kind in enumerate(KINDS, start=1)
    ]
    context = {
        "sections": sections,
        "page": page,
        "papers": tuple(PAPERS.values()),
        "screens": tuple(SCREENS.values()),
        "shown": SHOWN,
    }
    return show("walls/walls.html", _frame(owner, TITLE, "walls/"), context)


def previewed(sheet: WallSheet) -> list[tuple[Block, int]]:
    """The blocks cut to their first entries, each with how many are left out."""
    return [_cut(block) for block in sheet.poster.blocks]


def _cut(block: Block) -> tuple[Block, int]:
    if isinstance(block, Table):
        return replace(block, rows=block.rows[:SHOWN]), max(0, len(block.rows) - SHOWN)
    if isinstance(block, Points):
        return replace(block, points=block.points[:SHOWN]), max(0, len(block.points) - SHOWN)
    if isinstance(block, Steps):
        return replace(block, stages=block.stages[:SHOWN]), max(0, len(block.stages) - SHOWN)
    if isinstance(block, Chart):
        return block, 0
    return block, 0


@reading_page
def file(request: HttpRequest, agency: str, poster: str, name: str) -> HttpResponse:
    """`a3.pdf`: all sheets on that paper; `wide-2.png`: the second sheet for a screen."""
    owner = agency_or_404(agency)
    paper, screen = _PAPER.fullmatch(name), _SCREEN.fullmatch(name)
    if not paper and not screen:
        raise Http404
    sheet = wall_sheet(owner, poster, at=now())
    if sheet is None:
        raise Http404
    try:
        if paper:
            size = PAPERS[paper[1]]
            made = wall_pdf(sheet.poster, size, sheet.foot, made_at=sheet.made_at)
            return _download(made, "application/pdf", f"{sheet.file_name}-{size.label}.pdf")
        assert screen is not None  # noqa: S101  one of the two was found above
        pictures = wall_pictures(sheet.poster, SCREENS[screen[1]], sheet.foot)
    except CannotPrint as fault:
        frame = _frame(owner, "印不出来", f"walls/{poster}/")
        return show("walls/cannot_print.html", frame, {"fault": str(fault)}, status=422)
    number = int(screen[2])
    if number > len(pictures):
        raise Http404
    return _download(pictures[number - 1], "image/png", f"{sheet.file_name}-{number}.png")


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response


@reading_page
def sheet(request: HttpRequest, record: int, number: int) -> HttpResponse:
    return _answer(standing.of_edition(record, number, at=now()), f"/sheets/{record}/{number}/")


@reading_page
def sheet_of_many(request: HttpRequest, agency: str, poster: str, digest: str) -> HttpResponse:
    path = f"/sheets/{agency}/{poster}/{digest}/"
    owner = Agency.objects.filter(slug=agency).first()
    if owner is None or not re.fullmatch(r"[0-9a-f]{12}", digest):
        return _answer(standing.UNKNOWN, path)
    return _answer(standing.of_many(owner, poster, digest, at=now()), path)


def _answer(found: Standing, path: str) -> HttpResponse:
    frame = Frame(
        title=f"{found.word}{f'：{found.title}' if found.title else ''}",
        path=path,
        agency=found.agency,
        is_indexed=False,
    )
    status = 404 if found.word is Word.UNKNOWN else 200
    return show("walls/sheet.html", frame, {"standing": found}, status=status)


def _frame(owner: Agency, title: str, place: str) -> Frame:
    home = owner.get_absolute_url()
    return Frame(
        title=title,
        path=f"{home}{place}",
        agency=owner,
        door="look",
        crumbs=(Crumb("首页", home), Crumb(title)),
        is_indexed=place == "walls/",
    )
