"""The parts of a workbook that decide what is seen: sheets, styles, strings, hidden rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.sheets import number_formats
from gongkai.media.intake.word.names import R_NS

_BARE = re.compile(r"[\d\s\-]+")
_SHORTEST, _LONGEST = 10**10, 10**20
S_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def s(name: str) -> str:
    return f"{{{S_NS}}}{name}"


@dataclass(frozen=True)
class Sheet:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool
    element: _Element


class Workbook:
    """Sheets in order, and what cells need to be shown."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main()
        self.root = package.main_tree()
        targets = package.targets(self.main)
        self.sheets = [
            Sheet(
                element.get("name") or "",
                targets.get(element.get(f"{{{R_NS}}}id") or "", ""),
                element.get("state") in {"hidden", "veryHidden"},
                element,
            )
            for element in self.root.iter(s("sheet"))
        ]
        properties = next(self.root.iter(s("workbookPr")), None)
        self.from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        self.strings = self._strings()
        self.formats = self._formats()

    def shared_strings(self) -> _Element | None:
        names = self.package.of_kind(self.main, "sharedStrings")
        return self.package.tree(names[0]) if names else None

    def _strings(self) -> list[str]:
        tree = self.shared_strings()
        return [] if tree is None else [string_of(entry) for entry in tree.iter(s("si"))]

    def _formats(self) -> list[str]:
        names = self.package.of_kind(self.main, "styles")
        tree = self.package.tree(names[0]) if names else None
        if tree is None:
            return []
        own = {
            found.get("numFmtId"): found.get("formatCode") or "" for found in tree.iter(s("numFmt"))
        }
        cells = next(tree.iter(s("cellXfs")), None)
        codes = []
        for look in cells if cells is not None else []:
            number = look.get("numFmtId") or "0"
            built_in = number_formats.BUILT_IN.get(
                int(number) if number.isdecimal() else 0, "General"
            )
            codes.append(own.get(number) or built_in)
        return codes

    def written(self, cell: _Element) -> str:
        """What a cell holds, before any format of numbers; of a formula its last value."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = cell.find(s("is"))
            return "" if inline is None else string_of(inline)
        value = cell.find(s("v"))
        written = "" if value is None else value.text or ""
        if kind == "s":
            known = written.isdecimal() and int(written) < len(self.strings)
            return self.strings[int(written)] if known else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(written, written)
        return written

    def long_number(self, cell: _Element) -> str:
        """The digits of a cell that holds a number of somebody or something; of amounts ""."""
        if (cell.get("t") or "n") != "n":
            return ""
        figure = whole_number(self.written(cell))
        # Separators, decimals or a currency make an amount of it.
        is_bare = figure and (self._code(cell) == "General" or _BARE.fullmatch(self.shown(cell)))
        return figure if is_bare else ""

    def shown(self, cell: _Element) -> str:
        """The text a person sees in a cell."""
        written = self.written(cell)
        if (cell.get("t") or "n") != "n" or not written:
            return written
        try:
            return number_formats.shown(float(written), self._code(cell), from_1904=self.from_1904)
        except (ValueError, OverflowError):
            return written

    def _code(self, cell: _Element) -> str:
        look = cell.get("s") or "0"
        if look.isdecimal() and int(look) < len(self.formats):
            return self.formats[int(look)]
        return "General"


def whole_number(written: str) -> str:
    """The digits of an integer as long as a number of somebody's may be; else ""."""
    try:
        figure = Decimal(written)
    except InvalidOperation:
        return ""
    if not figure.is_finite() or not _SHORTEST <= figure < _LONGEST:
        return ""
    return str(int(figure)) if figure == int(figure) else ""


def string_of(entry: _Element) -> str:
    """The text of a string; phonetic readings are no part of it."""
    return "".join(
        node.text or ""
        for node in entry.iter(s("t"))
        if next(node.iterancestors(s("rPh")), None) is None
    )


def words_in(element: _Element) -> str:
    return "".join(str(bit) for bit in element.itertext()).strip()


def is_on(flag: str | None) -> bool:
    return flag in {"1", "true"}


def hidden_columns(sheet: _Element) -> set[int]:
    found: set[int] = set()
    for column in sheet.iter(s("col")):
        if is_on(column.get("hidden")) or column.get("width") == "0":
            first, last = int(column.get("min") or 1), int(column.get("max") or 1)
            found |= set(range(first, min(last, 16384) + 1))
    return found


def is_hidden_row(row: _Element) -> bool:
    return is_on(row.get("hidden")) or (is_on(row.get("customHeight")) and row.get("ht") == "0")


def rows_of(sheet: _Element) -> Iterator[tuple[int, _Element]]:
    """Rows with their numbers; a row without one follows the row before."""
    at = 0
    for row in sheet.iter(s("row")):
        written = row.get("r") or ""
        at = int(written) if written.isdecimal() and len(written) < 8 else at + 1
        yield at, row


def cells_of(row: _Element) -> Iterator[tuple[int, _Element]]:
    at = 0
    for cell in row.iter(s("c")):
        reference = cell.get("r") or ""
        at = column_of(reference) or at + 1
        yield at, cell


def column_of(reference: str) -> int:
    """1 for A, 28 for AB; 0 when there is none."""
    found = re.match(r"[A-Za-z]{1,3}", reference)
    number = 0
    for letter in found[0].upper() if found else "":
        number = number * 26 + ord(letter) - 64
    return number


def span_of(reference: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of A1:C3."""
    found = re.fullmatch(
        r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?", reference
    )
    if found is None:
        return None
    last = found[3] or found[1], found[4] or found[2]
    return int(found[2]), column_of(found[1]), int(last[1]), column_of(last[0])
