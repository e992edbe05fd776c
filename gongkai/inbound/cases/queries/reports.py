"""Reports: found again by their number, by their day, or by the law they were reckoned by."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import codes
from gongkai.inbound.cases.models import DocumentReport
from gongkai.lawbook.queries import Law, laws_of
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency
from gongkai.rules.clocks.deadlines import Clock, Event, run
from gongkai.rules.clocks.kinds import RECEIVED
from gongkai.rules.workdays import WorkCalendar

KIND, LABEL = "document-report", "文档纠错"


@dataclass(frozen=True)
class Standing:
    """How a waiting report stands to its due date on a day; `days` are workdays, late or left."""

    due_on: date
    days: int
    is_provisional: bool

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def told(self) -> str:
        if self.is_overdue:
            return f"已逾期{-self.days}个工作日"
        return f"还剩{self.days}个工作日" if self.days else "今天到期"


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
    days = calendar.workdays_between(on, report.due_on)
    if report.is_overdue(on):
        # Late on a rest day too, before the first workday after the due date has come.
        days = -max(calendar.workdays_between(report.due_on, on), 1)
    return Standing(report.due_on, days, report.due_provisional)


def reckoned_otherwise() -> list[Agency]:
    """Agencies with waiting reports that were reckoned by other law than holds for them now."""
    pairs = list(
        DocumentReport.objects.waiting().order_by().values_list("agency", "due_version").distinct()
    )
    agencies = Agency.objects.in_bulk({agency for agency, _ in pairs})
    laws = laws_of(agencies.values())
    stale = {agency for agency, version in pairs if version != laws[agency].version}
    return [agencies[pk] for pk in sorted(stale)]
