"""Drafting: starting a record, filling and describing its edition, starting the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if
from gongkai.media.intake import Picture
from gongkai.media.models import StoredFile
from gongkai.media.storing import store
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.digest import CONTENT_FIELDS
from gongkai.outbound.publishing.models import (
    Attachment,
    Column,
    Edition,
    Elements,
    Placement,
    Record,
)
from gongkai.outbound.publishing.queries import as_kept
from gongkai.outbound.publishing.structures import structure
from gongkai.people.models import Unit, User
from gongkai.rules.gate.hidden_content import Hidden


@dataclass(frozen=True)
class NewFile:
    """A file to lay beside an edition: as it came, and cleaned for the public."""

    part: str
    name: str
    public: StoredFile
    format: str
    original: StoredFile | None = None
    pages: int | None = None
    pages_estimated: bool = False
    text: str = ""
    removed: Sequence[str] = ()
    hidden: Sequence[Hidden] = ()


@dataclass(frozen=True)
class Description:
    """The metadata a clerk gives an edition."""

    title: str
    columns: Sequence[Column]
    issuer: str = ""
    document_number: str = ""
    formed_on: date | None = None
    genre: str = ""
    topic: str = ""
    keywords: Sequence[str] = ()
    summary: str = ""
    source: str = ""
    disclosure: str = Edition.Disclosure.PROACTIVE
    validity: str = Edition.Validity.IN_FORCE
    validity_note: str = ""
    validity_on: date | None = None
    valid_until: date | None = None
    replaced_by: Record | None = None
    change_note: str = ""
    unit: Unit | None = None


def of_pictures(part: str, pictures: Sequence[Picture]) -> list[NewFile]:
    """Pictures out of a file, stored, as files to lay beside an edition."""
    return [
        NewFile(
            part=part,
            name=picture.name,
            public=store(picture.content, content_type=picture.content_type),
            format=picture.content_type.removeprefix("image/").upper()[:10],
            text=picture.alt,
        )
        for picture in pictures
    ]


def lock_open(edition: Edition) -> Edition:
    """The edition as it is now, held until the transaction ends."""
    Record.objects.select_for_update().get(pk=edition.record_id)
    return (
        Edition.objects.select_for_update(of=("self",))
        .select_related("record__agency", "record__unit")
        .get(pk=edition.pk)
    )


@action
def start(*, unit: Unit, title: str, by: User, at: datetime) -> Edition:
    """Opens a new record with an empty first edition."""
    refuse_if(obstacles.to_drafting(unit, by=by, on=localdate(at)))
    opened = Record.objects.create(agency=unit.agency, unit=unit, created_at=at, created_by=by)
    edition = Edition.objects.create(
        record=opened, title=title, issuer=unit.agency.name, created_at=at, saved_at=at
    )
    edition.authors.add(by)
    record("edition.started", edition, agency=unit.agency, by=by, at=at, record=opened.pk)
    return edition


@action
def fill(
    edition: Edition,
    *,
    title: str,
    body_html: str,
    body_text: str,
    losses: Sequence[str],
    files: Sequence[NewFile],
    by: User,
    at: datetime,
) -> Edition:
    """Puts a text in place of the edition's text, with its source file and pictures."""
    edition = lock_open(edition)
    refuse_if(obstacles.to_editing(edition, by=by, on=localdate(at)))
    refuse_if(obstacles.to_writing_by_hand(edition))
    edition.title = title[:200]
    edition.body_html, edition.body_text = body_html, body_text
    edition.losses = list(losses)
    edition.attachments.exclude(part=Attachment.Part.ANNEX).delete()
    lay(edition, files)
    save_draft(edition, by=by, at=at)
    record(
        "edition.filled",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        characters=len(body_text),
        files={one.name: one.public.sha256 for one in files if one.part == "source"},
    )
    return edition


