"""Signs: who may set them, what the public sees, and that nothing of it remains."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.on_duty import actions, queries
from gongkai.outbound.on_duty.models import DailyCount, Sign, SignBoard
from gongkai.people.models import Role
from tests.factories.on_duty import MORNING, board_of, sign_of
from tests.factories.people import Bureau, LeaveFactory, UserFactory, staffed_bureau

PUBLIC = "/shili/whereabouts/"


def _word(sign: Sign, at: object = MORNING) -> str:
    boards = queries.signs_of(sign.board.unit.agency, at=at)  # type: ignore[arg-type]
    return next(one.state.word for board in boards for one in board.signs if one.pk == sign.pk)


def test_one_sets_ones_own_sign_and_it_ends_without_a_worker(bureau: Bureau, sign: Sign) -> None:
    actions.set_sign(sign, "away", by=bureau.clerk, at=MORNING)
    assert _word(sign) == "暂离"
    assert _word(sign, MORNING + timedelta(minutes=29)) == "暂离"
    assert _word(sign, MORNING + timedelta(minutes=30)) == "在岗"
    assert _word(sign, MORNING + timedelta(hours=10)) == "下班"
    assert _word(sign, MORNING + timedelta(days=4)) == "下班", "a Saturday"


@pytest.mark.parametrize("role", ["head", "office"])
def test_the_head_and_the_openness_office_set_a_colleagues_sign(
    bureau: Bureau, sign: Sign, role: str
) -> None:
    actions.set_sign(sign, "meeting", by=getattr(bureau, role), at=MORNING)
    assert _word(sign) == "开会"


def test_nobody_else_sets_it(bureau: Bureau, sign: Sign) -> None:
    other = staffed_bureau(slug="bieju")
    window = UserFactory(agency=bureau.agency, role=Role.WINDOW, role__unit=bureau.unit)
    actions.set_sign(sign, "errand", by=window, at=MORNING)
    for person in (bureau.secrecy, bureau.operator, other.head, other.office):
        with pytest.raises(Refused, match="只能改自己的去向"):
            actions.set_sign(sign, "away", by=person, at=MORNING)
    assert _word(sign) == "外出办事"


def test_the_ledger_and_the_counts_tell_no_persons_day(bureau: Bureau, board: SignBoard) -> None:
    signs = [sign_of(bureau, board, post=f"岗位{number}") for number in range(3)]
    before = LedgerEntry.objects.count()
    for state in ("away", "meeting", "away"):
        actions.set_sign(signs[0], state, by=signs[0].user, at=MORNING)
    entries = list(LedgerEntry.objects.order_by("id"))[before:]
    assert [one.verb for one in entries] == ["sign.set"] * 3
    for one in entries:
        told = f"{one.details} {one.by_name}"
        assert one.by_id is None
        assert one.subject_id == str(board.pk) or one.subject_id == board.pk
        for word in ("away", "meeting", "暂离", "开会", signs[0].user.name):
            assert word not in told
    counts = dict(DailyCount.objects.values_list("state", "number"))
    assert counts == {"away": 2, "meeting": 1}
    assert Sign.objects.filter(pk=signs[0].pk).count() == 1


def test_a_unit_of_one_is_counted_only_with_its_agency(bureau: Bureau, sign: Sign) -> None:
    actions.set_sign(sign, "away", by=bureau.clerk, at=MORNING)
    assert DailyCount.objects.get().unit is None


def test_leave_is_shown_by_itself_with_its_cover(bureau: Bureau, sign: Sign) -> None:
    LeaveFactory(user=bureau.clerk, cover=bureau.head, from_on=MORNING.date(), to_on=MORNING.date())
    actions.set_sign(sign, "in", by=bureau.clerk, at=MORNING)
    shown = queries.signs_of(bureau.agency, at=MORNING)[0].signs[0]
    assert (shown.state.word, shown.substitute) == ("请假", bureau.head.name)


def test_a_substitute_who_is_away_gives_way_to_the_first_asked(bureau: Bureau, sign: Sign) -> None:
    LeaveFactory(user=bureau.leader, cover=bureau.head)
    shown = queries.signs_of(bureau.agency, at=MORNING)[0].signs[0]
    assert shown.substitute == "综合窗口"


def test_nobody_is_shown_until_the_board_is_switched_on(client: Client, bureau: Bureau) -> None:
    board = board_of(bureau, is_shown=False)
    sign_of(bureau, board, bureau.clerk, post="内勤岗")
    assert "还没有单位公开去向牌" in client.get(PUBLIC).content.decode()
    for tail in ("", "door.pdf"):
        assert client.get(f"{PUBLIC}{bureau.unit.pk}/{tail}").status_code == 404
    board.is_shown = True
    actions.keep_board(board, by=bureau.office, at=MORNING)
    assert "内勤岗" in client.get(PUBLIC).content.decode()


def test_names_stay_out_where_only_posts_are_shown(client: Client, bureau: Bureau) -> None:
    board = board_of(bureau, naming=SignBoard.Naming.POST)
    person = UserFactory(agency=bureau.agency, name="不露名的人")
    stand_in = UserFactory(agency=bureau.agency, name="也不露名的人")
    sign_of(bureau, board, person, substitute=stand_in)
    for address in (PUBLIC, f"{PUBLIC}{bureau.unit.pk}/"):
        assert "不露名的人" not in client.get(address).content.decode()


def test_the_page_is_the_same_for_all_and_says_word_and_shape(
    client: Client, bureau: Bureau, sign: Sign
) -> None:
    actions.set_sign(sign, "errand", by=bureau.clerk, at=MORNING)
    plain = client.get(PUBLIC)
    client.force_login(bureau.clerk)
    assert client.get(PUBLIC).content == plain.content
    assert not plain.cookies
    page = plain.content.decode()
    assert "◆</span> 外出办事" in page
    assert "0000-1234567" in page


def test_the_page_costs_the_same_for_ten(
    flat_queries: Callable[..., None], bureau: Bureau, board: SignBoard
) -> None:
    flat_queries(PUBLIC, lambda: sign_of(bureau, board))


def test_no_place_and_no_reason_can_be_entered_anywhere(
    client: Client, bureau: Bureau, sign: Sign
) -> None:
    client.force_login(bureau.clerk)
    page = client.get("/office/whereabouts/").content.decode()
    own = (
        page.split('class="duty-buttons"')[0].rsplit("<form", 1)[1]
        + page.split('class="duty-buttons"')[1].split("</form>")[0]
    )
    assert own.count("<button") == 6
    assert "textarea" not in own
    assert 'type="text"' not in own
    sent = {"state": "errand", "place": "某处某地", "reason": "某种缘由"}
    client.post(f"/office/whereabouts/{sign.pk}/set/", sent)
    for text in (str(Sign.objects.values().get()), str(list(LedgerEntry.objects.values()))):
        assert "某处" not in text
        assert "某种缘由" not in text


def test_a_tap_sets_the_sign_and_a_refusal_keeps_the_day(
    client: Client, bureau: Bureau, sign: Sign
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/whereabouts/{sign.pk}/set/"
    assert client.post(address, {"state": "meeting"}).status_code == 302
    assert _word(sign) == "开会"
    refused = client.post(address, {"state": "travel", "until_on": "2026-03-01"})
    assert refused.status_code == 422
    assert "不能早于今天" in refused.content.decode()
    assert 'value="2026-03-01"' in refused.content.decode()
    assert client.post(address, {"state": "在某处", "until_on": "x"}).status_code == 422
    assert client.get(address).status_code == 405


def test_a_foreign_clerk_finds_no_sign(client: Client, sign: Sign) -> None:
    client.force_login(staffed_bureau(slug="bieju").office)
    assert client.post(f"/office/whereabouts/{sign.pk}/set/", {"state": "in"}).status_code == 404
    board = f"/office/whereabouts/boards/{sign.board.unit_id}/"
    assert client.get(board).status_code == 404
    assert client.post(f"{board}put-up/", {}).status_code == 404


def test_a_travel_ends_with_its_last_day(
    bureau: Bureau, sign: Sign, in_the_morning: time_machine.Traveller
) -> None:
    actions.set_sign(sign, "travel", until_on=date(2026, 3, 12), by=bureau.clerk, at=MORNING)
    assert _word(sign, MORNING + timedelta(days=2, hours=13, minutes=59)) == "出差"
    assert _word(sign, MORNING + timedelta(days=3)) == "在岗"


def test_a_board_is_kept_and_people_put_up_on_screens(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.head)
    address = f"/office/whereabouts/boards/{bureau.unit.pk}/"
    wrong = client.post(address, {"naming": "post", "opens": "08:30", "closes": "17:30"})
    assert wrong.status_code == 422
    kept = {
        "naming": "post", "first_asked": "窗口", "phone": "1", "opens": "08:30",
        "closes": "17:30", "is_shown": "on",
    }  # fmt: skip
    assert client.post(address, kept).status_code == 302
    person = {"person": bureau.clerk.pk, "post": "经办岗", "substitute": bureau.clerk.pk}
    refused = client.post(f"{address}put-up/", person)
    assert refused.status_code == 422
    assert "替岗人要是另一位同事" in refused.content.decode()
    put = client.post(f"{address}put-up/", person | {"substitute": bureau.leader.pk})
    assert put.status_code == 302
    sign = Sign.objects.get()
    assert client.post(f"{address}take-down/{sign.pk}/").status_code == 302
    assert not Sign.objects.exists()
