"""One decision: how it stands, ending its display, putting it back."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused
from gongkai.outbound.decisions import actions
from gongkai.outbound.decisions.forms import EndForm, PutBackForm
from gongkai.outbound.decisions.models import Decision, EndedDisplay
from gongkai.outbound.decisions.office.screens import agency_of
from gongkai.outbound.publishing.office.reach import desk, now, said
from gongkai.people.requests import StaffRequest
from gongkai.rules.decisions.display import withdrawal_due


def single(request: StaffRequest, pk: int) -> HttpResponse:
    """A row with the form that fits: to end its display, or to put it back."""
    decision = get_object_or_404(
        Decision.objects.ever_public().select_related("agency", "edition__record__unit"),
        pk=pk,
        agency=agency_of(request),
        edition__record__in=desk(request).records,
    )
    standing = EndedDisplay.objects.standing().filter(agency=decision.agency, key=decision.key)
    ended = standing.select_related("by").first()
    kind = PutBackForm if ended else EndForm
    form = kind(request.POST or None)
    faults: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            _act(request, decision, ended, form.cleaned_data)
        except Refused as why:
            faults = why.obstacles
        else:
            return redirect("decisions:single", pk)
    law = law_of(decision.agency)
    due = ended and withdrawal_due(ended.happened_on, terms=law.terms, calendar=law.calendar)
    context = {
        "decision": decision,
        "lines": list(decision.row.lines()),
        "ended": ended,
        "is_late": bool(ended and due and localdate(ended.at) > due.day),
        "due": due,
        "is_over": decision.until_on < localdate(now()),
        "form": form,
        "obstacles": faults,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "decisions/office/single.html", context, status=status)


def _act(
    request: StaffRequest, decision: Decision, ended: EndedDisplay | None, given: dict
) -> None:
    if ended is None:
        if "cause" not in given:
            raise Http404
        actions.end_display(decision, **given, by=request.user, at=now())
        said(request, "已撤回，公开的页面上不再显示。")
    else:
        actions.put_back(ended, reason=given["reason"], by=request.user, at=now())
        said(request, "已恢复公示。")
