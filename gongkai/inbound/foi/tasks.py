"""The timetable: grants are compared once, and what is owed is reckoned by the law as known."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.foi import actions, queries
from gongkai.inbound.foi.actions.reckoning import PROCEEDINGS, PROPOSALS
from gongkai.inbound.foi.models import DisclosureProposal, Proceeding
from gongkai.lawbook.reckoning import Moved, in_batches, keeps
from gongkai.ledger.actions import Refused
from gongkai.people.models import User
from gongkai.rules.annual_report.proceedings import ProceedingKind
from gongkai.timetable.rounds import every

ANSWERS = {
    kind.answer_clock(is_summary=summary) for kind in ProceedingKind for summary in (False, True)
}


@keeps(ANSWERS, label=PROCEEDINGS, url_name="foi:proceedings")
def reckon_proceedings(*, by: User | None, at: datetime) -> list[Moved]:
    return in_batches(Proceeding.objects.ticking(), actions.reckon_proceedings, by=by, at=at)


@keeps([DisclosureProposal.clock_kind], label=PROPOSALS, url_name="foi:proposals")
def reckon_proposals(*, by: User | None, at: datetime) -> list[Moved]:
    return in_batches(DisclosureProposal.objects.ticking(), actions.reckon_proposals, by=by, at=at)


@every(seconds=60)
def recompute_outdated(at: datetime) -> int:
    """What nobody waited for: a new release of the law, or a change cut short."""
    return len(reckon_proceedings(by=None, at=at)) + len(reckon_proposals(by=None, at=at))


@every(seconds=600)
def compare_grants(at: datetime) -> int:
    """One batch of each agency a round; what is left waits for the next."""
    raised = 0
    for agency in queries.not_compared_agencies(on=localdate(at)):
        try:
            raised += len(actions.compare(agency, by=None, at=at))
        except Refused:
            continue
    return raised
