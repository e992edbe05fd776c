"""Papers and files that were given out, for whoever has shown the code of the case."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.inbound.cases import passes, queries
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.sending import as_download
from gongkai.inbound.cases.views.following import expired
from gongkai.web.pages import agency_or_404


@never_cache
@require_safe
def given_file(request: HttpRequest, agency: str, ticket: str, file: int) -> HttpResponse:
    """Only what was sent with this case's reply; everything else is not there."""

    def found(case: Case) -> HttpResponse:
        given = get_object_or_404(queries.given_to_sender(case), pk=file)
        return as_download(given.content(), name=given.name)

    return _opened(agency, ticket, found)


@never_cache
@require_safe
def paper(request: HttpRequest, agency: str, ticket: str, reply: int) -> HttpResponse:
    """A letter as it was given out."""

    def found(case: Case) -> HttpResponse:
        sent = get_object_or_404(queries.given_out(case), pk=reply)
        if sent.paper is None:
            raise Http404
        return as_download(sent.paper.content(), name=f"{sent.called}{case.number}.pdf")

    return _opened(agency, ticket, found)


def _opened(agency: str, ticket: str, found: Callable[[Case], HttpResponse]) -> HttpResponse:
    owner = agency_or_404(agency)
    try:
        case = passes.followed(ticket, owner)
    except passes.PassExpired:
        return expired(owner, "")
    return found(case)
