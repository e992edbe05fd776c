"""A case as its sender sees it: what happened, who has it, until when, and what to do next."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import QuerySet

from gongkai.inbound.cases import codes
from gongkai.inbound.cases.models import Case, CaseEvent, CaseFile, Fee, Holding, Rating, Reply
from gongkai.inbound.cases.queries.cases import clock_of_case
from gongkai.inbound.cases.queries.files import given_to_sender
from gongkai.lawbook.queries import law_of
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency, Role, RoleHolding, Unit
from gongkai.rules.clocks.deadlines import Clock
from gongkai.rules.clocks.kinds import RECEIVED, State
from gongkai.rules.outcomes import outcomes

# Only these notes are written for the sender; the others are the office's own. That of `replied`
# is an answer given where no reply is kept.
TOLD_NOTES = ("clarification-asked", "fee-notified", "extended", "replied")
# What nobody's number and code are compared with, so that looking in vain takes as long.
_NOBODY = codes.hashed("", "")


@dataclass(frozen=True)
class Happened:
    """A line of what happened, in the words of the law's steps."""

    on: date
    label: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Followed:
    """办件进展: all that a page of a case shows to whoever has its code."""

    case: Case
    happened: tuple[Happened, ...]
    clock: Clock
    state: State
    standing: str
    holder: str
    replies: tuple[Reply, ...]
    outcome: str
    fee: Fee | None
    files: int
    given: tuple[CaseFile, ...]
    rating: Rating | None
    is_overdue: bool

    @property
    def is_closed(self) -> bool:
        return self.case.closed_on is not None

    @property
    def may_clarify(self) -> bool:
        return not self.is_closed and self.state is State.AWAITING_CLARIFICATION

    @property
    def may_withdraw(self) -> bool:
        return not self.is_closed and "withdrawn" in self.clock.kind.steps

    @property
    def may_rate(self) -> bool:
        return self.is_closed and self.rating is None

    @property
    def owes_fee(self) -> bool:
        return not self.is_closed and self.state is State.AWAITING_PAYMENT


def case_with_code(agency: Agency, number: str, code: str) -> Case | None:
    """The agency's case with this number, to whoever has its code.

    A number that exists is not told from one that does not, in words or in time: the sealed text
    is unsealed only after the code was found right.
    """
    found = Case.objects.filter(agency=agency, number=number).values_list("pk", "code").first()
    pk, kept = found or (None, _NOBODY)
    if not codes.fits(number, code, kept) or pk is None:
        return None
    return Case.objects.select_related("agency", "unit", "first_receiver").get(pk=pk)


def given_out(case: Case) -> QuerySet[Reply]:
    """Notices and replies that went out; nothing else of what was written is the sender's."""
    return case.replies.filter(state=Reply.State.SENT).select_related("paper")


def as_sender_sees(case: Case, *, on: date) -> Followed:
    events = list(case.events.all())
    clock = clock_of_case(case, events, law_of(case.agency))
    state = clock.state_on(on)
    sent = tuple(given_out(case))
    return Followed(
        case=case,
        happened=tuple(_happened(event, clock) for event in events),
        clock=clock,
        state=state,
        standing=_standing(case, state),
        holder=_holder(case),
        replies=sent,
        outcome=outcomes()[case.outcome].called if case.outcome in outcomes() else "",
        fee=Fee.objects.filter(case=case).first(),
        files=files_of_sender(case),
        given=tuple(given_to_sender(case)),
        rating=Rating.objects.filter(case=case).first(),
        is_overdue=case.is_overdue(on),
    )


def files_of_sender(case: Case) -> int:
    """How many files the sender laid to it; those of others who were asked are not theirs."""
    return case.files.filter(by=None, consultations=None).count()


def _standing(case: Case, state: State) -> str:
    if case.closed_on:
        return "已经办结"
    # That a clock runs is the office's way of saying that somebody works on it.
    return "正在办理" if state is State.RUNNING else state.label


def _happened(event: CaseEvent, clock: Clock) -> Happened:
    if event.name == RECEIVED:
        return Happened(event.on, "收到", "")
    note = event.note if event.name in TOLD_NOTES else ""
    return Happened(event.on, clock.kind.steps[event.name].label, note)


def _holder(case: Case) -> str:
    """Which unit has it; while nobody has taken it up, where it lies."""
    held: Holding | None = None
    offered: Holding | None = None
    for holding in case.holdings.standing().select_related("unit"):
        if holding.is_in_hand:
            held = holding
        else:
            offered = holding
    if held and offered:
        return f"{held.unit}，正在移交给{offered.unit}"
    if held:
        return f"{held.unit}"
    return f"{offered.unit if offered else case.unit}，还没有人接手"


def reportable(pk: int) -> Record | None:
    """A record that is public or was: only these can be known to a reader."""
    return (
        Record.objects.answering()
        .select_related("agency", "unit", "live_edition")
        .filter(pk=pk)
        .first()
    )


def receiving_unit(agency: Agency, *, on: date) -> Unit | None:
    """Where cases from the web arrive: where the agency says.

    Else at the openness office, at a window, or at the first unit. The office over all may hold its
    role without a unit; then the order of the units decides.
    """
    if agency.receiving_unit is not None:
        return agency.receiving_unit
    for role in (Role.OPENNESS_OFFICE, Role.WINDOW):
        holding = (
            RoleHolding.objects.current(on)
            .filter(role=role, unit__agency=agency, user__is_active=True)
            .select_related("unit__agency")
            .order_by("id")
            .first()
        )
        if holding is not None:
            return cast(Unit, holding.unit)
    units = Unit.objects.filter(agency=agency).select_related("agency")
    return units.filter(kind=Unit.Kind.OFFICE).first() or units.first()
