"""The public's pages and sheets of service guides: the list, the slip, the leaflet, the forms."""

from collections.abc import Callable
from functools import wraps

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from gongkai.outbound.content import frames
from gongkai.outbound.content.shelves import shelves_of
from gongkai.outbound.content.views import withdrawn
from gongkai.outbound.guides import forms_archive, live, page, paper, slip_query
from gongkai.outbound.guides.live import LiveGuide
from gongkai.printing.guides import leaflet_pdf, slip_pdf
from gongkai.printing.typesetting import CannotPrint
from gongkai.rules.guides import glance
from gongkai.rules.guides.slips import Occasion, Standing, asks_occasion, slip
from gongkai.web.pages import Crumb, Frame, agency_or_404, reading_page, show

GUIDES_PER_PAGE = 30
SLIP = "一次性告知单"

GuideView = Callable[[HttpRequest, LiveGuide], HttpResponseBase]


def guide_page(view: GuideView) -> Callable[..., HttpResponseBase]:
    """A page or sheet of one guide that is public; a withdrawn one answers 410 and says why."""

    @reading_page
    @wraps(view)
    def answer(request: HttpRequest, agency: str, record: int) -> HttpResponseBase:
        found = live.guide_record(agency_or_404(agency), record)
        if found is None:
            raise Http404
        if found.live_edition_id is None:
            return withdrawn(found)
        return view(request, live.live_guide(found))

    return answer


@reading_page
def services(request: HttpRequest, agency: str) -> HttpResponse:
    """办事指南: what can be done here, by name, with its time and fee."""
    owner = agency_or_404(agency)
    sought = request.GET.get("q", "").replace("\x00", "").strip()[: live.LONGEST_SOUGHT]
    paginator = Paginator(live.guides_of(owner, sought=sought), GUIDES_PER_PAGE)
    turned = paginator.get_page(request.GET.get("page"))
    found = [live.live_guide(record) for record in turned]
    return show(
        "guides/services.html",
        frames.below_home(owner, "办事指南", "services/", door="do"),
        {
            "lines": [(one, glance.promised(one.guide), glance.fee(one.guide)) for one in found],
            "page": turned,
            "sought": sought,
            "has_guides": bool(found) or live.guides_of(owner).exists(),
            "shelves": shelves_of(owner, on=localdate(timezone.now())),
        },
    )


@guide_page
def slip_page(request: HttpRequest, shown: LiveGuide) -> HttpResponse:
    """The questions, and below them what to bring; all of it stands in the address."""
    asked = slip_query.asked(request.GET, shown.guide)
    made = slip(shown.guide, asked.situation, on=localdate(timezone.now()))
    return show(
        "guides/slip.html",
        _frame_below(shown, SLIP, "slip/"),
        {
            "shown": shown,
            "asked": asked,
            "slip": made,
            "groups": [(kind, made.standing(kind)) for kind in Standing],
            "summary": paper.summary_of(made),
            "situation": paper.situation_in_words(asked.situation),
            "facts": tuple(paper.slip_facts(shown.guide)),
            "asks_occasion": asks_occasion(shown.guide),
            "occasions": (("afresh", Occasion.AFRESH), ("again", Occasion.AGAIN)),
        },
    )


@guide_page
def slip_sheet(request: HttpRequest, shown: LiveGuide) -> HttpResponse:
    asked = slip_query.asked(request.GET, shown.guide)
    made = slip(shown.guide, asked.situation, on=localdate(paper.published_at(shown.edition)))
    sheet = paper.slip_sheet_of(
        shown.edition, shown.guide, asked.situation, made, paper=asked.paper
    )
    made_at = paper.published_at(shown.edition)
    return _pdf(shown, SLIP, lambda: slip_pdf(sheet, made_at=made_at))


@guide_page
def leaflet(request: HttpRequest, shown: LiveGuide) -> HttpResponse:
    told = paper.leaflet_of(shown.edition, shown.guide)
    made_at = paper.published_at(shown.edition)
    return _pdf(shown, "折页", lambda: leaflet_pdf(told, made_at=made_at))


@guide_page
def forms(request: HttpRequest, shown: LiveGuide) -> HttpResponseBase:
    """全部表格下载: the blank forms and samples that the materials name."""
    files = page.forms_of(shown.guide, page.files_of(shown.edition))
    if not files:
        raise Http404
    return FileResponse(
        forms_archive.archive(files),
        as_attachment=True,
        filename=f"{shown.edition.title[:60]}表格.zip",
        content_type="application/zip",
    )


def _pdf(shown: LiveGuide, name: str, make: Callable[[], bytes]) -> HttpResponse:
    try:
        made = make()
    except CannotPrint as fault:
        frame = _frame_below(shown, name, "slip/")
        context = {"shown": shown, "name": name, "fault": str(fault)}
        return show("guides/cannot_print.html", frame, context, status=422)
    filename = f"{shown.edition.title[:60]}{name}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=False, filename=filename
            )
            or "inline"
        },
    )


def _frame_below(shown: LiveGuide, title: str, place: str) -> Frame:
    agency, record = shown.record.agency, shown.record
    home = agency.get_absolute_url()
    return Frame(
        title=f"{title}：{shown.edition.title}",
        path=f"{home}services/{record.pk}/{place}",
        agency=agency,
        door="do",
        crumbs=(
            Crumb(frames.HOME, home),
            Crumb("办事指南", f"{home}services/"),
            Crumb(shown.edition.title, record.get_absolute_url()),
            Crumb(title),
        ),
        is_indexed=False,
    )
