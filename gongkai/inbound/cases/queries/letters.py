"""A case as its letters see it: what they need to know of it, and the letter that comes of that."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from gongkai.inbound.cases.models import Case, CaseEvent, Fee, LetterTemplate, Party, Reply
from gongkai.inbound.cases.queries.cases import clock_of_case
from gongkai.inbound.cases.queries.letterheads import letter_settings
from gongkai.lawbook.queries import law_of
from gongkai.people.models import Agency
from gongkai.rules.annual_report.register import ApplicantKind
from gongkai.rules.clocks.deadlines import IllegalSequence
from gongkai.rules.fees import FeeMode, fee_by_pages, fee_by_pieces
from gongkai.rules.letter_kinds import LetterKind, letter_facts, letters
from gongkai.rules.letters import CaseFacts, Charge, Letter, Ruling, Told, letter

# Given with the signature; until then the paper says so.
NO_NUMBER = "（文号签发时编）"
# What the register knows; nobody types it again.
FROM_REGISTER = ("received_on", "application", "channel", "due_on")
LONGEST_ASKED = 300


@dataclass(frozen=True, kw_only=True)
class Written:
    """文书要素: what somebody wrote for one letter; `days` is how long an extension lasts."""

    signed_on: date
    told: dict[str, Told] = field(default_factory=dict)
    documents: tuple[Ruling, ...] = ()
    mode: FeeMode | None = None
    quantity: int = 0
    before: int = 0
    days: int | None = None
    annexes: tuple[str, ...] = ()
    addressee: str = ""

    @property
    def charge(self) -> Charge | None:
        if self.mode is None:
            return None
        return Charge(mode=self.mode, quantity=self.quantity, before=self.before)


def as_kept(written: Written) -> dict[str, Any]:
    """In the form in which it is kept: dates as texts."""
    kept = asdict(written)
    kept["signed_on"] = written.signed_on.isoformat()
    kept["told"] = {key: str(value) for key, value in written.told.items()}
    return kept


def as_written(kept: dict[str, Any]) -> Written:
    kinds = {fact.key: fact.kind for fact in letter_facts().values()}
    return Written(
        **kept
        | {
            "signed_on": date.fromisoformat(kept["signed_on"]),
            "told": {key: _told(kinds[key], value) for key, value in kept["told"].items()},
            "documents": tuple(Ruling(**one) for one in kept["documents"]),
            "mode": FeeMode(kept["mode"]) if kept["mode"] else None,
            "annexes": tuple(kept["annexes"]),
        }
    )


def _told(kind: str, value: str) -> Told:
    if kind == "date":
        return date.fromisoformat(value)
    return int(value) if kind == "yuan" else value


def facts_of(case: Case, written: Written, *, number: str = NO_NUMBER) -> CaseFacts:
    """Everything a letter of a case may say, from the register and from what was written."""
    known = letter_settings(case.agency)
    sender = case.parties.filter(part=Party.Part.SENDER).first()
    particulars = sender.particulars if sender else {}
    registered: dict[str, Told | None] = {
        "received_on": case.received_on,
        "application": case.number,
        "channel": case.get_channel_display(),
        "due_on": case.due_on,
    }
    return CaseFacts(
        agency=case.agency.name,
        signed_on=written.signed_on,
        number=number,
        addressee=written.addressee
        or str(particulars.get("organisation") or particulars.get("name") or ""),
        is_organisation=case.applicant_kind not in ("", ApplicantKind.NATURAL_PERSON),
        # What was written stands: a due date moves on after the letter that told it.
        told={key: value for key, value in registered.items() if value} | written.told,
        documents=written.documents,
        charge=written.charge,
        annexes=written.annexes,
        review_body=known.review_body,
        court=known.court,
        contact=known.contact,
    )


def letter_of(reply: Reply, *, number: str = "") -> Letter:
    """The letter that a reply with a `letter` is; raises `CannotWrite` with what is missing."""
    written = as_written(reply.facts)
    return letter(reply.letter, facts_of(reply.case, written, number=number or NO_NUMBER))


def first_words(case: Case, kind: LetterKind) -> dict[str, Told]:
    """What a letter can begin with, as the register and the office's settings have it."""
    known = letter_settings(case.agency)
    fee = Fee.objects.filter(case=case).first()
    earlier = {one.letter: one for one in case.replies.filter(is_notice=True, state="sent")}
    words: dict[str, Told | None] = {
        "asked": _asked(case),
        "answer_to": known.answer_to,
        "payment": known.payment,
        "information": _asked(case),
        "earlier_number": case.continues.number if case.continues else None,
        "fee_sum": fee.amount if fee else None,
        "fee_notified_on": fee.notified_on if fee else None,
    }
    for letter_key, fact in (
        ("correction-asked", "correction_asked_on"), ("reasons-asked", "reasons_asked_on"),
    ):  # fmt: skip
        if told := earlier.get(letter_key):
            words[fact] = as_written(told.facts).signed_on
    needed = {fact.key for fact in (*kind.facts, *kind.facts_if_known)}
    return {key: value for key, value in words.items() if value and key in needed}


