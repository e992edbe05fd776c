"""办事指南 in the office: the list, a new one, and all elements of one on one screen."""

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused
from gongkai.outbound.guides import elements
from gongkai.outbound.guides.office.forms import StartForm
from gongkai.outbound.guides.office.whole import ADD, FILES, LISTS, WholeForm, filled, typed
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.models import Attachment, Edition, Elements
from gongkai.outbound.publishing.office.lists import paged
from gongkai.outbound.publishing.office.reach import desk, edition_for, page, said
from gongkai.people.models import Unit
from gongkai.people.requests import StaffRequest

FOLLOWING = {"stay": "guides:edit", "annex": "writing:annex"}


def listed(request: StaffRequest) -> HttpResponse:
    """The newest edition of every guide in the person's reach."""
    newest = Window(RowNumber(), partition_by=F("record"), order_by=F("number").desc())
    rows = (
        desk(request)
        .editions.filter(elements__kind=elements.KIND)
        .exclude(state=Edition.State.DROPPED)
        .annotate(place=newest)
        .filter(place=1)
        .order_by("title", "id")
    )
    context = {"page": paged(request, rows), "may_write": desk(request).may_write}
    return render(request, "guides/office/list.html", context)


def start(request: StaffRequest) -> HttpResponse:
    """A new guide: empty, or from one that the office has."""
    units = Unit.objects.filter(pk__in=desk(request).written_units)
    if not units:
        refused = ["您今天没有起草的角色，需要时请系统管理员添加“经办人”。"]
        return render(request, "people/refused.html", {"obstacles": refused}, status=403)
    guides = desk(request).editions.filter(elements__kind=elements.KIND)
    models = guides.filter(live_record__isnull=False).order_by("title")
    form = StartForm(units, models, request.POST or None)
    refused = []
    if request.method == "POST" and form.is_valid():
        try:
            edition = actions.start_with(
                elements.KIND,
                form.said(),
                unit=form.cleaned_data["unit"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as why:
            refused = list(why.obstacles)
        else:
            return redirect("guides:edit", edition.pk)
    context = {"form": form, "obstacles": refused}
    status = 422 if request.method == "POST" else 200
    return render(request, "guides/office/start.html", context, status=status)


def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """All elements; a row more, or all of it saved and checked."""
    edition = edition_for(request, pk)
    kept = Elements.objects.filter(edition=edition, kind=elements.KIND).first()
    if kept is None:
        return redirect("editions:text", pk)
    files = _files(edition, kept)
    on = localdate(timezone.now())
    if request.method != "POST":
        form = filled(kept.said, files, elements.doubts(kept.said, on))
        return _page(request, edition, form)
    form = typed(request.POST, files)
    if request.POST.get(ADD) in LISTS:
        return _page(request, edition, form, added=request.POST[ADD])
    if not form.is_valid():
        return _page(request, edition, form, refused=tuple(form.errors))
    try:
        edition = actions.fill_in(edition, form.said(), by=request.user, at=timezone.now())
    except Refused as why:
        return _page(request, edition, form, refused=why.obstacles)
    actions.check(edition, by=request.user, at=timezone.now())
    said(request, "已保存，并重新检查。")
    return redirect(FOLLOWING.get(request.POST.get("then", ""), "editions:findings"), edition.pk)


def _files(edition: Edition, kept: Elements) -> tuple[str, ...]:
    """The edition's annexes, and what the guide names already: a name is not lost with its file."""
    annexes = edition.attachments.filter(part=Attachment.Part.ANNEX).order_by("order", "id")
    named = (
        one.get(name, "") for one in kept.said.get("materials", ()) for name in FILES if name in one
    )
    return tuple(dict.fromkeys([*annexes.values_list("name", flat=True), *named]))


def _page(
    request: StaffRequest,
    edition: Edition,
    form: WholeForm,
    *,
    refused: tuple[str, ...] = (),
    added: str = "",
) -> HttpResponse:
    on = localdate(timezone.now())
    may_edit = not list(obstacles.to_editing(edition, by=request.user, on=on))
    return page(
        request,
        "guides/office/edit.html",
        edition,
        step="elements",
        form=None,
        sections=list(form.sections()),
        may_edit=may_edit,
        added=added,
        obstacles=refused,
        status=422 if refused else 200,
    )
