"""Feeds, the site map for machines, and robots.txt."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from gongkai.outbound.channels import queries
from gongkai.outbound.publishing.models import Column, Edition
from gongkai.people.models import Agency
from gongkai.web.pages import agency_or_404, public_address, reading_page

_XML = "application/xml; charset=utf-8"


@reading_page
def agency_feed(request: HttpRequest, agency: str) -> HttpResponse:
    owner = agency_or_404(agency)
    return _feed(
        owner, owner.site_name or owner.name, owner.get_absolute_url(), queries.newest(owner)
    )


@reading_page
def column_feed(request: HttpRequest, agency: str, slug: str) -> HttpResponse:
    owner = agency_or_404(agency)
    column = Column.objects.filter(agency=owner, slug=slug, is_open=True).first()
    if column is None:
        raise Http404
    path = f"{owner.get_absolute_url()}columns/{slug}/"
    title = f"{column.name} - {owner.site_name or owner.name}"
    return _feed(owner, title, path, queries.newest(owner, column))


def _feed(agency: Agency, title: str, path: str, editions: list[Edition]) -> HttpResponse:
    feed = Atom1Feed(
        title=title,
        link=public_address(path),
        description=f"{agency.name}公开的政府信息",
        language="zh-CN",
        author_name=agency.name,
        feed_url=public_address(f"{path}feed.atom"),
        feed_guid=public_address(path),
    )
    for edition in editions:
        address = public_address(edition.record.get_absolute_url())
        feed.add_item(
            title=edition.title,
            link=address,
            unique_id=address,
            description=edition.summary or edition.body_text[:200],
            author_name=edition.record.unit.name,
            pubdate=edition.record.first_published_at,
            updateddate=edition.published_at,
            categories=edition.keywords,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


@reading_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    pages = [
        public_address(reverse("channels:sitemap-page", args=[number]))
        for number in queries.sitemap_pages()
    ]
    return HttpResponse(
        render_to_string("channels/sitemap_index.xml", {"pages": pages}), content_type=_XML
    )


@reading_page
def sitemap_page(request: HttpRequest, number: int) -> HttpResponse:
    if number not in queries.sitemap_pages():
        raise Http404
    places = [
        (public_address(f"/documents/{record}/"), published_at)
        for record, published_at in queries.sitemap_page(number)
    ]
    return HttpResponse(
        render_to_string("channels/sitemap_page.xml", {"places": places}), content_type=_XML
    )


@reading_page
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /office/",
        "Disallow: /search/",
        f"Sitemap: {settings.PUBLIC_ADDRESS}/sitemap.xml",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
