"""Following a case: number and code open it, and its sender can act on it and nobody else."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases import actions, codes, limits, passes
from gongkai.inbound.cases.models import Case, CaseFile, Rating
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from tests.apps.cases.asking import ENQUIRY, NOON, costs, passed
from tests.factories.cases import COMPANY, at, consulted, opined, received
from tests.factories.people import Bureau, UnitFactory, staffed_bureau

FOLLOW = "/shili/follow/"
SEED = "a" * 32
CODE = codes.code_of(SEED)
REPLY = "中标结果见随附的公告。"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def case(bureau: Bureau) -> Case:
    return received(bureau, seed=SEED)


def opened(client: Client, case: Case) -> str:
    """The address that number and code open."""
    answer = client.post(FOLLOW, {"number": case.number, "code": CODE})
    assert answer.status_code == 302
    return answer["Location"]


def page(client: Client, case: Case) -> str:
    return client.get(opened(client, case)).content.decode()


def replied(case: Case, bureau: Bureau, *, on: str = "2026-02-10") -> Case:
    outcome = "R-1" if case.kind == "foi" else ""
    reply = actions.draft_reply(case, text=REPLY, outcome=outcome, by=bureau.clerk, at=at(on))
    actions.submit(reply, by=bureau.clerk, at=at(on))
    actions.clear(reply, digest=reply.digest, by=bureau.head, at=at(on))
    return actions.send(reply, channel="web", by=bureau.clerk, at=at(on))


def test_it_shows_what_happened_who_has_it_and_until_when(
    client: Client, bureau: Bureau, case: Case
) -> None:
    shown = page(client, case)
    for told in (case.number, "2026-03-16", "逐日说明", "还没有人接手", bureau.unit.name, "收到"):
        assert told in shown
    assert "黄示例" not in shown
    assert case.text not in shown


def test_the_unit_that_has_it_is_told_and_the_one_it_goes_to(
    client: Client, bureau: Bureau, case: Case
) -> None:
    actions.accept(case.holdings.get(), by=bureau.clerk, at=at("2026-02-10"))
    other = UnitFactory(agency=bureau.agency, name="建设科")
    actions.hand_over(
        case, unit=other, user=None, reason="属于建设科", by=bureau.clerk, at=at("2026-02-10")
    )
    assert f"{bureau.unit}，正在移交给建设科" in page(client, case)


def test_notes_of_the_office_stay_in_the_office(client: Client, bureau: Bureau, case: Case) -> None:
    on, note = date(2026, 2, 10), "内部：等法规科意见"
    actions.take_step(case, "clarification-asked", on=on, by=bureau.head, at=at(on), note="哪一段")
    actions.take_step(case, "clarification-received", on=on, by=bureau.head, at=at(on), note=note)
    shown = page(client, case)
    assert "收到补正材料" in shown
    assert "法规科" not in shown


def test_that_others_are_asked_is_told_and_never_who(
    client: Client, bureau: Bureau, case: Case
) -> None:
    asked = consulted(case, by=bureau.head, day="2026-02-10")
    waiting = page(client, case)
    assert "征求第三方意见" in waiting
    assert "正在征求意见" in waiting
    opined(asked, day="2026-02-10", answer="refuse", reasons="单价是商业秘密")
    answered = page(client, case)
    assert "第三方答复" in answered
    for shown in (waiting, answered):
        for never in (
            COMPANY.organisation,
            asked.number,
            asked.letter_number,
            "第三条",
            "商业秘密",
        ):
            assert never not in shown


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param("SQ202600001", "WRONGCODE2", id="code"),
        pytest.param("SQ202699999", CODE, id="number"),
        pytest.param("SQ202600001 ' OR 1=1", "x", id="quotes"),
        pytest.param("", "", id="nothing"),
        pytest.param("一" * 50, "一" * 50, id="long"),
        pytest.param("SQ\0", "\0", id="null"),
    ],
)
def test_a_wrong_half_is_never_told_from_the_other(
    client: Client, case: Case, number: str, code: str
) -> None:
    answer = client.post(FOLLOW, {"number": number, "code": code})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert case.subject not in told
    assert "编号不对" not in told
    assert "查询码不对，" not in told.replace("编号或查询码不对，", "")


def test_looking_in_vain_costs_the_same_whether_the_number_exists(
    client: Client, case: Case
) -> None:
    def asked(number: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            client.post(FOLLOW, {"number": number, "code": "WRONGCODE2"})
        return costs([one["sql"] for one in captured.captured_queries])

    asked("SQ202699998")  # the first try makes the count that later ones add to
    assert asked(case.number) == asked("SQ202699999")


def test_after_twenty_wrong_codes_even_the_right_one_waits(client: Client, case: Case) -> None:
    wrong = {"number": case.number, "code": "WRONGCODE2"}
    for _ in range(limits.WRONG_CODES_AN_HOUR):
        assert client.post(FOLLOW, wrong).status_code == 422
    right = {"number": case.number, "code": CODE}
    assert client.post(FOLLOW, right).status_code == 429
    assert client.post(FOLLOW, right, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_looking_up_often_with_the_right_code_is_no_offence(client: Client, case: Case) -> None:
    for _ in range(limits.WRONG_CODES_AN_HOUR + 5):
        opened(client, case)


def test_numbers_are_those_of_the_agency_whose_page_it_is(client: Client, case: Case) -> None:
    other = staffed_bureau(slug="bieju")
    received(other, seed="b" * 32)
    answer = client.post("/bieju/follow/", {"number": case.number, "code": CODE})
    assert answer.status_code == 422
    assert client.get(opened(client, case).replace("shili", "bieju")).status_code == 410


def test_the_address_is_short_lived_and_names_nobody(client: Client, case: Case) -> None:
    address = opened(client, case)
    assert case.number not in address
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    later = NOON + timedelta(seconds=passes.FOLLOW_SECONDS + 1)
    with time_machine.travel(later, tick=False):
        assert client.get(address).status_code == 410
        lost = client.post(f"{address}rate/", {"stars": "5", "word": "办得很快<i>"})
        assert lost.status_code == 410
        assert "办得很快&lt;i&gt;" in lost.content.decode()
    assert client.get(f"{FOLLOW}forged:x:y/").status_code == 410


def test_a_continuation_opens_nothing(client: Client, case: Case) -> None:
    assert client.get(f"{FOLLOW}{passes.continue_pass(case)}/").status_code == 410


@pytest.fixture
def unclear(case: Case, bureau: Bureau) -> Case:
    """A request whose sender was asked to say more."""
    on = date(2026, 2, 10)
    note = "请写明是哪一个标段"
    return actions.take_step(
        case, "clarification-asked", on=on, by=bureau.head, at=at(on), note=note
    )


def test_what_was_asked_for_is_answered_in_words_and_files(client: Client, unclear: Case) -> None:
    shown = page(client, unclear)
    assert "请写明是哪一个标段" in shown
    assert "在等您补正，这段时间不计入" in shown
    file = SimpleUploadedFile("标段.txt", "第二标段。".encode())
    address = f"{opened(client, unclear)}clarify/"
    done = client.post(address, {"text": "第二标段的中标结果。", "attachments": [file]})
    assert done.status_code == 302
    unclear.refresh_from_db()
    assert unclear.stage == Case.Stage.OPEN
    assert unclear.due_on is not None
    assert [one.text for one in CaseFile.objects.all()] == ["第二标段的中标结果。", "第二标段。"]
    entries = LedgerEntry.objects.filter(
        verb__in=["case.clarification-received", "case.files-kept"]
    )
    assert entries.count() == 2
    assert "标段" not in "".join(str(one.details) for one in entries)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"text": ""}, "请写明补正的内容。", id="nothing"),
        pytest.param({"text": "字" * 5001}, "最多写5000个字", id="long"),
        pytest.param({"text": "字\0字字字字"}, "不能显示的字符", id="null"),
    ],
)
def test_a_poor_answer_comes_back_with_the_reason(
    client: Client, unclear: Case, given: dict[str, str], told: str
) -> None:
    answer = client.post(f"{opened(client, unclear)}clarify/", given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not CaseFile.objects.exists()


def test_a_refused_file_keeps_the_answer_and_takes_no_step(client: Client, unclear: Case) -> None:
    broken = SimpleUploadedFile("坏.docx", b"PK\3\4broken")
    given = {"text": "第二标段的中标结果。", "attachments": [broken]}
    answer = client.post(f"{opened(client, unclear)}clarify/", given)
    assert answer.status_code == 422
    assert "附件“坏.docx”" in answer.content.decode()
    assert given["text"] in answer.content.decode()
    unclear.refresh_from_db()
    assert unclear.stage == Case.Stage.AWAITING


def test_nobody_answers_what_was_not_asked(client: Client, case: Case) -> None:
    answer = client.post(f"{opened(client, case)}clarify/", {"text": "第二标段的中标结果。"})
    assert answer.status_code == 422
    assert "没有要求补正" in answer.content.decode()
    assert "补正的内容" not in page(client, case)


def test_a_case_is_withdrawn_once_and_only_when_sure(client: Client, case: Case) -> None:
    address = f"{opened(client, case)}withdraw/"
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"sure": "on"}).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.outcome, case.closed_on) == ("closed", "R-6.3", date(2026, 2, 10))
    assert client.post(address, {"sure": "on"}).status_code == 422
    assert "撤回这一件" not in page(client, case)


def test_a_fee_notice_is_shown_with_what_it_does_to_the_term(
    client: Client, bureau: Bureau, case: Case
) -> None:
    on = date(2026, 2, 10)
    note = "请缴纳信息处理费100元"
    actions.take_step(case, "fee-notified", on=on, by=bureau.head, at=at(on), note=note)
    shown = page(client, case)
    assert "请缴纳信息处理费100元" in shown
    assert "逾期不缴，视为放弃申请" in shown


def test_a_reply_is_shown_once_it_is_sent_and_not_before(
    client: Client, bureau: Bureau, case: Case
) -> None:
    actions.draft_reply(case, text=REPLY, outcome="R-1", by=bureau.clerk, at=at("2026-02-10"))
    assert REPLY not in page(client, case)
    replied(case, bureau)
    shown = page(client, case)
    assert REPLY in shown
    assert "予以公开" in shown


def test_a_closed_case_is_rated_once(client: Client, bureau: Bureau, case: Case) -> None:
    early = client.post(f"{opened(client, case)}rate/", {"stars": "5"})
    assert "还没有办结" in early.content.decode()
    replied(case, bureau)
    address = f"{opened(client, case)}rate/"
    for stars in ("", "0", "6", "五", "9" * 400):
        assert client.post(address, {"stars": stars}).status_code == 422
    long = client.post(address, {"stars": "4", "word": "好" * 201})
    assert "最多写200个字" in long.content.decode()
    assert client.post(address, {"stars": "4", "word": "答得清楚"}).status_code == 302
    assert "已经评价过" in client.post(address, {"stars": "1"}).content.decode()
    assert (Rating.objects.get().stars, Rating.objects.get().word) == (4, "答得清楚")
    assert "您评了4分：答得清楚" in page(client, case)
    assert "清楚" not in str(LedgerEntry.objects.get(verb="case.rated").details)


def test_stars_out_of_range_are_refused_behind_the_form_too(bureau: Bureau, case: Case) -> None:
    replied(case, bureau)
    with pytest.raises(Refused, match="1到5分"):
        actions.rate(case, stars=6, at=NOON)


def test_what_was_not_solved_is_continued_and_handling_is_complained_about(
    client: Client, bureau: Bureau, case: Case
) -> None:
    shown = page(client, case)
    assert "没有解决，再办" not in shown
    replied(case, bureau)
    assert "没有解决，再办" in page(client, case)
    address = "/shili/ask/complaint/"
    continues = passes.continue_pass(case)
    form = client.get(f"{address}?continues={continues}").content.decode()
    assert f"接续您的{case.number}" in form
    given = {**ENQUIRY, **passed(client, address), "continues": continues}
    assert client.post(address, given).status_code == 302
    assert Case.objects.get(kind="complaint").continues == case


def test_a_continuation_too_old_is_told_and_the_text_stays(client: Client, case: Case) -> None:
    given = {**ENQUIRY, "continues": passes.continue_pass(case)}
    later = NOON + timedelta(seconds=passes.CONTINUE_SECONDS + 1)
    with time_machine.travel(later, tick=False):
        answer = client.post("/shili/ask/enquiry/", given)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "就作为新的一件提交" in told
    assert 'name="continues" value=""' in told


def test_an_unknown_act_is_no_page_and_none_is_done_by_looking(client: Client, case: Case) -> None:
    address = opened(client, case)
    assert client.post(f"{address}explode/").status_code == 404
    for name in ("clarify", "withdraw", "rate"):
        assert client.get(f"{address}{name}/").status_code == 405


def test_acting_too_often_waits(client: Client, case: Case) -> None:
    address = f"{opened(client, case)}withdraw/"
    for _ in range(limits.ACTS_AN_HOUR):
        assert client.post(address, {}).status_code == 422
    assert client.post(address, {"sure": "on"}).status_code == 429


def test_a_sender_cannot_fill_the_disk(client: Client, unclear: Case) -> None:
    files = [actions.SentFile(f"{n}.txt", b"x") for n in range(5)]
    for _ in range(2):
        actions.add_files(unclear, files, by=None, at=NOON)
    with pytest.raises(Refused, match="最多收10个附件"):
        actions.add_files(unclear, files[:1], by=None, at=NOON)


def test_the_page_costs_the_same_however_long_the_story(
    client: Client, bureau: Bureau, case: Case, flat_queries: Callable[..., None]
) -> None:
    serial = iter(range(100))

    def grow() -> None:
        asked = consulted(case, by=bureau.head, day="2026-02-10")
        if next(serial) % 2:
            opined(asked, day="2026-02-10")

    flat_queries(opened(client, case), grow)


def test_an_erased_case_shows_no_more_than_that(client: Client, bureau: Bureau, case: Case) -> None:
    replied(case, bureau)
    late = at("2031-02-11")
    actions.erase(case, by=bureau.operator, at=late)
    with time_machine.travel(late, tick=False):
        shown = page(client, case)
    assert "个人信息已按期清除" in shown
    assert "东环路" not in shown
