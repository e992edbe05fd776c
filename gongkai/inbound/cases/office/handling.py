"""One case: what it says, how its term stands, who has it, and what may be done with it next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases import actions, obstacles, queries
from gongkai.inbound.cases.models import Case, CaseEvent, Holding, Party, Reply
from gongkai.inbound.cases.obstacles.handling import NOT_A_MERE_STEP, to_extending, to_working_on
from gongkai.inbound.cases.office.files import shown_files
from gongkai.inbound.cases.office.forms import DeclineForm, HandOverForm, PurposeForm, StepForm
from gongkai.inbound.cases.office.reach import case_desk, case_for, now, said
from gongkai.lawbook.queries import Law, law_of
from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing.models import Edition
from gongkai.outbound.publishing.office.reach import desk
from gongkai.people.models import User
from gongkai.people.requests import StaffRequest
from gongkai.rules.clocks.deadlines import Clock, Event, IllegalSequence, run
from gongkai.rules.clocks.kinds import RECEIVED, Act, Step, channels, clock_kind
from gongkai.rules.clocks.terms import measured


@dataclass(frozen=True)
class PossibleStep:
    """A step as the page offers it, or the sentence that says why it is not its turn."""

    step: Step
    form: StepForm
    not_now: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Told:
    """A row of the timeline: an event or a change of hands, by its day."""

    on: date
    at: datetime
    what: str
    by: str = ""
    words: str = ""


@dataclass(frozen=True)
class Typed:
    """What a refused act gives back to the page: its form as typed, and why it was refused."""

    act: str = ""
    form: Any = None
    refused: tuple[str, ...] = ()
    disclosed: Mapping[str, str] = field(default_factory=dict)
    party: int = 0


def case(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, case_for(request, pk), Typed())


def _page(request: StaffRequest, shown: Case, typed: Typed) -> HttpResponse:
    user, today = request.user, case_desk(request).on
    law = law_of(shown.agency)
    events = list(shown.events.all())
    offer = _offer(shown)
    hindered = list(to_working_on(shown, by=user, on=today))
    replies = list(shown.replies.all())
    may_act = not hindered and shown.closed_on is None
    possible = list(_steps(shown, events, law, user, today, typed)) if may_act else []
    context = {
        "case": shown,
        "edition": _edition(request, shown),
        "standing": queries.standing_of_case(shown, case_desk(request).calendar, on=today),
        "clock": _clock(shown, events, law),
        "notify": queries.notify_clock_of(shown, law),
        "holding": next((one for one in shown.holdings.all() if one.is_in_hand), None),
        "offer": offer,
        "parties": [(party, _purpose(typed, party)) for party in shown.parties.all()],
        "files": shown_files(shown),
        "timeline": sorted(_told(shown, events, law), key=lambda one: (one.on, one.at)),
        "sent": [reply for reply in replies if reply.state == Reply.State.SENT],
        "consultations": queries.consultations_of(shown, on=today),
        "may_consult": may_act and queries.may_consult(shown),
        "reply": queries.open_reply(shown),
        "notice": queries.open_reply(shown, is_notice=True),
        "hindered": hindered,
        "may_act": may_act,
        "steps": [one for one in possible if not one.not_now or one.is_open],
        "not_now": [one for one in possible if one.not_now and not one.is_open],
        "hand_over": _form(typed, "hand-over") or HandOverForm(shown.agency),
        "may_hand_over": may_act and offer is None,
        "to_accept": _hindering_acceptance(request, shown, offer),
        "may_decline": offer is not None and offer.handed_by_id is not None,
        "decline": _form(typed, "decline") or DeclineForm(),
        "panels": _panels(request, shown),
        "typed": typed,
        "form": typed.form,
        "obstacles": typed.refused,
    }
    status = 422 if typed.refused or (typed.form is not None and typed.form.errors) else 200
    return render(request, "cases/office/case.html", context, status=status)


def _edition(request: StaffRequest, shown: Case) -> Edition | None:
    """What the public sees of the record, else its newest edition; none beyond the reach."""
    if shown.record is None:
        return None
    editions = desk(request).editions.filter(record=shown.record).order_by("-number")
    return editions.filter(live_record=shown.record).first() or editions.first()


def _panels(request: StaffRequest, shown: Case) -> list[Component]:
    """What the apps above know of the case; they register `construct_case_panels`."""
    panels: list[Component] = []
    for construct in hooks.get_hooks("construct_case_panels"):
        construct(request, shown, panels)
    return panels


def _form(typed: Typed, act: str) -> Any:
    return typed.form if typed.act == act else None


def _purpose(typed: Typed, party: Party) -> PurposeForm:
    if typed.act == "purpose" and typed.party == party.pk:
        form: PurposeForm = typed.form
        return form
    return PurposeForm(prefix=f"look{party.pk}")


def _offer(shown: Case) -> Holding | None:
    return next((one for one in shown.holdings.all() if one.is_offered), None)


def _hindering_acceptance(
    request: StaffRequest, shown: Case, offer: Holding | None
) -> list[str] | None:
    """None where nothing is offered; an empty list to whoever may accept."""
    if offer is None:
        return None
    return list(obstacles.to_accepting(offer, shown, by=request.user, on=case_desk(request).on))


def _clock(shown: Case, events: list[CaseEvent], law: Law) -> Clock | None:
    """Events entered under earlier law may not fit the present one; the page shows without."""
    try:
        return queries.clock_of_case(shown, events, law)
    except IllegalSequence:
        return None


def _steps(
    shown: Case, events: list[CaseEvent], law: Law, user: User, today: date, typed: Typed
) -> Iterator[PossibleStep]:
    """Each step of the clock, tried as if it happened today: the law says whose turn it is."""
    kind = clock_kind(shown.ruled.clock)
    by_channel = shown.channel if kind.by_channel and shown.channel in channels() else ""
    happened = [Event(event.name, event.on, event.days) for event in events]
    for step in kind.steps.values():
        if step.name in NOT_A_MERE_STEP:
            continue
        not_now = "".join(to_extending(shown, step, by=user, on=today))
        try:
            run(
                kind.key,
                [*happened, Event(step.name, max(today, happened[-1].on))],
                law.calendar,
                terms=law.terms,
                channel=by_channel,
            )
        except IllegalSequence as refusal:
            not_now = str(refusal)
        mine = typed.act == step.name
        form = typed.form if mine else step_form(shown, step, law, today)
        yield PossibleStep(step, form, not_now, is_open=mine)


def step_form(
    shown: Case, step: Step, law: Law, today: date, written: Mapping[str, Any] | None = None
) -> StepForm:
    longest = None
    if step.act is Act.EXTEND and step.term:
        longest = law.terms.of(step.term, shown.received_on)
    return StepForm(step, written, is_foi=shown.kind == "foi", longest=longest, today=today)


def _told(shown: Case, events: list[CaseEvent], law: Law) -> Iterator[Told]:
    steps = clock_kind(shown.ruled.clock).steps
    for event in events:
        label = "收到" if event.name == RECEIVED else steps[event.name].label
        lasting = ""
        if event.days:
            unit = law.terms.of(steps[event.name].term, shown.received_on).unit
            lasting = f"（{measured(event.days, unit)}）"
        by = str(event.by) if event.by else "来件人"
        yield Told(event.on, event.at, f"{label}{lasting}", by, event.note)
    for holding in shown.holdings.all():
        yield from _handed(holding)
    for warning in shown.warnings.all():
        people = "、".join(str(person) for person in warning.told.all())
        words = f"提醒了{people}" if people else "没有可以提醒的人，请在“设置”里指定角色"
        on = timezone.localdate(warning.at)
        yield Told(on, warning.at, f"期限提醒：{warning.ruled.label}", words=words)


def _handed(holding: Holding) -> Iterator[Told]:
    if holding.handed_by:
        on = timezone.localdate(holding.handed_at)
        yield Told(
            on, holding.handed_at, f"移交给{holding}", str(holding.handed_by), holding.reason
        )
    if holding.accepted_at:
        on = timezone.localdate(holding.accepted_at)
        yield Told(on, holding.accepted_at, f"{holding.unit}接收", str(holding.user or ""))
    if holding.declined_at:
        on = timezone.localdate(holding.declined_at)
        yield Told(on, holding.declined_at, f"{holding.unit}退回", "", holding.declined_because)


@require_POST
def step(request: StaffRequest, pk: int, event: str) -> HttpResponse:
    shown = case_for(request, pk)
    ruled = clock_kind(shown.ruled.clock).steps.get(event)
    if ruled is None or event in NOT_A_MERE_STEP:
        raise Http404
    law = law_of(shown.agency)
    form = step_form(shown, ruled, law, case_desk(request).on, request.POST)
    if not form.is_valid():
        return _page(request, shown, Typed(event, form))
    try:
        actions.take_step(shown, event, **form.cleaned_data, by=request.user, at=now())
    except Refused as why:
        return _page(request, shown, Typed(event, form, why.obstacles))
    said(request, f"已登记{shown.number}：{ruled.label}。")
    return redirect("casework:case", pk)


@require_POST
def hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    shown = case_for(request, pk)
    form = HandOverForm(shown.agency, request.POST)
    if not form.is_valid():
        return _page(request, shown, Typed("hand-over", form))
    try:
        offered = actions.hand_over(shown, **form.cleaned_data, by=request.user, at=now())
    except Refused as why:
        return _page(request, shown, Typed("hand-over", form, why.obstacles))
    said(request, f"已移交给{offered}；对方接收以前，这一件仍由您负责。")
    return redirect("casework:case", pk)


@require_POST
def accept(request: StaffRequest, pk: int) -> HttpResponse:
    shown = case_for(request, pk)
    offer = _offer(shown)
    if offer is None:
        return _page(request, shown, Typed(refused=("这一件没有等待接收的移交。",)))
    try:
        actions.accept(offer, by=request.user, at=now())
    except Refused as why:
        return _page(request, shown, Typed(refused=why.obstacles))
    said(request, f"已接收{shown.number}，现在由您办理。")
    return redirect("casework:case", pk)


@require_POST
def decline(request: StaffRequest, pk: int) -> HttpResponse:
    shown = case_for(request, pk)
    offer = _offer(shown)
    form = DeclineForm(request.POST)
    if offer is None:
        return _page(request, shown, Typed(refused=("这一件没有等待接收的移交。",)))
    if not form.is_valid():
        return _page(request, shown, Typed("decline", form))
    try:
        actions.decline(offer, **form.cleaned_data, by=request.user, at=now())
    except Refused as why:
        return _page(request, shown, Typed("decline", form, why.obstacles))
    said(request, f"已退回{shown.number}，仍由{offer.handed_by}办理。")
    return redirect("casework:list")


@require_POST
def read_party(request: StaffRequest, pk: int, party: int) -> HttpResponse:
    """Shown on this answer and never again: no address leads to it, nothing may keep a copy."""
    shown = case_for(request, pk)
    asked_for = get_object_or_404(shown.parties, pk=party)
    form = PurposeForm(request.POST, prefix=f"look{party}")
    if not form.is_valid():
        return _page(request, shown, Typed("purpose", form, party=party))
    try:
        particulars = actions.read_party(
            asked_for, purpose=form.cleaned_data["purpose"], by=request.user, at=now()
        )
    except Refused as why:
        return _page(request, shown, Typed("purpose", form, why.obstacles, party=party))
    labelled = {PARTICULARS.get(name, name): value for name, value in particulars.items()}
    response = _page(request, shown, Typed(disclosed=labelled, party=party))
    response["Cache-Control"] = "no-store, private"
    return response


PARTICULARS = {
    "name": "姓名",
    "identity_kind": "证件种类",
    "identity_number": "证件号码",
    "organisation": "单位名称",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "通信地址",
}
