"""Release: the only code that makes an edition public, and the only code that ends it."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.actions.drafting import lock_open
from gongkai.outbound.publishing.models import Clearance, Edition, Publication, Record
from gongkai.people.models import User

CONFIRM_WITHIN = timedelta(hours=48)


@action
def publish(edition: Edition, *, by: User | None, at: datetime) -> Publication:
    """Makes a cleared edition public, in place of the record's earlier one."""
    edition = lock_open(edition)
    refuse_if(obstacles.to_publishing(edition, by=by, at=at))
    owner = edition.record
    earlier = owner.live_edition
    was_public = owner.first_published_at is not None
    owner.first_published_at = owner.first_published_at or at
    if earlier is not None:
        earlier.state = Edition.State.REPLACED
        earlier.save(update_fields=["state"])
        earlier.placements.update(live_at=None)
    edition.state, edition.published_at = Edition.State.PUBLISHED, at
    edition.save(update_fields=["state", "published_at"])
    edition.placements.update(live_at=owner.first_published_at)
    owner.live_edition = edition
    owner.withdrawn_at, owner.withdrawn_reason, owner.hides_title = None, "", False
    owner.save()
    publication = Publication.objects.create(
        record=owner,
        edition=edition,
        act=Publication.Act.CORRECTED if was_public else Publication.Act.PUBLISHED,
        note=edition.change_note,
        by=by,
        at=at,
    )
    record(
        f"record.{publication.act}",
        owner,
        agency=owner.agency,
        by=by,
        at=at,
        edition=edition.number,
        title=edition.title,
        digest=edition.digest,
        note=edition.change_note,
    )
    return publication


@action
def release_urgently(
    edition: Edition, *, digest: str, reason: str, by: User, at: datetime
) -> Publication:
    """The duty leader publishes before review is complete; marked until a second person looks."""
    edition = lock_open(edition)
    refuse_if(
        obstacles.to_urgent_release(edition, digest=digest, reason=reason, by=by, on=localdate(at))
    )
    Clearance.objects.create(
        edition=edition,
        digest=edition.digest,
        kind=Clearance.Kind.URGENT,
        reason=reason.strip(),
        by=by,
        at=at,
        confirm_by=at + CONFIRM_WITHIN,
    )
    edition.state = Edition.State.CLEARED
    edition.save(update_fields=["state"])
    record(
        "edition.released-urgently",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        reason=reason,
        digest=edition.digest,
        confirm_by=at + CONFIRM_WITHIN,
    )
    return publish(edition, by=by, at=at)


@action
def confirm(edition: Edition, *, digest: str, by: User, at: datetime) -> Publication:
    """A second person looks at an urgently released edition and lifts the public mark."""
    edition = lock_open(edition)
    refuse_if(obstacles.to_confirming(edition, digest=digest, by=by, on=localdate(at)))
    Clearance.objects.create(
        edition=edition, digest=edition.digest, kind=Clearance.Kind.CONFIRMED, by=by, at=at
    )
    publication = Publication.objects.create(
        record=edition.record, edition=edition, act=Publication.Act.CONFIRMED, by=by, at=at
    )
    record(
        "record.confirmed",
        edition.record,
        agency=edition.record.agency,
        by=by,
        at=at,
        edition=edition.number,
        digest=edition.digest,
    )
    return publication


@action
def reschedule(
    edition: Edition, *, release: str, release_at: datetime | None, by: User, at: datetime
) -> Edition:
    """Changes when a sent or cleared edition is to be published; the content is not touched."""
    edition = lock_open(edition)
    refuse_if(
        obstacles.to_rescheduling(edition, release=release, release_at=release_at, by=by, at=at)
    )
    before = {"release": edition.release, "release_at": edition.release_at}
    edition.release = release
    edition.release_at = release_at if release == Edition.Release.AT_TIME else None
    edition.save(update_fields=["release", "release_at"])
    record(
        "edition.rescheduled",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        before=before,
        after={"release": release, "release_at": edition.release_at},
    )
    return edition


@action
def withdraw(
    withdrawn: Record, *, reason: str, hides_title: bool = False, by: User, at: datetime
) -> Publication:
    """Takes a record out of public view; its address goes on answering, with the reason."""
    owner = (
        Record.objects.select_for_update(of=("self",))
        .select_related("agency", "unit", "live_edition")
        .get(pk=withdrawn.pk)
    )
    refuse_if(obstacles.to_withdrawing(owner, reason=reason, by=by, on=localdate(at)))
    edition = owner.live_edition
    assert edition is not None  # noqa: S101  obstacles.to_withdrawing refused otherwise
    edition.state = Edition.State.WITHDRAWN
    edition.save(update_fields=["state"])
    edition.placements.update(live_at=None)
    owner.live_edition = None
    owner.withdrawn_at, owner.withdrawn_reason = at, reason.strip()
    owner.hides_title = hides_title
    owner.save()
    publication = Publication.objects.create(
        record=owner,
        edition=edition,
        act=Publication.Act.WITHDRAWN,
        note=reason.strip(),
        by=by,
        at=at,
    )
    record(
        "record.withdrawn",
        owner,
        agency=owner.agency,
        by=by,
        at=at,
        edition=edition.number,
        reason=reason,
        hides_title=hides_title,
    )
    return publication
