"""What is said when a case comes in, whoever takes it down."""

from dataclasses import dataclass, field
from datetime import date

from gongkai.inbound.cases.models import Case
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Unit
from gongkai.rules.cases import Sender


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


@dataclass(frozen=True, kw_only=True)
class NewConsultation:
    """征求对象: whom to ask about what, before there is a letter."""

    kind: str
    party: Sender
    information: str
    interest: str
