"""Lines of public lists: what is shown of a record wherever it is mentioned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self, cast

from django.db.models import Prefetch

from gongkai.outbound.publishing.models import Attachment, Edition

_SHAPES = {
    Edition.Validity.IN_FORCE: "●",
    Edition.Validity.AMENDED: "◐",
    Edition.Validity.EXPIRED: "▲",
    Edition.Validity.REPEALED: "✕",
    Edition.Validity.NOT_APPLICABLE: "",
}
DOWNLOADS = (Attachment.Part.SOURCE, Attachment.Part.ANNEX)


@dataclass(frozen=True)
class Validity:
    """有效性 on a day, as a word and a shape."""

    key: str
    word: str
    shape: str

    @classmethod
    def of(cls, edition: Edition, *, on: date) -> Self:
        standing = Edition.Validity(edition.standing(on))
        return cls(standing.value, str(standing.label), _SHAPES[standing])

    @property
    def is_shown(self) -> bool:
        return bool(self.shape)

    @property
    def is_over(self) -> bool:
        return self.key in (Edition.Validity.EXPIRED, Edition.Validity.REPEALED)


@dataclass(frozen=True)
class Row:
    """A public record as one line of a list."""

    record: int
    url: str
    title: str
    agency: str
    unit: str
    index_number: str
    document_number: str
    summary: str
    formed_on: date | None
    published_at: datetime
    validity: Validity
    is_unconfirmed: bool
    formats: tuple[str, ...]


def rows(records: Sequence[int], *, on: date) -> tuple[Row, ...]:
    """Lines for these records in this order, in two queries; what is not public is left out."""
    if not records:
        return ()
    editions = (
        Edition.objects.filter(live_record__in=records)
        .with_unconfirmed_release()
        .select_related("record__agency", "record__unit")
        .defer("body_html", "body_text", "losses")
        .prefetch_related(
            Prefetch(
                "attachments",
                Attachment.objects.filter(part__in=DOWNLOADS).only("edition", "part", "format"),
                to_attr="downloads",
            )
        )
    )
    found = {edition.record_id: _row(edition, on=on) for edition in editions}
    return tuple(found[record] for record in records if record in found)


def _row(edition: Edition, *, on: date) -> Row:
    record = edition.record
    return Row(
        record=record.pk,
        url=record.get_absolute_url(),
        title=edition.title,
        agency=record.agency.name,
        unit=record.unit.name,
        index_number=record.index_number,
        document_number=edition.document_number,
        summary=edition.summary,
        formed_on=edition.formed_on,
        # A record with a live edition has it.
        published_at=cast("datetime", record.first_published_at),
        validity=Validity.of(edition, on=on),
        is_unconfirmed=edition.is_unconfirmed,  # type: ignore[attr-defined]  # annotated
        formats=formats(edition.downloads),  # type: ignore[attr-defined]  # prefetched
    )


def formats(downloads: Iterable[Attachment]) -> tuple[str, ...]:
    """Each format once, that of the text itself first."""
    text_first = sorted(downloads, key=lambda file: file.part != Attachment.Part.SOURCE)
    return tuple(dict.fromkeys(download.format.upper() for download in text_first))
