"""Guides from files and into files: a new one, one in place of what is there, a copy to keep."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.ledger.actions import Refused
from gongkai.outbound.guides import elements, exchanging
from gongkai.outbound.guides.office.file_forms import GuideFileForm, NewGuideFileForm
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Elements
from gongkai.outbound.publishing.office.reach import desk, edition_for, page, said
from gongkai.people.models import Unit
from gongkai.people.requests import StaffRequest
from gongkai.rules.guides import ServiceGuide
from gongkai.rules.guides.plain import guide_of, said_of
from gongkai.rules.guides.sheets import Unreadable


def bring(request: StaffRequest) -> HttpResponse:
    """A new guide from a file."""
    units = Unit.objects.filter(pk__in=desk(request).written_units)
    if not units:
        refused = ["您今天没有起草的角色，需要时请系统管理员添加“经办人”。"]
        return render(request, "people/refused.html", {"obstacles": refused}, status=403)
    form = NewGuideFileForm(units, request.POST or None, request.FILES or None)
    told: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            guide = exchanging.guide_in_file(form.cleaned_data["file"].read())
            unit, at = form.cleaned_data["unit"], timezone.now()
            edition = actions.start_with(
                elements.KIND, said_of(guide), unit=unit, by=request.user, at=at
            )
        except Unreadable as why:
            told = why.told()
        except Refused as why:
            told = list(why.obstacles)
        else:
            said(request, "已从文件建立，请核对各项要素。")
            return redirect("guides:edit", edition.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "obstacles": told}
    return render(request, "guides/office/bring.html", context, status=status)


def replace(request: StaffRequest, pk: int) -> HttpResponse:
    """What a file says in place of all elements of an edition at the writer's desk."""
    edition = edition_for(request, pk)
    _kept(edition)
    form = GuideFileForm(request.POST or None, request.FILES or None)
    told: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            guide = exchanging.guide_in_file(form.cleaned_data["file"].read())
            at = timezone.now()
            edition = actions.fill_in(edition, said_of(guide), by=request.user, at=at)
            actions.check(edition, by=request.user, at=at)
        except Unreadable as why:
            told = why.told()
        except Refused as why:
            told = list(why.obstacles)
        else:
            said(request, "已按文件更新全部要素，并重新检查。")
            return redirect("guides:edit", edition.pk)
    status = 422 if request.method == "POST" else 200
    return page(
        request, "guides/office/replace.html", edition,
        step="elements", form=form, obstacles=told, status=status,
    )  # fmt: skip


def export(request: StaffRequest, pk: int, shape: str) -> HttpResponse:
    """An edition of a guide as a file, public or not."""
    edition = edition_for(request, pk)
    guide = guide_of(_kept(edition).said)
    return _file(guide, edition.title[:60], shape)


def blank(request: StaffRequest) -> HttpResponse:
    """The workbook to fill in."""
    if not desk(request).written_units:
        raise Http404
    return _file(ServiceGuide(), "办事指南（空白）", "xlsx")


def _file(guide: ServiceGuide, name: str, shape: str) -> HttpResponse:
    if shape not in exchanging.KINDS:
        raise Http404
    return exchanging.file_answer(exchanging.as_file(guide, shape), name, shape)


def _kept(edition: Edition) -> Elements:
    kept = Elements.objects.filter(edition=edition, kind=elements.KIND).first()
    if kept is None:
        raise Http404
    return kept
