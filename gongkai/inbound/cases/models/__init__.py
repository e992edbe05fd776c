"""What citizens send us, and what becomes of it."""

from gongkai.inbound.cases.models.cases import Case, CaseEvent, CaseSerial, Holding, Party
from gongkai.inbound.cases.models.document_reports import DocumentReport
from gongkai.inbound.cases.models.files import CaseFile
from gongkai.inbound.cases.models.ratings import Rating
from gongkai.inbound.cases.models.replies import Reply
from gongkai.inbound.cases.models.warnings import CaseWarning, WarningDigest

__all__ = [
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseSerial",
    "CaseWarning",
    "DocumentReport",
    "Holding",
    "Party",
    "Rating",
    "Reply",
    "WarningDigest",
]
