"""年度报告: filling in, last year's file, and the steps to the final report."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from gongkai.ledger.actions import Refused
from gongkai.oversight.reports import actions, obstacles, queries
from gongkai.oversight.reports.forms import FiguresForm, PastForm, ReopenForm, typed_from
from gongkai.oversight.reports.models import AnnualFigures
from gongkai.oversight.reports.office.overview import year_page
from gongkai.oversight.reports.office.reach import own_agency, today, year_of
from gongkai.people.models import Agency
from gongkai.people.requests import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: StaffRequest, asked: str) -> HttpResponse:
    """Tables 2 and 4, the fees and the prose, in one form."""
    agency, year = own_agency(request), year_of(asked)
    figures = queries.figures_of(agency, year)
    counted = queries.register_counts(agency, year)
    if request.method != "POST":
        revision = figures.revision if figures else 0
        typed = typed_from(queries.entered_in(figures)) | {"revision": revision}
        form = FiguresForm(initial=typed, counted=counted)
        return _entering(request, year, figures, form)
    form = FiguresForm(request.POST, counted=counted)
    if not form.is_valid():
        return _entering(request, year, figures, form, status=422)
    revision = form.cleaned_data["revision"]
    try:
        actions.enter(
            agency, year, form.entered, revision=revision, by=request.user, at=timezone.now()
        )
    except Refused as why:
        return _entering(request, year, figures, form, refused=why.obstacles, status=422)
    messages.success(request, f"已保存{year}年年报的填报内容，请看检查结果。")
    return redirect("annual:year", year)


def _entering(
    request: StaffRequest,
    year: int,
    figures: AnnualFigures | None,
    form: FiguresForm,
    *,
    refused: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    revision = figures.revision if figures else 0
    hindered = (
        *obstacles.to_filling_in(own_agency(request), year, by=request.user, on=today()),
        *obstacles.to_entering(figures, revision=revision),
    )
    context = {"year": year, "form": form, "hindered": hindered, "obstacles": list(refused)}
    return render(request, "reports/enter.html", context, status=status)


@require_POST
def bring_in(request: StaffRequest, asked: str) -> HttpResponse:
    """Last year's report, from the file in which it was published."""
    agency, year = own_agency(request), year_of(asked)
    hindered = list(obstacles.to_filling_in(agency, year, by=request.user, on=today()))
    form = PastForm(request.POST, request.FILES)
    if hindered or not form.is_valid():
        found = queries.examined(agency, year)
        return year_page(request, found, past_form=form, refused=hindered, status=422)
    past = form.cleaned_data["file"]
    try:
        actions.import_past(
            agency, year, past, restated_why=form.cleaned_data["restated_why"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as why:
        found = queries.examined(agency, year)
        return year_page(request, found, past_form=form, refused=why.obstacles, status=422)
    unread = len(past.reading.missing)
    told = f"有{unread}格没有读到，不与它们核对。" if unread else "三张表的每一格都读到了。"
    messages.success(
        request, f"已导入{past.reading.report.agency}{year - 1}年的年报，{told}请看检查结果。"
    )
    return redirect("annual:year", year)


@require_POST
def check(request: StaffRequest, asked: str) -> HttpResponse:
    agency, year = own_agency(request), year_of(asked)
    try:
        actions.check(_figures(agency, year), by=request.user, at=timezone.now())
    except Refused as why:
        found = queries.examined(agency, year)
        return year_page(request, found, refused=why.obstacles, status=422)
    messages.success(request, f"已记下：{year}年年报核对完毕。")
    return redirect("annual:year", year)


@require_POST
def settle(request: StaffRequest, asked: str) -> HttpResponse:
    agency, year = own_agency(request), year_of(asked)
    try:
        actions.settle(_figures(agency, year), by=request.user, at=timezone.now())
    except Refused as why:
        found = queries.examined(agency, year)
        return year_page(request, found, refused=why.obstacles, status=422)
    messages.success(request, f"{year}年年报已定稿，下面的文件就是定稿。")
    return redirect("annual:year", year)


@require_POST
def reopen(request: StaffRequest, asked: str) -> HttpResponse:
    agency, year = own_agency(request), year_of(asked)
    figures, form = _figures(agency, year), ReopenForm(request.POST)
    refused: Iterable[str] = ()
    if form.is_valid():
        try:
            actions.reopen(
                figures, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except Refused as why:
            refused = why.obstacles
        else:
            messages.success(request, f"{year}年年报已退回修改，改好后要重新核对、定稿。")
            return redirect("annual:year", year)
    found = queries.examined(agency, year)
    return year_page(request, found, reopen_form=form, refused=refused, status=422)


def _figures(agency: Agency, year: int) -> AnnualFigures:
    figures = queries.figures_of(agency, year)
    if figures is None:
        raise Http404
    return figures
