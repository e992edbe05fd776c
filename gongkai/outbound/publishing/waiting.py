"""What waits for a person: to fix, to review, to release, to confirm; and what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from gongkai.outbound.publishing.models import Clearance, Edition, Record, Signature
from gongkai.outbound.publishing.obstacles import REVIEWERS, WRITERS
from gongkai.outbound.publishing.review import EditionReview, reviews_of
from gongkai.people.models import Leave, User
from gongkai.people.queries import roles_of, units_below

STALE_AFTER = timedelta(days=7)
# A release some minutes late is a round of the worker; more is a fault somebody must see.
LATE_AFTER = timedelta(minutes=10)
SHOWN = 20


@dataclass(frozen=True)
class Waiting:
    """An edition in review, with the round it is in."""

    edition: Edition
    review: EditionReview
    is_mine: bool

    @property
    def signers(self) -> str:
        return "、".join(user.name for user in self.review.signers_of_due_step())

    @property
    def deadlocks(self) -> tuple[str, ...]:
        return tuple(self.review.deadlocks())


@dataclass(frozen=True)
class Unconfirmed:
    """An edition released urgently that nobody has looked at since."""

    edition: Edition
    confirm_by: datetime
    hours_left: int
    is_mine: bool

    @property
    def is_overdue(self) -> bool:
        return self.hours_left < 0


def editions_of(user: User, *, on: date) -> QuerySet[Edition]:
    """Editions the person may see, with what a list shows of them."""
    records = Record.objects.workable_by(user, on=on)
    return Edition.objects.filter(record__in=records).select_related(
        "record__unit", "record__agency"
    )


def in_review(user: User, *, on: date) -> list[Waiting]:
    """All that is in review within the person's reach, their own turn first, oldest first."""
    if user.agency is None:
        return []
    editions = list(
        editions_of(user, on=on).filter(state=Edition.State.IN_REVIEW).order_by("submitted_at")
    )
    reviews = reviews_of(user.agency, editions, on=on)
    waiting = [
        Waiting(edition, reviews[edition.pk], reviews[edition.pk].may_sign(user))
        for edition in editions
    ]
    return sorted(waiting, key=lambda one: not one.is_mine)


def returned_to(user: User, *, on: date) -> QuerySet[Edition]:
    """Sent back by a reviewer, with the reason in `last_words`."""
    reasons = Signature.objects.filter(verdict=Signature.Verdict.RETURNED).select_related("by")
    return (
        editions_of(user, on=on)
        .filter(state=Edition.State.RETURNED, authors=user)
        .prefetch_related(Prefetch("signatures", reasons.order_by("-id"), to_attr="last_words"))
        .order_by("saved_at")
    )


def to_release_by(user: User, *, on: date) -> QuerySet[Edition]:
    """Cleared, and left to whoever writes for the unit to publish."""
    return (
        editions_of(user, on=on)
        .filter(
            state=Edition.State.CLEARED,
            release=Edition.Release.BY_HAND,
            record__unit__in=_units_where(user, WRITERS, on=on),
        )
        .order_by("submitted_at")
    )


def unconfirmed(user: User, *, at: datetime) -> list[Unconfirmed]:
    """Urgent releases that still carry the public mark, nearest end of term first."""
    on = localdate(at)
    reviewed_units = _units_where(user, REVIEWERS, on=on)
    urgent = Clearance.objects.filter(kind=Clearance.Kind.URGENT)
    found = []
    for edition in (
        editions_of(user, on=on)
        .filter(state=Edition.State.PUBLISHED, clearances__kind=Clearance.Kind.URGENT)
        .with_unconfirmed_release()
        .filter(is_unconfirmed=True)
        .prefetch_related("authors", Prefetch("clearances", urgent, to_attr="urgent"))
    ):
        clearance = edition.urgent[0]
        confirm_by = clearance.confirm_by
        if confirm_by is None:
            continue
        involved = {author.pk for author in edition.authors.all()} | {clearance.by_id}
        found.append(
            Unconfirmed(
                edition,
                confirm_by,
                int((confirm_by - at).total_seconds() // 3600),
                user.pk not in involved and edition.record.unit_id in reviewed_units,
            )
        )
    return sorted(found, key=lambda one: one.confirm_by)


def scheduled(user: User, *, on: date) -> QuerySet[Edition]:
    return (
        editions_of(user, on=on)
        .filter(state=Edition.State.CLEARED, release=Edition.Release.AT_TIME)
        .order_by("release_at")
    )


def not_out_yet(user: User, *, at: datetime) -> QuerySet[Edition]:
    """Cleared and due, and still not public: the worker is silent or something stands in the way."""
    late = at - LATE_AFTER
    return editions_of(user, on=localdate(at)).filter(
        Q(release=Edition.Release.AT_TIME, release_at__lt=late)
        | Q(release=Edition.Release.ON_CLEARANCE, submitted_at__lt=late),
        state=Edition.State.CLEARED,
    )


def lying(user: User, *, at: datetime) -> QuerySet[Edition]:
    """The person's own drafts that nobody has touched for a week."""
    return (
        editions_of(user, on=localdate(at))
        .filter(authors=user, state__in=Edition.EDITABLE, saved_at__lt=at - STALE_AFTER)
        .order_by("saved_at")
    )


def away(user: User, *, on: date) -> QuerySet[Leave]:
    return (
        Leave.objects.current(on)
        .filter(user__agency_id=user.agency_id)
        .select_related("user", "cover")
        .order_by("to_on", "id")
    )


def may_write(user: User, *, on: date) -> bool:
    return any(standing.role in WRITERS for standing in roles_of(user, on=on))


def writable_units(user: User, *, on: date) -> frozenset[int]:
    return frozenset(_units_where(user, WRITERS, on=on))


def _units_where(user: User, roles: Iterable[str], *, on: date) -> set[int]:
    """Units of the agency in which the person holds one of the roles."""
    if user.agency is None:
        return set()
    below = units_below(user.agency)
    units: set[int] = set()
    for standing in roles_of(user, on=on):
        if standing.role in tuple(roles):
            whole = standing.unit_id is None
            units |= set(below) if whole else below.get(standing.unit_id or 0, frozenset())
    return units
