"""Report a document, keep the receipt, follow what became of it; no token, as the package says."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.inbound.cases import actions, codes, limits, queries
from gongkai.inbound.cases.forms import FollowForm, ReportForm
from gongkai.inbound.cases.views.framing import TOO_MANY, now
from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing.models import Record
from gongkai.web.pages import Crumb, Frame, only_agency, show


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, record: int) -> HttpResponse:
    reported = queries.reportable(record)
    if reported is None:
        raise Http404
    if reported.live_edition is None:
        return redirect(reported)
    if request.method != "POST":
        return _report_page(reported, ReportForm(), status=200)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _report_page(reported, form, status=422)
    if limits.is_over("report", request, an_hour=limits.REPORTS_AN_HOUR):
        form.add_error(None, TOO_MANY)
        return _report_page(reported, form, status=429)
    seed = codes.new_seed()
    try:
        received = actions.report_document(
            reported,
            reason=form.cleaned_data["reason"],
            message=form.cleaned_data["message"],
            contact=form.cleaned_data["contact"],
            seed=seed,
            at=now(),
        )
    except Refused as refused:
        form.add_error(None, refused.obstacles)
        return _report_page(reported, form, status=422)
    return redirect("cases:receipt", codes.ticket(received.number, seed))


def _report_page(reported: Record, form: ReportForm, *, status: int) -> HttpResponse:
    home = reported.agency.get_absolute_url()
    edition = reported.live_edition
    title = edition.title if edition else ""
    frame = Frame(
        title="有错误，请改正：纠错" if form.errors else "纠错",
        path=f"{reported.get_absolute_url()}report/",
        agency=reported.agency,
        door="watch",
        crumbs=(
            Crumb("首页", home),
            Crumb(title, reported.get_absolute_url()),
            Crumb("纠错"),
        ),
        is_indexed=False,
    )
    context = {"form": form, "record": reported, "title": title}
    return show("cases/report.html", frame, context, status=status)


@never_cache
@require_safe
def receipt(request: HttpRequest, ticket: str) -> HttpResponse:
    frame = _follow_frame("纠错回执")
    try:
        number, code = codes.read_ticket(ticket)
    except codes.ReceiptExpired:
        return show("cases/receipt_expired.html", frame, status=410)
    context = {"number": number, "code": code, "report": queries.numbered(number)}
    response = show("cases/receipt.html", frame, context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show("cases/follow.html", _follow_frame("查询纠错结果"), {"form": FollowForm()})
    form = FollowForm(request.POST)
    status, found = 422, None
    if limits.is_over("follow", request, an_hour=limits.LOOKUPS_AN_HOUR):
        form.add_error(None, TOO_MANY)
        status = 429
    elif form.is_valid():
        found = queries.followed(form.cleaned_data["number"], form.cleaned_data["code"])
        if found is None:
            form.add_error(None, "没有找到：编号或查询码不对，请对照回执核对。")
        else:
            status = 200
    title = "查询纠错结果" if found else "有错误，请改正：查询纠错结果"
    overdue = found is not None and found.is_overdue(localdate(now()))
    context = {"form": form, "report": found, "overdue": overdue}
    return show("cases/follow.html", _follow_frame(title), context, status=status)


def _follow_frame(title: str) -> Frame:
    agency = only_agency()
    home = agency.get_absolute_url() if agency else "/"
    return Frame(
        title=title,
        path="/reports/",
        agency=agency,
        door="watch",
        crumbs=(Crumb("首页", home), Crumb(title.rpartition("：")[2])),
        is_indexed=False,
    )
