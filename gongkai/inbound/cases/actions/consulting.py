"""Asking third parties and bodies that made it too, and what they answer (条例 arts. 32, 34)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import codes, obstacles, queries
from gongkai.inbound.cases.actions.files import to_sending_files
from gongkai.inbound.cases.actions.keeping import SentFile, keep_files
from gongkai.inbound.cases.actions.letterheads import next_letter_number
from gongkai.inbound.cases.actions.receiving import next_serial
from gongkai.inbound.cases.actions.reckoning import set_due
from gongkai.inbound.cases.actions.stepping import enter, lock, reckon
from gongkai.inbound.cases.intake import NewConsultation
from gongkai.inbound.cases.models import Case, CaseFile, Consultation, Party
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.people.models import User
from gongkai.printing.letters import Letterhead, letter_pdf
from gongkai.printing.typesetting import CannotPrint
from gongkai.rules.cases import masked_name
from gongkai.rules.letters import CannotWrite, Letter

PREFIX = "ZQ"
BY_NAME = "被征求意见方"
INTERNAL = CaseFile.Part.INTERNAL


@dataclass(frozen=True)
class OpenedConsultation:
    """What is sealed of a consultation, for whoever said what for."""

    particulars: dict[str, str]
    information: str
    interest: str
    reasons: str
    releasable: str
    papers: tuple[CaseFile, ...]


@action
def consult(case: Case, new: NewConsultation, *, seed: str, by: User, at: datetime) -> Consultation:
    """Asks one party by a letter with a way to answer of its own; the clock waits from this day.

    Who it is, who applied and what it is about stay out of the ledger, which keeps for ever.
    """
    case = lock(case)
    on = localdate(at)
    refuse_if(obstacles.to_consulting(case, new, by=by, on=on))
    asked = Consultation(
        case=case,
        party=_kept_party(case, new),
        kind=new.kind,
        number=f"{PREFIX}{on.year}{next_serial(case.agency, f'{PREFIX}{on.year}'):05}",
        information=new.information.strip(),
        interest=new.interest.strip(),
        letter_number=next_letter_number(case.agency, on),
        asked_on=on,
        asked_by=by,
    )
    code = codes.code_of(seed)
    asked.code = codes.hashed(asked.number, code)
    set_due(asked, law_of(case.agency))
    paper = _printed(asked, code=code, at=at)
    [asked.letter] = keep_files(case, [paper], part=INTERNAL, by=by, at=at)
    asked.save(force_insert=True)
    _stop_the_clock(asked, case, by=by, at=at)
    record(
        "consultation.asked",
        case,
        agency=case.agency,
        by=by,
        at=at,
        consultation=asked.pk,
        kind=asked.kind,
        letter=asked.letter_number,
        due_on=asked.due_on,
        case_due_on=case.due_on,
    )
    return asked


def _kept_party(case: Case, new: NewConsultation) -> Party:
    told = asdict(new.party)
    particulars = {name: value.strip() for name, value in told.items() if value.strip()}
    return Party.objects.create(
        case=case,
        part=new.kind.replace("-", "_"),
        shown_as=particulars.get("organisation") or masked_name(particulars.get("name", "")),
        particulars=particulars,
    )


def _printed(asked: Consultation, *, code: str, at: datetime) -> SentFile:
    try:
        letter = queries.asking_letter(asked, code=code)
    except CannotWrite as lacking:
        raise Refused(lacking.obstacles) from lacking
    return _paper(letter, queries.reply_head(asked.case.agency), at=at)


def _paper(letter: Letter, head: Letterhead, *, at: datetime) -> SentFile:
    try:
        return SentFile(f"{letter.title}.pdf", letter_pdf(letter, head, made_at=at))
    except CannotPrint as refusal:
        raise Refused([str(refusal)]) from refusal


def _stop_the_clock(asked: Consultation, case: Case, *, by: User, at: datetime) -> None:
    """Several asked on one day are one event; asked later, each has a whole term of its own."""
    events, law = list(case.events.all()), law_of(case.agency)
    standing = queries.open_questions(case, events, law, asked.kind)
    if not any(pause.asked_on == asked.asked_on for pause in standing):
        enter(case, queries.asked_step(asked.kind), on=asked.asked_on, by=by, at=at)


def _locked(asked: Consultation) -> tuple[Case, Consultation]:
    """The case first, as every action on it does, and then what was asked."""
    case = lock(asked.case)
    found = Consultation.objects.select_for_update(of=("self",)).select_related("party")
    row = found.get(pk=asked.pk)
    row.case = case
    return case, row


@action
def letter_arrived(asked: Consultation, *, told_on: date, by: User, at: datetime) -> Consultation:
    """The day the party had the letter in hand; its term runs from there."""
    case, asked = _locked(asked)
    refuse_if(
        obstacles.to_registering_arrival(asked, case, told_on=told_on, by=by, on=localdate(at))
    )
    asked.told_on = told_on
    set_due(asked, law_of(case.agency))
    asked.save(update_fields=["told_on", "due_on", "due_provisional"])
    record(
        "consultation.arrived",
        case,
        agency=case.agency,
        by=by,
        at=at,
        consultation=asked.pk,
        told_on=told_on,
        due_on=asked.due_on,
    )
    return asked


@action
def answer_consultation(
    asked: Consultation,
    *,
    answer: str,
    reasons: str = "",
    releasable: str = "",
    sent: Sequence[SentFile] = (),
    how: str = Consultation.How.LINK,
    on: date,
    by: User | None,
    at: datetime,
) -> Consultation:
    """What the party says, once; after the last answer of a kind the clock of the case goes on."""
    case, asked = _locked(asked)
    today = localdate(at)
    refuse_if(
        (
            *obstacles.to_answering_consultation(
                asked,
                case,
                answer=answer,
                reasons=reasons,
                releasable=releasable,
                how=how,
                answered_on=on,
                by=by,
                on=today,
            ),
            *to_sending_files(sent),
        )
    )
    asked.answer, asked.how, asked.reasons = answer, how, reasons.strip()
    asked.releasable = releasable.strip() if answer == Consultation.Answer.PARTLY else ""
    asked.answered_on, asked.answered_at, asked.answered_by = on, at, by
    asked.save()
    if sent:
        asked.papers.set(keep_files(case, sent, part=INTERNAL, by=by, at=at, by_name=BY_NAME))
    if not any(one.is_waiting(today) for one in case.consultations.filter(kind=asked.kind)):
        _start_the_clock(case, asked.kind, by=by, at=at)
    record(
        "consultation.answered",
        case,
        agency=case.agency,
        by=by,
        at=at,
        by_name=BY_NAME,
        consultation=asked.pk,
        answer=answer,
        how=how,
        on=on,
        is_late=asked.is_late,
        case_due_on=case.due_on,
    )
    return asked


def _start_the_clock(case: Case, kind: str, *, by: User | None, at: datetime) -> None:
    """Ends every question of a kind on the day when nobody was left to wait for."""
    events, law = list(case.events.all()), law_of(case.agency)
    over = max(
        min(one.answered_on or one.due_on, localdate(at))
        for one in case.consultations.filter(kind=kind)
    )
    for _ in queries.open_questions(case, events, law, kind):
        # Never before what was entered last: the events of a clock come in order.
        enter(case, queries.answered_step(kind), on=max(over, events[-1].on), by=by, at=at)


@action
def let_lapse(case: Case, *, at: datetime) -> Case:
    """The term of those asked is over: the case is worked on again, whether they spoke or not."""
    case = lock(case)
    on, before = localdate(at), (case.stage, case.due_on)
    law = law_of(case.agency)
    for kind in Consultation.Kind.values:
        rows = list(case.consultations.filter(kind=kind))
        standing = queries.open_questions(case, list(case.events.all()), law, kind)
        # A question asked later stays open for its own term, though its party has answered.
        is_over = bool(rows) and not any(one.is_waiting(on) for one in rows)
        if is_over and any(pause.is_open(on) for pause in standing):
            _start_the_clock(case, kind, by=None, at=at)
    reckon(case, list(case.events.all()), law, on=on)
    refuse_if(obstacles.to_lapsing(has_changed=(case.stage, case.due_on) != before))
    case.save()
    record(
        "consultation.lapsed",
        case,
        agency=case.agency,
        by=None,
        at=at,
        stage=case.stage,
        due_on=case.due_on,
    )
    return case


@action
def read_consultation(
    asked: Consultation, *, purpose: str, by: User, at: datetime
) -> OpenedConsultation:
    """Who was asked what and what they said, for somebody with the case in hand who says why."""
    case, asked = _locked(asked)
    refuse_if(obstacles.to_reading_consultation(case, purpose=purpose, by=by, on=localdate(at)))
    record(
        "consultation.read",
        case,
        agency=case.agency,
        by=by,
        at=at,
        consultation=asked.pk,
        purpose=purpose,
    )
    return OpenedConsultation(
        particulars=dict(asked.party.particulars),
        information=asked.information,
        interest=asked.interest,
        reasons=asked.reasons,
        releasable=asked.releasable,
        papers=tuple(asked.papers.all()),
    )


@action
def open_paper(asked: Consultation, file: CaseFile, *, by: User, at: datetime) -> SentFile:
    """A letter of a consultation or a paper that came with its answer, as it was kept."""
    case, asked = _locked(asked)
    refuse_if(obstacles.to_reading_letter(case, by=by, on=localdate(at)))
    record(
        "consultation.paper-read",
        case,
        agency=case.agency,
        by=by,
        at=at,
        consultation=asked.pk,
        file=file.pk,
    )
    return SentFile(str(file.name), file.content())


@action
def tell_third_party(
    asked: Consultation,
    *,
    public_interest: str,
    released: str,
    reasons: str,
    by: User,
    at: datetime,
) -> Consultation:
    """Tells a third party in writing what is made public against its will, and why (art. 32)."""
    case, asked = _locked(asked)
    on = localdate(at)
    typed = {"公共利益": public_interest, "决定公开的内容": released, "理由": reasons}
    refuse_if(obstacles.to_telling_third_party(asked, case, typed=typed, by=by, on=on))
    asked.decided_told_on = on
    asked.decided_number = next_letter_number(case.agency, on)
    try:
        letter = queries.telling_letter(
            asked, public_interest=public_interest, released=released, reasons=reasons
        )
    except CannotWrite as lacking:
        raise Refused(lacking.obstacles) from lacking
    paper = _paper(letter, queries.letterhead_of(case.agency), at=at)
    [asked.decided_letter] = keep_files(case, [paper], part=INTERNAL, by=by, at=at)
    asked.save(update_fields=["decided_told_on", "decided_number", "decided_letter"])
    record(
        "consultation.decision-told",
        case,
        agency=case.agency,
        by=by,
        at=at,
        consultation=asked.pk,
        letter=asked.decided_number,
    )
    return asked
