"""The screens of receptions: who sees and does what, in words, and at what price."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.reception import actions, queries
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.people.models import Role, User
from tests.factories.cases import at
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau
from tests.factories.reception import (
    DAY,
    RECEPTION_DAY,
    announced,
    booked,
    come,
    planned,
    wanting,
)

LIST = "/office/reception/"


def typed_for(bureau: Bureau, **given: object) -> dict[str, object]:
    return {
        "on": "2026-03-10", "opens": "09:00", "closes": "11:00", "place": "一楼接访室",
        "received_by": "局长", "unit": bureau.unit.pk, "topics": "", "slots": 3, "minutes": 30,
        **given,
    }  # fmt: skip


def test_a_day_goes_from_the_form_to_the_public(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.office)
    answer = client.post(f"{LIST}new/", typed_for(bureau))
    day = ReceptionDay.objects.get()
    assert answer["Location"] == f"{LIST}{day.pk}/"
    assert "您安排的" in client.get(f"{LIST}{day.pk}/").content.decode()
    assert client.post(f"{LIST}{day.pk}/announce/").status_code == 422
    client.force_login(bureau.leader)
    assert f"核对并公布：{day}" in client.get("/office/").content.decode()
    assert client.post(f"{LIST}{day.pk}/announce/").status_code == 302
    assert "一楼接访室" in client.get("/shili/reception/").content.decode()


def test_a_new_day_begins_with_the_last_one(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.head)
    assert 'value="09:00"' in client.get(f"{LIST}new/").content.decode()
    planned(bureau, received_by="分管养护的副局长", slots=4)
    page = client.get(f"{LIST}new/").content.decode()
    assert "分管养护的副局长" in page
    assert 'value="4"' in page
    assert "2026-03-10" not in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"on": "2026-03-07"}, "2026-03-07不上班", id="saturday"),
        pytest.param({"on": "2026-02-17"}, "2026-02-17不上班", id="spring-festival"),
        pytest.param({"on": "2026-02-09"}, "已经过去", id="past"),
        pytest.param({"on": "三月"}, "请填写日期", id="no-date"),
        pytest.param({"opens": "25:00"}, "请填写时间", id="no-time"),
        pytest.param({"slots": "-1"}, "名额请写1到60的整数", id="slots"),
        pytest.param({"minutes": "abc"}, "每个名额的分钟数请写", id="minutes"),
        pytest.param({"slots": "40"}, "请减少名额", id="no-room"),
        pytest.param({"unit": "999999"}, "请选择本机关的单位", id="unit"),
        pytest.param({"place": "在" * 101}, "地点最多100个字", id="long"),
        pytest.param({"topics": "身份证451400199001010014"}, "必须处理的问题", id="personal"),
        pytest.param({"received_by": "局\0长"}, "不能显示的字符", id="null"),
    ],
)
def test_a_wrong_plan_comes_back_as_typed(
    bureau: Bureau, client: Client, given: dict[str, str], told: str
) -> None:
    client.force_login(bureau.office)
    typed = typed_for(bureau, **{"place": "一楼接访室<xss>", **given})
    answer = client.post(f"{LIST}new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "<xss>" not in page
    if "place" not in given:
        assert "一楼接访室&lt;xss&gt;" in page
    assert not ReceptionDay.objects.exists()


def test_a_rest_day_is_warned_of_and_can_be_meant(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.office)
    typed = typed_for(bureau, on="2026-03-07")
    assert client.post(f"{LIST}new/", typed).status_code == 422
    assert client.post(f"{LIST}new/", typed | {"on_rest_day": "on"}).status_code == 302
    day = ReceptionDay.objects.get()
    assert "这一天不上班" in client.get(f"{LIST}{day.pk}/").content.decode()
    # A Saturday worked in exchange is none.
    made_up = typed_for(bureau, on="2026-02-14")
    assert client.post(f"{LIST}new/", made_up).status_code == 302


def test_changing_and_calling_off_by_the_screens(bureau: Bureau, client: Client) -> None:
    day = announced(bureau)
    mine = booked(bureau, day, 1)
    client.force_login(bureau.office)
    address = f"{LIST}{day.pk}/"
    assert "2026-03-10" in client.get(f"{address}change/").content.decode()
    refused = client.post(f"{address}change/", typed_for(bureau, on="2026-03-11"))
    assert "已经有人预约" in refused.content.decode()
    assert client.post(f"{address}change/", typed_for(bureau, place="二楼")).status_code == 302
    refused = client.post(f"{address}call-off/", {"reason": ""})
    assert refused.status_code == 422
    assert client.post(f"{address}call-off/", {"reason": "外出开会"}).status_code == 302
    page = client.get(LIST).content.decode()
    assert "等候排定时间" in page
    assert mine.case.number in page


def test_the_counter_books_for_a_case_and_is_told_when_it_is_gone(
    bureau: Bureau, client: Client, window: User
) -> None:
    day = announced(bureau)
    case = wanting(bureau, by=window, channel="counter")
    client.force_login(window)
    assert "约接访时间" in client.get(f"/office/cases/{case.pk}/").content.decode()
    address = f"{LIST}cases/{case.pk}/book/"
    page = client.get(address).content.decode()
    assert f'value="{day.pk}-1"' in page
    booked(bureau, day, 1, number=5)
    refused = client.post(address, {"slot": f"{day.pk}-1"})
    assert refused.status_code == 422
    assert "还空着的时间" in refused.content.decode()
    assert client.post(address, {"slot": f"{day.pk}-2"}).status_code == 302
    shown = client.get(f"/office/cases/{case.pk}/").content.decode()
    assert "2026-03-10 09:30—10:00" in shown
    assert "已经约在" in client.get(address).content.decode()


def test_the_accompanying_unit_marks_writes_and_sees_to_it(bureau: Bureau, client: Client) -> None:
    mine = booked(bureau, announced(bureau), 1)
    address = f"{LIST}appointments/{mine.pk}/"
    with time_machine.travel(at(RECEPTION_DAY).replace(hour=12), tick=False):
        client.force_login(bureau.clerk)
        assert "来没来" in client.get(address).content.decode()
        assert client.post(f"{address}mark/", {"came": "yes"}).status_code == 302
        refused = client.post(f"{address}minutes/", {"minutes": "说", "follow_up": "修好路灯"})
        assert refused.status_code == 422
        assert "修好路灯" in refused.content.decode()
        said = {"minutes": "要求修灯。", "follow_up": "修好路灯", "due_on": "2026-03-11"}
        assert client.post(f"{address}minutes/", said).status_code == 302
        assert "要求修灯" in client.get(address).content.decode()
        assert "接访答应的事" in client.get("/office/").content.decode()
        beside = client.get(f"/office/cases/{mine.case_id}/").content.decode()
        assert "要求修灯" in beside
        assert client.post(f"{address}followed-up/").status_code == 302
        assert "接访答应的事" not in client.get("/office/").content.decode()


def test_an_appointment_is_moved_and_cancelled_for_its_sender(
    bureau: Bureau, client: Client
) -> None:
    day = announced(bureau)
    mine = booked(bureau, day, 1)
    client.force_login(bureau.office)
    address = f"{LIST}appointments/{mine.pk}/"
    assert client.post(f"{address}move/", {"slot": "x"}).status_code == 422
    answer = client.post(f"{address}move/", {"slot": f"{day.pk}-2"})
    moved = queries.booked_for(mine.case)
    assert moved is not None
    assert answer["Location"] == f"{LIST}appointments/{moved.pk}/"
    address = answer["Location"]
    assert client.post(f"{address}cancel/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}cancel/", {"reason": "本人来电说不来了"}).status_code == 302
    assert "不来了" in client.get(address).content.decode()
    assert queries.booked_for(mine.case) is None


def _addresses(day: ReceptionDay, mine: Appointment) -> list[str]:
    days = [f"{LIST}{day.pk}/{act}" for act in ("", "change/", "sheet/", "announce/", "call-off/")]
    one = f"{LIST}appointments/{mine.pk}/"
    acts = ("", "mark/", "minutes/", "followed-up/", "move/", "cancel/")
    return [*days, *(f"{one}{act}" for act in acts), f"{LIST}cases/{mine.case_id}/book/"]


def test_another_agency_reaches_none_of_it(bureau: Bureau, client: Client) -> None:
    day = announced(bureau)
    mine = booked(bureau, day, 1)
    client.force_login(staffed_bureau().office)
    for address in _addresses(day, mine):
        assert client.post(address).status_code == 404, address
        assert client.get(address).status_code in (404, 405), address
    assert str(RECEPTION_DAY) not in client.get(LIST).content.decode()


def test_who_has_nothing_to_do_with_cases_finds_nothing(bureau: Bureau, client: Client) -> None:
    day = announced(bureau)
    mine = booked(bureau, day, 1)
    client.force_login(bureau.operator)
    assert client.get(LIST).status_code == 404
    for address in _addresses(day, mine):
        assert client.post(address).status_code == 404, address


def test_another_unit_sees_that_a_slot_is_taken_and_not_for_what(
    bureau: Bureau, client: Client
) -> None:
    unit = UnitFactory(agency=bureau.agency)
    elsewhere = UserFactory(agency=bureau.agency, role=Role.CLERK, role__unit=unit)
    day = announced(bureau)
    mine = booked(bureau, day, 1)
    client.force_login(elsewhere)
    for address in (f"{LIST}{day.pk}/", f"{LIST}{day.pk}/sheet/"):
        page = client.get(address).content.decode()
        assert "路灯" not in page
        assert mine.case.number in page
    assert client.get(f"{LIST}appointments/{mine.pk}/").status_code == 404
    assert client.post(f"{LIST}new/", typed_for(bureau)).status_code == 422


def test_no_list_and_no_sheet_names_the_sender(bureau: Bureau, client: Client) -> None:
    day = announced(bureau)
    mine = booked(bureau, day, 1)
    client.force_login(bureau.office)
    for address in (
        LIST, f"{LIST}{day.pk}/", f"{LIST}{day.pk}/sheet/", f"{LIST}appointments/{mine.pk}/",
        "/office/",
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert "黄示例" not in page, address
        assert "1380013" not in page, address
    sheet = client.get(f"{LIST}{day.pk}/sheet/").content.decode()
    for told in ("黄**", "路灯不亮", "09:30—10:00", "（空）", "办公楼一楼接访室"):
        assert told in sheet


def test_the_day_before_it_stands_on_the_desk_of_whoever_sits_beside(
    bureau: Bureau, client: Client, window: User
) -> None:
    # A Monday: the working day before it is a Friday.
    booked(bureau, announced(bureau, on=date(2026, 3, 9)), 1)

    def shown(user: User, day: str) -> bool:
        with time_machine.travel(at(day), tick=False):
            client.force_login(user)
            return "接访：局长" in client.get("/office/").content.decode()

    assert not shown(bureau.clerk, "2026-03-05")
    for day in ("2026-03-06", "2026-03-08", "2026-03-09"):
        assert shown(bureau.clerk, day)
    assert not shown(bureau.clerk, "2026-03-10")
    assert not shown(window, "2026-03-06")
    with time_machine.travel(at("2026-03-10"), tick=False):
        client.force_login(bureau.clerk)
        assert "还没有登记来没来" in client.get("/office/").content.decode()


def test_past_days_lie_apart(bureau: Bureau, client: Client) -> None:
    come(bureau, booked(bureau, announced(bureau), 1))
    with time_machine.travel(at("2026-03-12")):
        client.force_login(bureau.clerk)
        assert "局长" not in client.get(LIST).content.decode()
        assert "局长" in client.get(f"{LIST}?tab=past").content.decode()


def test_lists_cost_the_same_however_long(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.office)
    day = announced(bureau, slots=12, minutes=10)
    urls = (LIST, f"{LIST}{day.pk}/", f"{LIST}{day.pk}/sheet/", "/office/")

    def grow(number: int) -> None:
        booked(bureau, day, number)
        booked(
            bureau, announced(bureau, on=date(2026, 2, 11), received_by=f"{number}号"), 1,
            number=50 + number,
        )  # fmt: skip
        wanting(bureau, 100 + number)

    def costs() -> list[int]:
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    grow(1)
    costs()
    with_one = costs()
    for number in range(2, 9):
        grow(number)
    assert costs() == with_one


def test_what_is_left_to_do_costs_the_same_however_much(bureau: Bureau, client: Client) -> None:
    def grow(number: int) -> None:
        day = announced(bureau, received_by=f"{number}号")
        booked(bureau, day, 1, number=number)
        came = booked(bureau, day, 2, number=20 + number)
        come(bureau, came, follow_up="修好路灯", due_on=date(2026, 3, 11))

    def cost() -> int:
        with time_machine.travel(at("2026-03-11"), tick=False):
            client.force_login(bureau.clerk)
            with CaptureQueriesContext(connection) as captured:
                page = client.get("/office/").content.decode()
        assert "还没有登记来没来" in page
        return len(captured)

    grow(1)
    cost()
    with_one = cost()
    for number in range(2, 6):
        grow(number)
    assert cost() == with_one


def test_a_case_that_is_withdrawn_leaves_the_day(bureau: Bureau, client: Client) -> None:
    from gongkai.inbound.cases import actions as cases

    day = announced(bureau)
    mine = booked(bureau, day, 1)
    cases.take_step(mine.case, "withdrawn", on=DAY, by=None, at=at(DAY))
    client.force_login(bureau.office)
    assert mine.case.number not in client.get(f"{LIST}{day.pk}/").content.decode()
    refused = client.post(f"{LIST}appointments/{mine.pk}/cancel/", {"reason": "不来了"})
    assert refused.status_code == 422
    actions.release(mine, by=None, at=at(DAY))
