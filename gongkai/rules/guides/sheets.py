"""A guide as sheets of a workbook and back: which sheet and cell holds which element.

Whatever cannot be read is told all at once, each fault with its sheet and cell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from gongkai.rules.guides.exchange import decoded, element_of, field_of
from gongkai.rules.guides.labels import LABELS
from gongkai.rules.guides.plain import NotAGuide, guide_of, said_of
from gongkai.rules.guides.service_guides import ServiceGuide, Term

MOST_TOLD = 300
WHOLE, NUMBER = "要素", "序号"
HEADS = ("字段", "要素", "内容")
LISTS = {
    "materials": "申请材料",
    "process": "办理流程",
    "fees": "收费",
    "basis": "设定依据",
    "places": "办理地点",
    "enquiries": "咨询方式",
    "complaints": "监督投诉方式",
    "outcomes": "办理结果",
    "special_procedures": "特别程序",
    "questions": "常见问题",
}
YES_AND_NO = {"是": True, "否": False}
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T][0-9:]+)?")
_WHOLE_NUMBER = re.compile(r"(-?[0-9]{1,10})(?:\.0+)?")
# Day 0 of the numbers that workbooks keep days as, and the days they may stand for here.
_FIRST_DAY, _EARLIEST, _LATEST = date(1899, 12, 30), 18264, 73050


@dataclass(frozen=True)
class Cell:
    """What a cell of a workbook shows; a formula or a failed one is no value."""

    text: str
    is_value: bool = True


# Rows by number and cells by column, both counted from 1.
Rows = Mapping[int, Mapping[int, Cell]]


@dataclass(frozen=True)
class Fault:
    """One thing that cannot be read, and where it stands."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = f"工作表“{self.sheet}”" if self.sheet else ""
        return f"{place}{self.cell}：{self.message}" if place or self.cell else self.message


class Unreadable(ValueError):
    """A file that could not be read, with all its faults."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("；".join(str(fault) for fault in self.faults[:20]))

    def told(self) -> list[str]:
        """Each fault in a sentence, as many as a person reads at once."""
        more = len(self.faults) - MOST_TOLD
        rest = [f"还有{more}处没有列出，改好上面的再导入。"] if more > 0 else []
        return [*map(str, self.faults[:MOST_TOLD]), *rest]


@dataclass(frozen=True)
class Leaf:
    """A value of the guide that has a row or a column of its own."""

    path: str
    label: str
    kind: Any
    is_many: bool = False


def sheets_of(guide: ServiceGuide) -> dict[str, list[list[str | int]]]:
    """The sheets by name, headings first."""
    said = said_of(guide)
    whole: list[list[str | int]] = [list(HEADS)]
    for leaf in whole_leaves():
        value = _at(said, leaf.path)
        values = (value or [None]) if leaf.is_many else [value]
        whole += [[field_of(leaf.path), leaf.label, _shown(one)] for one in values]
    sheets = {WHOLE: whole}
    for element, name in LISTS.items():
        leaves = row_leaves(element)
        sheets[name] = [[NUMBER, *(leaf.label for leaf in leaves)]]
        for at, row in enumerate(said.get(element, ()), start=1):
            sheets[name].append([at, *(_shown(_at(row, leaf.path)) for leaf in leaves)])
    return sheets


def guide_in(sheets: Mapping[str, Rows]) -> ServiceGuide:
    """The guide in a workbook; raises `Unreadable` with every fault."""
    reading = _Reading()
    faults = reading.faults
    if WHOLE not in sheets:
        faults.append(Fault("", "", f"没有名为“{WHOLE}”的工作表，请用导出的工作簿填写。"))
    unknown = [name for name in sheets if name not in (WHOLE, *LISTS.values())]
    faults += [Fault(name[:31], "", "不认识这张工作表，请删去。") for name in unknown]
    reading.read_whole(sheets.get(WHOLE, {}))
    for element, name in LISTS.items():
        reading.read_list(element, name, sheets.get(name, {}))
    try:
        guide = guide_of(reading.said)
    except NotAGuide as why:
        faults += [Fault(*reading.place(path), reason) for path, reason in why.faults]
    if faults:
        raise Unreadable(faults)
    return guide


@cache
def whole_leaves() -> tuple[Leaf, ...]:
    """What a guide says once, or as points without parts."""
    return tuple(_whole_leaves())


def _whole_leaves() -> Iterator[Leaf]:
    hints = get_type_hints(ServiceGuide)
    for name, label in LABELS[ServiceGuide].items():
        if name in LISTS:
            continue
        kind = hints[name]
        if get_origin(kind) is tuple:
            yield Leaf(name, label, str, is_many=True)
        else:
            yield from _leaves(name, label, kind)


@cache
def row_leaves(element: str) -> tuple[Leaf, ...]:
    """The columns of a sheet of rows."""
    row = get_args(get_type_hints(ServiceGuide)[element])[0]
    hints = get_type_hints(row)
    return tuple(
        leaf for name, label in LABELS[row].items() for leaf in _leaves(name, label, hints[name])
    )


def _leaves(name: str, label: str, kind: Any) -> Iterator[Leaf]:
    kind = next((one for one in get_args(kind) if one is not NoneType), kind)
    if not is_dataclass(kind):
        yield Leaf(name, label, kind)
        return
    hints = get_type_hints(Term)
    for inner in fields(Term):
        more = "" if inner.name == "number" else f"·{LABELS[Term][inner.name]}"
        yield Leaf(f"{name}.{inner.name}", f"{label}{more}", hints[inner.name])


def _at(said: Any, path: str) -> Any:
    for step in path.split("."):
        said = said.get(step) if isinstance(said, Mapping) else None
    return said


def _shown(value: Any) -> str | int:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value


def reference(row: int, column: int) -> str:
    """C12 for row 12, column 3."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


