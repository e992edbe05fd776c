"""Consultations: the letter that asks, the clock of whoever is asked, and how each stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from gongkai.inbound.cases import codes
from gongkai.inbound.cases.models import Case, CaseEvent, Consultation, Party, Redaction, Reply
from gongkai.inbound.cases.queries.cases import clock_of_case
from gongkai.inbound.cases.queries.letterheads import letter_settings, letterhead_of
from gongkai.inbound.cases.queries.letters import as_written
from gongkai.lawbook.queries import Law
from gongkai.people.models import Agency
from gongkai.printing.letters import Letterhead
from gongkai.rules.clocks.course import Pause
from gongkai.rules.clocks.deadlines import Clock, Event, run
from gongkai.rules.clocks.kinds import RECEIVED, clock_kind
from gongkai.rules.exemptions import PERSONAL_PRIVACY
from gongkai.rules.letters import CaseFacts, Letter, letter
from gongkai.web.pages import public_address

# What nobody's number and code are compared with, so that looking in vain takes as long.
_NOBODY = codes.hashed("", "")
# 保护第三方合法权益, of one of several documents.
WITHHELD = "R-3.4"
TOLD_LETTER = "third-party-told"


@dataclass(frozen=True)
class Consulted:
    """A consultation as it stands on a day: who, until when, and what came of it."""

    row: Consultation
    on: date

    @property
    def standing(self) -> str:
        if self.row.answer:
            late = "（逾期）" if self.row.is_late else ""
            return f"{self.row.get_answer_display()}{late}"
        return "逾期未答复" if self.row.has_lapsed(self.on) else "等待答复"

    @property
    def silence(self) -> str:
        """What the law makes of a term that passed without a word."""
        return clock_kind(self.row.clock_key).silence if self.row.has_lapsed(self.on) else ""


@dataclass(frozen=True)
class AsPartySees:
    """征求意见 as whoever was asked sees it: what their letter says, and until when."""

    row: Consultation
    clock: Clock
    on: date

    @property
    def has_lapsed(self) -> bool:
        return self.row.has_lapsed(self.on)


def as_party_sees(consultation: Consultation, law: Law, *, on: date) -> AsPartySees:
    return AsPartySees(consultation, clock_of_consultation(consultation, law), on)


def asked_step(kind: str) -> str:
    return f"{kind}-asked"


def answered_step(kind: str) -> str:
    return f"{kind}-answered"


def may_consult(case: Case) -> bool:
    """Whether anybody else is asked in a case of this kind (条例 arts. 32, 34)."""
    steps = clock_kind(case.ruled.clock).steps
    return any(asked_step(kind) in steps for kind in Consultation.Kind.values)


def consultations_of(case: Case, *, on: date) -> list[Consulted]:
    """Those of a case in the order they were asked, in one query; what is sealed stays sealed."""
    rows = (
        Consultation.objects.filter(case=case)
        .select_related("party")
        .defer("information", "interest", "reasons", "releasable", "party__particulars")
    )
    return [Consulted(row, on) for row in rows]


def consultations_by_case(cases: Iterable[Case]) -> dict[int, list[Consultation]]:
    """Those without an answer of several cases, in one query."""
    found: dict[int, list[Consultation]] = {}
    rows = Consultation.objects.filter(case__in=[case.pk for case in cases], answer="")
    for row in rows.only("case_id", "kind", "asked_on", "told_on", "due_on"):
        found.setdefault(row.case_id, []).append(row)
    return found


def clock_of_consultation(consultation: Consultation, law: Law) -> Clock:
    """From the day the party had the letter; while nobody knows it, from the day it was asked."""
    began = Event(RECEIVED, consultation.told_on or consultation.asked_on)
    return run(consultation.clock_key, [began], law.calendar, terms=law.terms)


def open_questions(case: Case, events: Sequence[CaseEvent], law: Law, kind: str) -> list[Pause]:
    """The pauses of the case's clock that no answer has ended, lapsed or not."""
    pauses = clock_of_case(case, events, law).course.pauses
    name = asked_step(kind)
    return [one for one in pauses if one.step.name == name and one.answered_on is None]


