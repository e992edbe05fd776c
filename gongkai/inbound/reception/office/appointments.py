"""接访预约: booked at the counter, moved, cancelled; who came, what was said, what was done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.office.reach import case_desk, case_for, now, said
from gongkai.inbound.reception import actions, obstacles, queries
from gongkai.inbound.reception.forms import SlotForm
from gongkai.inbound.reception.models import Appointment
from gongkai.inbound.reception.office.forms import MarkForm, MinutesForm, ReasonForm
from gongkai.inbound.reception.office.reach import appointment_for, keeps
from gongkai.ledger.actions import Refused
from gongkai.people.requests import StaffRequest


def book(request: StaffRequest, pk: int) -> HttpResponse:
    """For a case taken down at the counter, or one that waits for a time."""
    case, at = case_for(request, pk), now()
    slots = queries.open_slots(case.agency, at=at)
    form = SlotForm(request.POST if request.method == "POST" else None, slots=slots)
    if request.method != "POST" or not form.is_valid():
        return _book_page(request, case, form)
    chosen = form.cleaned_data["slot"]
    try:
        actions.book(case, chosen.day, chosen.slot.number, by=request.user, at=at)
    except Refused as why:
        fresh = SlotForm(request.POST, slots=queries.open_slots(case.agency, at=at))
        return _book_page(request, case, fresh, why.obstacles)
    said(request, f"{case.number}约在{chosen.label}，请告诉来件人时间、地点和要带的材料。")
    return redirect("casework:case", pk)


def _book_page(
    request: StaffRequest, case: Case, form: SlotForm, refused: tuple[str, ...] = ()
) -> HttpResponse:
    context = {
        "case": case,
        "booked": queries.booked_for(case),
        "is_reception": case.kind == queries.RECEPTION,
        "has_slots": bool(queries.open_slots(case.agency, at=now())),
        "form": form,
        "obstacles": refused,
    }
    status = 422 if refused or form.errors else 200
    return render(request, "reception/office/book.html", context, status=status)


def appointment(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, appointment_for(request, pk))


def _page(
    request: StaffRequest,
    shown: Appointment,
    *,
    act: str = "",
    form: forms.Form | None = None,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    at, by = now(), request.user
    minutes = MinutesForm(
        initial={
            "minutes": shown.minutes,
            "follow_up": shown.follow_up,
            "due_on": shown.follow_up_due_on,
        }
    )
    is_to_come = queries.is_booked(shown) and shown.begins_at > at
    is_near = case_desk(request).cases.filter(pk=shown.case_id).exists()
    slots = queries.open_slots(shown.day.agency, at=at) if is_to_come and is_near else []
    context = {
        "appointment": shown,
        "is_near": is_near,
        "is_keeper": keeps(request, shown.day),
        "sender": shown.case.parties.filter(part="sender").first(),
        "is_to_come": is_to_come,
        "to_mark": list(obstacles.to_marking(shown, by=by, at=at)),
        "minutes": form if act == "minutes" else minutes,
        "move": form if act == "move" else SlotForm(slots=slots),
        "cancel": form if act == "cancel" else ReasonForm(auto_id="cancel_%s"),
        "act": act,
        "form": form,
        "obstacles": refused,
        "on": case_desk(request).on,
    }
    wrong = refused or (form is not None and form.errors)
    template = "reception/office/appointment.html"
    return render(request, template, context, status=422 if wrong else 200)


def _do(
    request: StaffRequest,
    shown: Appointment,
    act: str,
    form: forms.Form | None,
    do: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """One act on one appointment: its form judged, the act tried, the page shown again."""
    if form is not None and not form.is_valid():
        return _page(request, shown, act=act, form=form)
    try:
        do(form.cleaned_data if form is not None else {})
    except Refused as why:
        return _page(request, shown, act=act, form=form, refused=why.obstacles)
    said(request, f"{shown.case.number}：{done}。")
    return redirect("receptions:appointment", shown.pk)


@require_POST
def mark(request: StaffRequest, pk: int) -> HttpResponse:
    shown, came = appointment_for(request, pk), request.POST.get("came") == "yes"
    return _do(
        request,
        shown,
        "mark",
        MarkForm(request.POST),
        lambda _: actions.mark(shown, came=came, by=request.user, at=now()),
        "已登记来了，请写接访记录" if came else "已登记没有来",
    )


@require_POST
def minutes(request: StaffRequest, pk: int) -> HttpResponse:
    shown = appointment_for(request, pk)
    return _do(
        request,
        shown,
        "minutes",
        MinutesForm(request.POST),
        lambda typed: actions.write_minutes(shown, **typed, by=request.user, at=now()),
        "接访记录已保存",
    )


@require_POST
def followed_up(request: StaffRequest, pk: int) -> HttpResponse:
    shown = appointment_for(request, pk)
    return _do(
        request,
        shown,
        "follow-up",
        None,
        lambda _: actions.mark_followed_up(shown, by=request.user, at=now()),
        "已登记落实",
    )


@require_POST
def move(request: StaffRequest, pk: int) -> HttpResponse:
    shown, at = appointment_for(request, pk), now()
    form = SlotForm(request.POST, slots=queries.open_slots(shown.day.agency, at=at))
    moved: list[Appointment] = []

    def do(typed: dict[str, Any]) -> None:
        slot = typed["slot"]
        moved.append(actions.move(shown, slot.day, slot.slot.number, by=request.user, at=at))

    answer = _do(request, shown, "move", form, do, "已改时间，请告诉来件人")
    return redirect("receptions:appointment", moved[0].pk) if moved else answer


@require_POST
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    shown = appointment_for(request, pk)
    return _do(
        request,
        shown,
        "cancel",
        ReasonForm(request.POST, auto_id="cancel_%s"),
        lambda typed: actions.cancel_appointment(
            shown, reason=typed["reason"], by=request.user, at=now()
        ),
        "预约已取消，这一件等候排定时间",
    )
