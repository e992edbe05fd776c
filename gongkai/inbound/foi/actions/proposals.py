"""转主动公开: proposed, accepted as a duty of a unit, dismissed, done by a public record."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.models import Case
from gongkai.inbound.foi import obstacles, queries
from gongkai.inbound.foi.models import ComparedCase, DisclosureProposal
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Unit, User
from gongkai.rules.gate.masking import mask

State = DisclosureProposal.State


def _locked(proposal: DisclosureProposal) -> DisclosureProposal:
    return (
        DisclosureProposal.objects.select_for_update(of=("self",))
        .select_related("agency", "unit")
        .get(pk=proposal.pk)
    )


@action
def propose(case: Case, *, by: User, at: datetime) -> DisclosureProposal:
    """Takes what one case suggests to the openness office, which decides."""
    case = lock(case)
    compared = ComparedCase.objects.filter(case=case).select_related("proposal").first()
    behind = compared.proposal if compared else None
    refuse_if(obstacles.to_proposing(case, behind, by=by, on=localdate(at)))
    proposal = DisclosureProposal.objects.create(agency=case.agency, raised_at=at, raised_by=by)
    compared = compared or ComparedCase(case=case, at=at)
    compared.proposal = proposal
    compared.save()
    record("proposal.raised", proposal, agency=case.agency, by=by, at=at, cases=[case.pk])
    return proposal


@action
def accept(
    proposal: DisclosureProposal, *, unit: Unit, title: str, reason: str, by: User, at: datetime
) -> DisclosureProposal:
    """Makes it a duty of a unit, with the statutory term from this day (条例 art. 26)."""
    proposal = _locked(proposal)
    refuse_if(
        obstacles.to_accepting(
            proposal, unit=unit, title=title, reason=reason, by=by, on=localdate(at)
        )
    )
    law = law_of(proposal.agency)
    proposal.unit, proposal.title = unit, mask(title.strip())
    _decide(proposal, State.ACCEPTED, reason, by=by, at=at)
    clock = queries.clock_of(proposal, law)
    proposal.due_on, proposal.due_provisional = clock.due_on, clock.provisional
    proposal.due_version = law.version
    proposal.save()
    record(
        "proposal.accepted",
        proposal,
        agency=proposal.agency,
        by=by,
        at=at,
        unit=unit.pk,
        due_on=proposal.due_on,
    )
    return proposal


@action
def dismiss(
    proposal: DisclosureProposal, *, reason: str, by: User, at: datetime
) -> DisclosureProposal:
    """Says why it is not made public to all; later requests for it find this answer."""
    proposal = _locked(proposal)
    refuse_if(obstacles.to_dismissing(proposal, reason=reason, by=by, on=localdate(at)))
    _decide(proposal, State.DISMISSED, reason, by=by, at=at)
    proposal.save()
    record("proposal.dismissed", proposal, agency=proposal.agency, by=by, at=at)
    return proposal


def _decide(
    proposal: DisclosureProposal, state: State, reason: str, *, by: User, at: datetime
) -> None:
    proposal.state, proposal.reason = state, mask(reason.strip())
    proposal.decided_by, proposal.decided_at = by, at


@action
def finish(
    proposal: DisclosureProposal, published: Record, *, by: User, at: datetime
) -> DisclosureProposal:
    """Names the record in which everybody can now read it."""
    proposal = _locked(proposal)
    published = Record.objects.select_for_update(of=("self",)).get(pk=published.pk)
    refuse_if(obstacles.to_finishing(proposal, published, by=by, on=localdate(at)))
    proposal.state, proposal.record = State.DONE, published
    proposal.done_by, proposal.done_at = by, at
    proposal.save(update_fields=["state", "record", "done_by", "done_at"])
    record("proposal.done", proposal, agency=proposal.agency, by=by, at=at, record=published.pk)
    return proposal
