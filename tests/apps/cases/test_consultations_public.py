"""Answering by the link of a letter: opened with number and code, once, and nothing else shown."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases import actions, codes, limits, passes
from gongkai.inbound.cases.forms.files import MOST_SENT_BYTES
from gongkai.inbound.cases.models import Case, Consultation
from gongkai.ledger.models import LedgerEntry
from gongkai.rules.cases import Sender
from tests.apps.cases.asking import costs
from tests.factories.cases import CITIZEN, at, consulted, opined, received
from tests.factories.people import Bureau, staffed_bureau

DOOR = "/shili/consult/"
SEED = "c" * 32
CODE = codes.code_of(SEED)
REFUSAL = {"answer": "refuse", "reasons": "单价是本公司的商业秘密。", "releasable": ""}


@pytest.fixture(autouse=True)
def at_nine() -> Iterator[None]:
    with time_machine.travel(at("2026-09-29"), tick=False):
        yield


@pytest.fixture
def case(bureau: Bureau) -> Case:
    return received(bureau, received_on=at("2026-09-18").date())


@pytest.fixture
def asked(bureau: Bureau, case: Case) -> Consultation:
    return consulted(case, by=bureau.office, day="2026-09-28", seed=SEED)


def opened(client: Client, asked: Consultation) -> str:
    """The address that number and code open."""
    answer = client.post(DOOR, {"number": asked.number, "code": CODE})
    assert answer.status_code == 302
    return answer["Location"]


def page(client: Client, asked: Consultation) -> str:
    answer = client.get(opened(client, asked))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_what_the_letter_says_and_nobody_else(
    client: Client, bureau: Bureau, case: Case, asked: Consultation
) -> None:
    other = consulted(case, by=bureau.office, day="2026-09-28", party=Sender(name="韦示例"))
    answer = client.get(opened(client, asked))
    shown = answer.content.decode()
    for told in (
        asked.letter_number, "东环路改造工程合同", "合同第三条的单价", "2026-10-23", "逐日说明",
        "由本机关依法决定是否公开", "国庆节", "部分同意公开",
    ):  # fmt: skip
        assert told in shown
    for never in (
        CITIZEN.name, "黄**", CITIZEN.phone, case.number, case.subject, case.text, other.number,
        other.letter_number, "韦", bureau.office.name,
    ):  # fmt: skip
        assert never not in shown
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"


def test_an_answer_with_its_papers_starts_the_clock_again(
    client: Client, case: Case, asked: Consultation
) -> None:
    address = opened(client, asked)
    file = SimpleUploadedFile("营业执照.txt", "执照。".encode())
    done = client.post(address, REFUSAL | {"attachments": [file]})
    assert done.status_code == 302
    shown = client.get(done["Location"]).content.decode()
    for told in ("已经答复：不同意公开", "商业秘密", "2026-09-29", "1个", "不能更改"):
        assert told in shown
    assert 'name="answer"' not in shown
    asked.refresh_from_db()
    assert (asked.answer, asked.how, asked.answered_by) == ("refuse", "link", None)
    assert asked.papers.get().text.strip() == "执照。"
    case.refresh_from_db()
    assert case.stage == Case.Stage.OPEN
    entry = LedgerEntry.objects.get(verb="consultation.answered")
    assert entry.by_name == "被征求意见方"


def test_a_second_try_is_told_what_was_answered(client: Client, asked: Consultation) -> None:
    address = opened(client, asked)
    client.post(address, REFUSAL)
    again = client.post(address, {"answer": "agree"})
    shown = again.content.decode()
    assert again.status_code == 422
    assert "已经在2026-09-29答复“不同意公开”，不能更改" in shown
    assert "已经答复：不同意公开" in shown
    assert "已经答复：不同意公开" in page(client, asked)
    asked.refresh_from_db()
    assert asked.answer == "refuse"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"answer": ""}, "请选择是否同意公开", id="nothing"),
        pytest.param({"answer": "yes"}, "请选择是否同意公开", id="no-such-answer"),
        pytest.param({"answer": "refuse", "releasable": "甲"}, "请写明理由", id="no-reasons"),
        pytest.param({"answer": "partly", "reasons": "乙"}, "同意公开哪些内容", id="no-part"),
        pytest.param({"answer": "agree", "reasons": "字" * 5001}, "最多写5000个字", id="long"),
        pytest.param({"answer": "agree", "reasons": "甲\0乙"}, "不能显示的字符", id="null"),
    ],
)
def test_a_wrong_answer_comes_back_as_it_was_typed(
    client: Client, asked: Consultation, typed: dict[str, str], says: str
) -> None:
    answer = client.post(opened(client, asked), typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert says in shown
    for name in ("releasable", "reasons"):
        if "\0" not in typed.get(name, ""):
            assert typed.get(name, "") in shown
    asked.refresh_from_db()
    assert asked.answer == ""


def test_late_it_is_taken_and_marked(client: Client, asked: Consultation) -> None:
    with time_machine.travel(at("2026-10-24"), tick=False):
        assert "已经过了答复期限" in page(client, asked)
        client.post(opened(client, asked), {"answer": "agree"})
        assert "已经答复：同意公开（逾期）" in page(client, asked)


def test_on_the_last_day_it_is_in_time(client: Client, asked: Consultation) -> None:
    with time_machine.travel(at("2026-10-23"), tick=False):
        client.post(opened(client, asked), {"answer": "agree"})
        assert "（逾期）" not in page(client, asked)


def test_a_closed_case_takes_no_more_opinions(
    client: Client, bureau: Bureau, case: Case, asked: Consultation
) -> None:
    address, on = opened(client, asked), at("2026-09-29")
    actions.take_step(case, "withdrawn", on=on.date(), by=bureau.office, at=on, outcome="R-6.3")
    shown = page(client, asked)
    assert "已经办结，不再收意见" in shown
    assert 'name="answer"' not in shown
    refused = client.post(address, REFUSAL)
    assert refused.status_code == 422
    assert "已经办结，不再收意见" in refused.content.decode()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param("ZQ202600001", "WRONGCODE2", id="code"),
        pytest.param("ZQ202699999", CODE, id="number"),
        pytest.param("SQ202600001", CODE, id="number-of-the-case"),
        pytest.param("ZQ\0", "\0", id="null"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_wrong_half_is_never_told_from_the_other(
    client: Client, asked: Consultation, number: str, code: str
) -> None:
    answer = client.post(DOOR, {"number": number, "code": code})
    assert answer.status_code == 422
    told = answer.content.decode().replace("编号或查询码不对，", "")
    assert "编号不对" not in told
    assert "查询码不对，" not in told


def test_looking_in_vain_costs_the_same_whether_the_number_exists(
    client: Client, asked: Consultation
) -> None:
    def tried(number: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            client.post(DOOR, {"number": number, "code": "WRONGCODE2"})
        return costs([one["sql"] for one in captured.captured_queries])

    tried("ZQ202699998")  # the first try makes the count that later ones add to
    assert tried(asked.number) == tried("ZQ202699999")


def test_twenty_wrong_codes_make_an_address_wait(client: Client, asked: Consultation) -> None:
    wrong = {"number": asked.number, "code": "WRONGCODE2"}
    for _ in range(limits.WRONG_CODES_AN_HOUR):
        assert client.post(DOOR, wrong).status_code == 422
    assert client.post(DOOR, wrong).status_code == 429
    right = client.post(DOOR, {"number": asked.number, "code": CODE})
    assert right.status_code == 429
    assert "请一小时后再试" in right.content.decode()


def test_an_address_is_slowed_that_answers_again_and_again(
    client: Client, asked: Consultation
) -> None:
    address = opened(client, asked)
    for _ in range(limits.ACTS_AN_HOUR):
        assert client.post(address, {}).status_code == 422
    answer = client.post(address, REFUSAL)
    assert answer.status_code == 429
    assert REFUSAL["reasons"] in answer.content.decode()


def test_an_expired_link_keeps_what_was_typed(client: Client, asked: Consultation) -> None:
    address = opened(client, asked)
    later = at("2026-09-29") + timedelta(seconds=passes.FOLLOW_SECONDS + 1)
    with time_machine.travel(later, tick=False):
        assert client.get(address).status_code == 410
        answer = client.post(address, REFUSAL)
    assert answer.status_code == 410
    assert REFUSAL["reasons"] in answer.content.decode()
    asked.refresh_from_db()
    assert asked.answer == ""


def test_a_link_opens_nothing_elsewhere(client: Client, case: Case, asked: Consultation) -> None:
    staffed_bureau(slug="bieju")
    ticket = passes.consult_pass(asked)
    assert client.get(f"{DOOR}{ticket}/").status_code == 200
    assert client.get(f"/bieju/consult/{ticket}/").status_code == 410
    assert client.get(f"/shili/follow/{ticket}/").status_code == 410
    assert client.get(f"{DOOR}{passes.follow_pass(case)}/").status_code == 410
    assert client.get(f"{DOOR}{ticket[:-1]}x/").status_code == 410
    foreign = client.post("/bieju/consult/", {"number": asked.number, "code": CODE})
    assert foreign.status_code == 422


def test_too_large_papers_are_refused_before_they_are_read(
    client: Client, asked: Consultation
) -> None:
    size = str(MOST_SENT_BYTES + 1)
    answer = client.post(opened(client, asked), REFUSAL, CONTENT_LENGTH=size)
    assert answer.status_code == 413
    assert "附件太大" in answer.content.decode()


def test_a_paper_that_cannot_be_read_is_named_and_nothing_is_answered(
    client: Client, asked: Consultation
) -> None:
    file = SimpleUploadedFile("执照.exe", b"MZ\x00\x01")
    answer = client.post(opened(client, asked), REFUSAL | {"attachments": [file]})
    assert answer.status_code == 422
    assert "执照.exe" in answer.content.decode()
    assert REFUSAL["reasons"] in answer.content.decode()
    asked.refresh_from_db()
    assert asked.answer == ""


def test_after_erasing_the_code_opens_nothing(
    client: Client, bureau: Bureau, case: Case, asked: Consultation
) -> None:
    opined(asked, day="2026-09-29")
    on = at("2026-09-29")
    actions.take_step(case, "withdrawn", on=on.date(), by=bureau.office, at=on, outcome="R-6.3")
    late = at("2031-09-30")
    actions.erase(case, by=None, at=late)
    with time_machine.travel(late, tick=False):
        assert client.post(DOOR, {"number": asked.number, "code": CODE}).status_code == 422
        assert client.get(f"{DOOR}{passes.consult_pass(asked)}/").status_code == 410


def test_the_page_costs_the_same_however_many_are_asked(
    client: Client, bureau: Bureau, case: Case, asked: Consultation, flat_queries: Callable
) -> None:
    def grow() -> None:
        consulted(case, by=bureau.office, day="2026-09-28")

    flat_queries(opened(client, asked), grow)
