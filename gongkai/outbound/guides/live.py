"""The guides the public reads now, and those that once were read and are withdrawn."""

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.outbound.publishing.models import Edition, Elements, Publication, Record
from gongkai.people.models import Agency
from gongkai.rules.guides import ServiceGuide
from gongkai.rules.guides.plain import guide_of

KIND = "guide"
LONGEST_SOUGHT = 40


@dataclass(frozen=True)
class LiveGuide:
    """A public guide: its edition, and what the edition's elements say."""

    edition: Edition
    guide: ServiceGuide

    @property
    def record(self) -> Record:
        return self.edition.record


def guides_of(agency: Agency, *, sought: str = "") -> QuerySet[Record]:
    """Live guides by name; `sought` is part of a name."""
    found = (
        Record.objects.public()
        .filter(agency=agency, live_edition__elements__kind=KIND)
        .select_related("agency", "live_edition__elements")
        .order_by("live_edition__title", "pk")
    )
    words = sought.replace("\x00", "").strip()[:LONGEST_SOUGHT]
    return found.filter(live_edition__title__icontains=words) if words else found


def live_guide(record: Record) -> LiveGuide:
    """Of a record that `guides_of` or `guide_record` found and that is live."""
    edition = record.live_edition
    if edition is None:
        raise ValueError("A withdrawn record has no live guide.")
    edition.record = record
    return LiveGuide(edition, guide_of(edition.elements.said))


def guide_record(agency: Agency, pk: int) -> Record | None:
    """A record of the agency that shows a guide, or showed one last before it was withdrawn."""
    record = (
        Record.objects.answering()
        .select_related("agency", "unit", "live_edition")
        .filter(agency=agency, pk=pk)
        .first()
    )
    if record is None:
        return None
    edition = record.live_edition or _last_public(record)
    is_guide = Elements.objects.filter(edition=edition, kind=KIND).exists()
    return record if is_guide else None


def _last_public(record: Record) -> Edition | None:
    newest = Publication.objects.filter(record=record).select_related("edition").order_by("-id")
    publication = newest.first()
    return publication.edition if publication else None
