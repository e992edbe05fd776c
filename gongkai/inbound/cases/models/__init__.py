"""What citizens send us, and what becomes of it."""

from gongkai.inbound.cases.models.cases import Case, CaseEvent, CaseSerial, Holding, Party
from gongkai.inbound.cases.models.consultations import Consultation
from gongkai.inbound.cases.models.fees import Fee
from gongkai.inbound.cases.models.files import CaseFile, Redaction
from gongkai.inbound.cases.models.letterheads import LetterSettings, LetterTemplate
from gongkai.inbound.cases.models.ratings import Rating
from gongkai.inbound.cases.models.replies import Reply
from gongkai.inbound.cases.models.warnings import CaseWarning, WarningDigest

__all__ = [
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseSerial",
    "CaseWarning",
    "Consultation",
    "Fee",
    "Holding",
    "LetterSettings",
    "LetterTemplate",
    "Party",
    "Rating",
    "Redaction",
    "Reply",
    "WarningDigest",
]
