"""The inbox of readers' reports: list, open, answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases import actions, obstacles, queries
from gongkai.inbound.cases.models import DocumentReport
from gongkai.lawbook.queries import calendar_of, law_of
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
        .select_related("agency", "record__unit", "record__live_edition", "answered_by")
        .order_by("due_on", "received_at", "id")
    )


def _with_standing(
    request: StaffRequest, reports: Iterable[DocumentReport]
) -> list[tuple[DocumentReport, queries.Standing | None]]:
    calendar, today = calendar_of(request.user.agency), timezone.localdate()
    return [(one, queries.standing_of(one, calendar, on=today)) for one in reports]


def inbox(request: StaffRequest) -> HttpResponse:
    answered = request.GET.get("state") == "answered"
    reports = _within_reach(request).filter(answered_at__isnull=not answered)
    if answered:
        reports = reports.order_by("-answered_at", "-id")
    page = Paginator(reports, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _with_standing(request, page), "answered": answered}
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
    } | _clock(found)
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/office/report.html", context, status=status)


def _clock(found: DocumentReport) -> dict[str, Any]:
    """How a report stands to its due date today, and how that was reckoned day by day."""
    if found.answered_at is not None:
        return {}
    law = law_of(found.agency)
    return {
        "standing": queries.standing_of(found, law.calendar, on=timezone.localdate()),
        "clock": queries.clock_of(found.received_at, law),
    }


class Reports(Component):
    """Reports nobody has answered yet, the one due first at the top."""

    order = 30
    template_name = "cases/office/panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request = parent_context["request"]
        reports = _within_reach(request).filter(
            answered_at__isnull=True, record__unit__in=desk(request).written_units
        )
        rows = _with_standing(request, reports[:SHOWN])
        return {
            "rows": rows,
            "provisional_years": sorted(
                {
                    report.due_on.year
                    for report, _ in rows
                    if report.due_on and report.due_provisional
                }
            ),
        }
