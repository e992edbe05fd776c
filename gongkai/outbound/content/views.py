"""The public reading pages."""

from datetime import datetime
from io import BytesIO

import segno
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.outbound.content import columns, files, frames, listing, queries, searching
from gongkai.outbound.content.columns import Place
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency
from gongkai.web.errors import gone
from gongkai.web.finding import public_index
from gongkai.web.pages import (
    Frame,
    agency_or_404,
    only_agency,
    public_address,
    reading_page,
    show,
)
from gongkai.web.search import LONGEST_WORDS

AGENCIES_PER_PAGE = 100
NEWEST_ON_HOME = 10
FIRST_YEAR, LAST_YEAR = 1900, 2999
LONGEST_NUMBER = 18


@reading_page
def home(request: HttpRequest) -> HttpResponse:
    agency = only_agency()
    if agency is not None:
        return _home_of(agency, at=timezone.now())
    agencies = Agency.objects.order_by("name", "pk").only("slug", "name")
    page = Paginator(agencies, AGENCIES_PER_PAGE).get_page(request.GET.get("page"))
    frame = Frame(title="政府信息公开", path="/", door="home")
    return show("content/agencies.html", frame, {"page": page})


@reading_page
def agency_home(request: HttpRequest, agency: str) -> HttpResponse:
    return _home_of(agency_or_404(agency), at=timezone.now())


def _home_of(agency: Agency, *, at: datetime) -> HttpResponse:
    newest = columns.newest_of(agency, count=NEWEST_ON_HOME)
    return show(
        "content/home.html",
        frames.of_agency(agency),
        {
            "rows": listing.rows(newest.records, on=localdate(at)),
            "has_more": newest.following is not None,
            "branches": columns.tree(agency),
        },
    )


@reading_page
def column(request: HttpRequest, agency: str, slug: str) -> HttpResponse:
    at, owner = timezone.now(), agency_or_404(agency)
    way = columns.ways(columns.tree(owner)).get(slug)
    if way is None:
        raise Http404
    year = _year(request.GET.get("year", ""))
    found = columns.newest_in(way[-1], after=Place.read(request.GET.get("before", "")), year=year)
    return show(
        "content/column.html",
        frames.of_column(owner, way),
        {
            "branch": way[-1],
            "is_stale": way[-1].is_stale(at),
            "rows": listing.rows(found.records, on=localdate(at)),
            "following": found.following,
            "is_first": "before" not in request.GET,
            "years": columns.years_of(way[-1]),
            "year": year,
        },
    )


def _year(written: str) -> int | None:
    is_year = written.isascii() and written.isdecimal() and len(written) == 4
    return int(written) if is_year and FIRST_YEAR <= int(written) <= LAST_YEAR else None


@reading_page
def catalogue(request: HttpRequest, agency: str) -> HttpResponse:
    owner = agency_or_404(agency)
    branches = columns.tree(owner)
    found = columns.newest_of(owner, after=Place.read(request.GET.get("before", "")))
    return show(
        "content/catalogue.html",
        frames.below_home(owner, "公开目录", "catalogue/", door="look"),
        {
            "branches": branches,
            "headings": columns.by_category(branches),
            "rows": listing.rows(found.records, on=localdate(timezone.now())),
            "following": found.following,
            "is_first": "before" not in request.GET,
        },
    )


@reading_page
def document(request: HttpRequest, record: int) -> HttpResponse:
    answering = queries.answering_record(record)
    if answering is None:
        raise Http404
    if answering.live_edition_id is None:
        return withdrawn(answering)
    found = queries.document(answering, at=timezone.now())
    return show(
        "content/document.html",
        frames.of_document(found),
        {"document": found, "edition": found.edition, "record": answering},
    )


def withdrawn(record: Record) -> HttpResponse:
    """What every address of a withdrawn record answers: that it is, since when and why."""
    edition = queries.last_public_edition(record)
    title = edition.title if edition and not record.hides_title else ""
    return show(
        "content/withdrawn.html",
        frames.of_withdrawn(record, title),
        {"record": record, "title": title, "history": queries.history_of(record)},
        status=410,
    )