def consultation_with_code(agency: Agency, number: str, code: str) -> Consultation | None:
    """The agency's consultation with this number, to whoever has its code.

    A number that exists is not told from one that does not, in words or in time.
    """
    rows = Consultation.objects.filter(case__agency=agency, number=number)
    pk, kept = rows.values_list("pk", "code").first() or (None, _NOBODY)
    if not codes.fits(number, code, kept) or pk is None:
        return None
    return Consultation.objects.get(pk=pk)


def refusing_untold(case: Case) -> bool:
    """Whether a third party refused and was not told that it is made public all the same."""
    return case.consultations.filter(
        kind=Consultation.Kind.THIRD_PARTY,
        answer=Consultation.Answer.REFUSE,
        decided_told_on=None,
    ).exists()


def withholds_for_third_party(reply: Reply) -> bool:
    """Whether an answer that gives a part keeps back what harms a third party (条例 art. 15): by
    the ruling on one of its documents, or by what was taken out of a file that goes with it."""
    documents = as_written(reply.facts).documents if reply.letter else ()
    if any(one.outcome == WITHHELD or one.ground == PERSONAL_PRIVACY for one in documents):
        return True
    taken_out = Redaction.objects.filter(file__case=reply.case_id, ground=PERSONAL_PRIVACY)
    return taken_out.exists()


def reply_address(agency: Agency) -> str:
    return public_address(reverse("cases:consult", args=[agency.slug]))


def reply_head(agency: Agency) -> Letterhead:
    """The head of a letter that asks: its QR leads to the page of answers, and names nobody."""
    return replace(letterhead_of(agency), link=reply_address(agency), link_says="扫码答复")


def asking_letter(consultation: Consultation, *, code: str) -> Letter:
    """The letter that asks, to whom it asks alone. Raises `CannotWrite`."""
    agency = consultation.case.agency
    known = letter_settings(agency)
    ways = [f"网上答复，打开{reply_address(agency)}，填写编号{consultation.number}和查询码{code}"]
    if known.answer_to:
        ways.append(f"或者送交、寄往{known.answer_to}")
    facts = _facts(
        consultation,
        number=consultation.letter_number,
        signed_on=consultation.asked_on,
        told={
            "information": consultation.information,
            "interest": consultation.interest,
            "answer_to": "；".join(ways),
        },
    )
    return letter(asked_step(consultation.kind), facts)


def telling_letter(
    consultation: Consultation, *, public_interest: str, released: str, reasons: str
) -> Letter:
    """The letter that tells a third party what is decided against it. Raises `CannotWrite`."""
    on = consultation.decided_told_on
    facts = _facts(
        consultation,
        number=consultation.decided_number,
        signed_on=on,
        told={
            "information": consultation.information,
            "third_party_said": _what_was_said(consultation),
            "public_interest": public_interest,
            "released": released,
            "reasons": reasons,
        },
    )
    return letter(TOLD_LETTER, facts)


def _what_was_said(consultation: Consultation) -> str:
    asked, answered = consultation.asked_on, consultation.answered_on
    said = f"{asked.year}年{asked.month}月{asked.day}日发出征询书"
    if answered is not None:
        said += f"，{answered.year}年{answered.month}月{answered.day}日收到的意见为"
        said += consultation.get_answer_display()
    return said


def _facts(
    consultation: Consultation, *, number: str, signed_on: date | None, told: dict[str, str]
) -> CaseFacts:
    agency = consultation.case.agency
    known = letter_settings(agency)
    party: Party = consultation.party
    organisation = party.particulars.get("organisation", "")
    return CaseFacts(
        agency=agency.name,
        signed_on=signed_on,
        number=number,
        addressee=organisation or party.particulars.get("name", ""),
        is_organisation=bool(organisation),
        told=told,
        review_body=known.review_body,
        court=known.court,
        contact=known.contact,
    )
