"""The register of requests as the annual report counts it: sums, and the list behind each cell."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.db.models import Count, Q, QuerySet, Sum

from gongkai.inbound.cases.models import Case, Fee
from gongkai.people.models import Agency
from gongkai.rules.annual_report.register import ApplicantKind, Counts
from gongkai.rules.annual_report.report import FeeFacts
from gongkai.rules.annual_report.tables import CARRIED_IN, CARRIED_OVER, CONCLUDED, RECEIVED

FOI = "foi"


def _in_year(field: str, year: int) -> Q:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Q(**{f"{field}__gte": first, f"{field}__lte": last})


def _open_after(day: date) -> Q:
    return Q(closed_on=None) | Q(closed_on__gt=day)


# The rules of `rules.annual_report.register`, as the database is asked for them.
ROWS: Mapping[str, Callable[[int], Q]] = MappingProxyType(
    {
        RECEIVED: lambda year: _in_year("received_on", year),
        CARRIED_IN: lambda year: (
            Q(received_on__lt=date(year, 1, 1)) & _open_after(date(year - 1, 12, 31))
        ),
        CONCLUDED: lambda year: _in_year("closed_on", year),
        CARRIED_OVER: lambda year: (
            Q(received_on__lte=date(year, 12, 31)) & _open_after(date(year, 12, 31))
        ),
    }
)


def counts_of(agency: Agency, year: int) -> Counts:
    """What each row of table 3 counts, in four queries however large the register."""
    results: dict[str, dict[ApplicantKind, int]] = {}
    concluded = _register(agency).filter(ROWS[CONCLUDED](year))
    for outcome, kind, count in _counted(concluded, "outcome", "applicant_kind"):
        results.setdefault(outcome, {})[ApplicantKind(kind)] = count
    return Counts(
        received=_by_kind(agency, RECEIVED, year),
        carried_in=_by_kind(agency, CARRIED_IN, year),
        results=results,
        carried_over=_by_kind(agency, CARRIED_OVER, year),
    )


def applications_behind(
    agency: Agency, year: int, *, row: str, applicant: ApplicantKind | None, outcome: str = ""
) -> QuerySet[Case]:
    """The cases that a cell counts; without an applicant those of the total."""
    cases = _register(agency).filter(ROWS[row](year))
    if applicant is not None:
        cases = cases.filter(applicant_kind=applicant)
    return cases.filter(outcome=outcome) if outcome else cases


def fees_of(agency: Agency, year: int) -> FeeFacts | None:
    """信息处理费 of the year: asked for by the day of its notice, collected by the day it was paid.

    None while no notice was ever given out here: nothing is counted then.
    """
    fees = Fee.objects.filter(case__agency=agency, notified_on__lte=date(year, 12, 31))
    told = Q(notified_on__year=year)
    found = fees.aggregate(
        ever=Count("id"),
        notices=Count("id", filter=told),
        charged=Sum("amount", filter=told),
        collected=Sum("amount", filter=Q(paid_on__year=year)),
    )
    if not found["ever"]:
        return None
    charged, collected = found["charged"] or 0, found["collected"] or 0
    return FeeFacts(found["notices"], Decimal(charged), Decimal(collected))


def _register(agency: Agency) -> QuerySet[Case]:
    return Case.objects.filter(agency=agency, kind=FOI)


def _by_kind(agency: Agency, row: str, year: int) -> dict[ApplicantKind, int]:
    cases = _register(agency).filter(ROWS[row](year))
    return {ApplicantKind(kind): count for kind, count in _counted(cases, "applicant_kind")}


def _counted(cases: QuerySet[Case], *fields: str) -> QuerySet:
    return cases.order_by().values_list(*fields).annotate(count=Count("*"))
