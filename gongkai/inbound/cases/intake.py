"""What is said when a case comes in, whoever takes it down."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.text import Truncator

from gongkai.inbound.cases.models import Case
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Unit
from gongkai.rules import document_reports
from gongkai.rules.cases import Sender

LONGEST_SUBJECT = 200


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """来件: a case before it has a number. `received_on` is the day of art. 31 for its channel."""

    kind: str
    unit: Unit
    channel: str
    received_on: date
    subject: str
    text: str
    sender: Sender = field(default_factory=Sender)
    applicant_kind: str = ""
    concerned: Record | None = None
    continues: Case | None = None


def report_of(
    concerned: Record, *, reason: str, text: str, received_on: date, sender: Sender | None = None
) -> NewCase:
    """文档纠错: what a reader says of a public document; those who answer are its own unit."""
    title = concerned.live_edition.title if concerned.live_edition else str(concerned)
    return NewCase(
        kind=document_reports.KIND,
        unit=concerned.unit,
        channel=Case.Channel.INTERNET,
        received_on=received_on,
        subject=Truncator(f"{reason}：{title}").chars(LONGEST_SUBJECT),
        text=text,
        sender=sender or Sender(),
        concerned=concerned,
    )


@dataclass(frozen=True, kw_only=True)
class NewConsultation:
    """征求对象: whom to ask about what, before there is a letter."""

    kind: str
    party: Sender
    information: str
    interest: str
