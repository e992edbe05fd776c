"""Questions about rows of all batches, and about decisions that are not public yet."""

from dataclasses import dataclass
from datetime import date

from gongkai.outbound.decisions.models import Decision
from gongkai.people.models import Agency
from gongkai.rules.decisions.columns import Kind

MOST_SHOWN = 500


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """公示中的决定: a row as a list, a poster or a screen shows it today."""

    kind: Kind
    key: str
    name: str
    number: str
    content: str
    decided_on: date
    until_on: date
    address: str


def shown_rows(
    agency: Agency,
    *,
    from_on: date | None = None,
    to_on: date | None = None,
    on: date,
    kind: Kind | None = None,
    most: int = MOST_SHOWN,
) -> tuple[ShownRow, ...]:
    """Rows of all live batches that may be shown on a day, newest decision first.

    `from_on` and `to_on` bound the day of the decision, both included.
    """
    rows = Decision.objects.filter(agency=agency).shown(on)
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if from_on is not None:
        rows = rows.filter(decided_on__gte=from_on)
    if to_on is not None:
        rows = rows.filter(decided_on__lte=to_on)
    return tuple(as_shown(row, agency) for row in rows.order_by("-decided_on", "-id")[:most])


def as_shown(row: Decision, agency: Agency) -> ShownRow:
    return ShownRow(
        kind=Kind(row.kind),
        key=row.key,
        name=row.name,
        number=row.number,
        content=row.said["values"].get("content", ""),
        decided_on=row.decided_on,
        until_on=row.until_on,
        address=f"/{agency.slug}/decisions/{row.key}/",
    )
