"""Pages without a document of their own, and the words shown when something is wrong."""

import pytest
from django.test import Client, RequestFactory

from gongkai.web import errors
from tests.factories.people import Bureau

SITE = ["/", "/search/", "/favourites/", "/accessibility/", "/sitemap/"]
AGENCY = ["", "catalogue/", "services/", "ask/", "follow/", "oversight/"]


def test_every_page_opens_alone_and_on_an_empty_installation(client: Client, db: None) -> None:
    for address in SITE:
        assert client.get(address).status_code == 200, address


def test_every_page_of_an_agency_opens_before_anything_is_published(
    client: Client, bureau: Bureau
) -> None:
    for address in [*SITE, *(f"/{bureau.agency.slug}/{page}" for page in AGENCY)]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies, address
        assert "Cookie" not in answer.get("Vary", ""), address


def test_no_page_has_inline_script_or_style(client: Client, bureau: Bureau) -> None:
    for address in [*SITE, *(f"/{bureau.agency.slug}/{page}" for page in AGENCY)]:
        shown = client.get(address).content.decode()
        assert "<script>" not in shown, address
        assert "<style" not in shown, address
        assert " style=" not in shown, address
        assert " onclick=" not in shown, address


def test_unknown_agencies_are_not_found(client: Client, db: None) -> None:
    for page in AGENCY:
        assert client.get(f"/nobody/{page}").status_code == 404


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda request: errors.bad_request(request), 400),
        (lambda request: errors.forbidden(request), 403),
        (lambda request: errors.not_found(request), 404),
        (lambda request: errors.gone(), 410),
        (lambda request: errors.too_many(request), 429),
        (lambda request: errors.failed(request), 500),
    ],
    ids=["400", "403", "404", "410", "429", "500"],
)
def test_error_pages_need_no_database_and_say_what_to_do(view: object, status: int) -> None:
    answer = view(RequestFactory().get("/"))
    assert answer.status_code == status
    assert "可以这样做" in answer.content.decode()
