"""转主动公开: the list of proposals, one with the requests behind it, and what is decided on it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.inbound.cases.office.reach import case_desk, case_for, now, said
from gongkai.inbound.cases.queries import Standing
from gongkai.inbound.foi import actions, obstacles, queries
from gongkai.inbound.foi.models import DisclosureProposal
from gongkai.inbound.foi.office.forms import AcceptForm, DismissForm, FinishForm
from gongkai.inbound.foi.office.proceedings import Typed
from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing.office.reach import desk as writing_desk
from gongkai.people.models import Role
from gongkai.people.queries import holds
from gongkai.people.requests import StaffRequest

PER_PAGE = 20
State = DisclosureProposal.State


@require_safe
def proposals(request: StaffRequest) -> HttpResponse:
    desk = case_desk(request)
    asked = request.GET.get("state", "")
    state = State(asked) if asked in State.values else State.OPEN
    found = queries.proposals_for(request.user, on=desk.on).filter(state=state)
    order = ("due_on", "id") if state == State.ACCEPTED else ("-raised_at", "-id")
    page = Paginator(queries.with_subject(found).order_by(*order), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [(one, _standing(request, one)) for one in page],
        "state": state,
        "states": list(State),
    }
    return render(request, "foi/office/proposals.html", context)


@require_safe
def proposal(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, _reached(request, pk), Typed())


@require_POST
def propose(request: StaffRequest, case: int) -> HttpResponse:
    """By hand, from a case's page: an applicant's own suggestion."""
    suggested = case_for(request, case)
    try:
        raised = actions.propose(suggested, by=request.user, at=now())
    except Refused as why:
        return render(request, "people/refused.html", {"obstacles": why.obstacles}, status=422)
    said(request, f"已提出{raised}，由领导小组办公室决定。")
    return redirect("casework:case", case)


@require_POST
def accept(request: StaffRequest, pk: int) -> HttpResponse:
    one = _reached(request, pk)
    form = AcceptForm(one.agency, request.POST)
    if not form.is_valid():
        return _page(request, one, Typed("accept", form))
    try:
        accepted = actions.accept(one, **form.cleaned_data, by=request.user, at=now())
    except Refused as why:
        return _page(request, one, Typed("accept", form, why.obstacles))
    said(request, f"已采纳，由{accepted.unit}在{accepted.due_on}以前公开。")
    return redirect("foi:proposal", pk)


@require_POST
def dismiss(request: StaffRequest, pk: int) -> HttpResponse:
    one = _reached(request, pk)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _page(request, one, Typed("dismiss", form))
    try:
        actions.dismiss(one, **form.cleaned_data, by=request.user, at=now())
    except Refused as why:
        return _page(request, one, Typed("dismiss", form, why.obstacles))
    said(request, "已决定不采纳，理由留在这里。")
    return redirect("foi:proposal", pk)


@require_POST
def finish(request: StaffRequest, pk: int) -> HttpResponse:
    one = _reached(request, pk)
    form = FinishForm(one.agency, request.POST)
    if not form.is_valid():
        return _page(request, one, Typed("finish", form))
    try:
        actions.finish(one, form.cleaned_data["record"], by=request.user, at=now())
    except Refused as why:
        return _page(request, one, Typed("finish", form, why.obstacles))
    said(request, "已登记公开。")
    return redirect("foi:proposal", pk)


def _reached(request: StaffRequest, pk: int) -> DisclosureProposal:
    found = queries.with_subject(queries.proposals_for(request.user, on=case_desk(request).on))
    related = ("agency", "unit", "record__live_edition", "raised_by", "decided_by", "done_by")
    found_one = found.select_related(*related).filter(pk=pk).first()
    if found_one is None:
        raise Http404
    return found_one


def _standing(request: StaffRequest, one: DisclosureProposal) -> Standing | None:
    desk = case_desk(request)
    return queries.standing_of(one, desk.calendar, on=desk.on)


def _page(request: StaffRequest, one: DisclosureProposal, typed: Typed) -> HttpResponse:
    user, on = request.user, case_desk(request).on
    decides = one.state == State.OPEN and holds(user, Role.OPENNESS_OFFICE, on=on)
    finishes = one.state == State.ACCEPTED and (
        holds(user, Role.OPENNESS_OFFICE, on=on)
        or (one.unit is not None and holds(user, *obstacles.MAKERS, on=on, unit=one.unit))
    )
    forms: dict[str, Any] = {}
    if decides:
        preset = {"title": one.subject, "unit": _usual_unit(one)}  # type: ignore[attr-defined]
        forms = {"accept": AcceptForm(one.agency, initial=preset), "dismiss": DismissForm()}
    elif finishes:
        forms = {"finish": FinishForm(one.agency)}
    if typed.step:
        forms[typed.step] = typed.form
    context = {
        "one": one,
        "standing": _standing(request, one),
        "members": queries.members_of(one, user, on=on),
        "forms": forms,
        "may_write": finishes and writing_desk(request).may_write,
        "typed": typed,
        "form": typed.form,
        "obstacles": typed.refused,
    }
    status = 422 if typed.step else 200
    return render(request, "foi/office/proposal.html", context, status=status)


def _usual_unit(one: DisclosureProposal) -> int | None:
    """The unit that answered the requests, to preset."""
    return one.members.order_by("-id").values_list("case__unit", flat=True).first()