@reading_page
def file(request: HttpRequest, record: int, attachment: int, name: str) -> HttpResponseBase:
    found = queries.live_file(record, attachment)
    if found is not None and found.name == name:
        return files.respond(request, found)
    if queries.was_public_file(record, attachment):
        owner = queries.answering_record(record)
        if owner is not None and owner.live_edition_id is None:
            return withdrawn(owner)
        return gone()
    raise Http404


@reading_page
def qr(request: HttpRequest, record: int) -> HttpResponse:
    answering = queries.answering_record(record)
    if answering is None:
        raise Http404
    code = segno.make(public_address(answering.get_absolute_url()), error="m", micro=False)
    drawing = BytesIO()
    code.save(drawing, kind="svg", border=2, scale=4, light="white", nl=False)
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


@reading_page
def search(request: HttpRequest) -> HttpResponse:
    query = searching.read_query(request.GET.dict())
    agency = agency_or_none(query.agency) or only_agency()
    index = public_index()
    results = index.search(query)
    facets = searching.facets(query, results) if query.words else ()
    rows = listing.rows([hit.record for hit in results.hits], on=localdate(timezone.now()))
    line_of = {row.record: row for row in rows}
    return show(
        "content/search.html",
        frames.of_search(agency, query),
        {
            "words": query.words[:LONGEST_WORDS],
            "is_too_long": len(query.words) > LONGEST_WORDS,
            "is_ready": index.is_ready,
            "query": query,
            "total": results.total,
            "hits": [(hit, line_of[hit.record]) for hit in results.hits if hit.record in line_of],
            "facets": facets,
            "chosen": searching.chosen_filters(facets),
            "orders": searching.orders(query),
            "turns": searching.turns(query, results.total),
            "without_filters": searching.without_filters(query),
        },
    )


def agency_or_none(slug: str) -> Agency | None:
    return Agency.objects.filter(slug=slug).first() if slug else None


@reading_page
def oversight(request: HttpRequest, agency: str) -> HttpResponse:
    at, owner = timezone.now(), agency_or_404(agency)
    acts = queries.withdrawn_and_corrected(owner, before=_number(request.GET.get("before", "")))
    branches = [branch for top in columns.tree(owner) for branch in top.walk()]
    unconfirmed = list(queries.unconfirmed_records(owner).values_list("pk", flat=True)[:20])
    return show(
        "content/oversight.html",
        frames.below_home(owner, "监督纠错", "oversight/", door="watch"),
        {
            "acts": acts[: queries.ACTS_PER_PAGE],
            "following": acts[queries.ACTS_PER_PAGE - 1].pk
            if len(acts) > queries.ACTS_PER_PAGE
            else None,
            "stale": [branch for branch in branches if branch.is_stale(at)],
            "empty": [branch for branch in branches if branch.newest_at is None],
            "unconfirmed": listing.rows(unconfirmed, on=localdate(at)),
        },
    )


def _number(written: str) -> int | None:
    is_number = written.isascii() and written.isdecimal() and len(written) <= LONGEST_NUMBER
    return int(written) if is_number else None


@reading_page
def favourites(request: HttpRequest) -> HttpResponse:
    frame = frames.of_site(only_agency(), "我的收藏", "/favourites/")
    return show("content/favourites.html", frame)


@reading_page
def accessibility(request: HttpRequest) -> HttpResponse:
    frame = frames.of_site(only_agency(), "无障碍声明", "/accessibility/")
    return show("content/accessibility.html", frame)


@reading_page
def site_map(request: HttpRequest) -> HttpResponse:
    agency = only_agency()
    return show(
        "content/site_map.html",
        frames.of_site(agency, "站点地图", "/sitemap/"),
        {"branches": columns.tree(agency) if agency else ()},
    )
