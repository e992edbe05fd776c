"""实际办理时间: what a service really took, from a list of dealings that were finished."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from gongkai.rules.guides.sheets import Cell, Fault, Rows, Unreadable, day_in, reference, value_of
from gongkai.rules.identifiers.personal_numbers import is_identity_number, is_mobile_number
from gongkai.rules.law import law

HEADS = ("办件编号", "受理日期", "办结日期")
SHEET = "办结件"
T = TypeVar("T")
# A title may stand above the headings.
MOST_ABOVE = 10
LONGEST_NUMBER = 60
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Dealt:
    """An application from its acceptance to its end; nobody's name, only a number."""

    number: str
    accepted_on: date
    finished_on: date


@dataclass(frozen=True)
class ActualTime:
    """How long it took lately: half were done in `median` workdays or fewer, all in `slowest`."""

    months: int
    count: int
    median: int
    slowest: int


def fewest() -> int:
    """Below as many a figure would tell of single applicants."""
    least: int = law("guides")["actual_time"]["fewest"]
    return least


def months() -> int:
    looked_back: int = law("guides")["actual_time"]["months"]
    return looked_back


def since(on: date) -> date:
    """The first day of the months that end on a day."""
    year, month = divmod(on.year * 12 + on.month - 1 - months(), 12)
    # 29 February has no such day in most years.
    return date(year, month + 1, min(on.day, 28))


def place_of_median(count: int) -> int:
    """Of the upper one of two in the middle: at least half were done by then."""
    return count // 2


def dealings_in(sheets: Mapping[str, Rows], on: date) -> tuple[Dealt, ...]:
    """The dealings of the first sheet; raises `Unreadable` with every fault of every row."""
    sheet, rows = next(iter(sheets.items()), (SHEET, {}))
    top, columns = _columns(rows)
    if columns is None:
        heads = "、".join(HEADS)
        raise Unreadable([Fault(sheet, "", f"前{MOST_ABOVE}行里没有表头（{heads}）。")])
    reading = _Reading(sheet, columns, on)
    for number in sorted(number for number in rows if number > top):
        reading.read(number, rows[number])
    if not reading.dealings and not reading.faults:
        reading.faults.append(Fault(sheet, "", "表头下面没有办件。"))
    if reading.faults:
        raise Unreadable(reading.faults)
    return tuple(reading.dealings)


def _columns(rows: Rows) -> tuple[int, dict[str, int] | None]:
    for number in sorted(rows)[:MOST_ABOVE]:
        named = {cell.text.strip(): column for column, cell in rows[number].items()}
        if all(head in named for head in HEADS):
            return number, {head: named[head] for head in HEADS}
    return 0, None


class _Reading:
    """The dealings as they are gathered row by row, and what is wrong with the others."""

    def __init__(self, sheet: str, columns: Mapping[str, int], on: date) -> None:
        self.dealings: list[Dealt] = []
        self.faults: list[Fault] = []
        self._sheet, self._columns, self._on = sheet, columns, on
        self._rows: dict[str, int] = {}

    def read(self, row: int, cells: Mapping[int, Cell]) -> None:
        said = {head: cells.get(column, Cell("")) for head, column in self._columns.items()}
        if all(cell.is_value and not cell.text.strip() for cell in said.values()):
            return
        number, accepted, finished = HEADS
        numbered = self._value(said, number, row, _number)
        begun = self._value(said, accepted, row, self._day)
        ended = self._value(said, finished, row, self._day)
        if begun and ended and ended < begun:
            self._note(row, finished, f"{ended} 早于受理日期 {begun}。")
        elif numbered and numbered in self._rows:
            self._note(row, number, f"与第{self._rows[numbered]}行相同。")
        elif numbered and begun and ended:
            self.dealings.append(Dealt(numbered, begun, ended))
        if numbered:
            self._rows.setdefault(numbered, row)

    def _value(
        self, said: Mapping[str, Cell], head: str, row: int, reading: Callable[[str], T]
    ) -> T | None:
        try:
            text = value_of(said[head])
            if not text:
                raise ValueError("没有填写。")
            return reading(text)
        except ValueError as why:
            self._note(row, head, str(why))
            return None

    def _note(self, row: int, head: str, reason: str) -> None:
        place = reference(row, self._columns[head])
        self.faults.append(Fault(self._sheet, place, f"{head}：{reason}"))

    def _day(self, text: str) -> date:
        day = day_in(text)
        if day > self._on:
            raise ValueError(f"{day} 还没有到，只导入已经办结的。")
        if day < EARLIEST:
            raise ValueError(f"{day} 太早，请核对年份。")
        return day


def _number(text: str) -> str:
    """A number of the office's own; what could be a person's is not taken in."""
    if not (text.isascii() and text.replace("-", "").isalnum()) or len(text) > LONGEST_NUMBER:
        raise ValueError(f"应当是{LONGEST_NUMBER}位以内的数字、字母和短横线，不要填姓名。")
    if is_identity_number(text) or is_mobile_number(text):
        raise ValueError("像是身份证号或者手机号，请改填办件编号。")
    return text
