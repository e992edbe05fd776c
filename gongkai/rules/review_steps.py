"""Who may sign which step of a review, and whether everyone needed can still be found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Person = int | str


class Verdict(StrEnum):
    """What a signature says."""

    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True)
class Step:
    """One signature a review asks for, and the role that gives it."""

    key: str
    label: str
    role: str
    must_differ_from_earlier_signers: bool = True


@dataclass(frozen=True)
class Signature:
    """One person's verdict on one step."""

    step: str
    person: Person
    verdict: Verdict = Verdict.APPROVED


@dataclass(frozen=True)
class Deadlock:
    """A step that nobody could ever sign, and the sentence that says why."""

    step: Step
    reason: str


@dataclass(frozen=True, kw_only=True)
class Review:
    """Where one version of a draft stands between its author and the public.

    `people` holds, for each role, who is in today: the caller has put covers in the place of
    those on leave. A returned version is never signed again; its next version is a new review.
    """

    steps: tuple[Step, ...]
    signatures: tuple[Signature, ...]
    authors: frozenset[Person]
    people: Mapping[str, frozenset[Person]]

    @property
    def is_returned(self) -> bool:
        return any(signature.verdict is Verdict.RETURNED for signature in self.signatures)

    @property
    def signers(self) -> dict[str, Person]:
        """Who approved which step."""
        return {
            signature.step: signature.person
            for signature in self.signatures
            if signature.verdict is Verdict.APPROVED
        }

    @property
    def next_step(self) -> Step | None:
        """The first step not yet approved; none when all are, or the version was returned."""
        if self.is_returned:
            return None
        signers = self.signers
        return next((step for step in self.steps if step.key not in signers), None)

    @property
    def is_complete(self) -> bool:
        return not self.is_returned and self.next_step is None

    def may_sign(self, person: Person) -> bool:
        return not self.obstacles_to_signing(person)

    def obstacles_to_signing(self, person: Person) -> tuple[str, ...]:
        """Why this person may not sign the next step."""
        step = self.next_step
        if step is None:
            return ("稿件已经退回，修改后请重新送审。" if self.is_returned else "各环节都已签完。",)
        obstacles = []
        if person in self.authors:
            obstacles.append("您是这篇稿件的作者，不能审核自己的稿件。")
        if person not in self.people.get(step.role, frozenset()):
            obstacles.append(f"“{step.label}”由{step.role}签署，您现在不在其中。")
        if step.must_differ_from_earlier_signers and person in self.signers.values():
            obstacles.append(f"您已签过前面的环节，“{step.label}”须由另一个人签署。")
        return tuple(obstacles) or self._obstacles_from_what_follows(step, person)

    def _obstacles_from_what_follows(self, step: Step, person: Person) -> tuple[str, ...]:
        """A signature given now can take away the only person left for a later step."""
        before = {deadlock.step.key for deadlock in self.deadlocks()}
        signed = self._deadlocks({**self.signers, step.key: person})
        return tuple(
            f"如果由您签署“{step.label}”，后面的“{deadlock.step.label}”就没有人能签了。"
            for deadlock in signed
            if deadlock.step.key not in before
        )

    def deadlocks(self) -> tuple[Deadlock, ...]:
        """Unsigned steps that nobody could ever sign, first to last.

        Steps that demand different people compete for them; where too few are left, the
        earlier step is taken to get its person.
        """
        return () if self.is_returned else self._deadlocks(self.signers)

    def _deadlocks(self, signers: Mapping[str, Person]) -> tuple[Deadlock, ...]:
        possible = set(signers)
        found = []
        for step in self.steps:
            together = tuple(each for each in self.steps if each.key in possible | {step.key})
            if step.key in signers or self._can_be_filled(together, signers):
                possible.add(step.key)
            else:
                found.append(Deadlock(step, self._reason(step)))
        return tuple(found)

    def _reason(self, step: Step) -> str:
        people = self.people.get(step.role, frozenset())
        if not people:
            return f"“{step.label}”没有人能签：没有在岗的{step.role}。"
        if people <= self.authors:
            return f"“{step.label}”没有人能签：在岗的{step.role}都是这篇稿件的作者。"
        return f"“{step.label}”没有人能签：须换人签署，而在岗的{step.role}都要用在别的环节。"

    def _candidates(self, step: Step) -> frozenset[Person]:
        return self.people.get(step.role, frozenset()) - self.authors

    def _can_be_filled(self, steps: tuple[Step, ...], signed: Mapping[str, Person]) -> bool:
        """Whether the rest of `steps` can get signers; tries the scarcest step first.

        Plain matching is not enough: two steps that need not differ may share a signer, while
        a later one has to differ from both.
        """
        choices = {
            step.key: self._candidates(step) - _ruled_out(step, steps, signed)
            for step in steps
            if step.key not in signed
        }
        if not choices:
            return True
        scarcest = min(choices, key=lambda key: len(choices[key]))
        return any(
            self._can_be_filled(steps, {**signed, scarcest: person})
            for person in sorted(choices[scarcest], key=str)
        )


def _ruled_out(
    step: Step, steps: Sequence[Step], signed: Mapping[str, Person]
) -> frozenset[Person]:
    """Signers of the steps that this one has to differ from, before it or after it."""
    at = steps.index(step)
    earlier = steps[:at] if step.must_differ_from_earlier_signers else ()
    later = [other for other in steps[at + 1 :] if other.must_differ_from_earlier_signers]
    return frozenset(signed[other.key] for other in (*earlier, *later) if other.key in signed)
