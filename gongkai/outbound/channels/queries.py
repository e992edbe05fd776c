"""What the channels carry: search entries, feed entries, the ranges of the site map."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import cast

from django.db.models import Max, OuterRef, Prefetch, Subquery
from django.utils.timezone import localdate

from gongkai.outbound.publishing.models import (
    Attachment,
    Column,
    Edition,
    Placement,
    Publication,
    Record,
)
from gongkai.people.models import Agency
from gongkai.web.search import Entry

FEED_LENGTH = 30
SITEMAP_PAGE = 1000
_BATCH = 200


def undelivered(count: int) -> list[Publication]:
    """Public acts the search index has not heard of, oldest first."""
    waiting = Publication.objects.filter(indexed_at__isnull=True).order_by("id")
    return list(waiting.only("record")[:count])


def entries(records: Iterable[int], *, on: date) -> Iterator[Entry]:
    """Search entries of those records that are public."""
    last_act = Publication.objects.filter(record=OuterRef("record")).order_by("-id").values("id")
    editions = (
        Edition.objects.filter(live_record__in=records)
        .annotate(last_act=Subquery(last_act[:1]))
        .select_related("record__agency", "record__unit")
        .defer("body_html", "losses")
        .prefetch_related(
            "columns",
            Prefetch(
                "attachments",
                Attachment.objects.filter(
                    part__in=(Attachment.Part.SOURCE, Attachment.Part.ANNEX)
                ).only("edition", "part", "name", "format", "text"),
            ),
        )
    )
    return (_entry(edition, on=on) for edition in editions)


def all_entries(*, on: date) -> Iterator[Entry]:
    """Entries of everything public, a batch in memory at a time."""
    batch: list[int] = []
    for record in Record.objects.public().order_by("id").values_list("id", flat=True).iterator():
        batch.append(record)
        if len(batch) == _BATCH:
            yield from entries(batch, on=on)
            batch = []
    yield from entries(batch, on=on)


def _entry(edition: Edition, *, on: date) -> Entry:
    record, last_act = edition.record, edition.last_act  # type: ignore[attr-defined]  # annotated
    published_at = cast("datetime", record.first_published_at)  # what is public has it
    files = list(edition.attachments.all())
    return Entry(
        record=record.pk,
        agency=record.agency.slug,
        title=edition.title,
        text=edition.body_text,
        attachments="\n".join(
            f"{file.name}\n{file.text}" for file in files if file.part == Attachment.Part.ANNEX
        ),
        document_number=edition.document_number,
        index_number=record.index_number,
        keywords=tuple(edition.keywords),
        unit=record.unit.name,
        columns=tuple(column.name for column in edition.columns.all()),
        year=localdate(published_at).year,
        validity=edition.standing(on),
        formats=tuple(dict.fromkeys(file.format.upper() for file in files)),
        published_at=published_at,
        version=_version(last_act, edition.standing(on)),
    )


def _version(last_act: int, standing: str) -> int:
    """Another number after each public act, and again when the term of validity runs out."""
    return last_act * 2 + (standing == Edition.Validity.EXPIRED)


def expected_versions(*, on: date) -> dict[int, int]:
    """What the index should hold: each public record and the version of its entry."""
    editions = (
        Edition.objects.filter(live_record__isnull=False)
        .annotate(last_act=Max("record__publications__id"))
        .only("record", "validity", "valid_until")
    )
    return {
        edition.record_id: _version(edition.last_act, edition.standing(on))
        for edition in editions.iterator()
    }


def newest(agency: Agency, column: Column | None = None) -> list[Edition]:
    """The live editions a feed carries, newest first, of the agency or one of its columns."""
    # The ids first: they come off an index in order, where the rows would all be sorted.
    ids = list(_newest_ids(agency) if column is None else _newest_ids_in(column))
    editions = (
        Edition.objects.filter(pk__in=ids)
        .select_related("record__unit")
        .defer("body_html", "losses")
    )
    return sorted(
        editions, key=lambda edition: (edition.record.first_published_at, edition.pk), reverse=True
    )


def _newest_ids(agency: Agency) -> Iterable[int]:
    records = Record.objects.public().filter(agency=agency)
    newest_first = records.order_by("-first_published_at", "-id")
    return filter(None, newest_first.values_list("live_edition", flat=True)[:FEED_LENGTH])


def _newest_ids_in(column: Column) -> Iterable[int]:
    placements = Placement.objects.filter(column=column, live_at__isnull=False)
    return placements.order_by("-live_at", "-id").values_list("edition", flat=True)[:FEED_LENGTH]


def sitemap_pages() -> range:
    """Page n of the site map holds the public records whose id divided by the page size is n."""
    last = Record.objects.public().aggregate(last=Max("id"))["last"]
    return range(last // SITEMAP_PAGE + 1) if last else range(0)


def sitemap_page(number: int) -> list[tuple[int, datetime | None]]:
    """Ids of a page's records, and when what they show now was published."""
    first = number * SITEMAP_PAGE
    records = Record.objects.public().filter(id__gte=first, id__lt=first + SITEMAP_PAGE)
    return list(records.order_by("id").values_list("id", "live_edition__published_at"))
