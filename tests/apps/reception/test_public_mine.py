"""The appointment on the page of its case: shown, moved, given up, and nobody else's."""

from datetime import date

import pytest
from django.test import Client

from gongkai.inbound.cases import limits, passes
from gongkai.inbound.reception import actions, queries
from gongkai.inbound.reception.models import Appointment
from tests.factories.cases import at, received
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.reception import DAY, announced, booked, wanting


def opened(client: Client, appointment: Appointment) -> str:
    ticket = passes.follow_pass(appointment.case)
    return client.get(f"/shili/follow/{ticket}/").content.decode()


def mine(appointment: Appointment) -> str:
    return f"/shili/reception/mine/{passes.follow_pass(appointment.case)}/"


def test_the_page_of_the_case_shows_when_where_and_what_to_bring(
    client: Client, bureau: Bureau
) -> None:
    page = opened(client, booked(bureau, announced(bureau), 2))
    for told in (
        "2026-03-10 09:30—10:00",
        "办公楼一楼接访室",
        "局长",
        "身份证明",
        "改时间或者取消预约",
    ):
        assert told in page
    other = received(bureau, kind="petition", seed="b" * 32)
    ticket = passes.follow_pass(other)
    assert "接访预约" not in client.get(f"/shili/follow/{ticket}/").content.decode()
    assert client.get(f"/shili/reception/mine/{ticket}/").status_code == 404


def test_the_sender_moves_to_another_free_slot(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    first = booked(bureau, day, 1)
    other = booked(bureau, day, 2)
    address = mine(first)
    page = client.get(address)
    assert f'value="{day.pk}-2"' not in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    refused = client.post(address, {"slot": f"{day.pk}-{other.slot}"})
    assert refused.status_code == 422
    assert "还空着的时间" in refused.content.decode()
    answer = client.post(address, {"slot": f"{day.pk}-3"})
    assert answer.status_code == 302
    assert "/shili/follow/" in answer["Location"]
    assert queries.booked_for(first.case).slot == 3  # type: ignore[union-attr]


def test_the_sender_gives_up_and_chooses_anew(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    first = booked(bureau, day, 1)
    address = mine(first)
    refused = client.post(address, {"give-up": "1"})
    assert refused.status_code == 422
    assert "请先勾选" in refused.content.decode()
    assert client.post(address, {"give-up": "1", "sure": "on"}).status_code == 302
    assert queries.booked_for(first.case) is None
    page = opened(client, first)
    assert "等待新的时间" in page
    assert "选一个时间" in page
    again = client.post(address, {"give-up": "1", "sure": "on"})
    assert "没有预约" in again.content.decode()
    assert client.post(address, {"slot": f"{day.pk}-2"}).status_code == 302
    assert queries.booked_for(first.case).slot == 2  # type: ignore[union-attr]


def test_a_day_called_off_is_told_with_the_reason(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    first = booked(bureau, day, 1)
    actions.call_off(day, reason="局长外出开会", by=bureau.office, at=at(DAY))
    page = opened(client, first)
    assert "局长外出开会" in page
    assert "等待新的时间" in page
    other = announced(bureau, on=date(2026, 3, 17))
    assert client.post(mine(first), {"slot": f"{other.pk}-1"}).status_code == 302


def test_withdrawing_by_the_page_frees_the_slot(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    first = booked(bureau, day, 1)
    ticket = passes.follow_pass(first.case)
    assert client.post(f"/shili/follow/{ticket}/withdraw/", {"sure": "on"}).status_code == 302
    assert "还剩3个" in client.get("/shili/reception/").content.decode()
    page = opened(client, first)
    assert "改时间" not in page
    refused = client.post(mine(first), {"slot": f"{day.pk}-2"})
    assert refused.status_code == 422
    assert "已经办结" in refused.content.decode()


@pytest.mark.parametrize("ticket", ["forged", "x" * 500, "1:2:3"])
def test_no_other_address_opens_it(client: Client, bureau: Bureau, ticket: str) -> None:
    assert client.get(f"/shili/reception/mine/{ticket}/").status_code == 410
    assert client.post(f"/shili/reception/mine/{ticket}/", {}).status_code == 410


def test_the_pass_of_one_agency_opens_nothing_at_another(client: Client, bureau: Bureau) -> None:
    staffed_bureau(slug="bieju")
    first = booked(bureau, announced(bureau), 1)
    ticket = passes.follow_pass(first.case)
    assert client.get(f"/bieju/reception/mine/{ticket}/").status_code == 410


def test_too_many_tries_wait(
    client: Client, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ACTS_AN_HOUR", 0)
    first = booked(bureau, announced(bureau), 1)
    answer = client.post(mine(first), {"slot": f"{first.day_id}-2"})
    assert answer.status_code == 429


def test_a_case_without_a_time_books_one(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    case = wanting(bureau)
    address = f"/shili/reception/mine/{passes.follow_pass(case)}/"
    assert client.post(address, {"slot": f"{day.pk}-1"}).status_code == 302
    assert queries.booked_for(case) is not None
