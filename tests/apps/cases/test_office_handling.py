"""One case on its page: its steps, its hands, who sees whom, and who is kept out."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import Case, CaseEvent
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import Role, User
from tests.factories.cases import CITIZEN, at, consulted, received
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau


@pytest.fixture(autouse=True)
def a_day_in_february() -> object:
    with time_machine.travel(at("2026-02-24"), tick=False):
        yield


@pytest.fixture
def case(bureau: Bureau) -> Case:
    """A request of 10 February that the clerk has in hand."""
    made = received(bureau)
    return actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-02-10"))


def page(client: Client, case: Case) -> str:
    answer = client.get(f"/office/cases/{case.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_the_case_with_its_sender_masked(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    text = page(client, case)
    assert case.number in text
    assert "请提供东环路改造工程的中标结果公告和合同" in text
    assert "2026-03-16" in text
    assert "还剩" in text
    assert "不计入，自次日起计算" in text
    assert "黄**" in text
    for secret in ("黄示例", "13800138000", "451400199001010014", "新民路8号"):
        assert secret not in text


def test_whoever_has_a_case_sees_the_one_it_continues_wherever_that_went(
    bureau: Bureau, client: Client, case: Case
) -> None:
    elsewhere = UnitFactory(agency=bureau.agency)
    newcomer = UserFactory(agency=bureau.agency, role=Role.CLERK, role__unit=elsewhere)
    client.force_login(newcomer)
    assert client.get(f"/office/cases/{case.pk}/").status_code == 404
    received(bureau, seed="b" * 32, kind="enquiry", unit=elsewhere, continues=case)
    text = page(client, case)
    assert "不在您手里" in text
    assert f"/office/cases/{case.pk}/steps/" not in text


def test_personal_data_is_shown_once_to_whoever_says_what_for(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    party = case.parties.get()
    address = f"/office/cases/{case.pk}/parties/{party.pk}/"
    refused = client.post(address, {f"look{party.pk}-purpose": ""})
    assert refused.status_code == 422
    assert "13800138000" not in refused.content.decode()
    shown = client.post(address, {f"look{party.pk}-purpose": "电话核实地点"})
    assert "13800138000" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "13800138000" not in page(client, case)
    assert client.get(address).status_code == 405
    assert LedgerEntry.objects.get(verb="case.party-read").details["purpose"] == "电话核实地点"


def test_a_party_of_another_case_is_not_read_through_this_one(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    other = received(staffed_bureau(slug="bieju")).parties.get()
    answer = client.post(
        f"/office/cases/{case.pk}/parties/{other.pk}/", {f"look{other.pk}-purpose": "好奇"}
    )
    assert answer.status_code == 404


def test_the_steps_are_those_of_the_clock_and_move_it(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    text = page(client, case)
    for offered in ("要求补正", "发出收费通知"):
        assert f"登记：{offered}" in text
    for elsewhere in ("征求第三方意见", "共同制作机关答复", "延长答复期限"):
        assert f"登记：{elsewhere}" not in text
    assert "延长答复期限须经负责人同意" in text
    assert "登记：收到补正材料" not in text
    assert "没有要求补正，不能登记收到补正材料" in text
    assert "登记：答复" not in text
    given = {"extended-on": "2026-02-24", "extended-days": "20", "extended-note": "档案在外地。"}
    refused = client.post(f"/office/cases/{case.pk}/steps/extended/", given)
    assert "须经负责人同意" in refused.content.decode()
    client.force_login(bureau.head)
    assert client.post(f"/office/cases/{case.pk}/steps/extended/", given).status_code == 302
    case.refresh_from_db()
    assert case.due_on > date(2026, 4, 1)
    assert "档案在外地。" in page(client, case)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        pytest.param(
            "extended", {"on": "2026-02-24", "days": "21"}, "1至20个工作日", id="too-long"
        ),
        pytest.param("clarification-asked", {"on": "2026-03-01"}, "还没有到", id="tomorrow"),
        pytest.param("fee-paid", {"on": "2026-02-24"}, "没有尚待缴纳", id="not-asked"),
        pytest.param("fee-notified", {"on": ""}, "日期：", id="no-day"),
        pytest.param("withdrawn", {"on": "2026-02-24"}, "办理结果：", id="no-outcome"),
    ],
)
def test_a_refused_step_keeps_what_was_typed(
    bureau: Bureau, client: Client, case: Case, name: str, given: dict[str, str], says: str
) -> None:
    client.force_login(bureau.head)
    typed = {f"{name}-{field}": value for field, value in given.items()}
    typed[f"{name}-note"] = "这是写下的说明"
    answer = client.post(f"/office/cases/{case.pk}/steps/{name}/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert "这是写下的说明" in text
    assert CaseEvent.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["replied", "done", "received", "third-party-asked", "joint-maker-answered", "nonsense"]
)
def test_what_is_no_step_of_the_page_is_not_found(
    bureau: Bureau, client: Client, case: Case, name: str
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/cases/{case.pk}/steps/{name}/"
    assert client.post(address, {f"{name}-on": "2026-02-24"}).status_code == 404


def test_a_withdrawn_request_is_closed_with_its_outcome(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    given = {"withdrawn-on": "2026-02-24", "withdrawn-outcome": "R-6.3"}
    assert client.post(f"/office/cases/{case.pk}/steps/withdrawn/", given).status_code == 302
    case.refresh_from_db()
    assert (case.closed_on, case.outcome) == (date(2026, 2, 24), "R-6.3")
    assert "还可以做什么" not in page(client, case)


def test_a_case_changes_hands_when_it_is_accepted(
    bureau: Bureau, client: Client, window: User
) -> None:
    case = received(bureau, by=window, channel="counter", kind="enquiry")
    client.force_login(window)
    to = {"hand-unit": bureau.unit.pk, "hand-reason": "属于运输科的职责"}
    assert client.post(f"/office/cases/{case.pk}/hand-over/", to).status_code == 302
    again = client.post(f"/office/cases/{case.pk}/hand-over/", to)
    assert again.status_code == 422
    assert "等对方接收或者退回后才能再移交" in again.content.decode()
    assert f"{window}" in page(client, case)
    client.force_login(bureau.clerk)
    assert "属于运输科的职责" in page(client, case)
    assert client.post(f"/office/cases/{case.pk}/accept/").status_code == 302
    case.refresh_from_db()
    assert queries.holding_of(case).user == bureau.clerk
    text = page(client, case)
    assert "首问责任人" in text
    assert window.name in text


def test_what_is_declined_goes_back_with_the_reason(
    bureau: Bureau, client: Client, window: User
) -> None:
    case = received(bureau, by=window, channel="counter", kind="enquiry")
    actions.hand_over(
        case, unit=bureau.unit, user=None, reason="属于运输科", by=window, at=at("2026-02-11")
    )
    client.force_login(bureau.clerk)
    empty = client.post(f"/office/cases/{case.pk}/decline/", {"decline-reason": ""})
    assert empty.status_code == 422
    given = {"decline-reason": "属于建设科的职责"}
    assert client.post(f"/office/cases/{case.pk}/decline/", given).status_code == 302
    client.force_login(window)
    assert "属于建设科的职责" in page(client, case)
    assert queries.holding_of(case).user == window


def test_a_handing_over_refused_keeps_the_reason(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    typed = {"hand-unit": "", "hand-reason": "属于别的科"}
    answer = client.post(f"/office/cases/{case.pk}/hand-over/", typed)
    assert answer.status_code == 422
    assert "属于别的科" in answer.content.decode()
    to_myself = typed | {"hand-unit": bureau.unit.pk, "hand-user": bureau.clerk.pk}
    answer = client.post(f"/office/cases/{case.pk}/hand-over/", to_myself)
    assert "不能移交给自己" in answer.content.decode()


def test_nothing_is_accepted_where_nothing_is_offered(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    answer = client.post(f"/office/cases/{case.pk}/accept/")
    assert answer.status_code == 422
    assert "没有等待接收的移交" in answer.content.decode()


DOORS = ("", "reply/", "review/", "slip/x/")
ACTS = ("steps/extended/", "hand-over/", "accept/", "decline/", "send/", "reply/", "review/")


@pytest.mark.parametrize("who", ["another agency", "another unit", "archivist"])
def test_whom_a_case_does_not_concern_finds_none(
    bureau: Bureau, client: Client, case: Case, who: str
) -> None:
    unit = UnitFactory(agency=bureau.agency)
    person = {
        "another agency": staffed_bureau(slug="bieju").office,
        "another unit": UserFactory(agency=bureau.agency, role=Role.CLERK, role__unit=unit),
        "archivist": UserFactory(agency=bureau.agency, role=Role.ARCHIVIST),
    }[who]
    client.force_login(person)
    for door in DOORS:
        assert client.get(f"/office/cases/{case.pk}/{door}").status_code == 404
    party = case.parties.get().pk
    for act in (*ACTS, f"parties/{party}/"):
        assert client.post(f"/office/cases/{case.pk}/{act}").status_code == 404
    for tab in queries.Tab:
        assert case.number not in client.get(f"/office/cases/?tab={tab}").content.decode()
    found = client.get(f"/office/cases/register/?q={case.number}&year=2026").content.decode()
    assert case.subject not in found
    assert case.subject not in client.get("/office/").content.decode()


def test_who_may_only_look_is_offered_nothing_to_do(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(UserFactory(agency=bureau.agency, role=Role.SUPERVISOR))
    text = page(client, case)
    assert "还可以做什么" not in text
    assert "查看个人信息" not in text
    assert "不在您手里" in text
    party = case.parties.get().pk
    answer = client.post(
        f"/office/cases/{case.pk}/parties/{party}/", {f"look{party}-purpose": "检查"}
    )
    assert answer.status_code == 422
    assert CITIZEN.phone not in answer.content.decode()
    given = {"extended-on": "2026-02-24", "extended-days": "5"}
    assert client.post(f"/office/cases/{case.pk}/steps/extended/", given).status_code == 422


def test_a_case_costs_as_many_queries_with_ten_events_as_with_one(
    bureau: Bureau, client: Client, case: Case, flat_queries: object
) -> None:
    client.force_login(bureau.clerk)
    days = iter(range(11, 22))

    def ask() -> None:
        consulted(case, by=bureau.office, day=date(2026, 2, next(days)))

    flat_queries(f"/office/cases/{case.pk}/", ask)  # type: ignore[operator]
