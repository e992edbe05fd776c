"""An edition's review as it stands: the agency's steps, today's people, the signatures given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.outbound.publishing.models import Edition, ReviewStep, Signature
from gongkai.people.models import Role, User
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
    owner = edition.record
    steps = tuple(
        ReviewStep.objects.filter(agency_id=owner.agency_id, is_open=True).order_by("order")
    )
    below = units_below(owner.agency)
    able = tuple(
        standing
        for standing in standings(owner.agency, on=on)
        if covers_unit(standing, owner.unit, below)
    )
    given = (
        ()
        if afresh
        else tuple(
            edition.signatures.filter(round=edition.round, digest=edition.digest).select_related(
                "by", "instead_of"
            )
        )
    )
    return EditionReview(
        rules=_rules(steps, given, able, edition), steps=steps, signatures=given, standings=able
    )


def _rules(
    steps: tuple[ReviewStep, ...],
    signatures: tuple[Signature, ...],
    able: tuple[Standing, ...],
    edition: Edition,
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
        authors=frozenset(edition.authors.values_list("pk", flat=True)),
        people={role: frozenset(who) for role, who in people.items()},
    )
