"""办事栏目: the columns that are about services, and what is newest in each."""

from datetime import date

from gongkai.outbound.content import columns, listing
from gongkai.outbound.content.columns import Branch
from gongkai.people.models import Agency

NEWEST_ON_SHELF = 5
_SERVICES = "办事服务"


def shelves_of(agency: Agency, *, on: date) -> list[tuple[Branch, tuple[listing.Row, ...]]]:
    return [
        (branch, _newest_rows(branch, on=on))
        for top in columns.tree(agency)
        for branch in top.walk()
        if branch.column.column_type == _SERVICES
    ]


def _newest_rows(branch: Branch, *, on: date) -> tuple[listing.Row, ...]:
    found = columns.newest_in(branch, count=NEWEST_ON_SHELF)
    return listing.rows(found.records, on=on)
