"""What citizens send us, and what becomes of it."""

from gongkai.inbound.cases.models.cases import Case, CaseEvent, CaseSerial, Holding, Party
from gongkai.inbound.cases.models.document_reports import DocumentReport
from gongkai.inbound.cases.models.replies import Reply

__all__ = ["Case", "CaseEvent", "CaseSerial", "DocumentReport", "Holding", "Party", "Reply"]
