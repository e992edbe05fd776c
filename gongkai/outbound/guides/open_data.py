"""Guides as open data: what is public, for machines, at addresses that stay."""

from django.http import HttpRequest, HttpResponse

from gongkai.outbound.guides import exchanging, live
from gongkai.outbound.guides.exchanging import file_answer
from gongkai.outbound.guides.live import LiveGuide
from gongkai.outbound.guides.views import guide_page
from gongkai.web.pages import agency_or_404, reading_page


@reading_page
def all_guides(request: HttpRequest, agency: str) -> HttpResponse:
    """Every public guide of an agency."""
    owner = agency_or_404(agency)
    guides = [live.live_guide(record) for record in live.guides_of(owner)]
    return file_answer(exchanging.all_as_json(owner, guides), f"{owner.slug}-guides", "json")


@guide_page
def guide_json(request: HttpRequest, shown: LiveGuide) -> HttpResponse:
    return file_answer(exchanging.as_file(shown.guide, "json"), shown.edition.title[:60], "json")


@guide_page
def guide_xlsx(request: HttpRequest, shown: LiveGuide) -> HttpResponse:
    return file_answer(exchanging.as_file(shown.guide, "xlsx"), shown.edition.title[:60], "xlsx")
