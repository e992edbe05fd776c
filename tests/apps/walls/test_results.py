"""The results of a quarter hang on the wall as they are shown today, and no longer."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from gongkai.outbound.decisions import actions
from gongkai.outbound.decisions.models import Decision
from gongkai.outbound.walls.sources import Period, results
from tests.factories.decisions import ADULT, AT, penalty, person, published_batch
from tests.factories.people import Bureau, staffed_bureau

pytestmark = pytest.mark.django_db
QUARTER = Period(2026, 3)


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau(slug="shili")


def test_a_decision_hangs_with_its_party_masked(bureau: Bureau) -> None:
    published_batch(bureau, [penalty(1), person(2)])
    rows = results(bureau.agency, QUARTER, on=AT.date())
    assert {row.number for row in rows} == {"示交罚〔2026〕1号", "示交罚〔2026〕2号"}
    assert {row.matter for row in rows} == {"行政处罚"}
    assert {row.party for row in rows} == {"示例市第1运输有限公司", "黄某某"}
    assert ADULT not in str(rows)
    assert results(bureau.agency, QUARTER.next, on=AT.date()) == ()


def test_what_is_taken_down_or_over_hangs_no_longer(bureau: Bureau) -> None:
    published_batch(bureau, [penalty(1), penalty(2)])
    first = Decision.objects.get(number="示交罚〔2026〕1号")
    actions.end_display(
        first,
        cause="annulled",
        reason="复议决定撤销了这项处罚。",
        happened_on=AT.date(),
        by=bureau.office,
        at=AT,
    )
    assert [row.number for row in results(bureau.agency, QUARTER, on=AT.date())] == [
        "示交罚〔2026〕2号"
    ]
    assert results(bureau.agency, QUARTER, on=date(2030, 1, 1)) == ()


@time_machine.travel(AT, tick=False)
def test_the_poster_of_a_quarter_can_be_fetched(bureau: Bureau, client: Client) -> None:
    published_batch(bureau, [penalty(1)])
    page = client.get("/shili/walls/").content.decode()
    assert "results-2026q3" in page
    sheet = client.get("/shili/walls/results-2026q3/a3.pdf")
    assert sheet.status_code == 200
    assert sheet.content.startswith(b"%PDF")
