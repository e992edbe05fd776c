"""Questions about rows of all batches, and about decisions that are not public yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Count, F, Q

from gongkai.lawbook.queries import Law
from gongkai.outbound.decisions.models import Decision, EndedDisplay
from gongkai.outbound.publishing.models import Edition
from gongkai.people.models import Agency
from gongkai.rules.decisions.columns import Kind
from gongkai.rules.decisions.display import Lateness, lateness, publicity_due

MOST_SHOWN = 500
PER_PAGE = 30
LONGEST_WORDS = 60
LONGEST_NUMBER = 18
AT_ONCE = 500


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


@dataclass(frozen=True)
class After:
    """Where a page of the list goes on: behind a decision of that day."""

    decided_on: date
    pk: int

    @classmethod
    def read(cls, written: str) -> Self | None:
        day, _, pk = written.partition("_")
        if not pk.isascii() or not pk.isdecimal() or len(pk) > LONGEST_NUMBER:
            return None
        try:
            return cls(date.fromisoformat(day), int(pk))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.decided_on}_{self.pk}"


def shown_page(
    agency: Agency, *, on: date, kind: Kind, words: str = "", batch: int | None = None,
    after: After | None = None, count: int = PER_PAGE,
) -> tuple[list[Decision], After | None]:  # fmt: skip
    """One page of what may be shown, and where the next one begins."""
    rows = Decision.objects.filter(agency=agency, kind=kind.value).shown(on)
    if words := words.strip()[:LONGEST_WORDS]:
        rows = rows.filter(Q(name__icontains=words) | Q(number__icontains=words))
    if batch is not None:
        rows = rows.filter(edition__record=batch)
    if after is not None:
        rows = rows.filter(
            Q(decided_on__lt=after.decided_on) | Q(pk__lt=after.pk),
            decided_on__lte=after.decided_on,
        )
    found = list(rows.order_by("-decided_on", "-id")[: count + 1])
    following = After(found[count - 1].decided_on, found[count - 1].pk) if found[count:] else None
    return found[:count], following


@dataclass(frozen=True)
class Answer:
    """What the address of a decision tells on a day."""

    shown: Decision | None = None
    ended: EndedDisplay | None = None
    is_over: bool = False


def answer_of(agency: Agency, key: str, *, on: date) -> Answer | None:
    """None where no such decision was ever public."""
    rows = Decision.objects.filter(agency=agency, key=key)
    if shown := rows.shown(on).select_related("edition__record").first():
        return Answer(shown=shown)
    newest = rows.ever_public().order_by("-edition_id").first()
    if newest is None:
        return None
    if newest.until_on < on:
        # After its time an address tells nothing of anybody, whatever had happened before.
        return Answer(is_over=True)
    ended = EndedDisplay.objects.standing().filter(agency=agency, key=key).first()
    return Answer(ended=ended)


def known_keys(
    agency: Agency, kind: Kind, keys: Iterable[str], *, but: int | None
) -> dict[str, str]:
    """Which decisions other batches have already, and what to say of them."""
    wanted = sorted(set(keys))
    said: dict[str, str] = {}
    for part in (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)):
        rows = Decision.objects.filter(agency=agency, kind=kind.value, key__in=part)
        rows = rows.filter(edition__state__in=(*Edition.OPEN, Edition.State.PUBLISHED))
        for key in rows.exclude(edition__record=but).values_list("key", flat=True):
            said[key] = "这个文书号已经在公示或者待公示的批次里，请删去这一行。"
        ended = EndedDisplay.objects.standing().filter(agency=agency, key__in=part)
        for one in ended.exclude(key__in=said):
            said[one.key] = f"这份决定已经撤回公示（{one.told}），需要时请在“撤回的决定”里恢复。"
    return said


@dataclass(frozen=True)
class Waiting:
    """待公示: decisions of one day in one batch that are not public yet."""

    edition: Edition
    decided_on: date
    count: int
    lateness: Lateness


def waiting(agency: Agency, *, on: date, law: Law) -> list[Waiting]:
    """By batch and day of decision, the most urgent first."""
    rows = (
        Decision.objects.filter(agency=agency, edition__state__in=Edition.OPEN)
        .exclude(edition__record__live_edition__decisions__key=F("key"))
        .values("edition", "decided_on")
        .annotate(count=Count("id"))
        .order_by("decided_on", "edition")
    )
    found = list(rows[:MOST_SHOWN])
    editions = Edition.objects.select_related("record__unit").in_bulk(
        {row["edition"] for row in found}
    )
    return [
        Waiting(
            editions[row["edition"]],
            row["decided_on"],
            row["count"],
            late_by(row["decided_on"], on=on, law=law),
        )
        for row in found
    ]


def late_by(decided_on: date, *, on: date, law: Law) -> Lateness:
    due = publicity_due(decided_on, terms=law.terms, calendar=law.calendar)
    return lateness(due, on=on, calendar=law.calendar)
