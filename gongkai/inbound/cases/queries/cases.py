"""Cases: their clocks, who has them in hand, and who may work on which."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from gongkai.inbound.cases.models import Case, CaseEvent, Holding
from gongkai.lawbook.queries import Law
from gongkai.lawbook.reckoning import Moved
from gongkai.people.models import Agency, User
from gongkai.people.queries import units_of
from gongkai.rules.cases import Sender
from gongkai.rules.clocks.deadlines import Clock, Event, run
from gongkai.rules.clocks.kinds import RECEIVED, channels, clock_kind


def clock_of_case(case: Case, events: Sequence[CaseEvent], law: Law) -> Clock:
    """The clock of a case after its events; raises what the law does not allow."""
    kind = case.ruled.clock
    by_channel = clock_kind(kind).by_channel and case.channel in channels()
    return run(
        kind,
        [Event(event.name, event.on, event.days) for event in events],
        law.calendar,
        terms=law.terms,
        channel=case.channel if by_channel else "",
    )


def notify_clock_of(case: Case, law: Law) -> Clock | None:
    """By when the sender is told whether an open case is taken up; none where no term is set."""
    if not case.ruled.notify or case.closed_on is not None:
        return None
    received = [Event(RECEIVED, case.received_on)]
    return run(case.ruled.notify, received, law.calendar, terms=law.terms)


def events_of(cases: Iterable[Case]) -> dict[int, list[CaseEvent]]:
    """The events of each case by its id, in one query."""
    found: dict[int, list[CaseEvent]] = {case.pk: [] for case in cases}
    for event in CaseEvent.objects.filter(case__in=list(found)):
        found[event.case_id].append(event)
    return found


def holding_of(case: Case) -> Holding | None:
    """Who has the case in hand; none while nobody has taken it up."""
    return case.holdings.in_hand().first()


def offered(case: Case) -> Holding | None:
    """Whom the case waits for: an offer neither accepted nor declined."""
    return case.holdings.offered().first()


def workable_by(user: User, *, on: date) -> QuerySet[Case]:
    """Cases of the person's units, those they hold or are offered, and those they took in first."""
    units = units_of(user, on=on)
    cases = Case.objects.filter(agency=user.agency_id)
    if units is None:
        return cases
    theirs = Holding.objects.standing().filter(Q(user=user) | Q(unit__in=units))
    return cases.filter(
        Q(unit__in=units) | Q(first_receiver=user) | Q(pk__in=theirs.values("case"))
    )


def known_by(sender: Sender) -> str:
    """By what the same sender is known again, without being read; empty for the nameless."""
    name = sender.organisation or sender.name
    if not name:
        return ""
    said = "\x1f".join((name.strip(), sender.identity_number.strip().upper()))
    return salted_hmac("gongkai.cases.sender", said, algorithm="sha256").hexdigest()


def moved(case: Case, agency: Agency, before: date | None) -> Moved:
    return Moved(
        label=case.ruled.name,
        number=case.number,
        agency=agency.name,
        before=before,
        after=case.due_on,
        provisional=case.due_provisional,
    )
