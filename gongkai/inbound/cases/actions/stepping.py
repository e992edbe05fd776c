"""Moving a case on: each step is an event, and the events are all there is to its clock."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles, queries
from gongkai.inbound.cases.models import Case, CaseEvent, Fee
from gongkai.lawbook.queries import Law, law_of
from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.people.models import User
from gongkai.rules.clocks.deadlines import Clock, IllegalSequence
from gongkai.rules.clocks.kinds import State

STAGES = {
    State.AWAITING_CLARIFICATION: Case.Stage.AWAITING,
    State.AWAITING_PAYMENT: Case.Stage.AWAITING,
    State.CONSULTING: Case.Stage.CONSULTING,
    State.EXAMINING: Case.Stage.CONSULTING,
    State.REPLIED: Case.Stage.CLOSED,
    State.WITHDRAWN: Case.Stage.CLOSED,
    State.DONE: Case.Stage.CLOSED,
}

FEE_PAID, LONGEST_PROOF = "fee-paid", 100


def lock(case: Case) -> Case:
    """The case as it is now, held until the action ends."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("agency", "unit")
        .get(pk=case.pk)
    )


@action
def take_step(
    case: Case,
    name: str,
    *,
    on: date,
    by: User | None,
    at: datetime,
    days: int | None = None,
    note: str = "",
    outcome: str = "",
) -> Case:
    """Enters what happened on a day; refused where the law does not allow it at this point."""
    case = lock(case)
    refuse_if(obstacles.to_stepping(case, name, on=on, outcome=outcome, by=by, today=localdate(at)))
    enter(case, name, on=on, by=by, at=at, days=days, note=note, outcome=outcome)
    if name == FEE_PAID:
        Fee.objects.filter(case=case).update(paid_on=on, proof=note[:LONGEST_PROOF])
    record(
        f"case.{name}",
        case,
        agency=case.agency,
        by=by,
        at=at,
        by_name="来件人",
        on=on,
        days=days,
        outcome=outcome,
        due_on=case.due_on,
        stage=case.stage,
    )
    return case


def enter(
    case: Case,
    name: str,
    *,
    on: date,
    by: User | None,
    at: datetime,
    days: int | None = None,
    note: str = "",
    outcome: str = "",
) -> CaseEvent:
    """Adds an event to a locked case and works out what it now amounts to."""
    event = CaseEvent(case=case, name=name, on=on, at=at, days=days, note=note, by=by)
    events = [*case.events.all(), event]
    try:
        reckon(case, events, law_of(case.agency), on=localdate(at), outcome=outcome)
    except IllegalSequence as refusal:
        raise Refused([str(refusal)]) from refusal
    event.save(force_insert=True)
    case.save()
    return event


def reckon(
    case: Case, events: Sequence[CaseEvent], law: Law, *, on: date, outcome: str = ""
) -> Clock:
    """Sets what the events amount to on a day by a law; the caller saves."""
    clock = queries.clock_of_case(case, events, law)
    case.due_on, case.due_provisional = clock.due_on, clock.provisional
    case.due_version = law.version
    case.stage = STAGES.get(clock.state_on(on), Case.Stage.OPEN)
    case.closed_on = clock.closed_on
    if clock.closed_on is not None and outcome:
        case.outcome = outcome
    return clock
