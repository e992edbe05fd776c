"""Reporting a document, and where the old look-up page leads; no token, as the package says."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.inbound.cases import actions, challenge, queries
from gongkai.inbound.cases.forms import ReportForm
from gongkai.inbound.cases.intake import report_of
from gongkai.inbound.cases.limits import CASES_WITHOUT_WORK_AN_HOUR
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.views.framing import frame_of, now, send_in
from gongkai.lawbook.queries import law_of
from gongkai.outbound.publishing.models import Record
from gongkai.rules import document_reports
from gongkai.rules.cases import case_kinds
from gongkai.web.pages import Crumb, Frame, only_agency, reading_page, show


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, record: int) -> HttpResponse:
    reported, at = queries.reportable(record), now()
    if reported is None:
        raise Http404
    if reported.live_edition is None:
        return redirect(reported)
    if request.method != "POST":
        return _page(reported, ReportForm(), challenge.challenge(at), status=200)
    form = ReportForm(request.POST)
    if not form.is_valid():
        asked = challenge.taken_up(request.POST.get("ticket", ""), at)
        return _page(reported, form, asked, status=422)

    def receive(seed: str) -> Case:
        new = report_of(
            reported,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            received_on=localdate(at),
            sender=form.sender,
        )
        return actions.receive(new, seed=seed, by=None, at=at)

    return send_in(request, form, receive, partial(_page, reported), at=at)


def _page(
    reported: Record, form: ReportForm, asked: challenge.Challenge, *, status: int
) -> HttpResponse:
    edition, owner = reported.live_edition, reported.agency
    title = edition.title if edition else ""
    frame = Frame(
        title="有错误，请改正：纠错" if form.errors else "纠错",
        path=f"{reported.get_absolute_url()}report/",
        agency=owner,
        door="watch",
        crumbs=(
            Crumb("首页", owner.get_absolute_url()),
            Crumb(title, reported.get_absolute_url()),
            Crumb("纠错"),
        ),
        is_indexed=False,
    )
    clock = case_kinds()[document_reports.KIND].clock
    context = {
        "form": form,
        "record": reported,
        "title": title,
        "term": str(law_of(owner).terms.of(clock, localdate(now()))),
        "challenge": asked,
        "an_hour": CASES_WITHOUT_WORK_AN_HOUR,
    }
    return show("cases/report.html", frame, context, status=status)


@reading_page
def where_to_follow(request: HttpRequest) -> HttpResponse:
    """Reports had a look-up page of their own; receipts with its address are still in drawers."""
    agency = only_agency()
    if agency is not None:
        return redirect("cases:follow-case", agency.slug, permanent=True)
    return show("cases/where_to_follow.html", frame_of(None, "查询办件", "reports/"))
