"""A reply through the screens: written, judged by another person, returned, cleared, sent."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import Case, Reply
from gongkai.ledger.models import LedgerEntry
from tests.factories.cases import at, received
from tests.factories.people import Bureau

ANSWER = "经查，您申请的中标结果公告已经公开，合同一并提供给您。"


@pytest.fixture(autouse=True)
def a_day_in_february() -> object:
    with time_machine.travel(at("2026-02-24"), tick=False):
        yield


@pytest.fixture
def case(bureau: Bureau) -> Case:
    made = received(bureau)
    return actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-02-10"))


@pytest.fixture
def submitted(bureau: Bureau, case: Case) -> Reply:
    drafted = actions.draft_reply(
        case, text=ANSWER, outcome="R-1", by=bureau.clerk, at=at("2026-02-23")
    )
    return actions.submit(drafted, by=bureau.clerk, at=at("2026-02-23"))


def test_a_reply_is_written_judged_and_sent(bureau: Bureau, client: Client, case: Case) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/cases/{case.pk}"
    assert client.get(f"{address}/reply/")["Location"] == f"{address}/letters/"
    assert "部分公开" in client.get(f"{address}/letters/").content.decode()
    assert "部分公开" in client.get(f"{address}/reply/?own=1").content.decode()
    saved = client.post(f"{address}/reply/", {"outcome": "R-1", "text": ANSWER})
    assert saved["Location"] == f"{address}/reply/"
    assert "没有要处理的问题" in client.get(f"{address}/reply/").content.decode()
    given = {"outcome": "R-1", "text": ANSWER, "submit": "1"}
    assert client.post(f"{address}/reply/", given)["Location"] == f"{address}/"
    client.force_login(bureau.head)
    assert "等您审定的答复" in client.get("/office/").content.decode()
    text = client.get(f"{address}/review/").content.decode()
    assert ANSWER in text
    assert "予以公开" in text
    verdict = {"digest": Reply.objects.get().digest, "verdict": "agreed", "reason": ""}
    assert client.post(f"{address}/review/", verdict)["Location"] == "/office/"
    client.force_login(bureau.clerk)
    unproven = client.post(f"{address}/send/", {"channel": "post", "proof": ""})
    assert unproven.status_code == 422
    assert "邮寄要写邮件号" in unproven.content.decode()
    sending = {"channel": "post", "proof": "XA00000001"}
    assert client.post(f"{address}/send/", sending).status_code == 302
    case.refresh_from_db()
    assert (case.closed_on, case.outcome) == (date(2026, 2, 24), "R-1")
    text = client.get(f"{address}/").content.decode()
    assert "XA00000001" in text
    assert ANSWER in text


def test_what_the_gate_blocks_is_saved_and_not_submitted(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    typed = "申请人的证件号码是451400199001010014，请到窗口领取。"
    given = {"outcome": "R-1", "text": typed, "submit": "1"}
    answer = client.post(f"/office/cases/{case.pk}/reply/", given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert typed in text
    assert "必须处理" in text
    assert "<mark>451400199001010014</mark>" in text
    reply = Reply.objects.get()
    assert (reply.state, reply.text) == (Reply.State.DRAFT, typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"outcome": "", "text": ANSWER}, "请选择办理结果", id="no-outcome"),
        pytest.param({"outcome": "R-1", "text": "好"}, "请写明答复内容", id="too-short"),
        pytest.param({"outcome": "R-99", "text": ANSWER}, "办理结果：", id="no-such-outcome"),
        pytest.param({"outcome": "R-1", "text": "字" * 20_001}, "答复内容：", id="too-long"),
    ],
)
def test_a_refused_draft_keeps_what_was_typed(
    bureau: Bureau, client: Client, case: Case, typed: dict[str, str], says: str
) -> None:
    client.force_login(bureau.clerk)
    answer = client.post(f"/office/cases/{case.pk}/reply/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert typed["text"] in text
    assert not Reply.objects.exists()


def test_an_enquiry_has_no_outcome_to_choose(bureau: Bureau, client: Client) -> None:
    made = received(bureau, kind="enquiry")
    case = actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-02-10"))
    client.force_login(bureau.clerk)
    assert "部分公开" not in client.get(f"/office/cases/{case.pk}/reply/").content.decode()
    given = {"text": ANSWER, "submit": "1"}
    assert client.post(f"/office/cases/{case.pk}/reply/", given).status_code == 302
    assert Reply.objects.get().state == Reply.State.IN_REVIEW


def test_a_reply_is_returned_with_a_reason_and_never_without(
    bureau: Bureau, client: Client, case: Case, submitted: Reply
) -> None:
    client.force_login(bureau.leader)
    address = f"/office/cases/{case.pk}/review/"
    verdict = {"digest": submitted.digest, "verdict": "returned", "reason": "短"}
    refused = client.post(address, verdict)
    assert refused.status_code == 422
    assert "请写明退回理由" in refused.content.decode()
    assert client.post(address, verdict | {"reason": "合同要先征求第三方"}).status_code == 302
    client.force_login(bureau.clerk)
    assert "合同要先征求第三方" in client.get(f"/office/cases/{case.pk}/reply/").content.decode()


def test_why_it_was_returned_is_said_until_it_is_submitted_again(
    bureau: Bureau, client: Client, case: Case, submitted: Reply
) -> None:
    why, day = "合同要先征求第三方", at("2026-02-23")
    actions.return_reply(submitted, reason=why, by=bureau.leader, at=day)
    changed = actions.draft_reply(case, text=ANSWER, outcome="R-1", by=bureau.clerk, at=day)
    client.force_login(bureau.clerk)
    addresses = (f"/office/cases/{case.pk}/", f"/office/cases/{case.pk}/reply/")
    for address in addresses:
        text = client.get(address).content.decode()
        assert "上次退回理由" in text
        assert why in text
        assert "被退回" not in text
    again = actions.submit(changed, by=bureau.clerk, at=day)
    assert not any(why in client.get(one).content.decode() for one in addresses)
    actions.clear(again, digest=again.digest, by=bureau.leader, at=day)
    assert not any(why in client.get(one).content.decode() for one in addresses)
    assert LedgerEntry.objects.get(verb="reply.returned").details["reason"] == why


def test_a_verdict_on_what_was_changed_since_is_refused(
    bureau: Bureau, client: Client, case: Case, submitted: Reply
) -> None:
    changed = actions.draft_reply(
        case, text=ANSWER + "另附图纸。", outcome="R-1", by=bureau.clerk, at=at("2026-02-23")
    )
    actions.submit(changed, by=bureau.clerk, at=at("2026-02-23"))
    client.force_login(bureau.head)
    verdict = {"digest": submitted.digest, "verdict": "agreed", "reason": "看过了"}
    answer = client.post(f"/office/cases/{case.pk}/review/", verdict)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请重新打开后再签署" in text
    assert "另附图纸" in text
    assert "看过了" in text
    assert client.post(f"/office/cases/{case.pk}/review/", {}).status_code == 422


def test_a_writer_does_not_clear_their_own_reply(
    bureau: Bureau, client: Client, case: Case
) -> None:
    drafted = actions.draft_reply(
        case, text=ANSWER, outcome="R-1", by=bureau.head, at=at("2026-02-23")
    )
    submitted = actions.submit(drafted, by=bureau.head, at=at("2026-02-23"))
    client.force_login(bureau.head)
    assert "等您审定的答复" not in client.get("/office/").content.decode()
    assert "不能由您审定" in client.get(f"/office/cases/{case.pk}/review/").content.decode()
    verdict = {"digest": submitted.digest, "verdict": "agreed"}
    answer = client.post(f"/office/cases/{case.pk}/review/", verdict)
    assert answer.status_code == 422
    assert Reply.objects.get().state == Reply.State.IN_REVIEW


def test_a_clerk_neither_clears_nor_sends_what_is_not_cleared(
    bureau: Bureau, client: Client, case: Case, submitted: Reply
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/cases/{case.pk}"
    verdict = {"digest": submitted.digest, "verdict": "agreed"}
    assert client.post(f"{address}/review/", verdict).status_code == 422
    answer = client.post(f"{address}/send/", {"channel": "web"})
    assert answer.status_code == 422
    assert "审定以后才能送出" in answer.content.decode()


def test_where_there_is_no_reply_there_is_nothing_to_judge_or_send(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.head)
    assert client.get(f"/office/cases/{case.pk}/review/").status_code == 302
    assert client.post(f"/office/cases/{case.pk}/send/", {"channel": "web"}).status_code == 404
