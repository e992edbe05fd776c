"""Where each place of a printed table begins in its grid, past those that reach down from above."""

from collections.abc import Iterator

from gongkai.oversight.reports.layout import Place, Rows


def placed(rows: Rows) -> Iterator[tuple[int, int, Place]]:
    """Row and column of each place, from zero."""
    taken: set[tuple[int, int]] = set()
    for row, places in enumerate(rows):
        column = 0
        for place in places:
            while (row, column) in taken:
                column += 1
            yield row, column, place
            taken |= {
                (row + down, column + along)
                for down in range(place.rows)
                for along in range(place.columns)
            }
