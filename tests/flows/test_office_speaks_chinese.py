"""No English of the shell is left on any screen an officer meets."""

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.utils import timezone

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.intake import report_of
from gongkai.people.models import User
from tests.factories.people import Bureau, LeaveFactory
from tests.factories.publishing import EditionFactory

# Names of formats and programs, commands, field names of a template, keys of a keyboard.
KNOWN = frozenset(
    {
        "word", "docx", "doc", "wps", "pdf", "ofd", "excel", "ppt", "icp",
        "gongkai", "serve", "worker", "ctrl", "shift", "alt", "cmd", "enter", "esc",
        "credit_code", "region", "unit", "category", "year", "month", "day", "serial",
    }
)  # fmt: skip
WORD = re.compile(r"[A-Za-z_]{3,}")
READ_ALOUD = ("aria-label", "title", "placeholder", "alt")


def spoken(html: str) -> Iterator[str]:
    """What a page shows or reads aloud, and what its menu will."""
    tree = lxml.html.fromstring(html)
    for script in tree.xpath("//script[@id='wagtail-sidebar-props']"):
        yield from _labels(json.loads(script.text))
    for gone in tree.xpath("//script | //style | //code | //kbd | //svg"):
        gone.drop_tree()
    yield from tree.xpath("//body//text()")
    for name in READ_ALOUD:
        yield from tree.xpath(f"//@{name}")


def _labels(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "label" and isinstance(inner, str):
                yield inner
            yield from _labels(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _labels(inner)


def english(html: str, *names: str) -> set[str]:
    """Words that are neither Chinese nor known nor part of a name."""
    known = KNOWN | {name.lower() for name in names}
    words = {word.lower() for text in spoken(html) for word in WORD.findall(text)}
    return words - known


@pytest.fixture
def names(bureau: Bureau) -> list[str]:
    people = User.objects.filter(agency=bureau.agency).values_list("username", flat=True)
    return WORD.findall(f"{' '.join(people)} {bureau.agency.slug} column")


def test_the_sign_in_page(client: Client, db: None) -> None:
    assert english(client.get("/office/login/").content.decode()) == set()
    refused = client.post("/office/login/", {"username": "nobody", "password": "x"})
    assert english(refused.content.decode(), "nobody") == set()


def test_the_writers_and_reviewers_screens(
    bureau: Bureau, client: Client, names: list[str]
) -> None:
    stages = ("draft", "returned", "submitted", "cleared", "published", "withdrawn")
    editions = [EditionFactory(bureau=bureau, at=timezone.now(), stage=one) for one in stages]
    today, reason = timezone.localdate(), "泄露个人信息"
    new = report_of(editions[4].record, reason=reason, text="第二段有号码。", received_on=today)
    case = actions.receive(new, seed="a" * 32, by=None, at=timezone.now())
    addresses = [
        "/office/", "/office/mine/", "/office/to-review/", "/office/published/",
        "/office/published/?state=withdrawn", "/office/cases/?tab=offered",
        f"/office/cases/{case.pk}/", "/office/account/", "/office/upload/",
        "/office/write/", "/office/nothing-here/",
    ]  # fmt: skip
    for edition in editions:
        home = f"/office/editions/{edition.pk}/"
        screens = ("", "text/", "findings/", "facts/", "submit/", "review/", "annex/", "write/")
        addresses += [f"{home}{screen}" for screen in screens]
    for person in (bureau.clerk, bureau.head, bureau.office, bureau.leader):
        client.force_login(person)
        for address in addresses:
            html = client.get(address, follow=True).content.decode()
            assert english(html, *names) == set(), address


def test_the_operators_screens(bureau: Bureau, client: Client, names: list[str]) -> None:
    EditionFactory(bureau=bureau, at=timezone.now())
    leave = LeaveFactory(user=bureau.head, cover=bureau.office)
    client.force_login(bureau.operator)
    rows = {
        "agency": bureau.agency.pk,
        "units": bureau.unit.pk,
        "staff": bureau.clerk.pk,
        "roles": bureau.clerk.role_holdings.get().pk,
        "leave": leave.pk,
        "columns": bureau.agency.column_set.get().pk,
        "steps": bureau.agency.reviewstep_set.first().pk,
    }
    for name, pk in rows.items():
        for address in (f"/office/{name}/", f"/office/{name}/{pk}/", f"/office/{name}/?q=zzz"):
            html = client.get(address).content.decode()
            assert english(html, *names, "zzz") == set(), address
        refused = client.post(f"/office/{name}/{pk}/", {})
        assert english(refused.content.decode(), *names) == set(), name
        if name != "agency":
            html = client.get(f"/office/{name}/new/").content.decode()
            assert english(html, *names) == set(), name
