"""Reporting a document: what is kept, what is shown, what is refused, and who has it then."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from gongkai.inbound.cases import actions, codes, queries
from gongkai.inbound.cases.challenge import WAIT_SECONDS
from gongkai.inbound.cases.intake import report_of
from gongkai.inbound.cases.limits import CASES_AN_HOUR, visitor
from gongkai.inbound.cases.models import Case, Party
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.publishing import actions as publishing
from gongkai.outbound.publishing.models import Edition
from tests.apps.cases.asking import NOON, passed, receipt, ticket_of
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau
from tests.factories.publishing import EditionFactory

GIVEN = {"reason": "内容有错", "text": "第二段的日期写错了。", "contact": "13900000000"}
FOLLOW = "/shili/follow/"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def edition(bureau: Bureau) -> Edition:
    return EditionFactory(bureau=bureau, published=True, title="关于桥梁维修的通告")


@pytest.fixture
def address(edition: Edition) -> str:
    return f"/documents/{edition.record_id}/report/"


def sent(client: Client, address: str, **changed: str) -> Case:
    answer = client.post(address, GIVEN | changed | passed(client, address))
    assert answer.status_code == 302
    return Case.objects.latest("pk")


def test_a_report_is_a_case_of_the_documents_unit_with_a_clock(
    client: Client, bureau: Bureau, edition: Edition, address: str
) -> None:
    # The office over all is where other cases from the web arrive.
    UserFactory(
        agency=bureau.agency, role="openness_office", role__unit=UnitFactory(agency=bureau.agency)
    )
    case = sent(client, address)
    assert (case.kind, case.record, case.unit) == (
        "document-report",
        edition.record,
        edition.record.unit,
    )
    assert case.number == "JC202600001"
    assert case.subject == "内容有错：关于桥梁维修的通告"
    assert case.text == GIVEN["text"]
    # Fifteen working days after 10 February 2026, over the Spring Festival.
    assert case.due_on == date(2026, 3, 9)
    offered = queries.offered(case)
    assert (offered.unit, offered.user) == (edition.record.unit, None)


def test_the_receipt_shows_number_code_and_due_date_for_a_while(
    client: Client, address: str
) -> None:
    shown = client.post(address, GIVEN | passed(client, address), follow=True)
    page, case = shown.content.decode(), Case.objects.get()
    number, code = receipt(page)
    assert number == case.number
    assert case.code == codes.hashed(number, code)
    assert case.code not in page
    assert str(case.due_on) in page
    assert "逐日说明" in page
    assert shown["Referrer-Policy"] == "no-referrer"
    with time_machine.travel(NOON + timedelta(minutes=16), tick=False):
        assert client.get(shown.request["PATH_INFO"]).status_code == 410


def test_neither_the_words_nor_the_sender_enter_the_ledger_or_an_address(
    client: Client, address: str
) -> None:
    answer = client.post(address, GIVEN | passed(client, address))
    entry = LedgerEntry.objects.get(verb="case.received")
    for secret in (GIVEN["contact"], GIVEN["text"]):
        assert secret not in str(entry.details) + answer["Location"]


@pytest.mark.parametrize(
    ("contact", "kept"),
    [
        pytest.param("13900000000", {"phone": "13900000000"}, id="telephone"),
        pytest.param("duzhe@example.com", {"email": "duzhe@example.com"}, id="mailbox"),
        pytest.param("微信 a@b\nBcc: c", {"phone": "微信 a@b\nBcc: c"}, id="neither"),
    ],
)
def test_how_to_reach_a_reader_is_kept_sealed(
    client: Client, address: str, contact: str, kept: dict[str, str]
) -> None:
    sent(client, address, contact=contact)
    party = Party.objects.get()
    assert (party.shown_as, party.particulars) == ("未留姓名", kept)


def test_nobody_has_to_say_how_to_reach_them(client: Client, address: str) -> None:
    sent(client, address, contact="")
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"reason": ""}, "请选择是什么问题。", id="no-reason"),
        pytest.param({"reason": "无聊"}, "请选择是什么问题。", id="unknown-reason"),
        pytest.param({"text": ""}, "请写明哪里有问题", id="no-words"),
        pytest.param({"text": "错"}, "至少5个字", id="too-short"),
        pytest.param({"text": "错" * 5001}, "最多写5000个字", id="too-long"),
        pytest.param({"text": "第二段\x00写错了"}, "不能显示的字符", id="null"),
        pytest.param({"contact": "1" * 101}, "最多100个字", id="long-contact"),
        pytest.param({"website": "http://"}, "请清空后再提交", id="trap"),
        pytest.param({"ticket": "forged"}, "这一页不完整", id="forged-challenge"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_comes_back(
    client: Client, address: str, changed: dict[str, str], told: str
) -> None:
    given = GIVEN | passed(client, address) | changed
    answer = client.post(address, given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert told in shown
    assert given["text"].replace("\x00", "") in shown.replace("\x00", "")
    assert given["contact"] in shown
    assert not Case.objects.exists()


def test_without_scripts_a_little_patience_is_enough(client: Client, address: str) -> None:
    given = GIVEN | {"ticket": ticket_of(client.get(address).content.decode())}
    assert "提交得太快了" in client.post(address, given).content.decode()
    with time_machine.travel(NOON + timedelta(seconds=WAIT_SECONDS), tick=False):
        assert client.post(address, given).status_code == 302


def test_too_many_from_one_address_wait_and_lose_nothing(client: Client, address: str) -> None:
    for _ in range(CASES_AN_HOUR):
        sent(client, address)
    given = GIVEN | passed(client, address)
    answer = client.post(address, given)
    assert answer.status_code == 429
    assert GIVEN["text"] in answer.content.decode()
    assert client.post(address, given, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_only_a_proxy_on_this_computer_is_believed(rf: object) -> None:
    forwarded = {"X-Forwarded-For": "198.51.100.1, 192.0.2.9"}
    assert visitor(rf.get("/", headers=forwarded, REMOTE_ADDR="127.0.0.1")) == "192.0.2.9"
    assert visitor(rf.get("/", headers=forwarded, REMOTE_ADDR="203.0.113.5")) == "203.0.113.5"


def test_what_is_not_public_cannot_be_reported(
    client: Client, bureau: Bureau, edition: Edition, address: str
) -> None:
    draft = EditionFactory(bureau=bureau)
    assert client.get(f"/documents/{draft.record_id}/report/").status_code == 404
    given = GIVEN | passed(client, address)
    publishing.withdraw(edition.record, reason="内容有误。", by=bureau.office, at=NOON)
    assert client.post(address, given)["Location"] == f"/documents/{edition.record_id}/"
    edition.record.refresh_from_db()
    new = report_of(edition.record, reason="其他", text="还是有错。", received_on=NOON.date())
    with pytest.raises(Refused, match="现在没有公开"):
        actions.receive(new, seed="a" * 32, by=None, at=NOON)
    assert not Case.objects.exists()


def test_no_cookie_is_set_and_nothing_is_stored_on_the_way(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address, GIVEN)):
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("number", "code"),
    [("", ""), ("JC202600001", "WRONGCODE2"), ("JC0", "x"), ("一" * 50, "一" * 50)],
)
def test_a_wrong_number_or_code_tells_nothing(
    client: Client, edition: Edition, address: str, number: str, code: str
) -> None:
    sent(client, address)
    answer = client.post(FOLLOW, {"number": number, "code": code})
    assert answer.status_code == 422
    assert edition.title not in answer.content.decode()


def test_the_old_look_up_page_says_where_to_look(client: Client, bureau: Bureau) -> None:
    moved = client.get("/reports/")
    assert (moved.status_code, moved["Location"]) == (301, FOLLOW)
    staffed_bureau()
    shown = client.get("/reports/")
    assert shown.status_code == 200
    assert "进入收到您这一件的机关" in shown.content.decode()


@pytest.mark.parametrize(
    ("reason", "is_urgent"),
    [("泄露个人信息", True), ("侵犯权利", True), ("内容有错", False), ("其他", False)],
)
def test_what_does_harm_while_it_is_public_stands_out(
    client: Client, bureau: Bureau, edition: Edition, address: str, reason: str, *, is_urgent: bool
) -> None:
    case = sent(client, address, reason=reason)
    client.force_login(bureau.clerk)
    of_case = f"/office/cases/{case.pk}/"
    for screen in ("/office/", "/office/cases/?tab=offered", of_case):
        page = client.get(screen).content.decode()
        assert f"{reason}：{edition.title}" in page
        assert ("紧急" in page) is is_urgent, screen
    publishing.withdraw(edition.record, reason="内容有误。", by=bureau.office, at=NOON)
    assert "紧急" not in client.get(of_case).content.decode()


def test_officers_get_to_the_document_and_the_list_by_its_kind(
    client: Client, bureau: Bureau, edition: Edition, address: str
) -> None:
    case = sent(client, address)
    link = f'<a href="/office/editions/{edition.pk}/">{edition.title}</a>'
    client.force_login(bureau.clerk)
    assert f"{link}（已公开）" in client.get(f"/office/cases/{case.pk}/").content.decode()
    publishing.withdraw(edition.record, reason="内容有误。", by=bureau.office, at=NOON)
    assert f"{link}（已撤下）" in client.get(f"/office/cases/{case.pk}/").content.decode()
    offered = "/office/cases/?tab=offered&kind="
    assert case.number in client.get(f"{offered}document-report").content.decode()
    assert case.number not in client.get(f"{offered}foi").content.decode()


def test_a_unit_that_took_it_over_sees_the_document_as_the_public_does(
    client: Client, bureau: Bureau, edition: Edition, address: str
) -> None:
    case = sent(client, address)
    elsewhere = UnitFactory(agency=bureau.agency)
    colleague = UserFactory(agency=bureau.agency, role="clerk", role__unit=elsewhere)
    actions.accept(queries.offered(case), by=bureau.clerk, at=NOON)
    offer = actions.hand_over(
        case, unit=elsewhere, user=None, reason="由该科核实", by=bureau.clerk, at=NOON
    )
    actions.accept(offer, by=colleague, at=NOON)
    client.force_login(colleague)
    page = client.get(f"/office/cases/{case.pk}/").content.decode()
    assert f'<a href="/documents/{edition.record_id}/">{edition.record}</a>' in page
    assert "/office/editions/" not in page


def test_another_agency_sees_nothing_of_it(client: Client, address: str) -> None:
    case = sent(client, address)
    client.force_login(staffed_bureau().office)
    assert client.get(f"/office/cases/{case.pk}/").status_code == 404
    for tab in ("offered", "in_hand", "soon", "overdue", "closed"):
        assert case.number not in client.get(f"/office/cases/?tab={tab}").content.decode()


def test_the_list_costs_the_same_for_many(
    client: Client, bureau: Bureau, address: str, flat_queries: Callable[..., None]
) -> None:
    visitors = iter(range(1, 100))

    def grow() -> None:
        given = GIVEN | passed(client, address) | {"reason": "泄露个人信息"}
        client.post(address, given, REMOTE_ADDR=f"192.0.2.{next(visitors)}")

    grow()
    client.force_login(bureau.clerk)
    flat_queries("/office/cases/?tab=offered", grow)


def test_codes_are_hard_to_misread_and_differ() -> None:
    made = {codes.code_of(codes.new_seed()) for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("01IOLoil")
