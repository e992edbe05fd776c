"""The annual report as one value: its prose in six sections, its three tables, its dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.rules.annual_report.tables import (
    ApplicationsTable,
    Count,
    DisclosureTable,
    ProceedingsTable,
    Sum,
)


@dataclass(frozen=True)
class Section:
    """A section of the report: its heading as printed, without its number, and its paragraphs.

    `number` is the place the form gives it, from 1; the sections stand as they were found.
    """

    number: int
    heading: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class FeeFacts:
    """信息处理费 of the year, told in section 六: notices sent, yuan asked for, yuan received."""

    notices: Count
    charged: Sum
    collected: Sum


@dataclass(frozen=True, kw_only=True)
class AnnualReport:
    """政府信息公开工作年度报告: of one agency for one year; what was not found is none or empty.

    `sections` are none where only the tables are known, and empty where a text has no headings.
    """

    year: int | None = None
    agency: str = ""
    title: str = ""
    published_on: date | None = None
    preamble: tuple[str, ...] = ()
    sections: tuple[Section, ...] | None = None
    disclosure: DisclosureTable | None = None
    applications: ApplicationsTable | None = None
    proceedings: ProceedingsTable | None = None
    fee_facts: FeeFacts | None = None

    def paragraphs(self) -> tuple[tuple[int, str], ...]:
        """All prose with the number of its section; what stands before the first is 0."""
        before = tuple((0, paragraph) for paragraph in self.preamble)
        return before + tuple(
            (section.number, paragraph)
            for section in self.sections or ()
            for paragraph in section.paragraphs
        )


@dataclass(frozen=True, kw_only=True)
class RegisterCounts:
    """登记簿的数: what the agency's own registers count for the year; none where none is kept.

    Applications count by the day of receipt, results by the day of the reply, carried over is
    what was open on 31 December. `new_proceedings` are the cases that began in the year, by the
    names of table 4; `fees` are in 万元.
    """

    applications: ApplicationsTable | None = None
    proceedings: ProceedingsTable | None = None
    new_proceedings: tuple[tuple[str, int], ...] = ()
    licences: int | None = None
    penalties: int | None = None
    coercive_measures: int | None = None
    fees: Decimal | None = None
    fee_facts: FeeFacts | None = None
