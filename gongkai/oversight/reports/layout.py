"""The printed form of tables 2, 3 and 4, for every output: heads, merged places, counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast
from urllib.parse import urlencode

from gongkai.rules.annual_report.assembling import (
    applications_of,
    disclosure_of,
    proceedings_of,
)
from gongkai.rules.annual_report.grids import expected_cells
from gongkai.rules.annual_report.proceedings import ENDING_KEYS, ProceedingKind
from gongkai.rules.annual_report.register import ApplicantKind
from gongkai.rules.annual_report.report import AnnualReport
from gongkai.rules.annual_report.standings import KINDS
from gongkai.rules.annual_report.tables import (
    CARRIED_IN,
    CARRIED_OVER,
    COLUMNS,
    CONCLUDED,
    DECISION_ROWS,
    DECISIONS,
    DOCUMENT_COLUMNS,
    DOCUMENT_ROWS,
    ENDINGS,
    FEES,
    FEES_COLUMN,
    PROCEEDINGS,
    RECEIVED,
    Applicants,
    ApplicationsTable,
    Cell,
    DisclosureTable,
    ProceedingsTable,
    Sum,
)
from gongkai.rules.outcomes import OutcomeKind, outcomes

RECONCILIATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"
TOTAL = "total"
# The short names by which an address names a row of table 3; a result is named by its outcome.
ROW_KEYS = {
    "received": RECEIVED,
    "carried_in": CARRIED_IN,
    "concluded": CONCLUDED,
    "carried_over": CARRIED_OVER,
}
COLUMN_KEYS: tuple[str, ...] = (*ApplicantKind, TOTAL)


@dataclass(frozen=True)
class Place:
    """A place of a printed table: a head with its scope, or a count with its cell."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    scope: str = ""
    cell: Cell | None = None
    value: Sum = None
    evidence: str = ""


Rows = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed in the section of its number; `heads` rows of it are its head."""

    number: int
    width: int
    heads: int
    rows: Rows

    @property
    def head(self) -> Rows:
        return self.rows[: self.heads]

    @property
    def body(self) -> Rows:
        return self.rows[self.heads :]


def printed_tables(report: AnnualReport) -> tuple[PrintedTable, ...]:
    """The three tables; one that is not known yet is printed empty."""
    return (
        PrintedTable(2, 4, 0, tuple(_disclosure(report))),
        PrintedTable(3, 10, 3, tuple(_applications(report))),
        PrintedTable(4, 15, 3, tuple(_proceedings(report))),
    )


def shown(value: Sum) -> str:
    """A value as printed; what is not known stays blank."""
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _head(text: str, scope: str = "col", *, columns: int = 1, rows: int = 1) -> Place:
    return Place(text, columns, rows, scope)


def _count(cell: Cell, value: Sum, *, columns: int = 1, evidence: str = "") -> Place:
    return Place(shown(value), columns, cell=cell, value=value, evidence=evidence)


def _blank(table: int) -> dict[Cell, Sum]:
    return dict.fromkeys(expected_cells()[table])


def _disclosure(report: AnnualReport) -> Iterator[tuple[Place, ...]]:
    # A blank table has all its cells, and so is one.
    table = report.disclosure or cast(DisclosureTable, disclosure_of(_blank(2)))
    yield _item("一")
    yield (_head("信息内容"), *(_head(column) for column in DOCUMENT_COLUMNS))
    for row in DOCUMENT_ROWS:
        cells = (Cell(2, row, column) for column in DOCUMENT_COLUMNS)
        counts = zip(cells, table.documents[row].counts, strict=True)
        yield (_head(row, "row"), *(_count(cell, value) for cell, value in counts))
    for item, rows in (("五", DECISION_ROWS[:1]), ("六", DECISION_ROWS[1:])):
        yield _item(item)
        yield _head("信息内容"), _head(DECISIONS, columns=3)
        for row in rows:
            count = _count(Cell(2, row, DECISIONS), table.decisions[row], columns=3)
            yield _head(row, "row"), count
    yield _item("八")
    yield _head("信息内容"), _head(FEES_COLUMN, columns=3)
    yield _head(FEES, "row"), _count(Cell(2, FEES, FEES_COLUMN), table.fees, columns=3)


def _item(number: str) -> tuple[Place]:
    return (_head(f"第二十条第（{number}）项", "colgroup", columns=4),)


def _applications(report: AnnualReport) -> Iterator[tuple[Place, ...]]:
    table = report.applications or cast(ApplicationsTable, applications_of(_blank(3)))
    person, *bodies, total = COLUMNS
    yield _head(RECONCILIATION, columns=3, rows=3), _head("申请人情况", "colgroup", columns=7)
    yield (
        _head(person, rows=2),
        _head("法人或其他组织", "colgroup", columns=5),
        _head(total, rows=2),
    )
    yield tuple(_head(column) for column in bodies)
    yield (_head(RECEIVED, "row", columns=3), *_counts("received", RECEIVED, table.received))
    yield (
        _head(CARRIED_IN, "row", columns=3),
        *_counts("carried_in", CARRIED_IN, table.carried_in),
    )
    for kind in OutcomeKind:
        codes = [code for code, outcome in outcomes().items() if outcome.kind is kind]
        for code in codes:
            heads = _result_heads(kind, code, codes)
            yield (*heads, *_counts(code, outcomes()[code].name, table.results[code]))
    yield (
        _head(CONCLUDED, "row", columns=2),
        *_counts("concluded", CONCLUDED, table.concluded),
    )
    yield (
        _head(CARRIED_OVER, "row", columns=3),
        *_counts("carried_over", CARRIED_OVER, table.carried_over),
    )


def _result_heads(kind: OutcomeKind, code: str, codes: list[str]) -> Iterator[Place]:
    """What stands before a result: the whole section and the class where they begin."""
    if code == next(iter(outcomes())):
        yield _head(RESULTS, "rowgroup", rows=len(outcomes()) + 1)
    if len(codes) == 1:
        yield _head(outcomes()[code].name, "row", columns=2)
        return
    if code == codes[0]:
        yield _head(KINDS[kind], "rowgroup", rows=len(codes))
    yield _head(outcomes()[code].name, "row")


def _counts(key: str, row: str, counts: Applicants) -> Iterator[Place]:
    for column, name, value in zip(COLUMN_KEYS, COLUMNS, counts.counts, strict=True):
        query = urlencode({"row": key, "column": column})
        yield _count(Cell(3, row, name), value, evidence=query)


def _proceedings(report: AnnualReport) -> Iterator[tuple[Place, ...]]:
    table = report.proceedings or cast(ProceedingsTable, proceedings_of(_blank(4)))
    reviews, *actions = PROCEEDINGS
    yield (
        _head(reviews, "colgroup", columns=len(ENDINGS)),
        _head("行政诉讼", "colgroup", columns=2 * len(ENDINGS)),
    )
    yield (
        *(_head(ending, rows=2) for ending in ENDINGS),
        *(_head(action, "colgroup", columns=len(ENDINGS)) for action in actions),
    )
    yield tuple(_head(ending) for _ in actions for ending in ENDINGS)
    yield tuple(
        _count(Cell(4, name, ending), value, evidence=urlencode({"row": kind.value, "column": key}))
        for kind, (name, row) in zip(ProceedingKind, table.rows.items(), strict=True)
        for key, ending, value in zip(ENDING_KEYS, ENDINGS, row.counts, strict=True)
    )
