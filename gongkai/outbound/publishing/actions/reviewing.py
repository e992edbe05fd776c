"""Review: sending an edition round, signing it step by step, and clearing it."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.publishing import numbering, obstacles
from gongkai.outbound.publishing.actions.drafting import lock_open
from gongkai.outbound.publishing.actions.releasing import publish
from gongkai.outbound.publishing.digest import content_digest, content_of
from gongkai.outbound.publishing.models import (
    Clearance,
    Edition,
    Signature,
    Submission,
)
from gongkai.outbound.publishing.review import review_of
from gongkai.people.models import User


@action
def submit(
    edition: Edition,
    *,
    release: str = Edition.Release.ON_CLEARANCE,
    release_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Edition:
    """Sends the edition to review; from here on its content is fixed. Gives the index number."""
    edition = lock_open(edition)
    refuse_if(
        obstacles.to_submitting(edition, release=release, release_at=release_at, by=by, at=at)
    )
    owner = edition.record
    if not owner.index_number:
        owner.index_number = numbering.draw(edition, on=localdate(at))
        owner.save(update_fields=["index_number"])
    edition.state = Edition.State.IN_REVIEW
    edition.round += 1
    edition.digest = content_digest(edition)
    edition.submitted_at, edition.submitted_by = at, by
    edition.release = release
    edition.release_at = release_at if release == Edition.Release.AT_TIME else None
    edition.save()
    content = content_of(edition)
    del content["fields"]["body_html"]  # the text says the same; twice the size says no more
    Submission.objects.create(
        edition=edition, round=edition.round, digest=edition.digest, content=content
    )
    record(
        "edition.submitted",
        edition,
        agency=owner.agency,
        by=by,
        at=at,
        round=edition.round,
        digest=edition.digest,
        index_number=owner.index_number,
        release=release,
        release_at=edition.release_at,
    )
    return edition


@action
def recall(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Takes an edition back from review to go on writing; signatures given so far lapse."""
    edition = lock_open(edition)
    refuse_if(obstacles.to_recalling(edition, by=by, on=localdate(at)))
    edition.state = Edition.State.DRAFT
    edition.save(update_fields=["state"])
    record("edition.recalled", edition, agency=edition.record.agency, by=by, at=at)
    return edition


@action
def sign(
    edition: Edition, *, digest: str, verdict: str, reason: str = "", by: User, at: datetime
) -> Edition:
    """Agrees at the step that is due, or returns with a reason; the last agreement clears.

    `digest` is what the reviewer had on the screen; another content is refused (invariant 1).
    """
    edition = lock_open(edition)
    refuse_if(
        obstacles.to_signing(
            edition, digest=digest, verdict=verdict, reason=reason, by=by, on=localdate(at)
        )
    )
    review = review_of(edition, on=localdate(at))
    standing = review.standing_of(by)
    step = review.due
    assert step is not None  # noqa: S101  obstacles_to_signing refused otherwise
    Signature.objects.create(
        edition=edition,
        round=edition.round,
        digest=edition.digest,
        step_key=step.key,
        step_label=step.label,
        verdict=verdict,
        reason=reason.strip(),
        by=by,
        instead_of=standing.instead_of if standing else None,
        at=at,
    )
    agreed = verdict == Signature.Verdict.AGREED
    record(
        "edition.signed" if agreed else "edition.returned",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        step=step.label,
        digest=edition.digest,
        reason=reason,
        instead_of=standing.instead_of if standing else None,
    )
    if not agreed:
        edition.state = Edition.State.RETURNED
        edition.save(update_fields=["state"])
    elif review_of(edition, on=localdate(at)).due is None:
        _clear(edition, by=by, at=at)
        edition.refresh_from_db()
    return edition


def _clear(edition: Edition, *, by: User, at: datetime) -> None:
    Clearance.objects.create(
        edition=edition, digest=edition.digest, kind=Clearance.Kind.FULL, by=by, at=at
    )
    edition.state = Edition.State.CLEARED
    edition.save(update_fields=["state"])
    record(
        "edition.cleared",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        digest=edition.digest,
    )
    if edition.release == Edition.Release.ON_CLEARANCE:
        publish(edition, by=by, at=at)
