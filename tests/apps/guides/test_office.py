"""The office of guides: every element is typed once, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Elements
from gongkai.rules.guides.plain import guide_of, said_of
from gongkai.rules.guides.service_guides import Material, ServiceGuide, Term
from tests.factories.guides import drafted_guide, published_guide, service_guide
from tests.factories.people import Bureau, staffed_bureau

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau()


@pytest.fixture
def clerk(bureau: Bureau, client: Client) -> Client:
    client.force_login(bureau.clerk)
    return client


def _address(edition: Edition) -> str:
    return f"/office/editions/{edition.pk}/guide/"


def _as_sent(page: Any) -> dict[str, str]:
    """What a browser sends of the form when nothing is changed."""
    (form,) = html.fromstring(page.content).xpath("//form[contains(@class, 'guide-form')]")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def _guide(edition: Edition) -> ServiceGuide:
    return guide_of(Elements.objects.get(edition=edition).said)


def test_saving_an_untouched_form_changes_nothing(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(bureau)
    before = _guide(edition)
    answer = clerk.post(_address(edition), _as_sent(clerk.get(_address(edition))))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/editions/{edition.pk}/findings/")
    assert _guide(edition) == before


def test_a_changed_element_is_kept_and_its_text_follows(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(bureau)
    sent = _as_sent(clerk.get(_address(edition)))
    sent |= {"promised_limit.number": "7", "fees-0-price": "每证8元", "then": "stay"}
    answer = clerk.post(_address(edition), sent)
    assert answer["Location"] == _address(edition)
    guide = _guide(edition)
    assert guide.promised_limit == Term(number=7)
    assert guide.fees[0].price == "每证8元"
    edition.refresh_from_db()
    assert "每证8元" in edition.body_text


def test_a_row_is_added_without_losing_what_was_typed(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(bureau)
    sent = _as_sent(clerk.get(_address(edition))) | {"name": "改了一半的名称", "add": "materials"}
    page = clerk.post(_address(edition), sent)
    assert page.status_code == 200
    again = _as_sent(page)
    assert again["name"] == "改了一半的名称"
    assert again["materials-TOTAL_FORMS"] == "3"
    assert _guide(edition).name == service_guide().name
    clerk.post(_address(edition), again | {"materials-2-name": "安全生产管理制度文本"})
    assert [one.name for one in _guide(edition).materials][-1] == "安全生产管理制度文本"


def test_rows_are_moved_and_taken_away(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(bureau)
    sent = _as_sent(clerk.get(_address(edition)))
    sent |= {"process-0-ORDER": "9", "process-1-DELETE": "on"}
    clerk.post(_address(edition), sent)
    assert [step.name for step in _guide(edition).process] == ["决定", "送达", "受理"]


def test_a_fault_is_told_and_everything_typed_comes_back(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(bureau)
    sent = _as_sent(clerk.get(_address(edition)))
    sent |= {"materials-1-copies": "两份", "quantity_limit": "全市不超过三家"}
    page = clerk.post(_address(edition), sent)
    assert page.status_code == 422
    assert "申请材料第2行的份数" in page.content.decode()
    assert _as_sent(page)["quantity_limit"] == "全市不超过三家"
    assert _as_sent(page)["materials-1-copies"] == "两份"


def test_doubts_stand_beside_their_element(bureau: Bureau, clerk: Client) -> None:
    edition = drafted_guide(
        bureau, materials=(Material(name="其他材料"),), promised_limit=Term(number=25)
    )
    page = html.fromstring(clerk.get(_address(edition)).content)
    (name,) = page.xpath("//*[@id='element-materials.1.name']")
    assert "兜底" in name.text_content()
    (limit,) = page.xpath("//*[@id='element-promised_limit.number']")
    assert "长于法定时限" in limit.text_content()


def test_fifty_materials_fit_into_the_form(bureau: Bureau, clerk: Client) -> None:
    materials = tuple(Material(name=f"第{n}项材料", copies=1) for n in range(50))
    edition = drafted_guide(bureau, materials=materials)
    answer = clerk.post(_address(edition), _as_sent(clerk.get(_address(edition))))
    assert answer.status_code == 302
    assert _guide(edition).materials == materials


def test_a_new_guide_starts_empty_or_from_another(bureau: Bureau, clerk: Client) -> None:
    live = published_guide(bureau, task_code="1")
    sent = {"name": "道路旅客运输站经营许可", "unit": bureau.unit.pk, "model": ""}
    clerk.post("/office/guides/start/", sent)
    clerk.post("/office/guides/start/", sent | {"model": live.live_edition_id})
    empty, copied = Elements.objects.filter(edition__live_record=None).order_by("edition")
    assert guide_of(empty.said) == ServiceGuide(
        name="道路旅客运输站经营许可", agency=bureau.agency.name
    )
    assert guide_of(copied.said).conditions == service_guide().conditions
    assert "task_code" not in copied.said
    assert clerk.post("/office/guides/start/", {"unit": "x"}).status_code == 422


def test_the_list_shows_each_guide_once(bureau: Bureau, clerk: Client) -> None:
    live = published_guide(bureau)
    assert live.live_edition is not None
    actions.revise(live.live_edition, by=bureau.clerk, at=live.first_published_at)
    drafted_guide(bureau, name="水路运输业务经营许可")
    page = html.fromstring(clerk.get("/office/guides/").content)
    assert len(page.xpath("//li[contains(@class, 'gk-row')]")) == 2


def test_a_guide_sent_to_review_is_not_written_on(bureau: Bureau, clerk: Client) -> None:
    live = published_guide(bureau)
    address = f"/office/editions/{live.live_edition_id}/guide/"
    page = clerk.get(address)
    assert "保存并检查" not in page.content.decode()
    sent = _as_sent(page) | {"quantity_limit": "改掉"}
    assert clerk.post(address, sent).status_code == 422
    assert said_of(service_guide())["quantity_limit"] == "无"


def test_another_agency_finds_no_such_guide(bureau: Bureau, client: Client) -> None:
    edition = drafted_guide(bureau)
    client.force_login(staffed_bureau(slug="bieju").clerk)
    assert client.get(_address(edition)).status_code == 404
    assert client.post(_address(edition), {}).status_code == 404
