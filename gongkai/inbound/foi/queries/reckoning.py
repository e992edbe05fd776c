"""The due dates of what the agency owes here, by the law as it is known."""

from datetime import date

from gongkai.inbound.cases.queries import Standing
from gongkai.inbound.cases.queries.standing import standing_to
from gongkai.inbound.foi.models import DisclosureProposal, Proceeding
from gongkai.lawbook.queries import Law
from gongkai.rules.clocks.deadlines import Clock, Event, run
from gongkai.rules.clocks.kinds import RECEIVED
from gongkai.rules.workdays import WorkCalendar

Owed = Proceeding | DisclosureProposal


def standing_of(owed: Owed, calendar: WorkCalendar, *, on: date) -> Standing | None:
    """How it stands to its day; none where nothing is owed any more, or not yet."""
    if not owed.is_ticking or owed.due_on is None:
        return None
    return standing_to(owed.due_on, calendar, on=on, is_provisional=owed.due_provisional)


def clock_of(owed: Owed, law: Law) -> Clock:
    """A clock that nothing stops but the thing itself."""
    happened = [Event(RECEIVED, owed.starts_on)]
    return run(owed.clock_kind, happened, law.calendar, terms=law.terms)