def _asked(case: Case) -> str:
    """The request in its own words where they are few, else as its subject has it."""
    asked, _, _ = case.text.partition("\n\n")
    return asked if len(asked) <= LONGEST_ASKED else case.subject


def extended_to(case: Case, days: int, *, on: date) -> date | None:
    """To which day an extension of so many days, told on a day, moves the due date; none where the
    law does not allow it now."""
    extension = CaseEvent(case=case, name="extended", on=on, days=days)
    try:
        clock = clock_of_case(case, [*case.events.all(), extension], law_of(case.agency))
    except IllegalSequence:
        return None
    return clock.due_on


def obstacles_to_step(case: Case, step: str, *, on: date, days: int | None) -> Iterator[str]:
    """Why the clock of a case does not allow a step on a day."""
    try:
        event = CaseEvent(case=case, name=step, on=on, days=days)
        clock_of_case(case, [*case.events.all(), event], law_of(case.agency))
    except IllegalSequence as refusal:
        yield str(refusal)


def amount_of(written: Written, *, on: date) -> int:
    """Yuan that a fee notice asks for; zero where nothing is charged."""
    if written.mode is FeeMode.PAGES:
        return fee_by_pages(written.quantity, on)
    before, after = written.before, written.before + written.quantity
    return fee_by_pieces(after, on) - fee_by_pieces(before, on)


def pieces_before(case: Case) -> int:
    """How many requests the same applicant brought earlier in the month (国办函〔2020〕109号)."""
    sender = case.parties.filter(part=Party.Part.SENDER).exclude(known_by="").first()
    if sender is None:
        return 0
    first = case.received_on.replace(day=1)
    return (
        Case.objects.filter(
            agency=case.agency_id,
            kind=case.kind,
            received_on__gte=first,
            received_on__lte=case.received_on,
            pk__lt=case.pk,
            parties__known_by=sender.known_by,
            parties__part=Party.Part.SENDER,
        )
        .distinct()
        .count()
    )


def template_of(agency: Agency, kind: LetterKind) -> bytes | None:
    """The office's own Word template for letters of a kind; none where ours is in use."""
    shape = LetterTemplate.Shape.FORM if kind.is_form else LetterTemplate.Shape.LETTER
    return own_template(agency, shape)


def own_template(agency: Agency, shape: str) -> bytes | None:
    kept = LetterTemplate.objects.filter(agency=agency, shape=shape).select_related("file").last()
    if kept is None or kept.file is None:
        return None
    with kept.file.content.open("rb") as opened:
        return bytes(opened.read())


# Written where somebody is asked for their opinion: they go to other people than the sender.
BY_CONSULTING = ("third-party-asked", "third-party-told", "joint-maker-asked")
# Sheets that any kind of case may need.
FOR_ALL = ("served", "first-asked")


def notices_for(case: Case) -> list[LetterKind]:
    """The notices that go to the sender of a case while it goes on, in the order of the law."""
    if case.kind != "foi" or case.closed_on is not None:
        return []
    kinds = letters().values()
    return [kind for kind in kinds if kind.is_notice and kind.key not in BY_CONSULTING]


def sheets_for(case: Case) -> list[LetterKind]:
    """What can be printed for a case without anybody's signature."""
    sheets = [kind for kind in letters().values() if kind.is_sheet]
    return [kind for kind in sheets if case.kind == "foi" or kind.key in FOR_ALL]
