"""Tables put together from their cells, and what is said of the cells that were not found."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gongkai.rules.annual_report.grids import expected_cells
from gongkai.rules.annual_report.tables import (
    COLUMNS,
    DECISION_ROWS,
    DECISIONS,
    DOCUMENT_COLUMNS,
    DOCUMENT_ROWS,
    ENDINGS,
    FEES,
    FEES_COLUMN,
    PROCEEDINGS,
    ApplicationsTable,
    Cell,
    Count,
    DisclosureTable,
    Documents,
    Endings,
    ProceedingsTable,
    Sum,
    TableFinding,
    application_rows,
)
from gongkai.rules.gate.findings import Severity

NAMES = {
    2: "表2（主动公开政府信息情况）",
    3: "表3（收到和处理政府信息公开申请情况）",
    4: "表4（政府信息公开行政复议、行政诉讼情况）",
}
Values = Mapping[Cell, Sum]


def disclosure_of(values: Values) -> DisclosureTable | None:
    """Table 2 with none for each cell that is missing; none at all if all are."""
    if not _has(values, 2):
        return None
    rules, normative_documents = (
        Documents(*_row(values, 2, row, DOCUMENT_COLUMNS)) for row in DOCUMENT_ROWS
    )
    licences, penalties, coercive_measures = (
        _row(values, 2, row, (DECISIONS,))[0] for row in DECISION_ROWS
    )
    return DisclosureTable(
        rules=rules,
        normative_documents=normative_documents,
        licences=licences,
        penalties=penalties,
        coercive_measures=coercive_measures,
        fees=values.get(Cell(2, FEES, FEES_COLUMN)),
    )


def applications_of(values: Values) -> ApplicationsTable | None:
    if not _has(values, 3):
        return None
    return ApplicationsTable.of_rows([_row(values, 3, row, COLUMNS) for row in application_rows()])


def proceedings_of(values: Values) -> ProceedingsTable | None:
    if not _has(values, 4):
        return None
    return ProceedingsTable(*(Endings(*_row(values, 4, row, ENDINGS)) for row in PROCEEDINGS))


def _has(values: Values, table: int) -> bool:
    return any(cell.table == table for cell in values)


def _row(values: Values, table: int, row: str, columns: tuple[str, ...]) -> list[Count]:
    return [_as_count(values.get(Cell(table, row, column))) for column in columns]


def _as_count(value: Sum) -> Count:
    return float(value) if isinstance(value, Decimal) else value


def missing_cells(values: Values) -> frozenset[Cell]:
    """The cells of the form that were not found, in whatever table."""
    return frozenset(
        cell for cells in expected_cells().values() for cell in cells if cell not in values
    )


def missing(values: Values) -> Iterator[TableFinding]:
    """T2-0, T3-0, T4-0: the table is there, with all its rows and columns."""
    for table, cells in expected_cells().items():
        gone = tuple(cell for cell in cells if cell not in values)
        if len(gone) == len(cells):
            message = f"没有找到{NAMES[table]}，有关的核对没有做。请补上这张表，没有发生的填0。"
            yield TableFinding(f"T{table}-0", Severity.BLOCK, (), message)
        elif gone:
            yield TableFinding(f"T{table}-0", Severity.BLOCK, gone, _gone(table, gone, cells))


def _gone(table: int, gone: tuple[Cell, ...], cells: tuple[Cell, ...]) -> str:
    """Whole rows and whole columns by their names, single cells one by one."""
    rows = _whole_rows(gone, cells)
    left = tuple(cell for cell in gone if cell.row not in rows)
    expected = tuple(cell for cell in cells if cell.row not in rows)
    columns = [
        column
        for column in dict.fromkeys(cell.column for cell in left)
        if {cell for cell in expected if cell.column == column} <= set(left)
    ]
    others = [cell for cell in left if cell.column not in columns]
    parts = [f"“{row}”行" for row in rows] + [f"“{column}”列" for column in columns]
    parts += [f"“{cell.row}”行“{cell.column}”列" for cell in others]
    return (
        f"表{table}没有找到{'、'.join(parts)}，没有代为填写。"
        "请补上，或者把行名、列名改回格式规定的写法。"
    )


def _whole_rows(gone: tuple[Cell, ...], cells: tuple[Cell, ...]) -> list[str]:
    return [
        row
        for row in dict.fromkeys(cell.row for cell in gone)
        if {cell for cell in cells if cell.row == row} <= set(gone)
    ]
