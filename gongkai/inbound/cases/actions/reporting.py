"""Reports about documents: received from readers, answered by the office, reckoned anew."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import codes, obstacles, queries
from gongkai.inbound.cases.models import DocumentReport
from gongkai.lawbook.queries import Law, law_of
from gongkai.lawbook.reckoning import Moved
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency, User

# So many are reckoned in one transaction; the rest is found again.
AT_ONCE = 500
DUE = ("due_on", "due_provisional", "due_version")


@action
def report_document(
    reported: Record, *, reason: str, message: str, contact: str, seed: str, at: datetime
) -> DocumentReport:
    """Takes in a reader's report. What they wrote stays out of the ledger, which keeps for ever."""
    refuse_if(obstacles.to_reporting(reported))
    report = DocumentReport(
        agency=reported.agency,
        record=reported,
        number=seed[:20],
        reason=reason,
        message=message,
        contact=contact,
        received_at=at,
    )
    _set_due(report, law_of(reported.agency))
    report.save(force_insert=True)
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
        due_on=report.due_on,
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


@action
def recompute_due(agency: Agency, *, by: User | None, at: datetime) -> list[Moved]:
    """Reckons an agency's waiting reports by the law as it is known now, some hundred at a time."""
    law = law_of(agency)
    reports = list(
        DocumentReport.objects.waiting()
        .select_for_update(of=("self",))
        .select_related("agency")
        .filter(agency=agency)
        .exclude(due_version=law.version)
        .order_by("id")[:AT_ONCE]
    )
    refuse_if(obstacles.to_recomputing(reports))
    moved = []
    for report in reports:
        before, was_provisional = report.due_on, report.due_provisional
        _set_due(report, law)
        if (report.due_on, report.due_provisional) == (before, was_provisional):
            continue
        record(
            "report.due-confirmed" if report.due_on == before else "report.due-moved",
            report,
            agency=agency,
            by=by,
            at=at,
            before=before,
            after=report.due_on,
            provisional=report.due_provisional,
        )
        if report.due_on != before:
            moved.append(_moved(report, before))
    DocumentReport.objects.bulk_update(reports, DUE)
    record(
        "agency.reports-reckoned",
        agency,
        agency=agency,
        by=by,
        at=at,
        version=law.version,
        reports=len(reports),
        moved=len(moved),
    )
    return moved


def _moved(report: DocumentReport, before: date | None) -> Moved:
    return Moved(
        label=queries.LABEL,
        number=report.number,
        agency=report.agency.name,
        before=before,
        after=report.due_on,
        provisional=report.due_provisional,
    )


def _set_due(report: DocumentReport, law: Law) -> None:
    clock = queries.clock_of(report.received_at, law)
    report.due_on, report.due_provisional = clock.due_on, clock.provisional
    report.due_version = law.version
