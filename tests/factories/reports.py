"""Registers and reports of a year: applications as rows, what people enter, last year's file."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count

from gongkai.inbound.cases.models import Case
from gongkai.oversight.reports import actions
from gongkai.oversight.reports.exports.page import as_json
from gongkai.oversight.reports.models import AnnualFigures, PastReport
from gongkai.oversight.reports.past import read_past
from gongkai.rules.annual_report.form import headings
from gongkai.rules.annual_report.register import ApplicantKind
from gongkai.rules.annual_report.report import AnnualReport, FeeFacts, Section
from gongkai.rules.annual_report.tables import (
    ApplicationsTable,
    DisclosureTable,
    Documents,
    Endings,
    ProceedingsTable,
)
from gongkai.rules.outcomes import outcomes
from tests.factories.cases import at
from tests.factories.people import Bureau

YEAR = 2025
AFTER = at("2026-01-15")
NONE = Endings(0, 0, 0, 0, 0)
PROSE = {
    1: "围绕群众关心的事项推进公开，政策文件与解读同步发布。",
    5: "答复文书的说理还不充分，今后将编印案例。",
    6: "无。",
}
ENTERED = AnnualReport(
    published_on=date(2026, 1, 20),
    sections=tuple(
        Section(number, heading, (PROSE[number],) if number in PROSE else ())
        for number, heading in enumerate(headings(), start=1)
    ),
    disclosure=DisclosureTable(
        rules=Documents(0, 0, 0),
        normative_documents=Documents(2, 1, 13),
        licences=310,
        penalties=95,
        coercive_measures=4,
        fees=12,
    ),
    proceedings=ProceedingsTable(Endings(1, 1, 0, 0, 2), NONE, NONE),
    fee_facts=FeeFacts(0, 0, 0),
)
_serials = count(1)


def application(
    bureau: Bureau,
    received_on: date,
    applicant: str = ApplicantKind.NATURAL_PERSON,
    closed_on: date | None = None,
    outcome: str = "",
    **given: object,
) -> Case:
    """An unsaved row of the register; its events do not matter to the counts."""
    fields: dict[str, object] = {
        "agency": bureau.agency,
        "unit": bureau.unit,
        "kind": "foi",
        "number": f"YQ{next(_serials):08}",
        "code": "x",
        "channel": "internet",
        "subject": "示例",
        "text": "",
        "applicant_kind": applicant,
        "received_on": received_on,
        "received_at": at(received_on),
        "stage": Case.Stage.CLOSED if closed_on else Case.Stage.OPEN,
        "closed_on": closed_on,
        "outcome": outcome,
    }
    return Case(**(fields | given))


def registered(cases: Iterable[Case]) -> None:
    Case.objects.bulk_create(cases, batch_size=2000)


def register_of(bureau: Bureau, rows: Sequence[Sequence[int]], year: int) -> None:
    """Applications that make exactly these 25 rows of table 3; each row but its total is used."""
    made = []
    _, carried_in, *results, _, _ = rows
    for column, kind in enumerate(ApplicantKind):
        waiting = carried_in[column]
        arrived, old, ended = date(year, 3, 3), date(year - 1, 12, 3), date(year, 6, 3)
        for code, row in zip(outcomes(), results, strict=True):
            for _ in range(row[column]):
                came = old if waiting > 0 else arrived
                waiting -= 1
                made.append(application(bureau, came, kind, ended, code))
        carried_over = rows[-1][column]
        for _ in range(carried_over):
            made.append(application(bureau, old if waiting > 0 else arrived, kind))
            waiting -= 1
    registered(made)


def a_few(bureau: Bureau, year: int = YEAR) -> None:
    """One carried in, two received; two ended, one stays open."""
    registered(
        [
            application(bureau, date(year - 1, 12, 20), "natural_person", date(year, 1, 9), "R-1"),
            application(bureau, date(year, 3, 2), "business", date(year, 3, 20), "R-3.1"),
            application(bureau, date(year, 12, 25), "natural_person"),
        ]
    )


def figures(
    bureau: Bureau, *, year: int = YEAR, moment: datetime = AFTER, **changed: object
) -> AnnualFigures:
    """What a clerk entered, with every cell filled."""
    known = AnnualFigures.objects.filter(agency=bureau.agency, year=year).first()
    return actions.enter(
        bureau.agency, year, replace(ENTERED, **changed), by=bureau.clerk, at=moment,
        revision=known.revision if known else 0,
    )  # fmt: skip


def past(bureau: Bureau, report: AnnualReport, *, year: int = YEAR, **given: str) -> PastReport:
    """Last year's report as it was imported from its own JSON file."""
    file = read_past("上年年报.json", as_json(report))
    return actions.import_past(bureau.agency, year, file, by=bureau.office, at=AFTER, **given)


def last_year(carried_over: Sequence[int], *, year: int = YEAR) -> AnnualReport:
    """A report of the year before in which only this was carried over, and all of it received."""
    row, none = [*carried_over, sum(carried_over)], [0] * 7
    rows = [row, none, *([none] * 21), none, row]
    return replace(
        ENTERED,
        year=year - 1,
        title=f"示例市{year - 1}年政府信息公开工作年度报告",
        published_on=date(year, 1, 20),
        sections=(),
        disclosure=replace(ENTERED.disclosure, normative_documents=Documents(3, 0, 12)),
        applications=ApplicationsTable.of_rows(rows),
    )
