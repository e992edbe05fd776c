"""Bringing text in: the upload screen, the wait while it is read, text typed by hand."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from gongkai.ledger.actions import Refused
from gongkai.media.intake import CannotTakeIn
from gongkai.outbound.content import actions
from gongkai.outbound.content.forms import FileForm, TextForm, UploadForm, WriteForm
from gongkai.outbound.content.models import Upload
from gongkai.outbound.publishing import actions as publishing
from gongkai.outbound.publishing import obstacles, waiting
from gongkai.outbound.publishing.models import Attachment, Edition
from gongkai.outbound.publishing.office.reach import desk, edition_for, page
from gongkai.people.models import RoleHolding, Unit, User
from gongkai.people.queries import units_of
from gongkai.people.requests import StaffRequest
from gongkai.timetable.models import is_worker_alive

REFRESH_SECONDS = 2
REMEMBERED = timedelta(days=3)


def _units(request: StaffRequest) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=desk(request).written_units)


def _own_unit(user: User) -> int | None:
    """The unit the person writes for in their own right, to preset."""
    holding = (
        RoleHolding.objects.current(timezone.localdate())
        .filter(user=user, role__in=obstacles.WRITERS, unit__isnull=False)
        .order_by("id")
        .first()
    )
    return holding.unit_id if holding else None


def _may_not_write(request: StaffRequest) -> HttpResponse:
    context = {"obstacles": ["您今天没有起草的角色，需要时请系统管理员添加“经办人”。"]}
    return render(request, "people/refused.html", context, status=403)


def upload(request: StaffRequest) -> HttpResponse:
    """The first of the five screens: a file, its unit, and columns if already known."""
    user, units = request.user, _units(request)
    if not units:
        return _may_not_write(request)
    if request.method != "POST":
        form = UploadForm(user.agency, units, initial={"unit": _own_unit(user)})
        return render(request, "content/office/upload.html", {"form": form})
    form = UploadForm(user.agency, units, request.POST, request.FILES)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            received = actions.receive(
                content=file.read(),
                name=file.name,
                unit=form.cleaned_data["unit"],
                columns=form.cleaned_data["columns"],
                by=user,
                at=timezone.now(),
            )
        except Refused as why:
            refused = why.obstacles
        else:
            return redirect("writing:reading", received.pk)
    context = {"form": form, "obstacles": refused}
    return render(request, "content/office/upload.html", context, status=422)


def write(request: StaffRequest) -> HttpResponse:
    """Text without a file."""
    user, units = request.user, _units(request)
    if not units:
        return _may_not_write(request)
    form = WriteForm(units, request.POST or None, initial={"unit": _own_unit(user)})
    if request.method == "POST" and form.is_valid():
        title, text = form.cleaned_data["title"], form.cleaned_data["text"]
        try:
            edition = publishing.start(
                unit=form.cleaned_data["unit"], title=title, by=user, at=timezone.now()
            )
        except Refused as refused:
            context = {"form": form, "obstacles": refused.obstacles}
            return render(request, "content/office/write.html", context, status=422)
        return _write(request, edition, TextForm({"title": title, "text": text}))
    status = 422 if request.method == "POST" else 200
    return render(request, "content/office/write.html", {"form": form}, status=status)


def rewrite(request: StaffRequest, pk: int) -> HttpResponse:
    """Typed text changed; a text that came from a file is changed in the file."""
    edition = edition_for(request, pk)
    if request.method == "POST":
        return _write(request, edition, TextForm(request.POST))
    form = TextForm(initial={"title": edition.title, "text": edition.body_text})
    return _rewrite_page(request, edition, form)


def _write(request: StaffRequest, edition: Edition, form: TextForm) -> HttpResponse:
    if not form.is_valid():
        return _rewrite_page(request, edition, form, status=422)
    try:
        actions.write(edition, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refused:
        return _rewrite_page(request, edition, form, obstacles=refused.obstacles, status=422)
    except CannotTakeIn as reason:
        return _rewrite_page(request, edition, form, obstacles=(str(reason),), status=422)
    return redirect("editions:findings", edition.pk)


def _rewrite_page(
    request: StaffRequest,
    edition: Edition,
    form: TextForm,
    *,
    obstacles: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    source = edition.attachments.filter(part=Attachment.Part.SOURCE).first()
    return page(
        request,
        "content/office/rewrite.html",
        edition,
        step="text",
        form=form,
        source=source,
        obstacles=obstacles,
        status=status,
    )


def replace(request: StaffRequest, pk: int) -> HttpResponse:
    """The corrected file in place of the edition's text."""
    return _bring(request, pk, Upload.Part.SOURCE)


def annex(request: StaffRequest, pk: int) -> HttpResponse:
    """A further file beside the text."""
    return _bring(request, pk, Upload.Part.ANNEX)


def _bring(request: StaffRequest, pk: int, part: str) -> HttpResponse:
    edition = edition_for(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            received = actions.receive(
                content=file.read(),
                name=file.name,
                unit=edition.record.unit,
                part=part,
                edition=edition,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as why:
            refused = why.obstacles
        else:
            return redirect("writing:reading", received.pk)
    return page(
        request,
        "content/office/bring.html",
        edition,
        step="text" if part == Upload.Part.SOURCE else "facts",
        form=form,
        is_annex=part == Upload.Part.ANNEX,
        obstacles=refused,
        status=422 if request.method == "POST" else 200,
    )


def reading(request: StaffRequest, pk: int) -> HttpResponse:
    """Waits for the worker; once read, leads on; refused, says why."""
    waiting_upload = get_object_or_404(_reachable(request.user), pk=pk)
    if waiting_upload.state == Upload.State.TAKEN_IN:
        name = "editions:facts" if waiting_upload.part == Upload.Part.ANNEX else "editions:text"
        anchor = "#annexes" if waiting_upload.part == Upload.Part.ANNEX else ""
        return redirect(reverse(name, args=(waiting_upload.edition_id,)) + anchor)
    at = timezone.now()
    context = {
        "upload": waiting_upload,
        "edition": waiting_upload.edition,
        "refresh": REFRESH_SECONDS if waiting_upload.state == Upload.State.WAITING else 0,
        "worker_is_silent": not is_worker_alive(at),
    }
    return render(request, "content/office/reading.html", context)


def _reachable(user: User) -> QuerySet[Upload]:
    uploads = Upload.objects.filter(agency_id=user.agency_id or 0)
    units = units_of(user, on=timezone.localdate())
    reached = uploads if units is None else uploads.filter(Q(unit__in=units) | Q(by=user))
    return reached.select_related("unit", "edition", "file")


class Uploads(Component):
    """The person's own files that wait to be read or could not be."""

    order = 20
    template_name = "content/office/uploads_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        rows = Upload.objects.filter(
            Q(state=Upload.State.WAITING)
            | Q(state=Upload.State.REFUSED, at__gt=timezone.now() - REMEMBERED),
            by=user,
        )
        return {"uploads": rows[: waiting.SHOWN]}
