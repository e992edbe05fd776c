"""收件: the inbox by what is due, and the register searched by number or subject."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.office.forms import CaseFilter, SearchForm
from gongkai.inbound.cases.office.reach import case_desk
from gongkai.inbound.cases.queries import Tab
from gongkai.people.requests import StaffRequest

PER_PAGE = 20
MOST_FOUND = 50


def inbox(request: StaffRequest) -> HttpResponse:
    desk = case_desk(request)
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in list(Tab) else Tab.IN_HAND
    form = CaseFilter(request.user.agency, request.GET)
    cases = _narrowed(queries.in_tab(desk, tab), form)
    page = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": desk,
        "tab": tab,
        "tabs": list(Tab),
        "waiting": queries.in_tab(desk, Tab.OFFERED).count(),
        "form": form,
        "is_narrowed": bool(form.is_valid() and any(form.cleaned_data.values())),
        "page": page,
        "rows": queries.lines(desk, page),
    }
    return render(request, "cases/office/cases.html", context)


def _narrowed(cases: QuerySet[Case], form: CaseFilter) -> QuerySet[Case]:
    """What cannot be read narrows nothing down; its field says so."""
    wanted = form.cleaned_data if form.is_valid() else {}
    for field in ("kind", "unit", "stage"):
        if value := wanted.get(field):
            cases = cases.filter(**{field: value})
    if words := wanted.get("q"):
        cases = cases.filter(queries.matching(words))
    return cases.select_related("unit").defer("text")


def register(request: StaffRequest) -> HttpResponse:
    """Every case within the person's reach, open and closed; never more than fit a page."""
    desk = case_desk(request)
    form = SearchForm(request.GET if "q" in request.GET else None, this_year=desk.on.year)
    rows: list[queries.Line] = []
    has_more = False
    if form.is_valid():
        found = desk.cases.filter(
            queries.matching(form.cleaned_data["q"]),
            queries.registered_in(form.cleaned_data["year"]),
        )
        found = found.order_by("-received_at", "-id").select_related("unit").defer("text")
        cases = list(found[: MOST_FOUND + 1])
        has_more = len(cases) > MOST_FOUND
        rows = queries.lines(desk, cases[:MOST_FOUND])
    context = {"form": form, "rows": rows, "has_more": has_more, "most": MOST_FOUND, "desk": desk}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/office/register.html", context, status=status)
