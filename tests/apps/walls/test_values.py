"""Which posters hang, and what they rest on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.outbound.publishing import actions
from gongkai.outbound.walls.sources import Period
from gongkai.outbound.walls.standing import of_edition, of_many
from gongkai.outbound.walls.values import wall_sheet, wall_sheets
from gongkai.rules.guides.service_guides import Fee
from tests.factories.guides import corrected_guide, published_guide
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT
from tests.factories.walls import commitments, fines, organisation, released, revised

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau(slug="shili")


def _keys(bureau: Bureau) -> list[str]:
    return [sheet.key for sheet in wall_sheets(bureau.agency, at=AT)]


def test_nothing_public_is_nothing_on_the_wall(bureau: Bureau) -> None:
    actions.start_with("fines", fines(), unit=bureau.unit, by=bureau.clerk, at=AT)
    assert _keys(bureau) == []


def test_the_posters_come_in_their_order(bureau: Bureau) -> None:
    for kind, said in (
        ("commitments", commitments()),
        ("fines", fines()),
        ("organisation", organisation()),
    ):
        released(kind, said, bureau)
    assert _keys(bureau) == ["organisation", "fees", "commitments"]


def test_another_agencys_rows_are_on_its_own_wall(bureau: Bureau) -> None:
    released("fines", fines(), staffed_bureau(slug="bieju"))
    assert _keys(bureau) == []


def test_what_is_withdrawn_is_gone_at_once(bureau: Bureau) -> None:
    kept = released("fines", fines(2), bureau)
    gone = released("fines", {**fines(3), "title": "水路运输罚款标准"}, bureau)
    before = wall_sheet(bureau.agency, "fees", at=AT)
    actions.withdraw(gone.record, reason="标准已停止执行。", by=bureau.office, at=AT)
    after = wall_sheet(bureau.agency, "fees", at=AT)
    assert before
    assert after
    assert before.digest != after.digest
    assert [one.pk for one in after.editions] == [kept.pk]
    assert "水路运输" not in str(after.poster)


def test_what_has_expired_is_gone_at_its_day(bureau: Bureau) -> None:
    released("fines", fines(2), bureau, valid_until=AT.date())
    assert wall_sheet(bureau.agency, "fees", at=AT)
    assert wall_sheet(bureau.agency, "fees", at=AT + timedelta(days=1)) is None


def test_a_changed_fine_changes_the_digest_and_a_mere_review_does_not(bureau: Bureau) -> None:
    edition = released("fines", fines(2), bureau)
    first = wall_sheet(bureau.agency, "fees", at=AT)
    same = revised(edition, fines(2), bureau)
    again = wall_sheet(bureau.agency, "fees", at=AT)
    revised(same, fines(2, "5000元以上2万元以下"), bureau)
    changed = wall_sheet(bureau.agency, "fees", at=AT)
    assert first and again and changed  # noqa: PT018
    assert first.digest == again.digest != changed.digest


def test_a_sheet_of_one_record_asks_about_its_edition(bureau: Bureau) -> None:
    edition = released("organisation", organisation(), bureau)
    sheet = wall_sheet(bureau.agency, "organisation", at=AT)
    assert sheet
    assert sheet.path == f"/sheets/{edition.record_id}/1/"
    assert "第1版" in sheet.foot.version


def test_fees_and_process_come_from_the_guides(bureau: Bureau) -> None:
    fee = Fee(name="工本费", price="10元/本", basis="《示例省收费目录》第3项")
    record = published_guide(bureau, is_charged=True, fees=(fee,))
    fees = wall_sheet(bureau.agency, "fees", at=AT)
    chart = wall_sheet(bureau.agency, f"process-{record.pk}", at=AT)
    assert fees
    assert chart
    name = chart.poster.note
    assert (f"{name}：工本费", "10元/本", "《示例省收费目录》第3项") in fees.poster.blocks[0].rows
    assert name == "道路普通货物运输经营许可"
    assert chart.path == f"/sheets/{record.pk}/1/"


def test_a_changed_fee_of_a_guide_makes_another_sheet(bureau: Bureau) -> None:
    fee = Fee(name="工本费", price="10元/本", basis="《示例省收费目录》第3项")
    record = published_guide(bureau, is_charged=True, fees=(fee,))
    old = wall_sheet(bureau.agency, "fees", at=AT)
    assert old
    later = AT + timedelta(days=2)
    corrected_guide(record, bureau, at=later, is_charged=True, fees=(replace(fee, price="8元/本"),))
    assert of_many(bureau.agency, "fees", old.digest, at=later).word == "已更新"
    new = wall_sheet(bureau.agency, "fees", at=later)
    assert new
    assert of_many(bureau.agency, "fees", new.digest, at=later).word == "现行"
    assert of_edition(record.pk, 1, at=later).behind == 1


@pytest.mark.parametrize(
    "key",
    ["nothing", "process-0", "process-x", "results", "results-2024q5", "fees-1", "organisation-"],
)
def test_an_invented_poster_is_none(bureau: Bureau, key: str) -> None:
    released("fines", fines(), bureau)
    assert wall_sheet(bureau.agency, key, at=AT) is None


@pytest.mark.parametrize(
    ("day", "key", "first", "last"),
    [
        (date(2026, 1, 1), "2026q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 9, 30), "2026q3", date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), "2026q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_a_quarter(day: date, key: str, first: date, last: date) -> None:
    period = Period.of(day)
    assert (period.key, period.from_on, period.to_on) == (key, first, last)
    assert Period.read(key) == period
    assert period.next.last == period
