"""Table 3 from a register of applications: which of them each cell counts.

The rule is that of 国办公开办函〔2021〕30号: new ones are counted by the day of receipt, results by
the day of the reply, and whatever is open on the last of December is carried over. A cell and the
list behind it are made by the same rule.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gongkai.rules.annual_report.tables import (
    CARRIED_IN,
    CARRIED_OVER,
    COLUMNS,
    CONCLUDED,
    RECEIVED,
    Applicants,
    ApplicationsTable,
)
from gongkai.rules.outcomes import outcomes


class ApplicantKind(StrEnum):
    """申请人类别: the columns of table 3, but for their total."""

    NATURAL_PERSON = "natural_person"
    BUSINESS = "business"
    RESEARCH_BODY = "research_body"
    CHARITY = "charity"
    LEGAL_SERVICE = "legal_service"
    OTHER = "other"

    @property
    def column(self) -> str:
        return COLUMNS[list(ApplicantKind).index(self)]


@dataclass(frozen=True, kw_only=True)
class Application:
    """An application as the report counts it; open while nothing concluded it."""

    received_on: date
    applicant: ApplicantKind
    concluded_on: date | None = None
    outcome: str | None = None

    def __post_init__(self) -> None:
        if (self.concluded_on is None) is not (self.outcome is None):
            raise ValueError("办结的申请要有办理结果，没有办结的不能有。")
        if self.concluded_on and self.concluded_on < self.received_on:
            raise ValueError(f"办结日期{self.concluded_on}早于收到申请之日{self.received_on}。")


@dataclass(frozen=True)
class Counts:
    """How many applications each row counts, by kind of applicant; `results` by outcome first."""

    received: Mapping[ApplicantKind, int]
    carried_in: Mapping[ApplicantKind, int]
    results: Mapping[str, Mapping[ApplicantKind, int]]
    carried_over: Mapping[ApplicantKind, int]


def is_received(one: Application, year: int) -> bool:
    return one.received_on.year == year


def is_carried_in(one: Application, year: int) -> bool:
    return one.received_on.year < year and not _is_concluded_before(one, year)


def is_concluded(one: Application, year: int) -> bool:
    return one.concluded_on is not None and one.concluded_on.year == year


def is_carried_over(one: Application, year: int) -> bool:
    return one.received_on.year <= year and not _is_concluded_before(one, year + 1)


def _is_concluded_before(one: Application, year: int) -> bool:
    return one.concluded_on is not None and one.concluded_on.year < year


RULES: Mapping[str, Callable[[Application, int], bool]] = MappingProxyType(
    {
        RECEIVED: is_received,
        CARRIED_IN: is_carried_in,
        CONCLUDED: is_concluded,
        CARRIED_OVER: is_carried_over,
    }
)


def counted(applications: Iterable[Application], year: int) -> Counts:
    """What each row counts, in one pass."""
    rows: dict[str, Counter[ApplicantKind]] = {name: Counter() for name in RULES}
    results: dict[str, Counter[ApplicantKind]] = {code: Counter() for code in outcomes()}
    for one in applications:
        for name, counts in RULES.items():
            if counts(one, year):
                rows[name][one.applicant] += 1
        if is_concluded(one, year) and one.outcome is not None:
            results[one.outcome][one.applicant] += 1
    return Counts(rows[RECEIVED], rows[CARRIED_IN], results, rows[CARRIED_OVER])


def applications_table(counts: Counts) -> ApplicationsTable:
    """Table 3 with its totals. The concluded ones are the sum of the results, as printed."""
    results = {code: _row(counts.results.get(code, {})) for code in outcomes()}
    concluded: Counter[ApplicantKind] = Counter()
    for row in counts.results.values():
        concluded.update(row)
    return ApplicationsTable(
        received=_row(counts.received),
        carried_in=_row(counts.carried_in),
        results=MappingProxyType(results),
        concluded=_row(concluded),
        carried_over=_row(counts.carried_over),
    )


def _row(counts: Mapping[ApplicantKind, int]) -> Applicants:
    numbers = [counts.get(kind, 0) for kind in ApplicantKind]
    return Applicants(*(*numbers, sum(numbers)))
