"""How a screen reaches a year, and what a person may do with its report today."""

from datetime import date

from django.http import Http404
from django.utils import timezone

from gongkai.oversight.reports import queries
from gongkai.people.models import Agency
from gongkai.people.requests import StaffRequest


def today() -> date:
    return timezone.localdate()


def own_agency(request: StaffRequest) -> Agency:
    """The person's agency, if they may see what it has not published yet."""
    if request.user.agency is None or not queries.may_read(request.user, on=today()):
        raise Http404
    return request.user.agency


def year_of(asked: str) -> int:
    """A year that has begun; of any other there is no report."""
    if not (len(asked) == 4 and asked.isascii() and asked.isdigit()):
        raise Http404
    if not queries.EARLIEST <= int(asked) <= today().year:
        raise Http404
    return int(asked)
