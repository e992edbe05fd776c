"""What a reviewer of a guide is told: the change itself, in a sentence."""

import pytest
from django.test import Client

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition
from gongkai.rules.guides.plain import said_of
from gongkai.rules.guides.service_guides import Fee
from tests.factories.guides import published_guide, service_guide
from tests.factories.people import staffed_bureau
from tests.factories.publishing import AT, describe

pytestmark = pytest.mark.django_db


def test_a_reviewer_reads_what_changed_in_plain_words(client: Client) -> None:
    bureau = staffed_bureau()
    live = published_guide(bureau).live_edition
    assert live is not None
    edition = actions.revise(live, by=bureau.clerk, at=AT)
    fees = (Fee(name="道路运输经营许可证工本费", price="每证8元", basis="《示例省条例》第十条"),)
    said = said_of(service_guide(fees=fees))
    edition = actions.fill_in(edition, said, by=bureau.clerk, at=AT)
    columns = [one.column for one in edition.placements.select_related("column")]
    edition = describe(edition, bureau, columns, change_note="收费标准调整。")
    actions.check(edition, by=bureau.clerk, at=AT)
    actions.submit(
        edition, release=Edition.Release.BY_HAND, release_at=None, by=bureau.clerk, at=AT
    )
    client.force_login(bureau.head)
    page = client.get(f"/office/editions/{edition.pk}/review/").content.decode()
    assert "收费项目“道路运输经营许可证工本费”的收费标准由“每证10元”改为“每证8元”。" in page
