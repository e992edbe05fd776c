"""Batches and what is late, importing a list, and the rows of one batch."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused
from gongkai.outbound.decisions import actions, queries, sheets
from gongkai.outbound.decisions.elements import KIND
from gongkai.outbound.decisions.forms import ImportForm
from gongkai.outbound.decisions.models import Decision, EndedDisplay
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.models import Edition, Elements
from gongkai.outbound.publishing.office.lists import paged
from gongkai.outbound.publishing.office.reach import desk, edition_for, now, page, said
from gongkai.people.models import Agency, Unit
from gongkai.people.requests import StaffRequest
from gongkai.rules.decisions.columns import Kind

ROWS_PER_PAGE = 50
TEMPLATE_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def listed(request: StaffRequest) -> HttpResponse:
    """What is not public yet with its last day, then the newest edition of every batch."""
    agency = agency_of(request)
    on = localdate(now())
    newest = Window(RowNumber(), partition_by=F("record"), order_by=F("number").desc())
    rows = (
        desk(request)
        .editions.filter(elements__kind=KIND)
        .exclude(state=Edition.State.DROPPED)
        .annotate(place=newest)
        .filter(place=1)
        .order_by("-saved_at", "-id")
    )
    waiting = queries.waiting(agency, on=on, law=law_of(agency))
    context = {
        "page": paged(request, rows),
        "waiting": waiting,
        "may_write": desk(request).may_write,
        "kinds": list(Kind),
    }
    return render(request, "decisions/office/list.html", context)


def agency_of(request: StaffRequest) -> Agency:
    if request.user.agency is None:
        raise Http404
    return request.user.agency


def start(request: StaffRequest) -> HttpResponse:
    """A list is chosen, read, and becomes a batch; or every mistake is told."""
    agency, units = agency_of(request), Unit.objects.filter(pk__in=desk(request).written_units)
    if not units:
        refused = ["您今天没有起草的角色，需要时请系统管理员添加“经办人”。"]
        return render(request, "people/refused.html", {"obstacles": refused}, status=403)
    form = _form(request, agency, units)
    faults: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            edition = _imported(request, form)
        except Refused as why:
            faults = why.obstacles
        else:
            return redirect("editions:facts", edition.pk)
    context = {"form": form, "obstacles": faults, "kinds": list(Kind)}
    status = 422 if request.method == "POST" else 200
    return render(request, "decisions/office/import.html", context, status=status)


def _form(request: StaffRequest, agency: Agency, units: Any, **given: Any) -> ImportForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return ImportForm(
        units, *sent, agency=agency, on=localdate(now()), terms=law_of(agency).terms, **given
    )


def _imported(request: StaffRequest, form: ImportForm, into: Edition | None = None) -> Edition:
    batch, reading = form.made(), form.reading
    left_out = reading.wrong_rows if reading else 0
    edition = actions.import_batch(
        batch,
        unit=form.cleaned_data["unit"],
        left_out=left_out,
        into=into,
        by=request.user,
        at=now(),
    )
    more = f"，{left_out}行有误没有导入" if left_out else ""
    said(request, f"已导入{len(batch.rows)}行{more}，并完成检查。")
    return edition


def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """The rows of a batch as the public will see them; a new list may take their place."""
    edition = edition_for(request, pk)
    kept = Elements.objects.filter(edition=edition, kind=KIND).first()
    if kept is None:
        return redirect("editions:text", pk)
    on, agency = localdate(now()), edition.record.agency
    may_edit = not list(obstacles.to_editing(edition, by=request.user, on=on))
    known = {
        "kind": kept.said.get("decisions"),
        "batch": kept.said.get("batch"),
        "unit": edition.record.unit_id,
    }
    units = Unit.objects.filter(pk=edition.record.unit_id)
    form = _form(request, agency, units, record=edition.record_id, initial=known)
    faults: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            _imported(request, form, into=edition)
        except Refused as why:
            faults = why.obstacles
        else:
            return redirect("editions:findings", pk)
    rows = Decision.objects.filter(edition=edition).order_by("-decided_on", "-id")
    shown = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    law = law_of(agency)
    published = localdate(edition.published_at) if edition.published_at else on
    return page(
        request,
        "decisions/office/edit.html",
        edition,
        step="elements",
        form=form,
        rows=[(one, queries.late_by(one.decided_on, on=published, law=law)) for one in shown],
        page=shown,
        may_edit=may_edit,
        kinds=list(Kind),
        obstacles=faults,
        status=422 if request.method == "POST" else 200,
    )


def template(request: StaffRequest, kind: str, ending: str) -> HttpResponse:
    if kind not in tuple(Kind) or ending not in TEMPLATE_TYPES:
        raise Http404
    answer = HttpResponse(sheets.template(Kind(kind), ending), content_type=TEMPLATE_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{kind}.{ending}"'
    return answer


def live(request: StaffRequest) -> HttpResponse:
    """Decisions that are or were public, to look one up and to take one down."""
    agency, words = agency_of(request), request.GET.get("q", "").strip()[:60]
    records = desk(request).records
    rows = Decision.objects.live().filter(agency=agency, edition__record__in=records)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(number__icontains=words))
    ended = EndedDisplay.objects.standing().filter(agency=agency, key=OuterRef("key"))
    newest = rows.annotate(is_ended=Exists(ended)).order_by("-decided_on", "-id")
    context = {
        "page": paged(request, newest),
        "words": words,
        "on": localdate(now()),
    }
    return render(request, "decisions/office/live.html", context)
