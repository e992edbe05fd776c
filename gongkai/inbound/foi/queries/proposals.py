"""Granted requests to compare, and proposals with the requests behind them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.queries import workable_by
from gongkai.inbound.foi.models import ComparedCase, DisclosureProposal
from gongkai.people.models import Agency, User
from gongkai.people.queries import units_of

FOI = "foi"
# What was given away whole or in part; of anything else nothing could be made public.
GRANTED = ("R-1", "R-2")
YEARS = 2
# How many earlier grants a new one is compared with: subjects only, so that a run stays bounded.
MOST_COMPARED = 3000


@dataclass(frozen=True)
class Named:
    """A granted request as it is compared: its subject, in which lists have masked the numbers."""

    case: int
    subject: str


def _granted(on: date) -> QuerySet[Case]:
    since = on.replace(year=on.year - YEARS, day=min(on.day, 28))
    return Case.objects.filter(
        kind=FOI, outcome__in=GRANTED, closed_on__gte=since, closed_on__lte=on, erased_at=None
    )


def not_compared(agency: Agency, *, on: date) -> QuerySet[Case]:
    """The agency's grants nobody has looked at yet, in the order in which they were given."""
    waiting = _granted(on).filter(agency=agency, compared=None)
    return waiting.defer("text").order_by("closed_on", "id")


def not_compared_agencies(*, on: date) -> list[Agency]:
    waiting = _granted(on).filter(compared=None).order_by().values("agency")
    return list(Agency.objects.filter(pk__in=waiting).order_by("pk"))


def granted_lately(agency: Agency, *, on: date) -> list[Named]:
    """The agency's grants of the last two years, the newest first, as many as are compared."""
    found = _granted(on).filter(agency=agency).order_by("-closed_on", "-id")
    return [Named(*row) for row in found.values_list("pk", "subject")[:MOST_COMPARED]]


def proposals_for(user: User, *, on: date) -> QuerySet[DisclosureProposal]:
    """All of the agency to whoever sees all of it; to a unit its duties and what it answered."""
    found = DisclosureProposal.objects.filter(agency=user.agency_id)
    units = units_of(user, on=on)
    if units is None:
        return found
    answered = ComparedCase.objects.filter(case__unit__in=units).order_by()
    return found.filter(Q(unit__in=units) | Q(pk__in=answered.values("proposal")))


def with_subject(proposals: QuerySet[DisclosureProposal]) -> QuerySet[DisclosureProposal]:
    """Each with what the first request behind it asked for, and how many there are."""
    first = ComparedCase.objects.filter(proposal=OuterRef("pk")).order_by("id")
    return proposals.select_related("unit").annotate(
        subject=Subquery(first.values("case__subject")[:1]), requests=Count("members")
    )


def duties_of(user: User, *, on: date) -> QuerySet[DisclosureProposal]:
    """Accepted proposals the person's units have to make public, the one due first at the top."""
    duties = DisclosureProposal.objects.ticking().filter(agency=user.agency_id)
    units = units_of(user, on=on)
    if units is not None:
        duties = duties.filter(unit__in=units)
    return with_subject(duties).order_by("due_on", "id")


def members_of(proposal: DisclosureProposal, user: User, *, on: date) -> list[tuple[Case, bool]]:
    """The cases behind a proposal, each with whether the person may open it."""
    cases = (
        Case.objects.filter(compared__proposal=proposal).defer("text").order_by("closed_on", "id")
    )
    reached = set(
        workable_by(user, on=on).filter(compared__proposal=proposal).values_list("pk", flat=True)
    )
    return [(case, case.pk in reached) for case in cases]