class _Reading:
    """Plain values as they are gathered from the cells, with the place of each."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self._places: dict[str, tuple[str, str]] = {}

    def place(self, path: str) -> tuple[str, str]:
        """Where the value of a path stands, or else the row it is missing from."""
        while path and path not in self._places:
            path = path.rpartition(".")[0]
        return self._places.get(path, (WHOLE, ""))

    def read_whole(self, rows: Rows) -> None:
        known = {leaf.path: leaf for leaf in whole_leaves()}
        for number, row in sorted(rows.items()):
            said_field = row.get(1, Cell("")).text.strip()
            if said_field in ("", HEADS[0]):
                if said_field == "" and row.get(3, Cell("")).text.strip():
                    self.faults.append(Fault(WHOLE, reference(number, 1), "没有写是哪个字段。"))
                continue
            leaf = known.get(element_of(said_field))
            if leaf is None:
                message = f"不认识字段“{said_field[:40]}”。"
                self.faults.append(Fault(WHOLE, reference(number, 1), message))
                continue
            self._take(leaf, self.said, row.get(3), (WHOLE, number, 3), leaf.path)

    def read_list(self, element: str, name: str, rows: Rows) -> None:
        numbers = sorted(rows)
        if not numbers:
            return
        columns = self._columns(element, name, rows[numbers[0]], numbers[0])
        gathered: list[dict[str, Any]] = []
        for number in numbers[1:]:
            row = rows[number]
            if not any(cell.text.strip() for cell in row.values()):
                continue
            path, values = f"{element}.{len(gathered) + 1}", dict[str, Any]()
            self._places[path] = (name, reference(number, 1))
            for column, cell in sorted(row.items()):
                if leaf := columns.get(column):
                    place = (name, number, column)
                    self._take(leaf, values, cell, place, f"{path}.{leaf.path}")
            gathered.append(values)
        if gathered:
            self.said[element] = gathered

    def _columns(
        self, element: str, name: str, head: Mapping[int, Cell], number: int
    ) -> dict[int, Leaf]:
        known = {leaf.label: leaf for leaf in row_leaves(element)}
        columns: dict[int, Leaf] = {}
        for column, cell in head.items():
            words = cell.text.strip()
            if words in known and known[words] in columns.values():
                message = f"“{words}”这一列出现了两次。"
                self.faults.append(Fault(name, reference(number, column), message))
            elif words in known:
                columns[column] = known[words]
            elif words not in ("", NUMBER):
                message = f"不认识“{words[:40]}”这一列。"
                self.faults.append(Fault(name, reference(number, column), message))
        return columns

    def _take(
        self,
        leaf: Leaf,
        into: dict[str, Any],
        cell: Cell | None,
        at: tuple[str, int, int],
        path: str,
    ) -> None:
        if cell is None or not (cell.text.strip() or not cell.is_value):
            return
        sheet, number, column = at
        place = (sheet, reference(number, column))
        try:
            value = _value(leaf, cell)
        except ValueError as why:
            self.faults.append(Fault(*place, f"{leaf.label}：{why}"))
            return
        *steps, last = leaf.path.split(".")
        for step in steps:
            self._places.setdefault(path.rpartition(".")[0], place)
            into = into.setdefault(step, {})
        if leaf.is_many:
            into.setdefault(last, []).append(value)
            self._places[f"{path}.{len(into[last])}"] = place
        elif last in into:
            self.faults.append(Fault(*place, f"{leaf.label}写了不止一次。"))
        else:
            into[last] = value
            self._places[path] = place


def _value(leaf: Leaf, cell: Cell) -> Any:
    text = value_of(cell)
    if leaf.kind is int:
        return whole_number(text)
    if leaf.kind is date:
        return day_in(text).isoformat()
    if leaf.kind is bool:
        if text not in YES_AND_NO:
            raise ValueError("应当是“是”或者“否”。")
        return YES_AND_NO[text]
    return decoded(leaf.path, text)


def value_of(cell: Cell) -> str:
    if not cell.is_value:
        raise ValueError("是公式或者错误值，请改成直接填写的内容。")
    return cell.text.strip()


def whole_number(text: str) -> int:
    found = _WHOLE_NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text[:20]}”不是整数。")
    return int(found[1])


def day_in(text: str) -> date:
    """The day a cell shows, or holds as a number of days."""
    if found := _DAY.fullmatch(text):
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            raise ValueError(f"没有“{text[:20]}”这一天。") from None
    if text.isascii() and text.isdigit() and _EARLIEST <= int(text[:8]) <= _LATEST:
        return _FIRST_DAY + timedelta(days=int(text))
    raise ValueError(f"“{text[:20]}”不是日期，应写作 2026-03-01。")


def as_rows(lines: Sequence[Sequence[str | int]]) -> Rows:
    """Lines of values as the rows of a workbook."""
    return {
        number: {
            column: Cell(str(value)) for column, value in enumerate(line, start=1) if value != ""
        }
        for number, line in enumerate(lines, start=1)
    }
