"""The inbox, the register and 今日: what lies where, in words, and at what price."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import Case
from gongkai.people.models import Role, User
from tests.factories.cases import at, received
from tests.factories.people import Bureau, UserFactory


@pytest.fixture(autouse=True)
def a_day_in_march() -> object:
    with time_machine.travel(at("2026-03-10"), tick=False):
        yield


def in_hand(bureau: Bureau, day: str, subject: str, **given: object) -> Case:
    on = at(day)
    case = received(bureau, received_on=on.date(), subject=subject, **given)
    return actions.accept(queries.offered(case), by=bureau.clerk, at=on)


def seen(client: Client, tab: str, **narrowed: object) -> str:
    answer = client.get("/office/cases/", {"tab": tab, **narrowed})
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_case_lies_in_the_part_of_what_has_to_be_done(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.clerk)
    received(bureau, subject="没有人接收的")
    in_hand(bureau, "2026-03-09", "还早的")
    in_hand(bureau, "2026-02-10", "快要到期的")
    in_hand(bureau, "2026-01-05", "已经晚了的")
    parts = {
        "offered": {"没有人接收的"},
        "in_hand": {"还早的", "快要到期的", "已经晚了的"},
        "soon": {"没有人接收的", "快要到期的"},
        "overdue": {"已经晚了的"},
        "closed": set(),
    }
    subjects = set().union(*parts.values())
    for tab, expected in parts.items():
        text = seen(client, tab)
        assert {one for one in subjects if one in text} == expected, tab
    assert "已逾期" in seen(client, "overdue")
    assert "还剩4个工作日" in seen(client, "soon")


def test_what_waits_for_its_sender_stands_behind_what_is_due(
    bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.clerk)
    waiting = in_hand(bureau, "2026-03-09", "等补正的")
    on = at("2026-03-10")
    actions.take_step(waiting, "clarification-asked", on=on.date(), by=bureau.clerk, at=on)
    in_hand(bureau, "2026-03-09", "还早的")
    in_hand(bureau, "2026-01-05", "已经晚了的")
    text = seen(client, "in_hand")
    places = [text.index(one) for one in ("已经晚了的", "还早的", "等补正的")]
    assert places == sorted(places)


def test_a_date_in_a_year_without_a_notice_is_said_to_be_provisional(
    bureau: Bureau, client: Client
) -> None:
    with time_machine.travel(at("2026-12-28")):
        client.force_login(bureau.clerk)
        in_hand(bureau, "2026-12-25", "年底来的")
        assert "（暂定）" in seen(client, "in_hand")


def test_lists_narrow_down_and_say_so_when_nothing_is_left(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.clerk)
    request = in_hand(bureau, "2026-03-09", "中标结果")
    in_hand(bureau, "2026-03-09", "班车时刻", kind="enquiry")
    for narrowed in (
        {"kind": "foi"}, {"q": "中标"}, {"q": request.number}, {"q": "sq2026"},
    ):  # fmt: skip
        text = seen(client, "in_hand", **narrowed)
        assert "中标结果" in text
        assert "班车时刻" not in text
    assert "没有符合条件的" in seen(client, "in_hand", stage="consulting")
    assert "班车时刻" in seen(client, "in_hand", unit=bureau.unit.pk, kind="")
    assert "中标结果" in seen(client, "in_hand", kind="gossip", unit="x", page="999")
    assert "中标结果" in seen(client, "nonsense")


def test_no_list_names_the_sender(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.clerk)
    in_hand(bureau, "2026-02-10", "请打13800138000找我")
    for address in (
        "/office/", "/office/cases/", "/office/cases/register/?q=找我&year=2026",
    ):  # fmt: skip
        text = client.get(address).content.decode()
        assert "找我" in text
        assert "黄**" in text
        assert "黄示例" not in text
        assert "13800138000" not in text


def test_the_register_finds_by_number_and_by_subject_within_a_year(
    bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.office)
    case = in_hand(bureau, "2026-03-09", "东环路改造")

    def found(q: str, year: int = 2026) -> bool:
        answer = client.get("/office/cases/register/", {"q": q, "year": year})
        return case.subject in answer.content.decode()

    assert found(case.number)
    assert found(case.number[:6].lower())
    assert found("东环")
    assert not found("西环")
    assert not found("东环", year=2025)
    for wrong in ({"q": "东"}, {"q": ""}, {"q": "东环", "year": "x"}):
        assert client.get("/office/cases/register/", wrong).status_code == 422


def test_the_register_shows_no_more_than_a_page(
    bureau: Bureau, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.inbound.cases.office.lists.MOST_FOUND", 2)
    client.force_login(bureau.office)
    for _ in range(3):
        received(bureau, received_on=at("2026-03-09").date())
    text = client.get("/office/cases/register/?q=SQ2026").content.decode()
    assert "只显示最近登记的 2 件" in text
    assert text.count("gk-row__title") == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="plans of empty tables say nothing")
@pytest.mark.parametrize("words", ["SQ2026", "东环"])
def test_the_register_is_searched_along_an_index(bureau: Bureau, words: str) -> None:
    wanted = queries.matching(words), queries.registered_in(2026)
    plan = Case.objects.filter(agency=bureau.agency).filter(*wanted).explain()
    assert "USING INDEX case_" in plan
    assert "SCAN" not in plan


def test_today_tells_what_waits_is_due_and_is_late_with_whom(
    bureau: Bureau, client: Client
) -> None:
    received(bureau, received_on=at("2026-03-09").date(), subject="等人接收的")
    in_hand(bureau, "2026-02-10", "快要到期的")
    in_hand(bureau, "2026-01-05", "已经晚了的")
    client.force_login(bureau.clerk)
    text = client.get("/office/").content.decode()
    assert "等您接收的件" in text
    assert "5个工作日以内" in text
    assert "请督促" not in text
    for person in (bureau.head, bureau.office, bureau.leader):
        client.force_login(person)
        text = client.get("/office/").content.decode()
        assert "请督促" in text
        assert "已经晚了的" in text
        assert f"{bureau.unit} {bureau.clerk}办理" in text
    client.force_login(bureau.operator)
    assert "已经晚了的" not in client.get("/office/").content.decode()


def test_whoever_took_a_case_in_still_sees_that_it_is_late(
    bureau: Bureau, client: Client, window: User
) -> None:
    case = received(
        bureau, by=window, channel="counter", kind="enquiry", received_on=at("2026-01-05").date()
    )
    offer = actions.hand_over(
        case, unit=bureau.unit, user=None, reason="属于运输科", by=window, at=at("2026-01-06")
    )
    actions.accept(offer, by=bureau.clerk, at=at("2026-01-06"))
    client.force_login(window)
    text = client.get("/office/").content.decode()
    assert case.subject in text
    assert f"{bureau.clerk}办理" in text


@pytest.mark.parametrize(
    "address",
    ["/office/", "/office/cases/", "/office/cases/?tab=offered", "/office/cases/?tab=soon",
     "/office/cases/register/?q=SQ2026"],
)  # fmt: skip
def test_lists_cost_the_same_with_one_ten_and_a_hundred_cases(
    bureau: Bureau, client: Client, address: str
) -> None:
    client.force_login(bureau.clerk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def both() -> None:
        received(bureau, received_on=at("2026-02-10").date())
        in_hand(bureau, "2026-02-10", "在办的")

    both()
    cost()
    costs = [cost()]
    for more in (9, 40):
        for _ in range(more):
            both()
        costs.append(cost())
    assert costs[1:] == [costs[0]] * 2


def test_an_offer_waits_only_for_whom_it_was_made_to(
    bureau: Bureau, client: Client, window: User
) -> None:
    colleague = UserFactory(agency=bureau.agency, role=Role.CLERK, role__unit=bureau.unit)
    case = in_hand(bureau, "2026-03-09", "移交出去的")
    actions.hand_over(
        case,
        unit=bureau.unit,
        user=colleague,
        reason="由他办理",
        by=bureau.clerk,
        at=at("2026-03-10"),
    )
    client.force_login(bureau.clerk)
    assert "移交出去的" not in seen(client, "offered")
    assert f"等{bureau.unit} {colleague}接收" in seen(client, "in_hand")
    client.force_login(colleague)
    assert "移交出去的" in seen(client, "offered")
    client.force_login(window)
    assert "移交出去的" not in seen(client, "offered")
