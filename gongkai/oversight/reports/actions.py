"""A year's report is filled in, compared with last year's, checked, settled, and opened again."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if
from gongkai.oversight.reports import obstacles, queries
from gongkai.oversight.reports.models import AnnualFigures, PastReport
from gongkai.oversight.reports.past import PastFile
from gongkai.people.models import Agency, User
from gongkai.rules.annual_report.exchange import as_values
from gongkai.rules.annual_report.report import AnnualReport


@action
def enter(
    agency: Agency, year: int, entered: AnnualReport, *, revision: int, by: User, at: datetime
) -> AnnualFigures:
    """Keeps what people add to the register's counts; an earlier check no longer holds."""
    refuse_if(obstacles.to_filling_in(agency, year, by=by, on=localdate(at)))
    first = {"entered_by": by, "entered_at": at}
    made, _ = AnnualFigures.objects.get_or_create(agency=agency, year=year, defaults=first)
    figures = _locked(made)
    refuse_if(obstacles.to_entering(figures, revision=revision))
    figures.entered = kept(as_values(entered))
    figures.revision += 1
    figures.entered_by, figures.entered_at = by, at
    figures.state, figures.checked_by, figures.checked_at = AnnualFigures.State.DRAFT, None, None
    figures.save()
    record(
        "annual.figures-entered",
        figures,
        agency=agency,
        by=by,
        at=at,
        year=year,
        revision=figures.revision,
        sha256=_digest(figures.entered),
    )
    return figures


@action
def import_past(
    agency: Agency, year: int, past: PastFile, *, restated_why: str = "", by: User, at: datetime
) -> PastReport:
    """Keeps the report of the year before `year`, for the checks from year to year."""
    refuse_if(obstacles.to_filling_in(agency, year, by=by, on=localdate(at)))
    refuse_if(obstacles.to_importing(past, year, restated_why=restated_why))
    imported = PastReport(
        agency=agency,
        year=year - 1,
        report=kept(as_values(past.reading.report)),
        name=past.name,
        sha256=past.sha256,
        restated_why=restated_why.strip(),
        imported_by=by,
        imported_at=at,
    )
    imported.full_clean()
    imported.save(force_insert=True)
    record(
        "annual.past-imported",
        imported,
        agency=agency,
        by=by,
        at=at,
        year=imported.year,
        name=imported.name,
        sha256=imported.sha256,
        restated_why=imported.restated_why,
    )
    return imported


@action
def check(figures: AnnualFigures, *, by: User, at: datetime) -> AnnualFigures:
    """Says that a person has been through what the checks found, and that nothing blocks."""
    figures = _locked(figures)
    found = queries.examined(figures.agency, figures.year)
    refuse_if(obstacles.to_checking(found, by=by, on=localdate(at)))
    figures.state = AnnualFigures.State.CHECKED
    figures.checked_by, figures.checked_at = by, at
    figures.save(update_fields=["state", "checked_by", "checked_at"])
    record(
        "annual.checked",
        figures,
        agency=figures.agency,
        by=by,
        at=at,
        year=figures.year,
        findings=[f"{one.check}　{one.message}" for one in found.findings],
    )
    return figures


@action
def settle(figures: AnnualFigures, *, by: User, at: datetime) -> AnnualFigures:
    """Makes the report final: what the register counts later no longer changes it."""
    figures = _locked(figures)
    found = queries.examined(figures.agency, figures.year)
    refuse_if(obstacles.to_settling(found, by=by, on=localdate(at)))
    figures.settled = kept(as_values(found.report))
    figures.state = AnnualFigures.State.FINAL
    figures.settled_by, figures.settled_at = by, at
    figures.save(update_fields=["settled", "state", "settled_by", "settled_at"])
    record(
        "annual.settled",
        figures,
        agency=figures.agency,
        by=by,
        at=at,
        year=figures.year,
        sha256=_digest(figures.settled),
    )
    return figures


@action
def reopen(figures: AnnualFigures, *, reason: str, by: User, at: datetime) -> AnnualFigures:
    """Gives a final report back to be changed; the ledger keeps the digest of what was final."""
    figures = _locked(figures)
    refuse_if(obstacles.to_reopening(figures, reason=reason, by=by, on=localdate(at)))
    before = _digest(figures.settled)
    figures.state, figures.settled = AnnualFigures.State.DRAFT, None
    figures.checked_by = figures.checked_at = figures.settled_by = figures.settled_at = None
    figures.save()
    record(
        "annual.reopened",
        figures,
        agency=figures.agency,
        by=by,
        at=at,
        year=figures.year,
        reason=reason.strip(),
        sha256=before,
    )
    return figures


def kept(value: Any) -> Any:
    """The JSON value without NUL, which PostgreSQL does not store."""
    match value:
        case str():
            return value.replace("\0", "")
        case list():
            return [kept(each) for each in value]
        case dict():
            return {kept(name): kept(each) for name, each in value.items()}
    return value


def _locked(figures: AnnualFigures) -> AnnualFigures:
    return (
        AnnualFigures.objects.select_for_update(of=("self",))
        .select_related("agency", "entered_by")
        .get(pk=figures.pk)
    )


def _digest(values: Any) -> str:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
