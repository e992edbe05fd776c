"""Third parties and other makers are asked: their letter, their term, and the clock that waits."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection

from gongkai.inbound.cases import actions, codes, queries, tasks
from gongkai.inbound.cases.models import Case, CaseEvent, CaseFile, Consultation, LetterSettings
from gongkai.inbound.cases.queries import Written
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.media.models import StoredFile
from gongkai.rules.cases import Sender
from gongkai.rules.letters import Ruling
from tests.factories.cases import CITIZEN, COMPANY, at, consulted, opined, received
from tests.factories.lawbook import ClosureFactory
from tests.factories.people import Bureau, staffed_bureau

SEED = "c" * 32
CODE = codes.code_of(SEED)
ALLY = Sender(organisation="示例市住房和城乡建设局")
# Counted by hand: 20 September (Sunday) and 10 October (Saturday) are worked; 25 to 27 September
# and 1 to 7 October are off.
RECEIVED, ASKED = date(2026, 9, 18), "2026-09-28"
DUE_UNASKED, DUE_OF_PARTY = date(2026, 10, 22), date(2026, 10, 23)
DUE_AFTER_SILENCE, DUE_AFTER_12_OCTOBER = date(2026, 11, 12), date(2026, 10, 30)


@pytest.fixture
def case(bureau: Bureau) -> Case:
    made = received(bureau, received_on=RECEIVED)
    assert made.due_on == DUE_UNASKED
    return made


def now_of(case: Case) -> tuple[date | None, str]:
    case.refresh_from_db()
    return case.due_on, case.stage


def steps(case: Case) -> list[tuple[str, str]]:
    return [(event.name, str(event.on)) for event in case.events.all()[1:]]


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        read = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(read.split())


def test_the_clock_waits_over_the_break_for_the_party_and_goes_on_with_its_answer(
    bureau: Bureau, case: Case
) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    assert (asked.number, asked.letter_number) == ("ZQ202600001", "公开〔2026〕1号")
    assert asked.due_on == DUE_OF_PARTY
    assert now_of(case) == (DUE_AFTER_SILENCE, Case.Stage.CONSULTING)
    opined(asked, day="2026-10-12")
    assert now_of(case) == (DUE_AFTER_12_OCTOBER, Case.Stage.OPEN)
    assert steps(case) == [
        ("third-party-asked", ASKED),
        ("third-party-answered", "2026-10-12"),
    ]


def test_its_own_term_runs_from_the_day_it_had_the_letter(bureau: Bureau, case: Case) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    told_on = date(2026, 9, 30)
    asked = actions.letter_arrived(asked, told_on=told_on, by=bureau.office, at=at("2026-10-08"))
    assert asked.due_on == date(2026, 10, 27)
    for wrong, says in ((date(2026, 9, 27), "早于征求之日"), (date(2026, 10, 9), "还没有到")):
        with pytest.raises(Refused, match=says):
            actions.letter_arrived(asked, told_on=wrong, by=bureau.office, at=at("2026-10-08"))


def test_two_asked_on_one_day_are_one_pause_until_the_last_answer(
    bureau: Bureau, case: Case
) -> None:
    first = consulted(case, by=bureau.office, day=ASKED)
    other = consulted(case, by=bureau.office, day=ASKED, party=Sender(name="韦示例"))
    opined(first, day="2026-10-09")
    assert now_of(case) == (DUE_AFTER_SILENCE, Case.Stage.CONSULTING)
    opined(other, day="2026-10-12", answer="refuse", reasons="涉及个人隐私")
    assert now_of(case) == (DUE_AFTER_12_OCTOBER, Case.Stage.OPEN)
    assert len(steps(case)) == 2


def test_one_asked_later_has_a_whole_term_too(bureau: Bureau, case: Case) -> None:
    first = consulted(case, by=bureau.office, day=ASKED)
    later = consulted(case, by=bureau.office, day="2026-09-30", party=Sender(name="韦示例"))
    assert later.due_on == date(2026, 10, 27)
    assert now_of(case)[0] == date(2026, 11, 16)
    opined(first, day="2026-10-09")
    assert now_of(case)[0] == date(2026, 11, 16)
    opined(later, day="2026-10-14")
    assert now_of(case) == (date(2026, 11, 3), Case.Stage.OPEN)


def test_when_the_silent_one_has_lapsed_nobody_waits_for_the_one_who_answered(
    bureau: Bureau, case: Case
) -> None:
    consulted(case, by=bureau.office, day=ASKED)
    later = consulted(case, by=bureau.office, day="2026-09-30", party=Sender(name="韦示例"))
    opined(later, day="2026-10-14")
    assert tasks.lapse_consultations(at("2026-10-23")) == 0
    assert tasks.lapse_consultations(at("2026-10-24")) == 1
    assert now_of(case) == (DUE_AFTER_SILENCE, Case.Stage.OPEN)


@pytest.mark.parametrize(
    ("kind", "party", "silence"),
    [
        pytest.param("third-party", COMPANY, "由本机关依法决定是否公开", id="third-party"),
        pytest.param("joint-maker", ALLY, "视为同意公开", id="joint-maker"),
    ],
)
def test_silence_has_its_legal_meaning_and_the_clock_goes_on_by_itself(
    bureau: Bureau, case: Case, kind: str, party: Sender, silence: str
) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED, kind=kind, party=party)
    [on_the_last_day] = queries.consultations_of(case, on=DUE_OF_PARTY)
    assert (on_the_last_day.standing, on_the_last_day.silence) == ("等待答复", "")
    [lapsed] = queries.consultations_of(case, on=date(2026, 10, 24))
    assert (lapsed.standing, lapsed.silence) == ("逾期未答复", silence)
    assert tasks.lapse_consultations(at("2026-10-23")) == 0
    assert now_of(case)[1] == Case.Stage.CONSULTING
    assert tasks.lapse_consultations(at("2026-10-24")) == 1
    assert tasks.lapse_consultations(at("2026-10-24")) == 0
    assert now_of(case) == (DUE_AFTER_SILENCE, Case.Stage.OPEN)
    assert steps(case) == [(f"{kind}-asked", ASKED)]
    late = opined(asked, day="2026-10-26")
    assert late.is_late
    assert queries.consultations_of(case, on=late.answered_on)[0].standing == "同意公开（逾期）"
    assert now_of(case)[0] == DUE_AFTER_SILENCE


def test_another_calendar_moves_both_terms(bureau: Bureau, case: Case) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    closed_on = date(2026, 10, 9)
    ClosureFactory(bureau=bureau, first_on=closed_on, at=at("2026-09-29"))
    actions.reckon_cases(bureau.agency, by=None, at=at("2026-09-29"))
    asked.refresh_from_db()
    assert asked.due_on == date(2026, 10, 26)
    assert now_of(case) == (date(2026, 11, 13), Case.Stage.CONSULTING)
    assert LedgerEntry.objects.filter(verb="consultation.due-moved").count() == 1


def test_the_letter_says_how_to_answer_and_never_who_applied(bureau: Bureau, case: Case) -> None:
    settings = LetterSettings(
        agency=bureau.agency, answer_to="示例市民主路1号", number_code="示公开"
    )
    actions.set_letterhead(settings, by=bureau.office, at=at(ASKED))
    asked = consulted(case, by=bureau.office, day=ASKED)
    pdf = actions.open_paper(asked, asked.letter, by=bureau.office, at=at(ASKED)).content
    told = words(pdf)
    assert "扫码答复" in told
    for said in (
        "政府信息公开第三方意见征询书", "示公开〔2026〕1号", "示例路桥有限公司", "合同第三条的单价",
        "15个工作日", "http://testserver/shili/consult/", asked.number, CODE, "民主路1号",
    ):  # fmt: skip
        assert said in told
    for never in (CITIZEN.name, case.number, CITIZEN.phone, CITIZEN.identity_number):
        assert never not in told
    assert LedgerEntry.objects.filter(verb="consultation.paper-read").count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"interest": "黄示例申请的合同单价"}, "申请人的姓名", id="name"),
        pytest.param({"interest": "黄 示·例 申请的单价"}, "申请人的姓名", id="name-in-pieces"),
        pytest.param({"information": "合同（１３８-0013-8000）"}, "申请人的电话", id="phone"),
        pytest.param({"interest": "申请人451400199001010014要的"}, "证件号码", id="identity"),
        pytest.param({"information": "申请sq 202600001的合同"}, "申请的编号", id="number"),
        pytest.param({"party": Sender(name="黄示例")}, "申请人的姓名", id="asks-the-applicant"),
        pytest.param({"interest": "账户6222021234567890128"}, "必须处理", id="gate"),
        pytest.param({"information": " "}, "请填写信息名称", id="no-information"),
        pytest.param({"interest": "字" * 2001}, "最多2000个字", id="long"),
        pytest.param({"kind": "gossip"}, "请选择征求", id="kind"),
        pytest.param({"party": Sender()}, "姓名或者单位名称", id="nobody"),
        pytest.param(
            {"kind": "joint-maker", "party": Sender(name="韦示例")}, "机关的名称", id="no-body"
        ),
    ],
)
def test_what_may_not_go_out_is_refused_and_leaves_nothing(
    bureau: Bureau, case: Case, typed: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        consulted(case, by=bureau.office, day=ASKED, **typed)
    assert CITIZEN.name not in str(refusal.value)
    assert not Consultation.objects.exists()
    assert not CaseFile.objects.exists()
    assert steps(case) == []


def test_only_who_has_it_asks_and_only_about_a_request(bureau: Bureau, case: Case) -> None:
    with pytest.raises(Refused, match="不在您手里"):
        consulted(case, by=staffed_bureau(slug="bieju").office, day=ASKED)
    enquiry = received(bureau, kind="enquiry", received_on=RECEIVED, seed="e" * 32)
    with pytest.raises(Refused, match="不用征求意见"):
        consulted(enquiry, by=bureau.office, day=ASKED)


def test_an_answer_is_one_and_never_changed(bureau: Bureau, case: Case) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    opined(asked, day="2026-10-12")
    with pytest.raises(Refused, match="已经在2026-10-12答复“同意公开”，不能更改"):
        opined(asked, day="2026-10-13", answer="refuse", reasons="反悔了")
    with pytest.raises(Refused, match="不能更改"):
        opined(asked, day="2026-10-13", by=bureau.office)
    assert CaseEvent.objects.filter(name="third-party-answered").count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"answer": "refuse"}, "请写明理由", id="refuse"),
        pytest.param({"answer": "partly"}, "同意公开哪些内容", id="partly"),
        pytest.param({"answer": "maybe"}, "请选择同意公开", id="answer"),
        pytest.param({"on": date(2026, 10, 13)}, "还没有到", id="tomorrow"),
        pytest.param({"on": date(2026, 9, 1)}, "早于征求之日", id="before"),
        pytest.param({"how": "link"}, "用什么方式答复", id="how"),
        pytest.param({"reasons": "字" * 5001}, "最多5000个字", id="long"),
    ],
)
def test_an_answer_taken_down_has_to_be_whole(
    bureau: Bureau, case: Case, typed: dict[str, object], says: str
) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    with pytest.raises(Refused, match=says):
        opined(asked, day="2026-10-12", by=bureau.office, **typed)


def test_an_answer_of_an_earlier_day_counts_from_that_day(bureau: Bureau, case: Case) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    given = {"on": date(2026, 10, 12), "by": bureau.office}
    opined(asked, day="2026-10-15", **given)
    assert now_of(case) == (DUE_AFTER_12_OCTOBER, Case.Stage.OPEN)


@pytest.mark.parametrize("name", ["third-party-asked", "joint-maker-answered"])
def test_the_bare_step_leads_to_the_page(bureau: Bureau, case: Case, name: str) -> None:
    with pytest.raises(Refused, match="请在这一件的“征求意见”里登记"):
        actions.take_step(case, name, on=RECEIVED, by=bureau.office, at=at(ASKED))


def test_a_part_that_keeps_back_what_was_refused_needs_no_such_letter(
    bureau: Bureau, case: Case
) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    opined(asked, day="2026-10-12", answer="refuse", reasons="单价是商业秘密")
    day = at("2026-10-13")
    actions.set_letterhead(
        LetterSettings(agency=bureau.agency, review_body="示例市人民政府", court="示例市法院"),
        by=bureau.operator,
        at=day,
    )
    price = Ruling(document="单价表", outcome="R-3.4", reasons="第三方的商业秘密")
    secret = Ruling(document="会议纪要", outcome="R-3.5", reasons="内部事务信息")
    given = Ruling(document="合同", outcome="R-1", way="随函寄送")
    written = Written(signed_on=day.date(), told={"asked": "合同、单价表、纪要"})
    without = replace(written, documents=(given, secret))
    drafted = actions.draft_letter(case, "R-2", without, by=bureau.office, at=day)
    with pytest.raises(Refused, match="须先书面告知"):
        actions.submit(drafted, by=bureau.office, at=day)
    whole = replace(written, documents=(given, price))
    drafted = actions.draft_letter(case, "R-2", whole, by=bureau.office, at=day)
    assert actions.submit(drafted, by=bureau.office, at=day).state == "in_review"


def test_a_grant_against_a_refusal_waits_for_the_letter_that_tells_it(
    bureau: Bureau, case: Case
) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    opined(asked, day="2026-10-12", answer="refuse", reasons="单价是商业秘密")
    day = at("2026-10-13")
    drafted = actions.draft_reply(case, text="合同随附。", outcome="R-1", by=bureau.office, at=day)
    with pytest.raises(Refused, match="第三方不同意公开，决定公开的须先书面告知"):
        actions.submit(drafted, by=bureau.office, at=day)
    given = {
        "public_interest": "工程造价关系公共资金使用",
        "released": "合同第三条的总价",
        "reasons": "公共资金的使用应当接受监督",
    }
    with pytest.raises(Refused, match="行政复议机关"):
        actions.tell_third_party(asked, **given, by=bureau.office, at=day)
    settings = LetterSettings(
        agency=bureau.agency, review_body="示例市人民政府", court="示例市江城区人民法院"
    )
    actions.set_letterhead(settings, by=bureau.office, at=day)
    with pytest.raises(Refused, match="申请人的姓名"):
        actions.tell_third_party(
            asked, **given | {"reasons": "黄示例申请"}, by=bureau.office, at=day
        )
    told = actions.tell_third_party(asked, **given, by=bureau.office, at=day)
    assert (told.decided_number, told.decided_told_on) == ("公开〔2026〕2号", date(2026, 10, 13))
    read = words(told.decided_letter.content())
    for said in ("第三方告知书", "不同意公开", "合同第三条的总价", "示例市人民政府", "行政复议"):
        assert said in read
    actions.submit(drafted, by=bureau.office, at=day)
    with pytest.raises(Refused, match="已经在2026-10-13"):
        actions.tell_third_party(asked, **given, by=bureau.office, at=day)


def test_nothing_of_it_stands_in_clear_or_in_the_ledger(bureau: Bureau, case: Case) -> None:
    person = replace(COMPANY, organisation="", name="韦示例")
    asked = consulted(case, by=bureau.office, day=ASKED, party=person)
    sent = [actions.SentFile("营业执照.txt", b"licence", "licence")]
    opined(asked, day="2026-10-12", answer="refuse", reasons="单价是商业秘密", sent=sent)
    assert asked.party.shown_as == "韦**"
    tables = ("cases_consultation", "cases_party", "cases_casefile", "ledger_ledgerentry")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            rows = json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)
            for said in (
                "韦示例",
                "工业路",
                "第三条",
                "商业秘密",
                "营业执照",
                CODE,
                "改造工程合同",
            ):
                assert said not in rows, (table, said)


def test_its_content_is_read_for_a_purpose_and_the_ledger_tells(bureau: Bureau, case: Case) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    opined(asked, day="2026-10-12", answer="partly", releasable="总价", reasons="单价保密")
    with pytest.raises(Refused, match="查看的用途"):
        actions.read_consultation(asked, purpose=" ", by=bureau.office, at=at("2026-10-12"))
    outsider = staffed_bureau(slug="bieju").office
    with pytest.raises(Refused, match="不在您手里"):
        actions.read_consultation(asked, purpose="好奇", by=outsider, at=at("2026-10-12"))
    day = at("2026-10-13")
    opened = actions.read_consultation(asked, purpose="起草答复", by=bureau.office, at=day)
    assert (opened.releasable, opened.reasons) == ("总价", "单价保密")
    assert opened.particulars["organisation"] == COMPANY.organisation
    assert LedgerEntry.objects.get(verb="consultation.read").details["purpose"] == "起草答复"


def test_erasing_leaves_nothing_of_those_who_were_asked(
    bureau: Bureau,
    case: Case,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list]],
) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    sent = [actions.SentFile("营业执照.txt", b"licence", "licence")]
    opined(asked, day="2026-10-12", answer="partly", releasable="总价", reasons="保密", sent=sent)
    outcome = "R-6.3"
    day = date(2026, 10, 13)
    actions.take_step(case, "withdrawn", on=day, by=bureau.office, at=at(day), outcome=outcome)
    with pytest.raises(Refused, match="已经办结"):
        actions.letter_arrived(asked, told_on=day, by=bureau.office, at=at(day))
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(case, by=None, at=at("2031-10-13"))
    asked.refresh_from_db()
    left = (asked.information, asked.interest, asked.reasons, asked.releasable, asked.code)
    assert left == ("", "", "", "", "")
    assert (asked.letter, list(asked.papers.all())) == (None, [])
    assert (asked.party.particulars, asked.party.shown_as) == ({}, "已清除")
    assert not StoredFile.objects.exists()
    with pytest.raises(Refused, match="已经按期清除"):
        actions.read_consultation(asked, purpose="查看", by=bureau.office, at=at("2031-10-14"))


def test_papers_of_those_asked_are_not_the_senders(bureau: Bureau, case: Case) -> None:
    asked = consulted(case, by=bureau.office, day=ASKED)
    opined(asked, day="2026-10-12", sent=[actions.SentFile("函.txt", b"x", "x")])
    assert queries.files_of_sender(case) == 0
    kept = LedgerEntry.objects.filter(verb="case.files-kept").latest("id")
    assert kept.by_name == "被征求意见方"
