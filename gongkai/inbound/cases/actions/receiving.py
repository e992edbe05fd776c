"""Taking a case in: by the web without an account, or at the counter and the telephone."""

from dataclasses import asdict
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import codes, obstacles, queries
from gongkai.inbound.cases.actions.stepping import reckon
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.models import Case, CaseEvent, CaseSerial, Holding, Party
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import Agency, User
from gongkai.rules.cases import Sender, case_kinds, masked_name
from gongkai.rules.clocks.kinds import RECEIVED
from gongkai.rules.gate.masking import mask


@action
def receive(new: NewCase, *, seed: str, by: User | None, at: datetime) -> Case:
    """Takes a case in. What was said and by whom stays out of the ledger, which keeps for ever.

    Whoever takes it in at a counter is its 首问责任人 and stays so until it is closed.
    """
    refuse_if(obstacles.to_receiving(new, by=by, on=localdate(at)))
    kind = case_kinds()[new.kind]
    case = Case(
        agency=new.unit.agency,
        unit=new.unit,
        kind=new.kind,
        number=_next_number(new.unit.agency, kind.prefix, localdate(at)),
        channel=new.channel,
        # Lists show it, so no number may stand in it.
        subject=mask(new.subject.strip()),
        text=new.text.strip(),
        record=new.concerned,
        continues=new.continues,
        applicant_kind=new.applicant_kind,
        received_on=new.received_on,
        received_at=at,
        first_receiver=by,
    )
    case.code = codes.hashed(case.number, codes.code_of(seed))
    case.save(force_insert=True)
    event = CaseEvent.objects.create(case=case, name=RECEIVED, on=new.received_on, at=at, by=by)
    _keep_sender(case, new.sender)
    Holding.objects.create(
        case=case, unit=new.unit, user=by, handed_at=at, accepted_at=at if by else None
    )
    reckon(case, [event], law_of(case.agency), on=localdate(at))
    case.save()
    record(
        "case.received",
        case,
        agency=case.agency,
        by=by,
        at=at,
        by_name="来件人",
        kind=case.kind,
        channel=case.channel,
        unit=case.unit_id,
        received_on=case.received_on,
        due_on=case.due_on,
        record=case.record_id,
    )
    return case


def _next_number(agency: Agency, prefix: str, on: date) -> str:
    scope = f"{prefix}{on.year}"
    return f"{scope}{next_serial(agency, scope):05}"


def next_serial(agency: Agency, scope: str) -> int:
    """A serial never given before and never to be given again. Called within an action."""
    serial, _ = CaseSerial.objects.get_or_create(agency=agency, scope=scope)
    serial = CaseSerial.objects.select_for_update().get(pk=serial.pk)
    serial.last += 1
    serial.save(update_fields=["last"])
    return serial.last


def _keep_sender(case: Case, sender: Sender) -> None:
    particulars = {name: value.strip() for name, value in asdict(sender).items() if value.strip()}
    if particulars:
        Party.objects.create(
            case=case,
            part=Party.Part.SENDER,
            shown_as=sender.organisation or masked_name(sender.name) or "未留姓名",
            particulars=particulars,
            known_by=queries.known_by(sender),
        )
