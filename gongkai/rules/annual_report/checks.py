"""The sums of the tables: inside a report, from last year to this one, and with the registers."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.rules.annual_report.report import RegisterCounts
from gongkai.rules.annual_report.tables import (
    CARRIED_IN,
    CARRIED_OVER,
    COLUMNS,
    CONCLUDED,
    DECISIONS,
    DOCUMENT_COLUMNS,
    ENDINGS,
    FEES,
    FEES_COLUMN,
    RECEIVED,
    ApplicationsTable,
    Cell,
    Count,
    DisclosureTable,
    ProceedingsTable,
    Sum,
    TableFinding,
    added,
    is_count,
    is_sum,
    quoted,
)
from gongkai.rules.gate.findings import Severity
from gongkai.rules.outcomes import outcomes

# 收费 are told in 万元, and written in 元 by mistake.
YUAN = 10_000
# How far a figure may be from 10 000 times another and still be the same one in another unit.
SLIP = (Decimal(3_000), Decimal(30_000))


def _differ(left: int | None, right: int | None) -> bool:
    return left is not None and right is not None and left != right


def _cells(column: str, *rows: str) -> tuple[Cell, ...]:
    return tuple(Cell(3, row, column) for row in rows)


def _sum_in_words(counts: tuple[Count, ...]) -> str:
    return "+".join(str(count) for count in counts)


def _fault(count: Sum) -> str:
    return f"是文字{quoted(count)}" if isinstance(count, str) else f"是{count}"


def balance(table: ApplicationsTable) -> Iterator[TableFinding]:
    """T3-1: in each column, received and carried in make concluded and carried over."""
    for index, column in enumerate(COLUMNS):
        received, carried_in, concluded, carried_over = (
            row.counts[index]
            for row in (table.received, table.carried_in, table.concluded, table.carried_over)
        )
        came, went = added((received, carried_in)), added((concluded, carried_over))
        if _differ(came, went):
            yield TableFinding(
                "T3-1",
                Severity.BLOCK,
                _cells(column, RECEIVED, CARRIED_IN, CONCLUDED, CARRIED_OVER),
                f"表3“{column}”列：“{RECEIVED}”{received}加“{CARRIED_IN}”{carried_in}是{came}，"
                f"“{CONCLUDED}”{concluded}加“{CARRIED_OVER}”{carried_over}是{went}，应当相等。",
            )


def results_total(table: ApplicationsTable) -> Iterator[TableFinding]:
    """T3-2: in each column, the 21 leaf rows make （七）总计."""
    names = tuple(outcomes()[code].name for code in table.results)
    for index, column in enumerate(COLUMNS):
        total = table.concluded.counts[index]
        counts = tuple(row.counts[index] for row in table.results.values())
        if _differ(added(counts), added((total,))):
            yield TableFinding(
                "T3-2",
                Severity.BLOCK,
                _cells(column, *names, CONCLUDED),
                f"表3“{column}”列：“{CONCLUDED}”是{total}，{len(counts)}项办理结果相加"
                f"{_sum_in_words(counts)}是{added(counts)}，应当相等。",
            )


def applicants_total(table: ApplicationsTable) -> Iterator[TableFinding]:
    """T3-3: in each row, natural persons and the five kinds of bodies make the total."""
    for name, row in table.rows.items():
        *counts, total = row.counts
        if _differ(added(counts), added((total,))):
            yield TableFinding(
                "T3-3",
                Severity.BLOCK,
                tuple(Cell(3, name, column) for column in COLUMNS),
                f"表3“{name}”行：“总计”是{total}，各类申请人相加"
                f"{_sum_in_words(tuple(counts))}是{added(counts)}，应当相等。",
            )


def counts_only(table: ApplicationsTable) -> Iterator[TableFinding]:
    """T3-4: every cell is a whole number from zero up; empty ones are asked about, row by row."""
    for name, row in table.rows.items():
        cells = tuple(Cell(3, name, column) for column in COLUMNS)
        named = tuple(zip(cells, row.counts, strict=True))
        if empty := tuple(cell for cell, count in named if count is None):
            columns = "".join(f"“{cell.column}”" for cell in empty)
            message = f"表3“{name}”行{columns}列是空的，请确认是零还是漏填。"
            yield TableFinding("T3-4", Severity.BLOCK, empty, message)
        for cell, count in named:
            if count is not None and not is_count(count):
                message = f"{cell}{_fault(count)}，应为非负整数。"
                yield TableFinding("T3-4", Severity.BLOCK, (cell,), message)


def carried_from_last_year(
    table: ApplicationsTable, last_year: ApplicationsTable, *, restated: bool
) -> Iterator[TableFinding]:
    """T3-5: what was carried in is what last year carried over; a doubt only if `restated`."""
    severity = Severity.WARN if restated else Severity.BLOCK
    pairs = zip(COLUMNS, table.carried_in.counts, last_year.carried_over.counts, strict=True)
    for column, carried_in, carried_over in pairs:
        if _differ(added((carried_in,)), added((carried_over,))):
            cell = Cell(3, CARRIED_IN, column)
            yield TableFinding(
                "T3-5",
                severity,
                (cell,),
                f"{cell}是{carried_in}，上一年度报告“{CARRIED_OVER}”是{carried_over}，应当相等。",
            )


def as_registered(
    table: ApplicationsTable, registered: ApplicationsTable
) -> Iterator[TableFinding]:
    """T3-6: every cell is what the register of applications counts."""
    for (name, row), counted in zip(table.rows.items(), registered.rows.values(), strict=True):
        apart = [
            (Cell(3, name, column), told, count)
            for column, told, count in zip(COLUMNS, row.counts, counted.counts, strict=True)
            if _differ(added((told,)), added((count,)))
        ]
        if apart:
            sides = "；".join(
                f"“{cell.column}”列报告是{told}，登记簿是{count}" for cell, told, count in apart
            )
            yield TableFinding(
                "T3-6",
                Severity.BLOCK,
                tuple(cell for cell, _, _ in apart),
                f"表3“{name}”行与申请登记簿不一致：{sides}。",
            )


def endings_total(table: ProceedingsTable) -> Iterator[TableFinding]:
    """T4-1: in each proceeding, the ended and the pending cases make the total."""
    for name, endings in table.rows.items():
        *parts, total = endings.counts
        if added(endings.counts) is None:
            message = f"表4“{name}”有空格或者不是非负整数的数，不能核对“总计”，请补正。"
        elif added(parts) != total:
            sides = "加".join(
                f"“{ending}”{count}" for ending, count in zip(ENDINGS, parts, strict=False)
            )
            message = f"表4“{name}”：“总计”是{total}，{sides}是{added(parts)}，应当相等。"
        else:
            continue
        cells = tuple(Cell(4, name, column) for column in ENDINGS)
        yield TableFinding("T4-1", Severity.BLOCK, cells, message)


def pending_followed(
    table: ProceedingsTable, last_year: ProceedingsTable, registered: RegisterCounts
) -> Iterator[TableFinding]:
    """T4-2: pending last year and new ones are what ended or is pending now."""
    before = last_year.rows
    for name, new in registered.new_proceedings:
        endings, pending = table.rows[name], before[name].pending
        came, went = added((pending, new)), added(endings.counts[:-1])
        if _differ(came, went):
            cells = tuple(Cell(4, name, ending) for ending in ENDINGS[:-1])
            yield TableFinding(
                "T4-2",
                Severity.WARN,
                cells,
                f"表4“{name}”：上一年度报告“尚未审结”{pending}加登记簿本年新增{new}是{came}，"
                f"本年审结和尚未审结{_sum_in_words(endings.counts[:-1])}是{went}，应当相等。",
            )


def proceedings_as_registered(
    table: ProceedingsTable, registered: ProceedingsTable
) -> Iterator[TableFinding]:
    """T4-3: every cell is what the register of proceedings counts; an older case may lack there."""
    for (name, endings), counted in zip(table.rows.items(), registered.rows.values(), strict=True):
        for ending, told, count in zip(ENDINGS, endings.counts, counted.counts, strict=True):
            if _differ(added((told,)), added((count,))):
                cell = Cell(4, name, ending)
                message = f"{cell}报告是{told}，复议诉讼登记簿是{count}，请核对。"
                yield TableFinding("T4-3", Severity.WARN, (cell,), message)


def documents_in_force(
    table: DisclosureTable, last_year: DisclosureTable
) -> Iterator[TableFinding]:
    """T2-1: in force now is in force last year, plus issued, less repealed."""
    for name, now in table.documents.items():
        before = last_year.documents[name]
        known = added((before.in_force, now.issued))
        repealed, in_force = added((now.repealed,)), added((now.in_force,))
        if known is None or repealed is None or in_force is None:
            message = f"表2“{name}”有空格或者不是非负整数的数，不能核对“现行有效件数”。"
        elif in_force != known - repealed:
            message = (
                f"表2“{name}”：“现行有效件数”是{in_force}，按上年现行有效{before.in_force}"
                f"加本年制发{now.issued}减本年废止{repealed}，应为{known - repealed}。"
            )
        else:
            continue
        cells = tuple(Cell(2, name, column) for column in DOCUMENT_COLUMNS)
        yield TableFinding("T2-1", Severity.WARN, cells, message)


def decisions_registered(
    table: DisclosureTable, registered: RegisterCounts
) -> Iterator[TableFinding]:
    """T2-2: licences, penalties and coercive measures are those of the register."""
    counted = (registered.licences, registered.penalties, registered.coercive_measures)
    for (name, count), known in zip(table.decisions.items(), counted, strict=True):
        if _differ(added((count,)), known):
            cell = Cell(2, name, DECISIONS)
            message = f"{cell}是{count}，双公示等登记簿是{known}，请核对。"
            yield TableFinding("T2-2", Severity.WARN, (cell,), message)


def fees_in_their_unit(
    table: DisclosureTable, last_year: DisclosureTable | None, registered: RegisterCounts
) -> Iterator[TableFinding]:
    """T2-2: fees are in 万元; one that is 10 000 times another was written in 元."""
    cell, fees = Cell(2, FEES, FEES_COLUMN), table.fees
    known = registered.fees
    if known is not None:
        if is_sum(fees) and fees != known:
            slip = "，像是单位写错：本栏以万元计，一万元写1" if _is_slip(fees, known) else ""
            message = f"{cell}是{fees}，收费登记是{known}万元{slip}，请核对。"
            yield TableFinding("T2-2", Severity.WARN, (cell,), message)
    elif last_year is not None and _is_slip(fees, last_year.fees):
        message = (
            f"{cell}是{fees}，上一年度报告是{last_year.fees}，相差约{YUAN}倍，"
            "像是有一年把元写成了万元，请核对单位。"
        )
        yield TableFinding("T2-2", Severity.WARN, (cell,), message)


def _is_slip(fees: Sum, others: Sum) -> bool:
    if not is_sum(fees) or not is_sum(others) or not fees or not others:
        return False
    smaller, larger = sorted((Decimal(fees), Decimal(others)))
    return SLIP[0] <= larger / smaller <= SLIP[1]


def disclosure_cells(table: DisclosureTable) -> Iterator[TableFinding]:
    """T2-4: every cell of table 2 is a whole number, and the fees an amount in 万元."""
    for cell, count in table.counts():
        if not is_count(count):
            yield _no_number(cell, count, "非负整数")
    if not is_sum(table.fees):
        yield _no_number(Cell(2, FEES, FEES_COLUMN), table.fees, "以万元计的数")


def _no_number(cell: Cell, count: Sum, wanted: str) -> TableFinding:
    fault = "是空的，请确认是零还是漏填" if count is None else f"{_fault(count)}，应为{wanted}"
    return TableFinding("T2-4", Severity.BLOCK, (cell,), f"{cell}{fault}。")


def table_findings(table: ApplicationsTable) -> tuple[TableFinding, ...]:
    """What table 3 shows by itself, without last year's report."""
    checks = (counts_only, balance, results_total, applicants_total)
    return tuple(finding for check in checks for finding in check(table))
