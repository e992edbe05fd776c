"""Reckoning what is owed here anew when the law as known has changed."""

from collections.abc import Sequence
from datetime import datetime

from gongkai.inbound.foi import obstacles, queries
from gongkai.inbound.foi.models import DisclosureProposal, Proceeding
from gongkai.inbound.foi.queries.reckoning import Owed
from gongkai.lawbook.queries import Law, law_of
from gongkai.lawbook.reckoning import Moved
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import Agency, User

AT_ONCE = 500
RECKONED = ["due_on", "due_provisional", "due_version"]
PROCEEDINGS, PROPOSALS = "复议、诉讼的答复", "转主动公开"


@action
def reckon_proceedings(agency: Agency, *, by: User | None, at: datetime) -> list[Moved]:
    """Reckons the terms to answer 复议 and 诉讼 by the law as it is known now."""
    law = law_of(agency)
    stale = Proceeding.objects.ticking().filter(agency=agency).exclude(due_version=law.version)
    stale = stale.select_related("case").select_for_update(of=("self",))
    rows = list(stale.order_by("id")[:AT_ONCE])
    refuse_if(obstacles.to_reckoning(rows))
    moved = _reckoned(rows, agency, law, label=PROCEEDINGS)
    Proceeding.objects.bulk_update(rows, RECKONED)
    for one, change in moved:
        record(
            "proceeding.due-moved", one, agency=agency, by=by, at=at,
            before=change.before, after=change.after, provisional=change.provisional,
        )  # fmt: skip
    record(
        "agency.proceedings-reckoned", agency, agency=agency, by=by, at=at,
        version=law.version, proceedings=len(rows), moved=len(moved),
    )  # fmt: skip
    return [change for _, change in moved]


@action
def reckon_proposals(agency: Agency, *, by: User | None, at: datetime) -> list[Moved]:
    """Reckons by when accepted proposals have to be public, by the law as it is known now."""
    law = law_of(agency)
    stale = DisclosureProposal.objects.ticking().filter(agency=agency)
    stale = stale.exclude(due_version=law.version).select_for_update(of=("self",))
    rows = list(stale.order_by("id")[:AT_ONCE])
    refuse_if(obstacles.to_reckoning(rows))
    moved = _reckoned(rows, agency, law, label=PROPOSALS)
    DisclosureProposal.objects.bulk_update(rows, RECKONED)
    for one, change in moved:
        record(
            "proposal.due-moved", one, agency=agency, by=by, at=at,
            before=change.before, after=change.after, provisional=change.provisional,
        )  # fmt: skip
    record(
        "agency.proposals-reckoned", agency, agency=agency, by=by, at=at,
        version=law.version, proposals=len(rows), moved=len(moved),
    )  # fmt: skip
    return [change for _, change in moved]


def _reckoned(
    rows: Sequence[Owed], agency: Agency, law: Law, *, label: str
) -> list[tuple[Owed, Moved]]:
    """Sets the due dates of locked rows; those that are another day now, with what they were."""
    moved = []
    for one in rows:
        before, clock = one.due_on, queries.clock_of(one, law)
        one.due_on, one.due_provisional = clock.due_on, clock.provisional
        one.due_version = law.version
        if one.due_on != before:
            change = Moved(
                label=label,
                number=str(one),
                agency=agency.name,
                before=before,
                after=one.due_on,
                provisional=one.due_provisional,
            )
            moved.append((one, change))
    return moved
