"""What citizens send us, and what becomes of it."""

from gongkai.inbound.cases.models.cases import Case, CaseEvent, CaseSerial, Holding, Party
from gongkai.inbound.cases.models.consultations import Consultation
from gongkai.inbound.cases.models.document_reports import DocumentReport
from gongkai.inbound.cases.models.files import CaseFile
from gongkai.inbound.cases.models.letterheads import LetterSettings
from gongkai.inbound.cases.models.ratings import Rating
from gongkai.inbound.cases.models.replies import Reply

__all__ = [
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseSerial",
    "Consultation",
    "DocumentReport",
    "Holding",
    "LetterSettings",
    "Party",
    "Rating",
    "Reply",
]
