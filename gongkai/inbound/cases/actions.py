"""Reports about documents: received from readers, answered by the office."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import codes, obstacles
from gongkai.inbound.cases.models import DocumentReport
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import User


@action
def report_document(
    reported: Record, *, reason: str, message: str, contact: str, seed: str, at: datetime
) -> DocumentReport:
    """Takes in a reader's report. What they wrote stays out of the ledger, which keeps for ever."""
    refuse_if(obstacles.to_reporting(reported))
    report = DocumentReport.objects.create(
        agency=reported.agency,
        record=reported,
        number=seed[:20],
        reason=reason,
        message=message,
        contact=contact,
        received_at=at,
    )
    report.number = f"JC{localdate(at).year}{report.pk:06}"
    report.code = codes.hashed(report.number, codes.code_of(seed))
    report.save(update_fields=["number", "code"])
    record(
        "report.received",
        report,
        agency=reported.agency,
        by=None,
        at=at,
        document=reported.pk,
        reason=reason,
        by_name="读者",
    )
    return report


@action
def answer(report: DocumentReport, *, text: str, by: User, at: datetime) -> DocumentReport:
    """Tells the reader what was found and done. Once; it shows to whoever has the code."""
    report = (
        DocumentReport.objects.select_for_update(of=("self",))
        .select_related("agency", "record__unit")
        .get(pk=report.pk)
    )
    refuse_if(obstacles.to_answering(report, text=text, by=by, on=localdate(at)))
    report.answer, report.answered_at, report.answered_by = text.strip(), at, by
    report.save(update_fields=["answer", "answered_at", "answered_by"])
    record("report.answered", report, agency=report.agency, by=by, at=at, answer=report.answer)
    return report
