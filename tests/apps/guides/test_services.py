"""The list of services: by name, with time and fee, found by a word, empty with a reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.outbound.publishing import actions
from tests.apps.guides.test_guide_page import words
from tests.factories.guide_sheets import public_guide
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT
from tests.rules.test_guides import GUIDE

pytestmark = pytest.mark.django_db
Shown = Callable[..., str]


@pytest.fixture
def services(client: Client, bureau: Bureau) -> Shown:
    def shown(**query: str) -> str:
        return client.get(f"/{bureau.agency.slug}/services/", query).content.decode()

    return shown


def test_services_stand_by_name_with_time_and_fee(services: Shown, bureau: Bureau) -> None:
    for name in ("丙许可", "甲许可"):
        public_guide(bureau, replace(GUIDE, name=name))
    shown = words(services())
    assert "甲许可办事指南承诺件承诺时限：10个工作日收费：不收费我要带什么" in shown


def test_a_word_finds_a_service(services: Shown, bureau: Bureau) -> None:
    public_guide(bureau, replace(GUIDE, name="客运许可"))
    public_guide(bureau, replace(GUIDE, name="货运许可"))
    found = words(services(q="货运"))
    assert "名称里有“货运”的事项共1项" in found
    assert "客运许可承诺件" not in found
    assert "没有名称里有“水运”的事项" in words(services(q="水运"))
    for hostile in ("%", "_", "\x00", "<script>", "字" * 500):
        assert "<script>字" not in services(q=hostile)


def test_only_what_is_public_here_is_listed(services: Shown, bureau: Bureau) -> None:
    withdrawn = public_guide(bureau, replace(GUIDE, name="撤下的许可"))
    actions.withdraw(withdrawn.record, reason="事项已经取消。", by=bureau.office, at=AT)
    public_guide(staffed_bureau(), replace(GUIDE, name="别处的许可"))
    shown = services()
    assert "撤下的许可" not in shown
    assert "别处的许可" not in shown
    assert "目前还没有公布办事指南" in shown


def test_a_longer_list_asks_no_more_questions_and_is_turned(
    services: Shown, bureau: Bureau
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            services()
        return len(asked)

    public_guide(bureau)
    one = cost()
    for at in range(9):
        public_guide(bureau, replace(GUIDE, name=f"第{at}项许可"))
    assert cost() == one
    assert "第1页，共" not in services()
