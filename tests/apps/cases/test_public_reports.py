"""Reporting a document: what is kept, what is shown, what is refused."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from gongkai.inbound.cases import actions, codes
from gongkai.inbound.cases.limits import REPORTS_AN_HOUR, visitor
from gongkai.inbound.cases.models import DocumentReport
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.publishing import actions as publishing
from gongkai.outbound.publishing.models import Edition
from tests.factories.people import Bureau, UserFactory
from tests.factories.publishing import AT, EditionFactory

GIVEN = {"reason": "wrong", "message": "第二段的日期写错了。", "contact": "13900000000"}


@pytest.fixture
def edition(bureau: Bureau) -> Edition:
    return EditionFactory(bureau=bureau, published=True)


@pytest.fixture
def address(edition: Edition) -> str:
    return f"/documents/{edition.record_id}/report/"


def test_a_report_is_kept_and_its_code_only_as_a_digest(client: Client, address: str) -> None:
    receipt = client.post(address, GIVEN, follow=True)
    report = DocumentReport.objects.get()
    shown = receipt.content.decode()
    assert report.number in shown
    assert report.message == GIVEN["message"]
    assert report.code not in shown
    assert receipt["Referrer-Policy"] == "no-referrer"


def test_neither_the_words_nor_the_sender_enter_the_ledger_or_an_address(
    client: Client, address: str
) -> None:
    answer = client.post(address, GIVEN)
    entry = LedgerEntry.objects.get(verb="report.received")
    assert GIVEN["contact"] not in str(entry.details) + answer["Location"]
    assert GIVEN["message"] not in str(entry.details) + answer["Location"]


def test_the_receipt_can_be_opened_again_for_a_while_only(client: Client, address: str) -> None:
    with time_machine.travel(AT, tick=False):
        receipt = client.post(address, GIVEN)["Location"]
        assert client.get(receipt).status_code == 200
    with time_machine.travel(AT + timedelta(minutes=16), tick=False):
        assert client.get(receipt).status_code == 410
    assert client.get("/reports/receipt/forged:x:y/").status_code == 410


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"reason": ""}, "请选择是什么问题。", id="no-reason"),
        pytest.param({"reason": "boredom"}, "请选择是什么问题。", id="unknown-reason"),
        pytest.param({"message": ""}, "请写明哪里有问题", id="no-message"),
        pytest.param({"message": "错"}, "至少5个字", id="too-short"),
        pytest.param({"message": "错" * 2001}, "最多写2000个字", id="too-long"),
        pytest.param({"contact": "1" * 101}, "最多100个字", id="long-contact"),
        pytest.param({"website": "http://"}, "请清空后再提交", id="trap"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_comes_back(
    client: Client, address: str, changed: dict[str, str], told: str
) -> None:
    given = GIVEN | changed
    answer = client.post(address, given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert told in shown
    assert given["message"] in shown
    assert given["contact"] in shown
    assert not DocumentReport.objects.exists()


def test_too_many_reports_from_one_address_wait_and_lose_nothing(
    client: Client, address: str
) -> None:
    for _ in range(REPORTS_AN_HOUR):
        assert client.post(address, GIVEN).status_code == 302
    answer = client.post(address, GIVEN)
    assert answer.status_code == 429
    assert GIVEN["message"] in answer.content.decode()
    assert client.post(address, GIVEN, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_only_a_proxy_on_this_computer_is_believed(rf: object) -> None:
    forwarded = {"X-Forwarded-For": "198.51.100.1, 192.0.2.9"}
    assert visitor(rf.get("/", headers=forwarded, REMOTE_ADDR="127.0.0.1")) == "192.0.2.9"
    assert visitor(rf.get("/", headers=forwarded, REMOTE_ADDR="203.0.113.5")) == "203.0.113.5"


def test_what_is_not_public_cannot_be_reported(
    client: Client, bureau: Bureau, edition: Edition
) -> None:
    draft = EditionFactory(bureau=bureau)
    assert client.get(f"/documents/{draft.record_id}/report/").status_code == 404
    publishing.withdraw(edition.record, reason="内容有误。", by=bureau.office, at=AT)
    answer = client.post(f"/documents/{edition.record_id}/report/", GIVEN)
    assert answer["Location"] == f"/documents/{edition.record_id}/"
    edition.record.refresh_from_db()
    with pytest.raises(Refused):
        actions.report_document(
            edition.record, reason="wrong", message="有错", contact="", seed="a" * 32, at=AT
        )


def test_no_cookie_is_set_and_nothing_is_stored_on_the_way(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address, GIVEN), client.get("/reports/")):
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("number", "code"),
    [("", ""), ("JC2024000001", "WRONGCODE2"), ("JC0", "x"), ("一" * 50, "一" * 50)],
)
def test_a_wrong_number_or_code_tells_nothing(
    client: Client, edition: Edition, number: str, code: str
) -> None:
    actions.report_document(
        edition.record, reason="wrong", message="第二段写错了", contact="", seed="a" * 32, at=AT
    )
    answer = client.post("/reports/", {"number": number, "code": code})
    assert answer.status_code == 422
    assert edition.title not in answer.content.decode()


def test_an_answer_is_given_once_by_somebody_of_that_unit(bureau: Bureau, edition: Edition) -> None:
    report = actions.report_document(
        edition.record, reason="wrong", message="第二段写错了", contact="", seed="a" * 32, at=AT
    )
    stranger = UserFactory(role="clerk")
    for text, by in (
        ("已经更正。", stranger),
        ("好", bureau.clerk),
        ("请拨13912345678", bureau.clerk),
    ):
        with pytest.raises(Refused):
            actions.answer(report, text=text, by=by, at=AT)
    actions.answer(report, text="已经更正。", by=bureau.clerk, at=AT)
    with pytest.raises(Refused, match="已经答复过"):
        actions.answer(report, text="再答一次。", by=bureau.clerk, at=AT)
    assert LedgerEntry.objects.filter(verb="report.answered", by=bureau.clerk).count() == 1


def test_codes_are_hard_to_misread_and_differ() -> None:
    made = {codes.code_of(codes.new_seed()) for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("01IOLoil")
