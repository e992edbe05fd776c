"""Files that go with a reply: cleared with it, void when they change, taken by its sender alone."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.signing import dumps
from django.db import IntegrityError, transaction
from django.test import Client

from gongkai.inbound.cases import actions, codes, passes
from gongkai.inbound.cases.models import Case, CaseFile, Redaction, Reply
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.media.models import StoredFile
from gongkai.rules.exemptions import Withheld
from tests.factories.case_files import (
    ANSWER,
    DAY,
    SECRET,
    a_word_file,
    agreed,
    answered,
    in_hand,
    in_review,
    laid,
)
from tests.factories.cases import at
from tests.factories.people import Bureau, staffed_bureau

NOON = at("2026-02-24")


@pytest.fixture(autouse=True)
def a_day_in_february() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def case(bureau: Bureau) -> Case:
    return in_hand(bureau)


@pytest.fixture
def original(bureau: Bureau, case: Case) -> CaseFile:
    return laid(case, bureau)


@pytest.fixture
def copy(bureau: Bureau, original: CaseFile) -> CaseFile:
    return actions.release(original, passages=[SECRET], by=bureau.clerk, at=DAY)


def address(case: Case, file: CaseFile, ticket: str = "") -> str:
    return f"/shili/follow/{ticket or passes.follow_pass(case)}/files/{file.pk}/"


def test_a_clearance_is_of_the_files_as_well(bureau: Bureau, case: Case, copy: CaseFile) -> None:
    reply = agreed(case, bureau)
    assert reply.state == Reply.State.CLEARED
    digest = hashlib.sha256(copy.content()).hexdigest()
    said = "\x1f".join((str(case.pk), "", "R-2", ANSWER, digest))
    assert reply.cleared_digest == hashlib.sha256(said.encode()).hexdigest()


def _another(case: Case, original: CaseFile, bureau: Bureau) -> None:
    laid(case, bureau, name="另一份.docx")


def _less(case: Case, original: CaseFile, bureau: Bureau) -> None:
    actions.sort_file(original, part=CaseFile.Part.INTERNAL, by=bureau.clerk, at=DAY)


def _whole(case: Case, original: CaseFile, bureau: Bureau) -> None:
    actions.release(original, by=bureau.clerk, at=DAY)


@pytest.mark.parametrize("change", [_another, _less, _whole], ids=["added", "taken", "made-anew"])
@pytest.mark.parametrize("reached", [in_review, agreed], ids=["in-review", "cleared"])
def test_a_change_of_the_files_makes_a_draft_of_the_reply(
    bureau: Bureau,
    case: Case,
    original: CaseFile,
    copy: CaseFile,
    reached: Callable[..., Reply],
    change: Callable[..., None],
) -> None:
    reply = reached(case, bureau)
    before = reply.digest
    change(case, original, bureau)
    reply.refresh_from_db()
    assert (reply.state, reply.cleared_digest, reply.cleared_by) == (Reply.State.DRAFT, "", None)
    assert (reply.digest == before) is (change is _another)
    with pytest.raises(Refused, match="审定以后才能送出"):
        actions.send(reply, channel="web", by=bureau.clerk, at=DAY)
    assert LedgerEntry.objects.filter(verb="reply.reopened").count() == 1


def test_files_changed_by_another_door_stop_the_reply(
    bureau: Bureau, case: Case, copy: CaseFile
) -> None:
    judged = in_review(case, bureau)
    CaseFile.objects.filter(pk=copy.pk).update(sha256="0" * 64)
    with pytest.raises(Refused, match="随答复提供的文件变了"):
        actions.clear(judged, digest=judged.digest, by=bureau.head, at=DAY)
    CaseFile.objects.filter(pk=copy.pk).update(sha256=copy.sha256)
    actions.clear(judged, digest=judged.digest, by=bureau.head, at=DAY)
    CaseFile.objects.filter(pk=copy.pk).update(sha256="0" * 64)
    judged.refresh_from_db()
    with pytest.raises(Refused, match="随答复提供的文件变了"):
        actions.send(judged, channel="web", by=bureau.clerk, at=DAY)


def test_nobody_clears_what_they_redacted(bureau: Bureau, case: Case, original: CaseFile) -> None:
    actions.release(original, passages=[SECRET], by=bureau.head, at=DAY)
    reply = in_review(case, bureau)
    with pytest.raises(Refused, match="是您处理的，不能由您审定"):
        actions.clear(reply, digest=reply.digest, by=bureau.head, at=DAY)
    actions.clear(reply, digest=reply.digest, by=bureau.leader, at=DAY)


def test_a_paper_of_the_office_changes_no_reply(bureau: Bureau, case: Case) -> None:
    reply = agreed(case, bureau)
    laid(case, bureau, part=CaseFile.Part.INTERNAL)
    reply.refresh_from_db()
    assert reply.state == Reply.State.CLEARED


def test_a_file_not_ready_a_number_left_and_a_wrong_outcome_stop_the_reply(
    bureau: Bureau, case: Case
) -> None:
    file = laid(case, bureau, a_word_file("联系人张三丰，身份证号451400199001010014。"))
    with pytest.raises(Refused, match=r"“中标结果\.docx”拟提供，还没有处理"):
        in_review(case, bureau)
    actions.release(file, passages=[SECRET], by=bureau.clerk, at=DAY)
    with pytest.raises(Refused, match=r"提供的文件“中标结果\.docx”里有必须处理的问题"):
        in_review(case, bureau)
    actions.release(file, passages=[SECRET], masks_numbers=True, by=bureau.clerk, at=DAY)
    with pytest.raises(Refused, match="办理结果应当选“部分公开”"):
        in_review(case, bureau, outcome="R-1")
    assert in_review(case, bureau).state == Reply.State.IN_REVIEW


def test_the_reviewer_sees_what_goes_out_and_what_was_taken_out(
    bureau: Bureau, client: Client, case: Case, copy: CaseFile
) -> None:
    in_review(case, bureau)
    client.force_login(bureau.leader)
    text = client.get(f"/office/cases/{case.pk}/review/").content.decode()
    for told in ("随答复提供的文件（1）", "张三丰", "1处", "第十五条", SECRET.reason, "打开原件"):
        assert told in text


def test_the_officer_makes_the_copy_on_a_page(
    bureau: Bureau, client: Client, case: Case, original: CaseFile
) -> None:
    client.force_login(bureau.clerk)
    page = f"/office/cases/{case.pk}/files/{original.pk}/release/"
    assert "第十六条第二款" in client.get(page).content.decode()
    typed = {
        "rows-TOTAL_FORMS": "3",
        "rows-INITIAL_FORMS": "0",
        "rows-0-passage": "李四光",
        "rows-0-ground": "EX15",
        "rows-0-reason": "第三方的个人隐私",
    }
    more = client.post(page, typed | {"more": "1"}).content.decode()
    assert "rows-7-passage" in more
    assert "李四光" in more
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "没有找到第1段“李四光”" in refused.content.decode()
    assert "rows-0-reason" in refused.content.decode()
    lacking = client.post(page, typed | {"rows-0-ground": ""})
    assert "请选择第1段不予公开的情形" in lacking.content.decode()
    assert client.post(page, typed | {"rows-0-passage": "张三丰"}).status_code == 302
    row = Redaction.objects.get()
    assert (row.passage, row.reason, row.by) == ("张三丰", "第三方的个人隐私", bureau.clerk)
    text = client.get(f"/office/cases/{case.pk}/files/").content.decode()
    assert "要提供的副本" in text


def test_the_sender_takes_the_copy_and_never_the_original(
    bureau: Bureau, client: Client, case: Case, original: CaseFile, copy: CaseFile
) -> None:
    paper = laid(case, bureau, name="请示.docx", part=CaseFile.Part.INTERNAL)
    reply = agreed(case, bureau)
    assert client.get(address(case, copy)).status_code == 404
    actions.send(reply, channel="web", by=bureau.clerk, at=DAY)
    for hidden in (original, paper):
        assert client.get(address(case, hidden)).status_code == 404
    opened = f"/shili/follow/{passes.follow_pass(case)}/"
    shown = client.get(opened).content.decode()
    assert "提供给您的文件" in shown
    assert address(case, copy) in shown
    assert "请示" not in shown
    assert f"/files/{original.pk}/" not in shown
    answer = client.get(address(case, copy))
    assert answer.content == copy.content()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert client.post(address(case, copy)).status_code == 405


def test_a_foreign_and_an_old_ticket_open_nothing(
    bureau: Bureau, client: Client, case: Case, copy: CaseFile
) -> None:
    answered(case, bureau)
    other = in_hand(bureau)
    assert client.get(address(other, copy)).status_code == 404
    staffed_bureau(slug="linju")
    elsewhere = address(case, copy).replace("/shili/", "/linju/")
    for wrong in (elsewhere, address(case, copy, dumps(case.pk)), address(case, copy, "x")):
        answer = client.get(wrong)
        assert answer.status_code == 410
        assert "请重新查询" in answer.content.decode()
    held = address(case, copy)
    with time_machine.travel(NOON + timedelta(minutes=31), tick=False):
        assert client.get(held).status_code == 410


def test_nothing_changes_once_it_was_sent(
    bureau: Bureau, case: Case, original: CaseFile, copy: CaseFile
) -> None:
    answered(case, bureau)
    with pytest.raises(Refused, match="已经办结"):
        actions.release(original, by=bureau.clerk, at=DAY)
    with pytest.raises(Refused, match="已经办结"):
        actions.sort_file(original, part=CaseFile.Part.INTERNAL, by=bureau.clerk, at=DAY)
    with pytest.raises(Refused, match="已经办结"):
        laid(case, bureau)


def test_the_database_knows_no_copy_that_is_not_to_be_given(copy: CaseFile) -> None:
    for change in ({"part": "internal"}, {"sha256": ""}, {"copy_of": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseFile.objects.filter(pk=copy.pk).update(**change)


def test_erasing_takes_copies_and_the_log_and_leaves_digests(
    bureau: Bureau,
    case: Case,
    copy: CaseFile,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list]],
) -> None:
    closed = answered(case, bureau)
    kept = [Path(file.file.content.path) for file in case.files.all()]
    digests = set(case.files.values_list("file__sha256", flat=True))
    assert len(digests) == 2
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(closed, by=None, at=at("2031-03-16"))
    assert not Redaction.objects.exists()
    assert not case.files.exists()
    assert not StoredFile.objects.exists()
    assert not any(path.exists() for path in kept)
    told = LedgerEntry.objects.get(verb="case.erased").details["digests"]
    assert digests < set(told)
    assert hashlib.sha256(f"{case.code}{SECRET.passage}".encode()).hexdigest() in told


def test_the_ledger_of_the_whole_way_tells_nothing_personal(
    bureau: Bureau, case: Case, original: CaseFile
) -> None:
    number = Withheld("13800138000", "EX15", "张三丰的电话")
    file = laid(case, bureau, a_word_file("张三丰，13800138000。"), name="张三丰.docx")
    actions.release(file, passages=[SECRET, number], by=bureau.clerk, at=DAY)
    actions.sort_file(original, part=CaseFile.Part.INTERNAL, by=bureau.clerk, at=DAY)
    answered(case, bureau)
    told = json.dumps(list(LedgerEntry.objects.values()), default=str, ensure_ascii=False)
    for said in ("张三丰", "13800138000", "13800138", codes.code_of("a" * 32)):
        assert said not in told
