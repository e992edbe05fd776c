"""Reports: found again by their number, by their day, or by the law they were reckoned by."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import codes
from gongkai.inbound.cases.models import DocumentReport
from gongkai.inbound.cases.queries.standing import Standing, standing_to
from gongkai.lawbook.queries import Law
from gongkai.outbound.publishing.models import Record
from gongkai.rules.clocks.deadlines import Clock, Event, run
from gongkai.rules.clocks.kinds import RECEIVED
from gongkai.rules.workdays import WorkCalendar

KIND, LABEL = "document-report", "文档纠错"


def reportable(pk: int) -> Record | None:
    """A record that is public or was: only these can be known to a reader."""
    return (
        Record.objects.answering()
        .select_related("agency", "unit", "live_edition")
        .filter(pk=pk)
        .first()
    )


def followed(number: str, code: str) -> DocumentReport | None:
    """The report with this number, to whoever has its code."""
    report = (
        DocumentReport.objects.select_related("agency", "record__live_edition")
        .filter(number=number)
        .first()
    )
    if report is None or not codes.fits(number, code, report.code):
        return None
    return report


def numbered(number: str) -> DocumentReport | None:
    """The report with this number, for whoever holds its receipt."""
    return DocumentReport.objects.filter(number=number).first()


def clock_of(received_at: datetime, law: Law) -> Clock:
    """The clock of a report: it runs from receipt and nothing stops it but the answer."""
    return run(KIND, [Event(RECEIVED, localdate(received_at))], law.calendar, terms=law.terms)


def standing_of(report: DocumentReport, calendar: WorkCalendar, *, on: date) -> Standing | None:
    """None when it was answered, or has not been reckoned yet."""
    if report.answered_at is not None or report.due_on is None:
        return None
    return standing_to(report.due_on, calendar, on=on, is_provisional=report.due_provisional)
