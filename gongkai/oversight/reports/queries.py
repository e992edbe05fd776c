"""The report of a year: its tables from the register, the checks, and the cases behind a cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.queries import applications_behind, counts_of, fees_of, workable_by
from gongkai.inbound.foi import queries as foi
from gongkai.inbound.foi.models import Proceeding
from gongkai.oversight.reports.layout import COLUMN_KEYS, ROW_KEYS, TOTAL
from gongkai.oversight.reports.models import AnnualFigures, PastReport
from gongkai.people.models import Agency, User
from gongkai.people.queries import units_of
from gongkai.rules.annual_report.examining import findings_of
from gongkai.rules.annual_report.exchange import as_values, read_values
from gongkai.rules.annual_report.form import headings
from gongkai.rules.annual_report.proceedings import (
    ENDING_KEYS,
    ProceedingKind,
    completed,
    proceedings_table,
)
from gongkai.rules.annual_report.reading import Reading
from gongkai.rules.annual_report.register import ApplicantKind, applications_table
from gongkai.rules.annual_report.report import AnnualReport, FeeFacts, RegisterCounts, Section
from gongkai.rules.annual_report.tables import (
    COLUMNS,
    CONCLUDED,
    ENDINGS,
    Cell,
    ProceedingsTable,
    TableFinding,
    is_count,
    is_sum,
)
from gongkai.rules.gate.findings import Severity
from gongkai.rules.outcomes import outcomes

EARLIEST = 2000
FEES_TOLD = "信息处理费"


@dataclass(frozen=True)
class Before:
    """Last year's report, where it comes from, and whether its figures were restated since."""

    report: AnnualReport
    source: str
    restated_why: str = ""


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A year's report with all that its checks looked at and found."""

    year: int
    figures: AnnualFigures | None
    report: AnnualReport
    registered: RegisterCounts
    before: Before | None
    findings: tuple[TableFinding, ...]

    @property
    def blocking(self) -> tuple[TableFinding, ...]:
        return tuple(each for each in self.findings if each.severity is Severity.BLOCK)

    @property
    def faulty(self) -> frozenset[Cell]:
        return frozenset(cell for each in self.blocking for cell in each.cells)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The cases that a cell of table 3 counts: what it counts, and by what."""

    row: str
    column: str
    rule: str
    outcome: str
    applicant: ApplicantKind | None


@dataclass(frozen=True, kw_only=True)
class Proceeded:
    """The proceedings that a cell of table 4 counts."""

    row: str
    column: str
    kind: ProceedingKind
    ending: str


def figures_of(agency: Agency, year: int) -> AnnualFigures | None:
    return (
        AnnualFigures.objects.filter(agency=agency, year=year)
        .select_related("agency", "entered_by", "checked_by", "settled_by")
        .first()
    )


def register_counts(agency: Agency, year: int) -> RegisterCounts:
    """What the agency's registers count; of decisions none is kept here.

    A register of proceedings nobody has used yet counts nothing, and table 4 is what was entered.
    """
    counts = foi.counts_of(agency, year)
    return RegisterCounts(
        applications=applications_table(counts_of(agency, year)),
        proceedings=proceedings_table(counts) if counts else None,
        new_proceedings=tuple(
            (kind.printed, counts.get(kind, {}).get(foi.NEW, 0)) for kind in ProceedingKind
        )
        if counts
        else (),
        fee_facts=fees_of(agency, year),
    )


def report_of(agency: Agency, year: int) -> AnnualReport:
    """The year's report: as it was settled, or from the register and what was entered so far."""
    return _reading(agency, year, figures_of(agency, year), register_counts(agency, year)).report


def findings(agency: Agency, year: int) -> tuple[TableFinding, ...]:
    return examined(agency, year).findings


def examined(agency: Agency, year: int) -> Examined:
    """The year's report with every check: its sums, last year's figures, the register."""
    figures, registered = figures_of(agency, year), register_counts(agency, year)
    reading, before = _reading(agency, year, figures, registered), last_year_of(agency, year)
    return Examined(
        year=year,
        figures=figures,
        report=reading.report,
        registered=registered,
        before=before,
        findings=findings_of(
            reading,
            last_year=before.report if before else None,
            registered=registered,
            restated=bool(before and before.restated_why),
        ),
    )


def last_year_of(agency: Agency, year: int) -> Before | None:
    """The report of the year before: as it was imported, else as it was settled here."""
    past = PastReport.objects.filter(agency=agency, year=year - 1).last()
    if past is not None:
        report = read_values(past.report).report
        return Before(report, f"导入的文件“{past.name}”", past.restated_why)
    settled = AnnualFigures.objects.filter(
        agency=agency, year=year - 1, state=AnnualFigures.State.FINAL
    ).first()
    if settled is None:
        return None
    return Before(read_values(settled.settled).report, "本系统定稿的年报")


def entered_in(figures: AnnualFigures | None) -> AnnualReport:
    """What people entered; of an empty form, nothing."""
    if figures is None or not figures.entered:
        return AnnualReport()
    return read_values(figures.entered).report


