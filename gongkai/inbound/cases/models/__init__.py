"""What citizens send us, and what becomes of it."""

from gongkai.inbound.cases.models.cases import Case, CaseEvent, CaseSerial, Holding, Party
from gongkai.inbound.cases.models.consultations import Consultation
from gongkai.inbound.cases.models.fees import Fee
from gongkai.inbound.cases.models.files import CaseFile, Redaction
from gongkai.inbound.cases.models.letterheads import LetterSettings, LetterTemplate
from gongkai.inbound.cases.models.ratings import Rating
from gongkai.inbound.cases.models.replies import Reply

__all__ = [
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseSerial",
    "Consultation",
    "Fee",
    "Holding",
    "LetterSettings",
    "LetterTemplate",
    "Party",
    "Rating",
    "Redaction",
    "Reply",
]
