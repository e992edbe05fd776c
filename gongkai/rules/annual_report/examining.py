"""All checks of one report, in the order of its parts, each with what it needs to run."""

from collections.abc import Iterator

from gongkai.rules.annual_report import checks, form
from gongkai.rules.annual_report.prose import numbers_in_prose
from gongkai.rules.annual_report.reading import Reading
from gongkai.rules.annual_report.repetition import repeats_last_year
from gongkai.rules.annual_report.report import AnnualReport, RegisterCounts
from gongkai.rules.annual_report.tables import TableFinding

# Checks that ask about each empty cell; of a cell that was not found the reading has told.
_OF_CELLS = ("T2-4", "T3-4")


def report_findings(
    report: AnnualReport,
    *,
    last_year: AnnualReport | None = None,
    registered: RegisterCounts | None = None,
    restated: bool = False,
) -> tuple[TableFinding, ...]:
    """What all checks find; without last year's report or the registers, theirs do not run.

    `restated`: an authority has corrected last year's figures, so that T3-5 is only a doubt.
    """
    registered = registered or RegisterCounts()
    before = last_year or AnnualReport()
    return (
        *_disclosure(report, before, registered),
        *_applications(report, before, registered, restated=restated),
        *_proceedings(report, before, registered),
        *numbers_in_prose(report),
        *(repeats_last_year(report, last_year) if last_year else ()),
        *form.year_of_the_report(report, last_year),
        *form.section_headings(report),
        *form.published_in_time(report),
    )


def findings_of(
    reading: Reading,
    *,
    last_year: AnnualReport | None = None,
    registered: RegisterCounts | None = None,
    restated: bool = False,
) -> tuple[TableFinding, ...]:
    """What reading and checks find, with nothing told twice."""
    found = report_findings(
        reading.report, last_year=last_year, registered=registered, restated=restated
    )
    told = (
        finding
        for finding in found
        if finding.check not in _OF_CELLS or not set(finding.cells) <= reading.missing
    )
    return (*reading.findings, *told)


def _disclosure(
    report: AnnualReport, before: AnnualReport, registered: RegisterCounts
) -> Iterator[TableFinding]:
    table = report.disclosure
    if table is not None:
        yield from checks.disclosure_cells(table)
        if before.disclosure is not None:
            yield from checks.documents_in_force(table, before.disclosure)
        yield from checks.decisions_registered(table, registered)
        yield from checks.fees_in_their_unit(table, before.disclosure, registered)
        yield from form.rules_of_a_department(report)


def _applications(
    report: AnnualReport, before: AnnualReport, registered: RegisterCounts, *, restated: bool
) -> Iterator[TableFinding]:
    table = report.applications
    if table is not None:
        yield from checks.table_findings(table)
        if before.applications is not None:
            yield from checks.carried_from_last_year(table, before.applications, restated=restated)
        if registered.applications is not None:
            yield from checks.as_registered(table, registered.applications)


def _proceedings(
    report: AnnualReport, before: AnnualReport, registered: RegisterCounts
) -> Iterator[TableFinding]:
    table = report.proceedings
    if table is not None:
        yield from checks.endings_total(table)
        if before.proceedings is not None:
            yield from checks.pending_followed(table, before.proceedings, registered)
        if registered.proceedings is not None:
            yield from checks.proceedings_as_registered(table, registered.proceedings)
