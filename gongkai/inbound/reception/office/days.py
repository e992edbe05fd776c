"""接访日: which come and which were, planned, announced, changed, called off, and their sheet."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.inbound.cases.office.reach import case_desk, now, said
from gongkai.inbound.reception import actions, obstacles, queries
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.inbound.reception.obstacles.days import PLANNERS
from gongkai.inbound.reception.office.forms import DayForm, ReasonForm, as_last, as_said
from gongkai.inbound.reception.office.reach import day_for, keeps, own_agency
from gongkai.ledger.actions import Refused
from gongkai.people.queries import holds
from gongkai.people.requests import StaffRequest
from gongkai.rules.reception import Slot

PER_PAGE = 20
MOST_WAITING = 50


@dataclass(frozen=True)
class Row:
    """A slot of a day's list; what it is about only for whoever may know."""

    slot: Slot
    appointment: Appointment | None
    sender: str
    is_near: bool


def days(request: StaffRequest) -> HttpResponse:
    agency, desk = own_agency(request), case_desk(request)
    past = request.GET.get("tab") == "past"
    found = ReceptionDay.objects.filter(agency=agency).select_related("unit", "agency")
    found = found.filter(on__lt=desk.on).order_by("-on", "-id") if past else found.coming(desk.on)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    taken = queries.taken_slots(list(page))
    waiting = queries.waiting_for_a_time(agency)
    near = desk.cases.filter(pk__in=waiting.values("pk"))
    context = {
        "past": past,
        "page": page,
        "rows": [(day, len(taken[day.pk])) for day in page],
        "waiting": near.order_by("received_on", "id").defer("text")[:MOST_WAITING],
        "may_plan": holds(request.user, *PLANNERS, on=desk.on),
    }
    return render(request, "reception/office/days.html", context)


def new(request: StaffRequest) -> HttpResponse:
    agency, desk = own_agency(request), case_desk(request)
    last = ReceptionDay.objects.filter(agency=agency).order_by("-id").first()
    if request.method != "POST":
        form = DayForm(agency, initial=as_last(last), calendar=desk.calendar)
        return _form_page(request, form, None)
    form = DayForm(agency, request.POST, calendar=desk.calendar)
    if not form.is_valid():
        return _form_page(request, form, None)
    try:
        day = actions.plan(form.plan, by=request.user, at=now())
    except Refused as why:
        return _form_page(request, form, None, why.obstacles)
    said(request, f"已安排{day}。请另一位同事核对后公布，公布以后可以预约。")
    return redirect("receptions:day", day.pk)


def change(request: StaffRequest, pk: int) -> HttpResponse:
    day, desk = day_for(request, pk), case_desk(request)
    if request.method != "POST":
        form = DayForm(day.agency, initial=as_said(day, desk.calendar), calendar=desk.calendar)
        return _form_page(request, form, day)
    form = DayForm(day.agency, request.POST, calendar=desk.calendar)
    if not form.is_valid():
        return _form_page(request, form, day)
    try:
        day = actions.change(day, form.plan, by=request.user, at=now())
    except Refused as why:
        return _form_page(request, form, day, why.obstacles)
    said(request, f"已修改{day}。请另一位同事核对后重新公布。")
    return redirect("receptions:day", pk)


def _form_page(
    request: StaffRequest,
    form: DayForm,
    day: ReceptionDay | None,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "day": day,
        "obstacles": refused,
        "may_plan": holds(request.user, *PLANNERS, on=case_desk(request).on),
    }
    status = 422 if refused or form.errors else 200
    return render(request, "reception/office/day_form.html", context, status=status)


def day(request: StaffRequest, pk: int) -> HttpResponse:
    return _day_page(request, day_for(request, pk))


def _day_page(
    request: StaffRequest,
    shown: ReceptionDay,
    *,
    form: ReasonForm | None = None,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    desk, at = case_desk(request), now()
    is_coming = shown.state != ReceptionDay.State.CANCELLED and shown.begins_at() > at
    context = {
        "day": shown,
        "rows": _rows(request, shown),
        "ended": _ended(shown),
        "is_keeper": keeps(request, shown),
        "hindered": list(obstacles.to_announcing(shown, by=request.user, at=at)),
        "may_change": is_coming and holds(request.user, *PLANNERS, on=desk.on),
        "rest_day": "" if desk.calendar.is_workday(shown.on) else desk.calendar.reason(shown.on),
        "call_off": form or ReasonForm(),
        "form": form,
        "obstacles": refused,
    }
    wrong = refused or (form is not None and form.errors)
    return render(request, "reception/office/day.html", context, status=422 if wrong else 200)


def _rows(request: StaffRequest, shown: ReceptionDay) -> list[Row]:
    """Every slot, taken or free."""
    found = list(queries.with_their_senders(shown.appointments.taking()))
    near = set(
        case_desk(request)
        .cases.filter(pk__in=[one.case_id for one in found])
        .values_list("pk", flat=True)
    )
    taken = {one.slot: one for one in found}
    is_keeper = keeps(request, shown)
    return [
        Row(
            slot,
            one := taken.get(slot.number),
            _sender(one),
            one is not None and (is_keeper or one.case_id in near),
        )
        for slot in shown.all_slots
    ]


def _sender(appointment: Appointment | None) -> str:
    if appointment is None:
        return ""
    return next((party.shown_as for party in appointment.case.parties.all()), "未留姓名")


def _ended(shown: ReceptionDay) -> int:
    """How many gave up a slot of this day, or lost it."""
    gone = (Appointment.State.MOVED, Appointment.State.CANCELLED)
    return shown.appointments.filter(state__in=gone).count()


@require_POST
def announce(request: StaffRequest, pk: int) -> HttpResponse:
    found = day_for(request, pk)
    try:
        actions.announce(found, by=request.user, at=now())
    except Refused as why:
        return _day_page(request, found, refused=why.obstacles)
    said(request, f"已公布{found}，现在可以预约。")
    return redirect("receptions:day", pk)


@require_POST
def call_off(request: StaffRequest, pk: int) -> HttpResponse:
    found, form = day_for(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _day_page(request, found, form=form)
    try:
        actions.call_off(found, reason=form.cleaned_data["reason"], by=request.user, at=now())
    except Refused as why:
        return _day_page(request, found, form=form, refused=why.obstacles)
    said(request, f"已取消{found}；约了这一天的，都在“等候排定时间”里。")
    return redirect("receptions:list")


def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """当日接访单: for the table of whoever receives, with names masked."""
    shown = day_for(request, pk)
    context = {"day": shown, "rows": _rows(request, shown), "printed_at": now()}
    return render(request, "reception/office/sheet.html", context)
