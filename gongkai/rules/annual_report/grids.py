"""The tables of the report in grids of any layout: each cell found by what is printed beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.rules.annual_report import labels
from gongkai.rules.annual_report.tables import (
    CARRIED_IN,
    CARRIED_OVER,
    COLUMNS,
    DECISION_ROWS,
    DECISIONS,
    DOCUMENT_COLUMNS,
    DOCUMENT_ROWS,
    ENDINGS,
    FEES,
    FEES_COLUMN,
    PROCEEDINGS,
    RECEIVED,
    Cell,
    Sum,
    application_rows,
)

# A grid with one of these is table 3 or a part of it; 其他 and 总计 stand in other tables too.
_TELLING = 4


@dataclass(frozen=True)
class Spot:
    """A place in a grid: a merged cell says the same at each of its places, but begins at one."""

    text: str
    is_first: bool = True


Row = Sequence[Spot]
Grid = Sequence[Row]
Name = Callable[[str], str | None]


@dataclass
class Found:
    """What was found of one table, what else it holds, and which of the grids it was."""

    values: dict[Cell, Sum] = field(default_factory=dict)
    strange_rows: list[str] = field(default_factory=list)
    repeated: list[Cell] = field(default_factory=list)
    grids: set[int] = field(default_factory=set)

    def keep(self, cell: Cell, value: Sum) -> None:
        """The first value of a cell counts; an empty repetition is the blank row of a form."""
        if cell not in self.values:
            self.values[cell] = value
        elif value is not None and not isinstance(value, str):
            self.repeated.append(cell)


def expected_cells() -> dict[int, tuple[Cell, ...]]:
    """All cells of the form, by table."""
    documents = (Cell(2, row, column) for row in DOCUMENT_ROWS for column in DOCUMENT_COLUMNS)
    decisions = (Cell(2, row, DECISIONS) for row in DECISION_ROWS)
    applications = (Cell(3, row, each) for row in application_rows() for each in COLUMNS)
    proceedings = (Cell(4, row, each) for row in PROCEEDINGS for each in ENDINGS)
    return {
        2: (*documents, *decisions, Cell(2, FEES, FEES_COLUMN)),
        3: tuple(applications),
        4: tuple(proceedings),
    }


def applications_in(grids: Sequence[Grid]) -> Found:
    """Table 3, also where a page break has cut it into several grids."""
    found = Found()
    columns: dict[str, int] = {}
    for number, grid in enumerate(grids):
        if _is_about_applications(grid):
            found.grids.add(number)
            columns = _column_places(grid) or columns
            for row in grid:
                _read_application_row(found, row, columns)
    return found


def _is_about_applications(grid: Grid) -> bool:
    names = {labels.application_row(spot.text) for row in grid for spot in row} - {None}
    telling = {name for name in names if name and len(labels.core(name)) >= _TELLING}
    return bool(telling) and (
        len(names) > 1 or bool(telling & {RECEIVED, CARRIED_IN, CARRIED_OVER})
    )


def _column_places(grid: Grid) -> dict[str, int]:
    """Where each column of table 3 stands, by the heads above the first row with a known label."""
    places: dict[str, int] = {}
    for row in grid:
        if any(_telling_row(spot.text) for spot in row):
            break
        for place, spot in enumerate(row):
            if name := labels.application_column(spot.text):
                places.setdefault(name, place)
    return places


def _telling_row(text: str) -> bool:
    name = labels.application_row(text)
    return name is not None and len(labels.core(name)) >= _TELLING


def _read_application_row(found: Found, row: Row, columns: Mapping[str, int]) -> None:
    name, values = _by_place(row, columns) if columns else (None, {})
    if name is None:
        name, values = _by_number(row)
    if name is not None:
        for column, text in values.items():
            found.keep(Cell(3, name, column), labels.count_in(text))
    elif label := _strange(row, columns):
        found.strange_rows.append(label)


def _by_place(row: Row, columns: Mapping[str, int]) -> tuple[str | None, dict[str, str]]:
    """The row read under its heads, if it reaches as far as they do."""
    first, last = min(columns.values()), max(columns.values())
    beside = [spot.text for spot in row[:first] if spot.text.strip()]
    if len(row) <= last or not beside:
        return None, {}
    texts = {
        column: row[place].text if row[place].is_first else "" for column, place in columns.items()
    }
    return labels.application_row(beside[-1]), texts


def _by_number(row: Row) -> tuple[str | None, dict[str, str]]:
    """A row without its heads: a known label and exactly as many cells as the table has columns."""
    cells = [spot.text for spot in row if spot.is_first]
    if len(cells) <= len(COLUMNS):
        return None, {}
    label, texts = cells[-len(COLUMNS) - 1], cells[-len(COLUMNS) :]
    if any(labels.application_row(text) for text in texts):
        return None, {}
    return labels.application_row(label), dict(zip(COLUMNS, texts, strict=True))


def _strange(row: Row, columns: Mapping[str, int]) -> str:
    """The label of a row that is none of the form's and yet has counts."""
    if not columns:
        return ""
    beside = [spot.text for spot in row[: min(columns.values())] if spot.text.strip()]
    counts = [
        row[place] for place in columns.values()
        if place < len(row) and isinstance(labels.count_in(row[place].text), int)
    ]  # fmt: skip
    return beside[-1].strip() if beside and counts else ""


def proceedings_in(grids: Sequence[Grid]) -> Found:
    """Table 4, with its proceedings side by side, below each other, or as rows."""
    return _crossed(grids, 4, labels.proceeding, labels.ending)


def disclosure_in(grids: Sequence[Grid]) -> Found:
    """Table 2, as one grid or as one for each item of art. 20."""
    return _crossed(grids, 2, labels.disclosure_row, labels.disclosure_column)


def _crossed(grids: Sequence[Grid], table: int, row: Name, column: Name) -> Found:
    """A table whose cells lie where a row's name and a column's cross, each beside or above."""
    found = Found()
    known = set(expected_cells()[table])
    for number, grid in enumerate(grids):
        for cell, text in _crossings(grid, table, row, column):
            if cell in known:
                found.grids.add(number)
                found.keep(cell, _value(cell, text))
    return found


def _value(cell: Cell, text: str) -> Sum:
    return labels.sum_in(text) if cell.row == FEES else labels.count_in(text)


def _crossings(
    grid: Grid, table: int, row_name: Name, column_name: Name
) -> Iterator[tuple[Cell, str]]:
    rows_above: dict[int, str] = {}
    columns_above: dict[int, str] = {}
    for row in grid:
        row_beside = column_beside = ""
        for place, spot in enumerate(row):
            if name := row_name(spot.text):
                row_beside = rows_above[place] = name
            elif name := column_name(spot.text):
                column_beside = columns_above[place] = name
            elif spot.is_first:
                names = (
                    row_beside or rows_above.get(place, ""),
                    column_beside or columns_above.get(place, ""),
                )
                if all(names):
                    yield Cell(table, *names), spot.text
