"""The lists: my editions, what is in review, what is or was public."""

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.outbound.publishing import waiting
from gongkai.outbound.publishing.forms import PublishedFilter
from gongkai.outbound.publishing.models import Edition
from gongkai.outbound.publishing.office.reach import desk
from gongkai.people.requests import StaffRequest

PER_PAGE = 20


def paged(request: StaffRequest, rows: QuerySet | list) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def mine(request: StaffRequest) -> HttpResponse:
    """What the person has a hand in; unfinished unless another state is asked for."""
    state = request.GET.get("state", "")
    editions = desk(request).editions.filter(authors=request.user)
    chosen = [state] if state in Edition.State.values else Edition.OPEN
    context = {
        "page": paged(request, editions.filter(state__in=chosen).order_by("-saved_at", "-id")),
        "state": state,
        "states": Edition.State.choices,
        "may_write": desk(request).may_write,
    }
    return render(request, "publishing/mine.html", context)


def to_review(request: StaffRequest) -> HttpResponse:
    rows = waiting.in_review(desk(request))
    context = {"page": paged(request, rows), "mine": sum(one.is_mine for one in rows)}
    return render(request, "publishing/to_review.html", context)


def published(request: StaffRequest) -> HttpResponse:
    """Everything public in the person's reach, and on request what was withdrawn."""
    form = PublishedFilter(request.user.agency, request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    records = desk(request).records.answering()
    withdrawn = wanted.get("state") == "withdrawn"
    records = records.filter(live_edition=None) if withdrawn else records.public()
    if unit := wanted.get("unit"):
        records = records.filter(unit=unit)
    if column := wanted.get("column"):
        edition = "editions" if withdrawn else "live_edition"
        records = records.filter(**{f"{edition}__columns": column}).distinct()
    if words := wanted.get("q", "").strip():
        edition = "editions" if withdrawn else "live_edition"
        records = records.filter(
            Q(**{f"{edition}__title__icontains": words})
            | Q(**{f"{edition}__document_number__icontains": words})
            | Q(index_number__icontains=words)
        ).distinct()
    page = paged(request, records.select_related("unit").order_by("-first_published_at", "-id"))
    editions = Edition.objects.filter(
        record__in=[record.pk for record in page],
        state__in=(Edition.State.PUBLISHED, Edition.State.WITHDRAWN),
    ).with_unconfirmed_release()
    latest = {edition.record_id: edition for edition in editions.order_by("number")}
    rows = [(record, latest.get(record.pk)) for record in page]
    context = {"page": page, "rows": rows, "form": form, "withdrawn": withdrawn}
    return render(request, "publishing/published.html", context)
