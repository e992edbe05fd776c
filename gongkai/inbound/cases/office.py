"""The inbox of readers' reports: list, open, answer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases import actions, obstacles
from gongkai.inbound.cases.models import DocumentReport
from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing.models import Edition
from gongkai.outbound.publishing.office.reach import desk
from gongkai.people.requests import StaffRequest

PER_PAGE = 20
SHOWN = 20


class AnswerForm(forms.Form):
    """What was found and done, in words for the reader."""

    text = forms.CharField(
        label="处理结果",
        max_length=obstacles.LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="查明了什么、怎样处理的。读者凭编号和查询码可以看到，答复后不能修改。",
    )


def _within_reach(request: StaffRequest) -> QuerySet[DocumentReport]:
    return (
        DocumentReport.objects.filter(record__in=desk(request).records)
        .select_related("record__unit", "record__live_edition", "answered_by")
        .order_by("received_at", "id")
    )


def inbox(request: StaffRequest) -> HttpResponse:
    answered = request.GET.get("state") == "answered"
    reports = _within_reach(request).filter(answered_at__isnull=not answered)
    if answered:
        reports = reports.order_by("-answered_at", "-id")
    page = Paginator(reports, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "answered": answered}
    return render(request, "cases/office/inbox.html", context)


def report(request: StaffRequest, pk: int) -> HttpResponse:
    """One report, beside the document it is about; the answer is given here."""
    found = get_object_or_404(_within_reach(request), pk=pk)
    form = AnswerForm(request.POST or None)
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(
                found, text=form.cleaned_data["text"], by=request.user, at=timezone.now()
            )
        except Refused as why:
            refused = why.obstacles
        else:
            messages.success(request, f"已答复{found.number}。")
            return redirect("inbox:list")
    hindered = obstacles.to_answering(
        found, text="（尚未填写）", by=request.user, on=timezone.localdate()
    )
    context = {
        "report": found,
        "edition": Edition.objects.filter(record=found.record).order_by("-number").first(),
        "form": form,
        "hindered": list(hindered),
        "obstacles": refused,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/office/report.html", context, status=status)


class Reports(Component):
    """Reports nobody has answered yet, oldest first."""

    order = 30
    template_name = "cases/office/panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request = parent_context["request"]
        reports = _within_reach(request).filter(
            answered_at__isnull=True, record__unit__in=desk(request).written_units
        )
        return {"reports": reports[:SHOWN]}
