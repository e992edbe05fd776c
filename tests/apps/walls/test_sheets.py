"""What the code on a sheet answers: 现行, 已更新, 已失效, 已撤下, 查无此张."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from gongkai.outbound.publishing import actions
from gongkai.outbound.walls import standing
from gongkai.outbound.walls.values import wall_sheet
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT
from tests.factories.walls import commitments, fines, organisation, released, revised

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau(slug="shili")


def _page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    assert not answer.cookies
    return answer.content.decode()


def _path(bureau: Bureau, key: str) -> str:
    sheet = wall_sheet(bureau.agency, key, at=AT)
    assert sheet
    return sheet.path


def test_what_hangs_there_is_current(client: Client, bureau: Bureau) -> None:
    edition = released("organisation", organisation(), bureau)
    shown = _page(client, f"/sheets/{edition.record_id}/1/")
    assert "现行</h1>" in shown
    assert f'href="/documents/{edition.record_id}/"' in shown


def test_an_old_edition_says_since_when_and_how_many_editions_ago(
    client: Client, bureau: Bureau
) -> None:
    first = released("organisation", organisation(3), bureau)
    second = revised(first, organisation(4), bureau)
    third = revised(second, organisation(5), bureau)
    shown = _page(client, f"/sheets/{first.record_id}/1/")
    assert "已更新</h1>" in shown
    assert f"{localdate(second.published_at):%Y-%m-%d}" in shown
    assert "2 个版本之前" in shown
    assert "1 个版本之前" in _page(client, f"/sheets/{first.record_id}/2/")
    assert "现行</h1>" in _page(client, f"/sheets/{first.record_id}/{third.number}/")


def test_withdrawn_gives_the_reason_and_hides_a_hidden_title(
    client: Client, bureau: Bureau
) -> None:
    edition = released("fines", {**fines(), "title": "写错单位的罚款标准"}, bureau)
    actions.withdraw(
        edition.record, reason="标准已经停止执行。", hides_title=True, by=bureau.office, at=AT
    )
    shown = _page(client, f"/sheets/{edition.record_id}/1/")
    assert "已撤下</h1>" in shown
    assert "标准已经停止执行。" in shown
    assert "写错单位" not in shown
    many = standing.of_many(bureau.agency, "fees", "0" * 12, at=AT)
    assert many.word == "已撤下"
    assert "写错单位" not in str(many)


def test_expired_is_never_current(client: Client, bureau: Bureau) -> None:
    edition = released("fines", fines(), bureau, valid_until=AT.date() + timedelta(days=1))
    path = _path(bureau, "fees")
    for page in (_page(client, f"/sheets/{edition.record_id}/1/"), _page(client, path)):
        assert "已失效</h1>" in page


def test_editions_that_were_never_public_are_unknown(client: Client, bureau: Bureau) -> None:
    draft = actions.start_with("fines", fines(), unit=bureau.unit, by=bureau.clerk, at=AT)
    public = released("commitments", commitments(), bureau)
    actions.revise(public, by=bureau.clerk, at=AT)
    for path in (
        f"/sheets/{draft.record_id}/1/",
        f"/sheets/{public.record_id}/2/",
        f"/sheets/{public.record_id}/0/",
        "/sheets/999999/1/",
        f"/sheets/{10**30}/1/",
        f"/sheets/{public.record_id}/{10**30}/",
    ):
        assert "查无此张</h1>" in _page(client, path, 404)


def test_a_changed_amount_makes_the_old_sheet_old(client: Client, bureau: Bureau) -> None:
    edition = released("fines", fines(), bureau)
    old = _path(bureau, "fees")
    assert "现行</h1>" in _page(client, old)
    newer = revised(edition, fines(amount="5000元以上2万元以下"), bureau)
    shown = _page(client, old)
    assert "已更新</h1>" in shown
    assert f"{localdate(newer.published_at):%Y-%m-%d}" in shown
    assert "按新的标准更正。" in shown
    assert "现行</h1>" in _page(client, _path(bureau, "fees"))


def test_a_digest_nobody_printed_is_never_current(client: Client, bureau: Bureau) -> None:
    released("fines", fines(), bureau)
    assert "已更新</h1>" in _page(client, "/sheets/shili/fees/000000000000/")


@pytest.mark.parametrize(
    "path",
    [
        "/sheets/shili/fees/zzzzzzzzzzzz/",
        "/sheets/shili/fees/0123/",
        f"/sheets/shili/fees/{'a' * 500}/",
        "/sheets/shili/nothing/0123456789ab/",
        "/sheets/shili/results-2024q1/0123456789ab/",
        "/sheets/niemand/fees/0123456789ab/",
        "/sheets/bieju/fees/0123456789ab/",
    ],
)
def test_an_invented_sheet_is_unknown(client: Client, bureau: Bureau, path: str) -> None:
    staffed_bureau(slug="bieju")
    released("fines", fines(), bureau)
    assert "查无此张</h1>" in _page(client, path, 404)


def test_script_in_an_address_stays_text(client: Client, bureau: Bureau) -> None:
    assert client.get("/sheets/shili/fees/%3Cscript%3E/").status_code == 404


def test_another_agency_does_not_vouch_for_the_sheet(client: Client, bureau: Bureau) -> None:
    released("fines", fines(), bureau)
    other = staffed_bureau(slug="bieju")
    released("fines", fines(3), other)
    foreign = _path(bureau, "fees").replace("/shili/", "/bieju/")
    assert "现行</h1>" not in _page(client, foreign)