@action
def describe(edition: Edition, description: Description, *, by: User, at: datetime) -> Edition:
    """Sets the edition's metadata and columns; the ledger keeps what was there before."""
    edition = lock_open(edition)
    refuse_if(obstacles.to_editing(edition, by=by, on=localdate(at)))
    values = {
        name: value for name, value in vars(description).items() if name not in ("columns", "unit")
    } | {"keywords": list(description.keywords)}
    if Elements.objects.filter(edition=edition).exists():
        values["title"] = edition.title
    before = {name: getattr(edition, name) for name in values}
    for name, value in values.items():
        setattr(edition, name, value)
    if description.unit is not None and edition.record.first_published_at is None:
        refuse_if(obstacles.to_drafting(description.unit, by=by, on=localdate(at)))
        edition.record.unit = description.unit
        edition.record.save(update_fields=["unit"])
    _place(edition, description.columns)
    save_draft(edition, by=by, at=at)
    record(
        "edition.described",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        before={name: value for name, value in before.items() if value != values[name]},
        after={name: value for name, value in values.items() if value != before[name]},
        columns=[column.slug for column in description.columns],
    )
    return edition


@action
def attach(edition: Edition, file: NewFile, *, by: User, at: datetime) -> Edition:
    """Lays a further file beside the edition."""
    edition = lock_open(edition)
    refuse_if(obstacles.to_editing(edition, by=by, on=localdate(at)))
    refuse_if(obstacles.to_attaching(edition, file.name))
    lay(edition, [file], first=edition.attachments.count())
    save_draft(edition, by=by, at=at)
    record(
        "edition.attached",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        name=file.name,
        sha256=file.public.sha256,
    )
    return edition


@action
def detach(attachment: Attachment, *, by: User, at: datetime) -> Edition:
    """Takes an annex away from an edition that is still being written."""
    edition = lock_open(attachment.edition)
    refuse_if(obstacles.to_editing(edition, by=by, on=localdate(at)))
    edition.attachments.filter(pk=attachment.pk, part=Attachment.Part.ANNEX).delete()
    save_draft(edition, by=by, at=at)
    record(
        "edition.detached",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        name=attachment.name,
        sha256=attachment.public.sha256,
    )
    return edition


@action
def revise(earlier: Edition, *, by: User, at: datetime) -> Edition:
    """Opens the next edition as a copy of an earlier one: to correct, to go back, to reopen.

    A cleared edition that is not public yet is dropped: its clearance stays with what was cleared.
    """
    earlier = lock_open(earlier)
    owner = earlier.record
    refuse_if(obstacles.to_revising(earlier, by=by, on=localdate(at)))
    owner.editions.filter(state=Edition.State.CLEARED).update(state=Edition.State.DROPPED)
    content = {name: getattr(earlier, name) for name in CONTENT_FIELDS if name != "change_note"}
    number = owner.editions.order_by("-number").values_list("number", flat=True)[0] + 1
    edition = Edition.objects.create(
        record=owner, number=number, created_at=at, saved_at=at, **content
    )
    edition.authors.add(by)
    _place(edition, [placement.column for placement in earlier.placements.select_related("column")])
    for elements in Elements.objects.filter(edition=earlier):
        Elements.objects.create(edition=edition, kind=elements.kind, said=elements.said)
        structure(elements.kind).keep(edition, elements.said)
    for attachment in earlier.attachments.all():
        attachment.pk, attachment.edition = None, edition
        attachment._state.adding = True
        attachment.save()
    record(
        "edition.revised", edition, agency=owner.agency, by=by, at=at, copied_from=earlier.number
    )
    return edition


@action
def drop(edition: Edition, *, reason: str, by: User, at: datetime) -> Edition:
    """Gives up an edition that never became public; it stays in the books."""
    edition = lock_open(edition)
    refuse_if(obstacles.to_dropping(edition, reason=reason, by=by, on=localdate(at)))
    edition.state = Edition.State.DROPPED
    edition.save(update_fields=["state"])
    record("edition.dropped", edition, agency=edition.record.agency, by=by, at=at, reason=reason)
    return edition


def save_draft(edition: Edition, *, by: User, at: datetime) -> None:
    """Whoever saves is an author from then on; a returned edition is a draft again."""
    edition.state, edition.saved_at = Edition.State.DRAFT, at
    refuse_if(obstacles.in_content(edition))
    edition.save()
    edition.authors.add(by)


def _place(edition: Edition, columns: Sequence[Column]) -> None:
    edition.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(edition=edition, column=column) for column in dict.fromkeys(columns)
    )


def lay(edition: Edition, files: Sequence[NewFile], *, first: int = 0) -> None:
    """Lays files beside an edition, in order."""
    Attachment.objects.bulk_create(
        Attachment(
            edition=edition,
            order=first + place,
            **(vars(file) | {"removed": list(file.removed), "hidden": as_kept(file.hidden)}),
        )
        for place, file in enumerate(files)
    )
