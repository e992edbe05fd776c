"""What the document page shows, and what public acts the oversight page lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from gongkai.outbound.content import listing, reading
from gongkai.outbound.content.columns import Branch, tree, ways
from gongkai.outbound.content.listing import Row, Validity
from gongkai.outbound.publishing.models import (
    Attachment,
    Clearance,
    Edition,
    Publication,
    Record,
)
from gongkai.outbound.publishing.structures import Shown, shown
from gongkai.people.models import Agency
from gongkai.web.finding import public_index

ACTS_PER_PAGE = 30
MOST_RELATED = 5


@dataclass(frozen=True)
class Download:
    """A file of the edition and its address."""

    attachment: Attachment
    url: str


@dataclass(frozen=True)
class PagePicture:
    """One page of the file as a picture."""

    number: int
    url: str


@dataclass(frozen=True)
class Document:
    """A public record with all its page needs."""

    record: Record
    edition: Edition
    validity: Validity
    ways: tuple[tuple[Branch, ...], ...]
    reading: reading.Reading
    downloads: tuple[Download, ...]
    page_pictures: tuple[PagePicture, ...]
    history: tuple[Publication, ...]
    related: tuple[Row, ...]
    replaced: tuple[Row, ...]
    replacement: Row | None
    shown: Shown | None

    @property
    def main_file(self) -> Attachment | None:
        return self.downloads[0].attachment if self.downloads else None


def answering_record(pk: int) -> Record | None:
    """The record whose address answers: public, or once public and now withdrawn."""
    return (
        Record.objects.answering()
        .select_related("agency", "unit", "live_edition")
        .filter(pk=pk)
        .first()
    )


def document(record: Record, *, at: datetime) -> Document:
    """All that the page of a record that is public now shows."""
    on = localdate(at)
    edition = Edition.objects.with_unconfirmed_release().get(live_record=record)
    edition.record = record
    files = list(edition.attachments.select_related("public").defer("text"))
    replaced_ids = _replaced_by(record)
    replacement_ids = [edition.replaced_by_id] if edition.replaced_by_id else []
    related_ids = [
        pk
        for pk in public_index().related(
            record.pk, edition.keywords, limit=MOST_RELATED, agency=record.agency.slug
        )
        if pk not in (*replaced_ids, *replacement_ids)
    ]
    lines = {
        row.record: row
        for row in listing.rows([*related_ids, *replaced_ids, *replacement_ids], on=on)
    }
    return Document(
        record=record,
        edition=edition,
        validity=Validity.of(edition, on=on),
        ways=ways_to(edition, record.agency),
        reading=reading.prepare(
            record.pk, edition.body_html, _part(files, Attachment.Part.PICTURE)
        ),
        downloads=tuple(
            Download(file, reading.file_address(record.pk, file))
            for part in listing.DOWNLOADS
            for file in _part(files, part)
        ),
        page_pictures=tuple(
            PagePicture(number, reading.file_address(record.pk, file))
            for number, file in enumerate(_part(files, Attachment.Part.PAGE), start=1)
        ),
        history=history_of(record),
        related=_in_order(lines, related_ids),
        replaced=_in_order(lines, replaced_ids),
        replacement=lines.get(edition.replaced_by_id or 0),
        shown=shown(edition, at=at),
    )


def _part(files: Sequence[Attachment], part: str) -> list[Attachment]:
    return [file for file in files if file.part == part]


def _in_order(lines: dict[int, Row], records: Sequence[int]) -> tuple[Row, ...]:
    return tuple(lines[record] for record in records if record in lines)


def _replaced_by(record: Record) -> list[int]:
    earlier = Record.objects.public().filter(live_edition__replaced_by=record)
    return list(earlier.order_by("pk").values_list("pk", flat=True)[:MOST_RELATED])


def ways_to(edition: Edition, agency: Agency) -> tuple[tuple[Branch, ...], ...]:
    """The ways through the catalogue that lead to the edition; none through closed columns."""
    slugs = edition.placements.order_by("column__order", "column").values_list(
        "column__slug", flat=True
    )
    all_ways = ways(tree(agency))
    return tuple(all_ways[slug] for slug in slugs if slug in all_ways)


def history_of(record: Record) -> tuple[Publication, ...]:
    return tuple(
        record.publications.select_related("edition")
        .only("record", "edition__number", "act", "note", "at")
        .order_by("-id")
    )


def last_public_edition(record: Record) -> Edition | None:
    """The edition a withdrawn record showed last."""
    publication = record.publications.select_related("edition").order_by("-id").first()
    return publication.edition if publication else None


def live_file(record: int, attachment: int) -> Attachment | None:
    """A file of what the record shows now; nothing else of it can be fetched."""
    return (
        Attachment.objects.filter(pk=attachment, edition__live_record=record)
        .select_related("public")
        .defer("text")
        .first()
    )


def was_public_file(record: int, attachment: int) -> bool:
    published = Publication.objects.filter(record=record, edition=OuterRef("edition"))
    return Attachment.objects.filter(
        Exists(published), pk=attachment, edition__record=record
    ).exists()


def withdrawn_and_corrected(agency: Agency, *, before: int | None = None) -> list[Publication]:
    """What was taken back or put right, newest first; one more than a page, if there is more."""
    acts = Publication.objects.filter(
        record__agency=agency,
        act__in=(Publication.Act.WITHDRAWN, Publication.Act.CORRECTED),
    )
    if before is not None:
        acts = acts.filter(pk__lt=before)
    return list(
        acts.select_related("record", "edition")
        .defer("edition__body_html", "edition__body_text", "edition__losses")
        .order_by("-pk")[: ACTS_PER_PAGE + 1]
    )


def unconfirmed_records(agency: Agency) -> QuerySet[Record]:
    """Records released urgently that no second person has looked at yet."""
    clearances = Clearance.objects.filter(edition=OuterRef("live_edition"))
    urgent = Clearance.objects.filter(kind=Clearance.Kind.URGENT)
    return (
        Record.objects.public()
        .filter(agency=agency, live_edition__in=urgent.values("edition"))
        .filter(
            ~Exists(clearances.exclude(kind=Clearance.Kind.URGENT)),
        )
        .order_by("-first_published_at")
    )
