"""机构职能、罚款标准、服务承诺 as elements: read from plain values, refused where they are not.

A list of rows is typed or pasted from a spreadsheet: a line a row, its cells between tabs or bars.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self, TypeVar

MOST_ROWS = 500
LONGEST_CELL = 1000
_BETWEEN = re.compile(r"\t|｜|\|")


class Row:
    """A row of a list of elements, its cells in the order of its attributes."""

    @classmethod
    def width(cls) -> int:
        return len(fields(cls))  # type: ignore[arg-type]

    @classmethod
    def of(cls, cells: Sequence[str]) -> Self:
        return cls(*(*cells, *[""] * (cls.width() - len(cells))))

    def cells(self) -> tuple[str, ...]:
        return tuple(asdict(self).values())  # type: ignore[call-overload]


@dataclass(frozen=True)
class Leader(Row):
    """领导分工: a post and what it is in charge of; a name where the office publishes names."""

    post: str
    division: str = ""
    name: str = ""


@dataclass(frozen=True)
class UnitLine(Row):
    """内设机构: a unit with its functions, phone and place, and the post in charge of it."""

    name: str
    functions: str = ""
    phone: str = ""
    place: str = ""
    under: str = ""


@dataclass(frozen=True)
class Fine(Row):
    """罚款标准: what is fined, under which article, from how much to how much, in which grade."""

    behaviour: str
    grade: str = ""
    range: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Commitment(Row):
    """服务承诺: a promise, its standard, and what happens if it is not kept."""

    promise: str
    standard: str = ""
    otherwise: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """机构职能: what an agency is there for, who leads it, and its units."""

    agency: str
    duties: tuple[str, ...] = ()
    leaders: tuple[Leader, ...] = ()
    units: tuple[UnitLine, ...] = ()
    address: str = ""
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Fines:
    """罚款标准 of an agency: its rows, and where a fine is complained about."""

    title: str
    rows: tuple[Fine, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Commitments:
    """服务承诺 of an agency or a unit, and where a broken one is reported."""

    title: str
    rows: tuple[Commitment, ...] = ()
    phone: str = ""


class NotRows(ValueError):
    """Lines that are not rows of this list, each with its number."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("".join(faults))
        self.faults = tuple(faults)


RowT = TypeVar("RowT", bound=Row)


def rows_of(shape: type[RowT], lines: Sequence[Sequence[str]]) -> tuple[RowT, ...]:
    """Rows out of cells; every faulty line is told, with its number as the clerk counts."""
    rows, faults = [], []
    for number, cells in enumerate(lines, start=1):
        trimmed = [" ".join(cell.split()) for cell in cells]
        if not any(trimmed):
            continue
        if fault := "；".join(_faults(trimmed, shape.width())):
            faults.append(f"第{number}行：{fault}。")
            continue
        rows.append(shape.of(trimmed[: shape.width()]))
    if len(rows) > MOST_ROWS:
        faults.append(f"一共{len(rows)}行，最多{MOST_ROWS}行，请分成几份。")
    if faults:
        raise NotRows(faults)
    return tuple(rows)


def _faults(cells: Sequence[str], width: int) -> Iterator[str]:
    if not cells[0]:
        yield "第一列没有填"
    if any(cells[width:]):
        yield f"有{len(cells)}列，应当不超过{width}列"
    if any(len(cell) > LONGEST_CELL for cell in cells):
        yield f"有一格超过{LONGEST_CELL}个字"


def cells_of(text: str) -> list[list[str]]:
    """The cells of typed or pasted lines."""
    return [_BETWEEN.split(line) for line in text.splitlines()]


def text_of(rows: Sequence[Row]) -> str:
    """The rows as they can be typed again; empty cells at the end are left out."""
    return "\n".join("｜".join(row.cells()).rstrip("｜") for row in rows)


def organisation_of(said: Mapping[str, Any]) -> Organisation:
    made = Organisation(
        agency=_text(said, "agency"),
        duties=tuple(str(one) for one in said.get("duties", ())),
        leaders=_rows(Leader, said, "leaders"),
        units=_rows(UnitLine, said, "units"),
        address=_text(said, "address"),
        hours=_text(said, "hours"),
        phone=_text(said, "phone"),
    )
    if not made.agency:
        raise ValueError("没有写机关名称。")
    return made


def fines_of(said: Mapping[str, Any]) -> Fines:
    made = Fines(
        title=_text(said, "title"), rows=_rows(Fine, said, "rows"), note=_text(said, "note")
    )
    return _titled(made)


def commitments_of(said: Mapping[str, Any]) -> Commitments:
    made = Commitments(
        title=_text(said, "title"), rows=_rows(Commitment, said, "rows"), phone=_text(said, "phone")
    )
    return _titled(made)


TitledT = TypeVar("TitledT", Fines, Commitments)


def _titled(made: TitledT) -> TitledT:
    if not made.title:
        raise ValueError("没有写标题。")
    return made


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"要素“{name}”应当是文字。")
    return value.strip()


def _rows(shape: type[RowT], said: Mapping[str, Any], name: str) -> tuple[RowT, ...]:
    rows = said.get(name, [])
    if not isinstance(rows, list) or not all(
        isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in rows
    ):
        raise ValueError(f"要素“{name}”应当是一行一行的文字。")
    return rows_of(shape, rows)


def plain(made: Organisation | Fines | Commitments) -> dict[str, Any]:
    """The elements as plain values, which read back as the same."""
    return {
        name: [list(one.cells()) if isinstance(one, Row) else one for one in value]
        if isinstance(value, tuple)
        else value
        for name, value in ((each.name, getattr(made, each.name)) for each in fields(made))
    }
