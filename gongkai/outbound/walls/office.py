"""五上墙 in the office: what can be printed, what is missing, and what only posters need."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.office.reach import desk, edition_for, now, page, said
from gongkai.outbound.publishing.structures import elements_of, structure
from gongkai.outbound.walls import queries
from gongkai.outbound.walls.forms import FORMS, ElementsForm, StartForm, initial_of
from gongkai.outbound.walls.structures import KINDS as STRUCTURES
from gongkai.outbound.walls.structures import ORGANISATION
from gongkai.outbound.walls.values import KINDS, wall_sheets
from gongkai.people.models import Agency, Unit
from gongkai.people.requests import StaffRequest
from gongkai.rules.posters import PAPERS, SCREENS

# More process charts than this are printed from the public page, which has pages.
MOST_SHEETS = 30


def walls(request: StaffRequest) -> HttpResponse:
    return _walls_page(request)


def _walls_page(
    request: StaffRequest, obstacles: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    agency = _agency(request)
    sheets = wall_sheets(agency, at=now())
    own = tuple(one.kind for one in STRUCTURES)
    opened = list(queries.open_of(agency, own))
    near = set(
        desk(request)
        .editions.filter(pk__in=[one.pk for one in opened])
        .values_list("pk", flat=True)
    )
    sections = [
        {
            "number": number,
            "kind": kind,
            "sheets": (found := [one for one in sheets if one.kind == kind])[:MOST_SHEETS],
            "more": max(0, len(found) - MOST_SHEETS),
            "structures": [one for one in STRUCTURES if one.kind in kind.kinds],
            "open": [(one, one.pk in near) for one in opened if one.elements.kind in kind.kinds],
        }
        for number, kind in enumerate(KINDS, start=1)
    ]
    context = {
        "sections": sections,
        "agency": agency,
        "papers": tuple(PAPERS.values()),
        "screens": tuple(SCREENS.values()),
        "units": _units(request),
        "may_write": desk(request).may_write,
        "obstacles": obstacles,
    }
    return render(request, "walls/office/walls.html", context, status=status)


def _agency(request: StaffRequest) -> Agency:
    if request.user.agency is None:
        raise Http404
    return request.user.agency


def _units(request: StaffRequest) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=desk(request).written_units)


@require_POST
def start(request: StaffRequest, kind: str) -> HttpResponse:
    """A first draft with what is known; the organisation of an agency is one record, revised."""
    agency = _agency(request)
    if kind not in FORMS:
        raise Http404
    form = StartForm(_units(request), request.POST)
    if not form.is_valid():
        return _walls_page(request, ("请选择由哪个单位填写。",), status=422)
    if kind == ORGANISATION and (kept := queries.records_of(agency, kind).first()):
        again = f"“{kept.live_edition}”已经公开，请打开那份稿件点“修订”，不要另填一份。"
        return _walls_page(request, (again,), status=422)
    first = queries.first_draft(kind, agency)
    try:
        edition = actions.start_with(
            kind, first, unit=form.cleaned_data["unit"], by=request.user, at=now()
        )
    except Refused as refused:
        return _walls_page(request, refused.obstacles, status=422)
    return redirect("posters:elements", edition.pk)


def elements(request: StaffRequest, pk: int) -> HttpResponse:
    """The list typed, pasted or brought as a spreadsheet; saving it makes the text."""
    edition = edition_for(request, pk)
    found = elements_of(edition)
    if found is None or found.kind not in FORMS:
        raise Http404
    shape = FORMS[found.kind]
    if request.method != "POST":
        form = shape(initial=initial_of(found.kind, found.said))
        return _elements_page(request, pk, form)
    form = shape(request.POST, request.FILES)
    if not form.is_valid():
        return _elements_page(request, pk, form, status=422)
    try:
        edition = actions.fill_in(edition, form.said, by=request.user, at=now())
    except Refused as refused:
        return _elements_page(request, pk, form, obstacles=refused.obstacles, status=422)
    actions.check(edition, by=request.user, at=now())
    said(request, "已保存，并重新检查。")
    return redirect("editions:findings", edition.pk)


def _elements_page(
    request: StaffRequest,
    pk: int,
    form: ElementsForm,
    *,
    obstacles: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    edition = edition_for(request, pk)
    found = elements_of(edition)
    assert found is not None  # noqa: S101  asked before
    kind = structure(found.kind)
    return page(
        request,
        "walls/office/elements.html",
        edition,
        step="elements",
        form=form,
        kind=kind,
        doubts=list(kind.doubts(found.said, localdate(now()))),
        obstacles=obstacles,
        status=status,
    )
