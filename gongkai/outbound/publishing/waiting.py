"""What waits for a person: to fix, to review, to release, to confirm; and what is late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from gongkai.outbound.publishing.models import Clearance, Edition, Record, Signature
from gongkai.outbound.publishing.models.records import EditionQuerySet, RecordQuerySet
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


@dataclass(frozen=True)
class Desk:
    """What one person reaches on one day: asked once, used by everything on a screen."""

    user: User
    on: date
    records: RecordQuerySet
    written_units: frozenset[int]
    reviewed_units: frozenset[int]

    @property
    def may_write(self) -> bool:
        return bool(self.written_units)

    @property
    def editions(self) -> EditionQuerySet:
        """Editions the person may see, with what a list shows of them."""
        editions = Edition.objects.filter(record__in=self.records)
        return editions.select_related("record__unit", "record__agency")


def desk_of(user: User, *, on: date) -> Desk:
    below = units_below(user.agency) if user.agency else {}
    written: set[int] = set()
    reviewed: set[int] = set()
    for standing in roles_of(user, on=on):
        whole = standing.unit_id is None
        units = frozenset(below) if whole else below.get(standing.unit_id or 0, frozenset())
        written |= units if standing.role in WRITERS else frozenset()
        reviewed |= units if standing.role in REVIEWERS else frozenset()
    records = Record.objects.workable_by(user, on=on)
    return Desk(user, on, records, frozenset(written), frozenset(reviewed))


def in_review(desk: Desk) -> list[Waiting]:
    """All that is in review within the person's reach, their own turn first, oldest first."""
    if desk.user.agency is None:
        return []
    editions = list(desk.editions.filter(state=Edition.State.IN_REVIEW).order_by("submitted_at"))
    reviews = reviews_of(desk.user.agency, editions, on=desk.on)
    waiting = [
        Waiting(edition, reviews[edition.pk], reviews[edition.pk].may_sign(desk.user))
        for edition in editions
    ]
    return sorted(waiting, key=lambda one: not one.is_mine)


def returned_to(desk: Desk) -> QuerySet[Edition]:
    """Sent back by a reviewer, with the reason in `last_words`."""
    reasons = Signature.objects.filter(verdict=Signature.Verdict.RETURNED).select_related("by")
    return (
        desk.editions.filter(state=Edition.State.RETURNED, authors=desk.user)
        .prefetch_related(Prefetch("signatures", reasons.order_by("-id"), to_attr="last_words"))
        .order_by("saved_at")
    )


def to_release_by(desk: Desk) -> QuerySet[Edition]:
    """Cleared, and left to whoever writes for the unit to publish."""
    return desk.editions.filter(
        state=Edition.State.CLEARED,
        release=Edition.Release.BY_HAND,
        record__unit__in=desk.written_units,
    ).order_by("submitted_at")


def unconfirmed(desk: Desk, *, at: datetime) -> list[Unconfirmed]:
    """Urgent releases that still carry the public mark, nearest end of term first."""
    urgent = Clearance.objects.filter(kind=Clearance.Kind.URGENT)
    found = []
    for edition in (
        desk.editions.with_unconfirmed_release()
        .filter(is_unconfirmed=True)  # type: ignore[misc]  # annotated just above
        .filter(pk__in=urgent.values("edition"), state=Edition.State.PUBLISHED)
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
                desk.user.pk not in involved and edition.record.unit_id in desk.reviewed_units,
            )
        )
    return sorted(found, key=lambda one: one.confirm_by)


def scheduled(desk: Desk) -> QuerySet[Edition]:
    return desk.editions.filter(
        state=Edition.State.CLEARED, release=Edition.Release.AT_TIME
    ).order_by("release_at")


def not_out_yet(desk: Desk, *, at: datetime) -> QuerySet[Edition]:
    """Cleared and due, and still not public: something stands in the way, or nothing runs."""
    late = at - LATE_AFTER
    return desk.editions.filter(
        Q(release=Edition.Release.AT_TIME, release_at__lt=late)
        | Q(release=Edition.Release.ON_CLEARANCE, submitted_at__lt=late),
        state=Edition.State.CLEARED,
    )


def lying(desk: Desk, *, at: datetime) -> QuerySet[Edition]:
    """The person's own drafts that nobody has touched for a week."""
    return desk.editions.filter(
        authors=desk.user, state__in=Edition.EDITABLE, saved_at__lt=at - STALE_AFTER
    ).order_by("saved_at")


def away(desk: Desk) -> QuerySet[Leave]:
    return (
        Leave.objects.current(desk.on)
        .filter(user__agency=desk.user.agency)
        .select_related("user", "cover")
        .order_by("to_on", "id")
    )
