"""Doors: a link and a scanner set signs of one unit; a badge by itself opens nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.on_duty import actions
from gongkai.outbound.on_duty.actions.doors import DOOR_DAYS
from gongkai.outbound.on_duty.models import Door, Sign
from gongkai.outbound.on_duty.views import DOOR_A_MINUTE
from tests.factories.on_duty import MORNING, badge_of, board_of, sign_of
from tests.factories.people import Bureau, staffed_bureau


@pytest.fixture
def opened(bureau: Bureau) -> tuple[Door, str]:
    return actions.open_door(bureau.unit, "一楼", by=bureau.operator, at=MORNING)


def _state(sign: Sign) -> str:
    return Sign.objects.get(pk=sign.pk).state


def test_a_scanned_badge_takes_turns(
    client: Client, bureau: Bureau, sign: Sign, opened: tuple[Door, str]
) -> None:
    badge = badge_of(bureau, sign)
    here = f"/door/{opened[1]}/"
    page = client.get(here)
    assert "autofocus" in page.content.decode()
    assert not page.cookies
    typed = f"https://example.com{badge.get_absolute_url()}"
    answer = client.post(here, {"badge": typed})
    assert "暂离" in answer.content.decode()
    assert answer["Refresh"].startswith("8; url=/door/")
    assert _state(sign) == "away"
    client.post(here, {"badge": badge.code})
    assert _state(sign) == "in"


def test_a_name_is_tapped_and_a_state_chosen(
    client: Client, sign: Sign, opened: tuple[Door, str]
) -> None:
    here = f"/door/{opened[1]}/"
    chosen = client.post(here, {"sign": sign.pk, "then": "choose"}).content.decode()
    assert chosen.count('name="state"') == 6
    assert _state(sign) == ""
    client.post(here, {"sign": sign.pk, "state": "meeting"})
    assert _state(sign) == "meeting"
    assert client.post(here, {"sign": sign.pk, "state": "某处"}).status_code == 422


def test_a_badge_alone_changes_nothing(client: Client, bureau: Bureau, sign: Sign) -> None:
    badge = badge_of(bureau, sign)
    for data in ({"state": "away"}, {"badge": badge.code}):
        assert client.post(badge.get_absolute_url(), data).status_code == 405
    assert client.post(f"/door/{badge.code}/", {"badge": badge.code}).status_code == 404
    assert _state(sign) == ""


def test_the_link_is_kept_as_a_digest_and_told_once(
    client: Client, bureau: Bureau, opened: tuple[Door, str]
) -> None:
    _, token = opened
    assert token not in str(Door.objects.values().get())
    assert token not in str(list(LedgerEntry.objects.values()))
    client.force_login(bureau.operator)
    assert token not in client.get("/office/whereabouts/doors/").content.decode()
    answer = client.post("/office/whereabouts/doors/", {"unit": bureau.unit.pk, "place": "二楼"})
    assert "/door/" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("token", ["x", "0" * 43, "../", "%00"])
def test_a_guessed_link_opens_nothing(client: Client, opened: tuple[Door, str], token: str) -> None:
    assert client.get(f"/door/{token}/").status_code in (404, 302, 301)


def test_a_closed_and_an_expired_link_open_nothing(
    client: Client,
    bureau: Bureau,
    sign: Sign,
    opened: tuple[Door, str],
    in_the_morning: time_machine.Traveller,
) -> None:
    door, token = opened
    in_the_morning.move_to(MORNING + timedelta(days=DOOR_DAYS + 1))
    assert client.get(f"/door/{token}/").status_code == 404
    in_the_morning.move_to(MORNING)
    actions.close_door(door, by=bureau.operator, at=MORNING)
    assert client.post(f"/door/{token}/", {"sign": sign.pk, "state": "away"}).status_code == 404
    with pytest.raises(Refused, match="已经停用"):
        actions.set_at_door(sign, "away", door=door, at=MORNING)
    with pytest.raises(Refused, match="已经停用"):
        actions.close_door(door, by=bureau.operator, at=MORNING)
    assert _state(sign) == ""


def test_a_door_sets_nobody_of_another_unit_or_agency(
    client: Client, opened: tuple[Door, str]
) -> None:
    other = staffed_bureau(slug="bieju")
    foreign = sign_of(other, board_of(other), other.clerk)
    badge = badge_of(other, foreign)
    here = f"/door/{opened[1]}/"
    for data in (
        {"badge": badge.code},
        {"sign": foreign.pk, "state": "away"},
        {"sign": "9" * 30},
        {"badge": "\0" * 20},
    ):
        assert client.post(here, data).status_code == 422
    with pytest.raises(Refused, match="只能改本单位"):
        actions.set_at_door(foreign, "away", door=opened[0], at=MORNING)
    assert _state(foreign) == ""


def test_a_void_badge_is_not_known_at_the_door(
    client: Client, bureau: Bureau, sign: Sign, opened: tuple[Door, str]
) -> None:
    badge = badge_of(bureau, sign)
    actions.void(badge, reason="遗失", by=bureau.head, at=MORNING)
    answer = client.post(f"/door/{opened[1]}/", {"badge": badge.code})
    assert answer.status_code == 422
    assert badge.code in answer.content.decode(), "what was typed comes back"
    assert _state(sign) == ""


def test_too_much_in_a_minute_is_refused(
    client: Client, sign: Sign, opened: tuple[Door, str]
) -> None:
    here = f"/door/{opened[1]}/"
    answers = [
        client.post(here, {"sign": sign.pk, "then": "choose"}).status_code
        for _ in range(DOOR_A_MINUTE + 1)
    ]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}


def test_only_the_operator_opens_and_closes_doors(
    client: Client, bureau: Bureau, opened: tuple[Door, str]
) -> None:
    for person in (bureau.head, bureau.office, staffed_bureau(slug="bieju").operator):
        with pytest.raises(Refused, match="系统管理员"):
            actions.open_door(bureau.unit, "三楼", by=person, at=MORNING)
        with pytest.raises(Refused, match="系统管理员"):
            actions.close_door(opened[0], by=person, at=MORNING)
    client.force_login(bureau.head)
    assert client.get("/office/whereabouts/doors/").status_code == 404
    assert client.post(f"/office/whereabouts/doors/{opened[0].pk}/close/").status_code == 403
