"""The due dates of what the agency owes here, by the law as it is known."""

from datetime import date

from gongkai.inbound.foi.models import DisclosureProposal, Proceeding
from gongkai.lawbook.queries import Law
from gongkai.rules.clocks.deadlines import Clock, Event, run
from gongkai.rules.clocks.kinds import RECEIVED

Owed = Proceeding | DisclosureProposal


def due_by(kind: str, on: date, law: Law) -> Clock:
    """A clock that nothing stops but the thing itself."""
    return run(kind, [Event(RECEIVED, on)], law.calendar, terms=law.terms)


def clock_of(owed: Owed, law: Law) -> Clock:
    return due_by(owed.clock_kind, owed.starts_on, law)
