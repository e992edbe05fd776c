"""What tables of web pages and of Word files share: their limits, and which of them hold others."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

# All grids of a file together; a report has some five hundred places.
MOST_PLACES = 40_000
WIDEST = 200
TALLEST = 500


def layout_tables(root: _Element, table: str, cells: tuple[str, ...]) -> set[_Element]:
    """The tables that hold another table of more than one cell."""
    layout: set[_Element] = set()
    open_tables: list[tuple[_Element, list[_Element]]] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(table, *cells)):
        if element.tag != table:
            if event == "start" and open_tables:
                open_tables[-1][1].append(element)
        elif event == "start":
            open_tables.append((element, []))
        else:
            _, own = open_tables.pop()
            if open_tables and (len(own) > 1 or element in layout):
                layout.add(open_tables[-1][0])
    return layout


def own_rows(table: _Element, row: str) -> Iterator[_Element]:
    """The rows of a table and not of one inside it."""
    for each in table.iter(row):
        if next(each.iterancestors(table.tag)) is table:
            yield each
