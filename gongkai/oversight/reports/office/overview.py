"""年度报告: the years, one year's tables with its checks, the cases behind a cell, the files."""

import io
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.inbound.foi import queries as foi
from gongkai.oversight.reports import obstacles, queries
from gongkai.oversight.reports.exports import FORMS
from gongkai.oversight.reports.forms import PastForm, ReopenForm
from gongkai.oversight.reports.layout import printed_tables
from gongkai.oversight.reports.office.reach import own_agency, today, year_of
from gongkai.oversight.reports.queries import Examined
from gongkai.people.models import Agency
from gongkai.people.requests import StaffRequest
from gongkai.rules.annual_report.form import NUMERALS, headings
from gongkai.rules.annual_report.register import ApplicantKind
from gongkai.rules.gate.findings import Severity
from gongkai.rules.outcomes import outcomes

PER_PAGE = 50
WEIGHTS = {Severity.BLOCK: "必须改正", Severity.WARN: "请核对", Severity.INFORM: "供参考"}
APPLICANTS = {kind.value: kind.column for kind in ApplicantKind}


@require_safe
def years(request: StaffRequest) -> HttpResponse:
    """Every year that has something to report."""
    on = today()
    agency = request.user.agency if queries.may_read(request.user, on=on) else None
    rows = queries.years_of(agency, on=on) if agency else None
    context = {"page": rows and Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "reports/years.html", context)


@require_safe
def year(request: StaffRequest, asked: str) -> HttpResponse:
    """One year: the checks on top, the tables under them."""
    found = queries.examined(own_agency(request), year_of(asked))
    return year_page(request, found)


def year_page(
    request: StaffRequest,
    found: Examined,
    *,
    past_form: PastForm | None = None,
    reopen_form: ReopenForm | None = None,
    refused: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The year's screen, also when something was refused on it."""
    user, on = request.user, today()
    agency = own_agency(request)
    context: dict[str, Any] = {
        "found": found,
        "figures": found.figures,
        "is_running": found.year == on.year,
        "findings": [
            (WEIGHTS[weight], [one for one in found.findings if one.severity is weight])
            for weight in WEIGHTS
        ],
        "sections": [
            (f"{NUMERALS[table.number - 1]}、{headings()[table.number - 1]}", table)
            for table in printed_tables(found.report)
        ],
        "forms": FORMS,
        "may_enter": not list(obstacles.to_filling_in(agency, found.year, by=user, on=on)),
        "unchecked": list(obstacles.to_checking(found, by=user, on=on)),
        "unsettled": list(obstacles.besides_findings(found, by=user, on=on)),
        "may_reopen": found.figures is not None
        and not list(obstacles.to_reopening(found.figures, reason="（尚未填写）", by=user, on=on)),
        "past_form": past_form or PastForm(),
        "reopen_form": reopen_form or ReopenForm(),
        "form": next((one for one in (past_form, reopen_form) if one), None),
        "obstacles": list(refused),
    }
    return render(request, "reports/year.html", context, status=status)


@require_safe
def cases(request: StaffRequest, asked: str) -> HttpResponse:
    """The cases that a cell of table 3 counts, of those the person may see: no name, no text."""
    agency, year = own_agency(request), year_of(asked)
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    if cell := queries.proceeded_for(row, column):
        return _proceedings(request, agency, year, cell)
    evidence = queries.evidence_for(row, column)
    if evidence is None:
        raise Http404
    behind = queries.cases_behind(agency, year, evidence)
    reached = queries.within_reach(behind, request.user, on=today())
    page = Paginator(
        reached.order_by("received_on", "id").only(
            "number", "applicant_kind", "received_on", "closed_on", "outcome"
        ),
        PER_PAGE,
    ).get_page(request.GET.get("page"))
    context = {
        "year": year,
        "evidence": evidence,
        "page": page,
        "rows": [(one, APPLICANTS[one.applicant_kind], _ending(one.outcome)) for one in page],
        "unseen": behind.count() - page.paginator.count,
    }
    return render(request, "reports/cases.html", context)


def _proceedings(
    request: StaffRequest, agency: Agency, year: int, cell: queries.Proceeded
) -> HttpResponse:
    """Those that a cell of table 4 counts, about the cases the person may see."""
    behind = queries.proceedings_behind(agency, year, cell)
    reached = foi.register_of(request.user, on=today()) & behind
    page = Paginator(reached.order_by("notified_on", "id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "year": year,
        "cell": cell,
        "page": page,
        "unseen": behind.count() - page.paginator.count,
    }
    return render(request, "reports/proceedings.html", context)


def _ending(outcome: str) -> str:
    return outcomes()[outcome].name if outcome in outcomes() else ""


@require_safe
def download(request: StaffRequest, asked: str, form: str) -> FileResponse:
    """The report as a file of one of the forms."""
    agency, year = own_agency(request), year_of(asked)
    if form not in FORMS:
        raise Http404
    report = queries.report_of(agency, year)
    return FileResponse(
        io.BytesIO(FORMS[form].make(report)),
        as_attachment=True,
        filename=f"{report.title}.{form}",
        content_type=FORMS[form].content_type,
    )
