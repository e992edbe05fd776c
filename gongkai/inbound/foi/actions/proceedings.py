"""复议 and 诉讼: entered, answered, concluded; a new case where the answer was corrected."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases.actions import receive
from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.models import Case, Party
from gongkai.inbound.foi import obstacles, queries
from gongkai.inbound.foi.intake import NewProceeding
from gongkai.inbound.foi.models import Proceeding
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import User
from gongkai.rules.cases import Sender
from gongkai.rules.gate.masking import mask


def _locked(one: Proceeding) -> Proceeding:
    """The case first, as every action on it does, and then the proceeding with it."""
    case = lock(one.case)
    one = Proceeding.objects.select_for_update(of=("self",)).get(pk=one.pk)
    one.case = case
    return one


@action
def register(case: Case, new: NewProceeding, *, by: User, at: datetime) -> Proceeding:
    """Enters a 复议 or 诉讼 about a request, with the day by which the agency has to answer."""
    case = lock(case)
    refuse_if(obstacles.to_registering(case, new, by=by, on=localdate(at)))
    one = Proceeding(
        agency=case.agency,
        case=case,
        kind=new.kind,
        is_summary=new.is_summary,
        body=new.body.strip(),
        document_number=new.document_number.strip(),
        notified_on=new.notified_on,
        # Who brought it is known by the case alone, which can be erased.
        notes=mask(new.notes.strip()),
        registered_by=by,
        registered_at=at,
    )
    law = law_of(case.agency)
    clock = queries.clock_of(one, law)
    one.due_on, one.due_provisional = clock.due_on, clock.provisional
    one.due_version = law.version
    one.save(force_insert=True)
    record(
        "proceeding.registered",
        one,
        agency=case.agency,
        by=by,
        at=at,
        case=case.pk,
        kind=one.kind,
        is_summary=one.is_summary,
        notified_on=one.notified_on,
        due_on=one.due_on,
    )
    return one


@action
def answer(one: Proceeding, *, answered_on: date, by: User, at: datetime) -> Proceeding:
    """Enters the day on which the agency answered the body."""
    one = _locked(one)
    refuse_if(obstacles.to_answering(one, answered_on=answered_on, by=by, on=localdate(at)))
    one.answered_on = answered_on
    one.save(update_fields=["answered_on"])
    record("proceeding.answered", one, agency=one.case.agency, by=by, at=at, on=answered_on)
    return one


@action
def conclude(
    one: Proceeding, *, result: str, concluded_on: date, by: User, at: datetime
) -> Proceeding:
    """Enters how it ended; the annual report counts it by this day."""
    one = _locked(one)
    refuse_if(
        obstacles.to_concluding(
            one, result=result, concluded_on=concluded_on, by=by, on=localdate(at)
        )
    )
    one.result, one.concluded_on = result, concluded_on
    one.save(update_fields=["result", "concluded_on"])
    record(
        "proceeding.concluded",
        one,
        agency=one.case.agency,
        by=by,
        at=at,
        on=concluded_on,
        result=result,
    )
    return one


@action
def void(one: Proceeding, *, reason: str, by: User, at: datetime) -> Proceeding:
    """Takes an entry made by mistake out of the counts; it stays readable, with the reason."""
    one = _locked(one)
    refuse_if(obstacles.to_voiding(one, reason=reason, by=by, on=localdate(at)))
    one.voided_at, one.voided_because = at, mask(reason.strip())
    one.save(update_fields=["voided_at", "voided_because"])
    record(
        "proceeding.voided", one, agency=one.case.agency, by=by, at=at, reason=one.voided_because
    )
    return one


@action
def answer_anew(one: Proceeding, *, received_on: date, seed: str, by: User, at: datetime) -> Case:
    """Takes the request in once more, because its answer was corrected; the old case stays."""
    one = _locked(one)
    old = one.case
    sender = old.parties.filter(part=Party.Part.SENDER).first()
    refuse_if(
        obstacles.to_answering_anew(one, sender, received_on=received_on, by=by, on=localdate(at))
    )
    particulars = sender.particulars if sender else {}
    one.anew = receive(
        NewCase(
            kind=old.kind,
            unit=old.unit,
            channel=Case.Channel.TRANSFERRED,
            received_on=received_on,
            subject=old.subject,
            text=old.text,
            sender=Sender(**particulars),
            applicant_kind=old.applicant_kind,
            concerned=old.record,
            continues=old,
        ),
        seed=seed,
        by=by,
        at=at,
    )
    one.save(update_fields=["anew"])
    record(
        "proceeding.answered-anew",
        one,
        agency=old.agency,
        by=by,
        at=at,
        case=old.pk,
        anew=one.anew.pk,
    )
    return one.anew
