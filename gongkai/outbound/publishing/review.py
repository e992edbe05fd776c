"""An edition's review as it stands: the agency's steps, today's people, the signatures given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.outbound.publishing.models import Edition, ReviewStep, Signature
from gongkai.people.models import Agency, Role, User
from gongkai.people.queries import Standing, covers_unit, standings, units_below
from gongkai.rules import review_steps


@dataclass(frozen=True)
class EditionReview:
    """The rules' view of one round of review, with the rows behind it."""

    rules: review_steps.Review
    steps: tuple[ReviewStep, ...]
    signatures: tuple[Signature, ...]
    standings: tuple[Standing, ...]

    @property
    def due(self) -> ReviewStep | None:
        """The step that waits for a signature; none when all are signed or it was returned."""
        step = self.rules.next_step
        return next((one for one in self.steps if step and one.key == step.key), None)

    def may_sign(self, user: User) -> bool:
        return self.due is not None and self.rules.may_sign(user.pk)

    def obstacles_to_signing(self, user: User) -> tuple[str, ...]:
        return self.rules.obstacles_to_signing(user.pk)

    def deadlocks(self) -> Iterator[str]:
        return (deadlock.reason for deadlock in self.rules.deadlocks())

    def standing_of(self, user: User) -> Standing | None:
        """In what capacity the person signs the step that is due; their own right goes first."""
        due = self.due
        mine = [
            standing
            for standing in self.standings
            if due is not None and standing.user.pk == user.pk and standing.role == due.role
        ]
        return min(mine, key=lambda standing: standing.instead_of is not None, default=None)

    def signers_of_due_step(self) -> list[User]:
        """Who could sign now, for the clerk who wonders whom to ask."""
        due = self.due
        if due is None:
            return []
        people = {one.user.pk: one.user for one in self.standings if one.role == due.role}
        return [user for key, user in people.items() if self.rules.may_sign(key)]


def review_of(edition: Edition, *, on: date, afresh: bool = False) -> EditionReview:
    """The review of the edition's current round, or of the round a submission would open."""
    return reviews_of(edition.record.agency, [edition], on=on, afresh=afresh)[edition.pk]


def reviews_of(
    agency: Agency, editions: Sequence[Edition], *, on: date, afresh: bool = False
) -> dict[int, EditionReview]:
    """The reviews of an agency's editions by their id, in a fixed number of queries."""
    steps = tuple(ReviewStep.objects.filter(agency=agency, is_open=True).order_by("order"))
    below = units_below(agency)
    everyone = standings(agency, on=on)
    signatures: dict[int, list[Signature]] = {}
    if not afresh:
        for signature in Signature.objects.filter(edition__in=editions).select_related(
            "by", "instead_of"
        ):
            signatures.setdefault(signature.edition_id, []).append(signature)
    authors: dict[int, set[int]] = {}
    for author in Edition.authors.through.objects.filter(edition__in=editions):
        authors.setdefault(author.edition_id, set()).add(author.user_id)
    reviews = {}
    for edition in editions:
        given = tuple(
            signature
            for signature in signatures.get(edition.pk, ())
            if (signature.round, signature.digest) == (edition.round, edition.digest)
        )
        able = tuple(one for one in everyone if covers_unit(one, edition.record.unit, below))
        wrote = frozenset(authors.get(edition.pk, ()))
        reviews[edition.pk] = EditionReview(
            rules=_rules(steps, given, able, wrote), steps=steps, signatures=given, standings=able
        )
    return reviews


def _rules(
    steps: tuple[ReviewStep, ...],
    signatures: tuple[Signature, ...],
    able: tuple[Standing, ...],
    authors: frozenset[int],
) -> review_steps.Review:
    verdicts = {
        Signature.Verdict.AGREED: review_steps.Verdict.APPROVED,
        Signature.Verdict.RETURNED: review_steps.Verdict.RETURNED,
    }
    people: dict[str, set[review_steps.Person]] = {}
    for standing in able:
        people.setdefault(Role(standing.role).label, set()).add(standing.user.pk)
    return review_steps.Review(
        steps=tuple(
            review_steps.Step(
                key=step.key,
                label=step.label,
                role=Role(step.role).label,
                must_differ_from_earlier_signers=step.must_differ,
            )
            for step in steps
        ),
        signatures=tuple(
            review_steps.Signature(
                step=one.step_key,
                person=one.by_id,
                verdict=verdicts[Signature.Verdict(one.verdict)],
            )
            for one in signatures
        ),
        authors=frozenset[review_steps.Person](authors),
        people={role: frozenset(who) for role, who in people.items()},
    )
