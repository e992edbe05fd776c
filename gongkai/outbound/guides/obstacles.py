"""What stands in the way of bringing in what was dealt with."""

from collections.abc import Iterator
from datetime import date

from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.models import Elements, Record
from gongkai.people.models import User

KIND = "guide"


def to_bringing_in(record: Record, *, by: User, on: date) -> Iterator[str]:
    yield from obstacles.to_drafting(record.unit, by=by, on=on)
    if not Elements.objects.filter(edition__record=record, kind=KIND).exists():
        yield "这一条不是办事指南，没有办结件。"
