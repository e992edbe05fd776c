"""A guide through the gate: its text, its doubts, its public page."""

import pytest
from django.test import Client

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Finding
from gongkai.rules.guides.service_guides import Basis
from tests.factories.guides import drafted_guide, published_guide, service_guide
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT, EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau()


def test_the_text_says_everything_a_visitor_needs(bureau: Bureau) -> None:
    edition = drafted_guide(bureau)
    assert edition.title == "道路普通货物运输经营许可办事指南"
    guide = service_guide()
    for said in (
        *guide.conditions,
        *(one.name for one in guide.materials),
        *(one.name for one in guide.process),
        *(one.price for one in guide.fees),
        guide.places[0].address,
        guide.enquiries[0].phone,
        guide.complaints[0].phone,
        guide.questions[0].answer,
    ):
        assert said in edition.body_text


def test_a_complete_guide_has_no_doubts_that_block(bureau: Bureau) -> None:
    edition = drafted_guide(bureau)
    actions.check(edition, by=bureau.clerk, at=AT)
    found = Finding.objects.filter(run__edition=edition, severity="block")
    assert [one.message for one in found] == []


def test_a_basis_that_is_over_on_this_site_stands_in_the_way(bureau: Bureau) -> None:
    law = EditionFactory(
        bureau=bureau, stage="published", description={"validity": Edition.Validity.REPEALED}
    )
    basis = Basis(name="《示例办法》", article="第一条", record=law.record_id)
    edition = drafted_guide(bureau, basis=(basis,))
    actions.check(edition, by=bureau.clerk, at=AT)
    found = Finding.objects.get(run__edition=edition, label="basis.1.record")
    assert found.severity == "block"
    assert "已经失效或者废止" in found.message


def test_the_public_page_of_a_guide_answers(bureau: Bureau, client: Client) -> None:
    record = published_guide(bureau)
    page = client.get(record.get_absolute_url())
    assert page.status_code == 200
    assert "每证10元" in page.content.decode()
