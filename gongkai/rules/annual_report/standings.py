"""What the tables say of each thing that prose may name: the cells, and their number or sum."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.annual_report.report import AnnualReport, FeeFacts
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
    ApplicationsTable,
    Cell,
    Count,
    DisclosureTable,
    ProceedingsTable,
    added,
    is_sum,
)
from gongkai.rules.outcomes import OutcomeKind, outcomes

KINDS = {
    OutcomeKind.GRANTED: "（一）予以公开",
    OutcomeKind.PARTLY_GRANTED: "（二）部分公开",
    OutcomeKind.REFUSED: "（三）不予公开",
    OutcomeKind.NOT_AVAILABLE: "（四）无法提供",
    OutcomeKind.NOT_HANDLED: "（五）不予处理",
    OutcomeKind.OTHERWISE_CLOSED: "（六）其他处理",
}
_TOTAL = COLUMNS[-1]


@dataclass(frozen=True)
class Standing:
    """What one or several cells say together."""

    cells: tuple[Cell, ...]
    value: int | Decimal
    words: str

    def __str__(self) -> str:
        return f"{self.words}是{self.value}"


def standings(report: AnnualReport) -> dict[str, Standing]:
    """By the names that `prose` uses; what a table does not hold, or not as a count, is missing."""
    return {name: standing for name, standing in _all(report) if standing is not None}


def _all(report: AnnualReport) -> Iterator[tuple[str, Standing | None]]:
    if report.applications is not None:
        yield from _of_applications(report.applications)
    if report.proceedings is not None:
        yield from _of_proceedings(report.proceedings)
    if report.disclosure is not None:
        yield from _of_disclosure(report.disclosure)
    if report.fee_facts is not None:
        yield from _of_fee_facts(report.fee_facts)


def _standing(cells: tuple[Cell, ...], counts: tuple[Count, ...], words: str) -> Standing | None:
    value = added(counts)
    return None if value is None else Standing(cells, value, words)


def _of_applications(table: ApplicationsTable) -> Iterator[tuple[str, Standing | None]]:
    single = {
        "received": (RECEIVED, table.received),
        "carried_in": (CARRIED_IN, table.carried_in),
        "concluded": (CONCLUDED, table.concluded),
        "carried_over": (CARRIED_OVER, table.carried_over),
    }
    single |= {code: (outcomes()[code].name, row) for code, row in table.results.items()}
    for name, (row, applicants) in single.items():
        cell = Cell(3, row, _TOTAL)
        yield name, _standing((cell,), (applicants.total,), str(cell))
    both = (Cell(3, RECEIVED, _TOTAL), Cell(3, CARRIED_IN, _TOTAL))
    totals = (table.received.total, table.carried_in.total)
    yield "received_and_carried_in", _standing(both, totals, "表3新收与上年结转之和")
    for kind, words in KINDS.items():
        yield kind.value, _of_kinds(table, (kind,), f"表3“{words}”各行“{_TOTAL}”列之和")
    answered = tuple(kind for kind in KINDS if kind is not OutcomeKind.OTHERWISE_CLOSED)
    yield "concluded_by_reply", _of_kinds(table, answered, "表3除“（六）其他处理”外各行之和")


def _of_kinds(
    table: ApplicationsTable, kinds: tuple[OutcomeKind, ...], words: str
) -> Standing | None:
    codes = [code for code in table.results if outcomes()[code].kind in kinds]
    cells = tuple(Cell(3, outcomes()[code].name, _TOTAL) for code in codes)
    words = words if len(cells) > 1 else str(cells[0])
    return _standing(cells, tuple(table.results[code].total for code in codes), words)


def _of_proceedings(table: ProceedingsTable) -> Iterator[tuple[str, Standing | None]]:
    rows = (table.reviews, table.direct_actions, table.actions_after_review)
    fields = ("upheld", "corrected", "otherwise", "pending", "total")
    for index, (field, ending) in enumerate(zip(fields, ENDINGS, strict=True)):
        suffix = "" if field == "total" else f"_{field}"
        cells = tuple(Cell(4, name, ending) for name in PROCEEDINGS)
        counts = tuple(row.counts[index] for row in rows)
        for name, cell, count in zip(("reviews", "direct", "after"), cells, counts, strict=True):
            yield name + suffix, _standing((cell,), (count,), str(cell))
        words = f"表4两类行政诉讼“{ending}”之和"
        yield "actions" + suffix, _standing(cells[1:], counts[1:], words)


def _of_disclosure(table: DisclosureTable) -> Iterator[tuple[str, Standing | None]]:
    columns = ("issued", "repealed", "in_force")
    for name, row in zip(("rules", "normative"), DOCUMENT_ROWS, strict=True):
        counts = table.documents[row].counts
        for column, printed, count in zip(columns, DOCUMENT_COLUMNS, counts, strict=True):
            cell = Cell(2, row, printed)
            yield f"{name}_{column}", _standing((cell,), (count,), str(cell))
    for name, row in zip(("licences", "penalties", "coercive"), DECISION_ROWS, strict=True):
        cell = Cell(2, row, DECISIONS)
        yield name, _standing((cell,), (table.decisions[row],), str(cell))
    if is_sum(table.fees) and isinstance(table.fees, int | Decimal):
        cell = Cell(2, FEES, FEES_COLUMN)
        yield "fees", Standing((cell,), Decimal(table.fees), str(cell))


def _of_fee_facts(facts: FeeFacts) -> Iterator[tuple[str, Standing | None]]:
    yield "fee_notices", _standing((), (facts.notices,), "登记的收费通知件数")
    if is_sum(facts.collected) and isinstance(facts.collected, int | Decimal):
        yield "fee_collected", Standing((), Decimal(facts.collected), "登记的实收信息处理费（元）")
