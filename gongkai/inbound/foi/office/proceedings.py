"""复议诉讼: the register, one proceeding with its steps, and a new one from a case's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.inbound.cases import codes
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.cases.office.reach import case_desk, case_for, now, said
from gongkai.inbound.foi import actions, queries
from gongkai.inbound.foi.intake import NewProceeding
from gongkai.inbound.foi.models import Proceeding
from gongkai.inbound.foi.office.forms import (
    AnewForm,
    AnswerForm,
    ConcludeForm,
    RegisterForm,
    VoidForm,
)
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused
from gongkai.people.requests import StaffRequest
from gongkai.rules.annual_report.proceedings import Result
from gongkai.rules.clocks.deadlines import IllegalSequence

PER_PAGE = 20
STEPS: dict[str, type[Form]] = {
    "answer": AnswerForm,
    "conclude": ConcludeForm,
    "void": VoidForm,
    "anew": AnewForm,
}
ACTS: dict[str, Callable[..., Proceeding]] = {
    "answer": actions.answer,
    "conclude": actions.conclude,
    "void": actions.void,
}


@dataclass(frozen=True)
class Typed:
    """What a refused step gives back to the page: its form as typed, and why it was refused."""

    step: str = ""
    form: Form | None = None
    refused: tuple[str, ...] = ()


@require_safe
def proceedings(request: StaffRequest) -> HttpResponse:
    """The open ones by the day to answer, or those that are over."""
    desk = case_desk(request)
    is_open = request.GET.get("tab") != "closed"
    found = queries.tab_of(queries.register_of(request.user, on=desk.on), is_open=is_open)
    page = Paginator(found.defer("case__text"), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, queries.standing_of(one, desk.calendar, on=desk.on)) for one in page]
    context = {"page": page, "rows": rows, "is_open": is_open}
    return render(request, "foi/office/proceedings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, case: int) -> HttpResponse:
    """Entered from the page of the request it is about."""
    about, on = case_for(request, case), case_desk(request).on
    form = RegisterForm(request.POST or None, initial={"notified_on": on})
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.register(
                about, NewProceeding(**form.cleaned_data), by=request.user, at=now()
            )
        except Refused as why:
            refused = why.obstacles
        else:
            said(request, f"已登记，{entered.due_on}以前答复。")
            return redirect("foi:proceeding", entered.pk)
    hindered = list(to_working_on(about, by=request.user, on=on))
    context = {"case": about, "form": form, "hindered": hindered, "obstacles": refused}
    status = 422 if request.method == "POST" else 200
    return render(request, "foi/office/new.html", context, status=status)


@require_safe
def proceeding(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, _reached(request, pk), Typed())


@require_POST
def step(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """One of its steps; what was typed comes back when it is refused."""
    one = _reached(request, pk)
    if name not in STEPS:
        raise Http404
    form = STEPS[name](request.POST)
    if not form.is_valid():
        return _page(request, one, Typed(name, form))
    try:
        if name == "anew":
            return _answer_anew(request, one, form)
        ACTS[name](one, **form.cleaned_data, by=request.user, at=now())
    except Refused as why:
        return _page(request, one, Typed(name, form, why.obstacles))
    said(request, "已登记。" if name != "void" else "这一条登记已作废，不再计入年度报告。")
    return redirect("foi:proceeding", pk)


def _answer_anew(request: StaffRequest, one: Proceeding, form: Form) -> HttpResponse:
    """To the slip, where the new look-up code is shown once."""
    seed = codes.new_seed()
    anew = actions.answer_anew(one, **form.cleaned_data, seed=seed, by=request.user, at=now())
    said(request, f"已另立{anew}，接续{one.case}重新答复。")
    return redirect("casework:slip", anew.pk, codes.ticket(anew.number, seed))


def _reached(request: StaffRequest, pk: int) -> Proceeding:
    """The proceeding, if its case lies within the person's reach today; otherwise there is none."""
    register = queries.register_of(request.user, on=case_desk(request).on)
    related = ("agency", "case__unit", "anew", "registered_by")
    return get_object_or_404(register.select_related(*related), pk=pk)


def _page(request: StaffRequest, one: Proceeding, typed: Typed) -> HttpResponse:
    desk = case_desk(request)
    hindered = list(to_working_on(one.case, by=request.user, on=desk.on))
    is_open = one.concluded_on is None and one.voided_at is None
    offered = {
        "answer": is_open and one.answered_on is None,
        "conclude": is_open,
        "anew": one.voided_at is None and one.result == Result.CORRECTED and one.anew is None,
        "void": one.voided_at is None,
    }
    presets = {"answered_on": desk.on, "concluded_on": desk.on, "received_on": desk.on}
    forms = {
        name: typed.form if typed.step == name else STEPS[name](initial=presets)
        for name, is_offered in offered.items()
        if (is_offered and not hindered) or typed.step == name
    }
    context: dict[str, Any] = {
        "one": one,
        "standing": queries.standing_of(one, desk.calendar, on=desk.on),
        "clock": _clock(one),
        "forms": forms,
        "typed": typed,
        "hindered": hindered,
        "form": typed.form,
        "obstacles": typed.refused,
    }
    status = 422 if typed.step else 200
    return render(request, "foi/office/proceeding.html", context, status=status)


def _clock(one: Proceeding) -> Any:
    """How the day was reckoned; a day before the law begins has no clock."""
    try:
        return queries.clock_of(one, law_of(one.agency))
    except IllegalSequence:
        return None
