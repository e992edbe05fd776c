"""How a screen reaches a case, and what all of their screens share."""

from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from wagtail.admin import messages

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.obstacles.handling import WORKERS
from gongkai.inbound.cases.obstacles.replying import CLEARERS
from gongkai.inbound.cases.queries import CaseDesk
from gongkai.lawbook.queries import calendar_of
from gongkai.people.models import Role, User
from gongkai.people.queries import roles_of, units_below
from gongkai.people.requests import StaffRequest

OVERSEERS = (*CLEARERS, Role.SUPERVISOR)


def now() -> datetime:
    return timezone.now()


def case_desk(request: StaffRequest) -> CaseDesk:
    """The sender's desk today, made once for a request."""
    made: CaseDesk | None = getattr(request, "_case_desk", None)
    if made is None:
        made = _desk_of(request.user, on=timezone.localdate())
        request._case_desk = made  # type: ignore[attr-defined]
    return made


def _desk_of(user: User, *, on: date) -> CaseDesk:
    below = units_below(user.agency) if user.agency else {}
    worked: set[int] = set()
    cleared: set[int] = set()
    oversees = False
    for standing in roles_of(user, on=on):
        whole = standing.unit_id is None
        units = frozenset(below) if whole else below.get(standing.unit_id or 0, frozenset())
        worked |= units if standing.role in WORKERS else frozenset()
        cleared |= units if standing.role in CLEARERS else frozenset()
        oversees = oversees or standing.role in OVERSEERS
    return CaseDesk(
        user, on, calendar_of(user.agency), frozenset(worked), frozenset(cleared), oversees
    )


def case_for(request: StaffRequest, pk: int) -> Case:
    """The case, if it lies within the person's reach today; otherwise there is none."""
    return get_object_or_404(queries.with_its_story(case_desk(request).readable), pk=pk)


def refused(request: StaffRequest, *why: str) -> HttpResponse:
    return render(request, "people/refused.html", {"obstacles": why}, status=403)


def said(request: StaffRequest, text: str) -> None:
    messages.success(request, text)
