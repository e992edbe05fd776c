"""Feeds, site map and robots.txt, as machines read them."""

from django.test import Client
from lxml import etree

from tests.factories.people import Bureau
from tests.factories.publishing import ColumnFactory, EditionFactory

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_the_feed_carries_what_is_public(client: Client, bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, published=True, title="甲 & 乙")
    EditionFactory(bureau=bureau, submitted=True, title="未审定")
    EditionFactory(bureau=bureau, withdrawn=True, title="已撤下")
    answer = client.get(f"/{bureau.agency.slug}/feed.atom")
    feed = etree.fromstring(answer.content)
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["甲 & 乙"]
    assert feed.xpath("a:entry/a:id/text()", namespaces=ATOM) == [
        f"http://testserver/documents/{edition.record_id}/"
    ]


def test_a_columns_feed_carries_that_column_only(client: Client, bureau: Bureau) -> None:
    column = ColumnFactory(agency=bureau.agency, slug="news")
    EditionFactory(bureau=bureau, published=True, title="在内", columns=[column])
    other = ColumnFactory(agency=bureau.agency)
    EditionFactory(bureau=bureau, published=True, title="在外", columns=[other])
    feed = etree.fromstring(client.get(f"/{bureau.agency.slug}/columns/news/feed.atom").content)
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["在内"]
    assert client.get(f"/{bureau.agency.slug}/columns/none/feed.atom").status_code == 404


def test_the_site_map_lists_what_is_public(client: Client, bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, published=True)
    EditionFactory(bureau=bureau, withdrawn=True)
    index = etree.fromstring(client.get("/sitemap.xml").content)
    (page,) = index.xpath("//s:loc/text()", namespaces=MAP)
    places = etree.fromstring(client.get(page.removeprefix("http://testserver")).content)
    assert places.xpath("//s:loc/text()", namespaces=MAP) == [
        f"http://testserver/documents/{edition.record_id}/"
    ]
    assert client.get("/sitemap-99.xml").status_code == 404


def test_an_empty_site_has_an_empty_map(client: Client, db: None) -> None:
    assert client.get("/sitemap.xml").status_code == 200


def test_robots_are_kept_out_of_the_office(client: Client, db: None) -> None:
    shown = client.get("/robots.txt").content.decode()
    assert "Disallow: /office/" in shown
    assert "Sitemap: http://testserver/sitemap.xml" in shown
