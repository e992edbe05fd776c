"""Finding a report again."""

from gongkai.inbound.cases import codes
from gongkai.inbound.cases.models import DocumentReport
from gongkai.outbound.publishing.models import Record


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
