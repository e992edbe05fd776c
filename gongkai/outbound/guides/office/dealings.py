"""办结件 of a guide: what was brought in, and more from a workbook."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused
from gongkai.outbound.guides import actions, elements, obstacles
from gongkai.outbound.guides.models import Dealing
from gongkai.outbound.guides.office.file_forms import DealingsForm
from gongkai.outbound.guides.queries import actual_time
from gongkai.outbound.guides.workbooks import read_workbook
from gongkai.outbound.publishing.office.lists import paged
from gongkai.outbound.publishing.office.reach import desk, said
from gongkai.people.requests import StaffRequest
from gongkai.rules.guides.dealings import dealings_in, fewest
from gongkai.rules.guides.sheets import Unreadable

MOST_ROWS = 20_000


def dealings(request: StaffRequest, pk: int) -> HttpResponse:
    guides = desk(request).records.filter(live_edition__elements__kind=elements.KIND)
    guide = get_object_or_404(
        guides.select_related("live_edition", "unit", "agency").distinct(), pk=pk
    )
    at = timezone.now()
    on = localdate(at)
    form = DealingsForm(request.POST or None, request.FILES or None)
    told: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            sheets = read_workbook(form.cleaned_data["file"].read(), most_rows=MOST_ROWS)
            brought = actions.bring_in(guide, dealings_in(sheets, on), by=request.user, at=at)
        except Unreadable as why:
            told = why.told()
        except Refused as why:
            told = list(why.obstacles)
        else:
            said(request, f"新增{brought.new}件，更正{brought.changed}件。")
            return redirect("guides:dealings", guide.pk)
    context = {
        "guide": guide,
        "form": form,
        "obstacles": told,
        "may_bring_in": not any(obstacles.to_bringing_in(guide, by=request.user, on=on)),
        "actual": actual_time(guide, on),
        "fewest": fewest(),
        "page": paged(request, Dealing.objects.filter(guide=guide)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "guides/office/dealings.html", context, status=status)