def years_of(agency: Agency, *, on: date) -> list[tuple[int, AnnualFigures | None]]:
    """The years that have something to report, the newest first, with what was entered for each."""
    known = {one.year: one for one in AnnualFigures.objects.filter(agency=agency)}
    applications = Case.objects.filter(agency=agency, kind="foi").order_by()
    first = applications.aggregate(first=Min("received_on"))["first"]
    # A new installation begins with the report that is due next.
    begins = min((first.year if first else on.year - 1), on.year - 1, *known)
    years = range(on.year, max(begins, EARLIEST) - 1, -1)
    return [(year, known.get(year)) for year in years]


def may_read(user: User, *, on: date) -> bool:
    """Whoever sees anything that is not public yet; a draft report is not."""
    units = units_of(user, on=on)
    return user.agency is not None and (units is None or bool(units))


def evidence_for(row: str, column: str) -> Evidence | None:
    """What the short names of a row and a column mean; none where they mean nothing."""
    if column not in COLUMN_KEYS or (row not in ROW_KEYS and row not in outcomes()):
        return None
    rule = ROW_KEYS.get(row, CONCLUDED)
    return Evidence(
        row=outcomes()[row].name if row in outcomes() else rule,
        column=COLUMNS[COLUMN_KEYS.index(column)],
        rule=rule,
        outcome=row if row in outcomes() else "",
        applicant=None if column == TOTAL else ApplicantKind(column),
    )


def cases_behind(agency: Agency, year: int, evidence: Evidence) -> QuerySet[Case]:
    return applications_behind(
        agency, year, row=evidence.rule, applicant=evidence.applicant, outcome=evidence.outcome
    )


def proceeded_for(row: str, column: str) -> Proceeded | None:
    """The same for table 4."""
    if row not in list(ProceedingKind) or column not in ENDING_KEYS:
        return None
    kind = ProceedingKind(row)
    return Proceeded(
        row=kind.label, column=ENDINGS[ENDING_KEYS.index(column)], kind=kind, ending=column
    )


def proceedings_behind(agency: Agency, year: int, cell: Proceeded) -> QuerySet[Proceeding]:
    return foi.proceedings_behind(agency, year, kind=cell.kind, ending=cell.ending)


def within_reach(cases: QuerySet[Case], user: User, *, on: date) -> QuerySet[Case]:
    return cases.filter(pk__in=workable_by(user, on=on).order_by().values("pk"))


def _reading(
    agency: Agency, year: int, figures: AnnualFigures | None, registered: RegisterCounts
) -> Reading:
    if figures is not None and figures.is_final:
        return read_values(figures.settled)
    entered = entered_in(figures)
    values: dict[str, Any] = as_values(_composed(agency, year, entered, registered))
    # What was never entered is told of as a missing table; what was left blank, as blank.
    return read_values(values)


def _composed(
    agency: Agency, year: int, entered: AnnualReport, registered: RegisterCounts
) -> AnnualReport:
    return replace(
        entered,
        year=year,
        agency=agency.name,
        title=f"{agency.name}{year}年政府信息公开工作年度报告",
        preamble=(f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",),
        sections=tuple(_sections(entered, _fee_facts(entered.fee_facts, registered.fee_facts))),
        applications=registered.applications,
        proceedings=_proceedings(entered.proceedings, registered.proceedings),
        fee_facts=_fee_facts(entered.fee_facts, registered.fee_facts),
    )


def _proceedings(
    entered: ProceedingsTable | None, counted: ProceedingsTable | None
) -> ProceedingsTable | None:
    """What a person wrote goes before what is counted; the checks tell where the two differ."""
    return completed(entered, counted) if counted is not None else entered


def _fee_facts(entered: FeeFacts | None, counted: FeeFacts | None) -> FeeFacts | None:
    """What a person wrote, its blanks from the register of fees."""
    if entered is None or counted is None:
        return entered or counted
    given = {name: value for name, value in vars(entered).items() if value is not None}
    return replace(counted, **given)


def _sections(entered: AnnualReport, fees: FeeFacts | None) -> Iterable[Section]:
    """All six, whatever was entered; the last one tells of the fees."""
    prose: Mapping[int, tuple[str, ...]] = {
        section.number: section.paragraphs for section in entered.sections or ()
    }
    for number, heading in enumerate(headings(), start=1):
        paragraphs = prose.get(number, ())
        if number == len(headings()) and not any(FEES_TOLD in each for each in paragraphs):
            paragraphs = (*fee_sentence(fees), *paragraphs)
        yield Section(number, heading, paragraphs)


def fee_sentence(facts: FeeFacts | None) -> tuple[str, ...]:
    """信息处理费 of the year in a sentence, once all its figures are known."""
    if facts is None or not is_count(facts.notices):
        return ()
    if not is_sum(facts.charged) or not is_sum(facts.collected):
        return ()
    return (
        f"本年度发出信息处理费收费通知{facts.notices}件，总金额{facts.charged}元，"
        f"实际收取信息处理费{facts.collected}元。",
    )
