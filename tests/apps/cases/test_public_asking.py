"""Bringing a case by the web: what is asked for, kept, shown and refused."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.inbound.cases import challenge, limits
from gongkai.inbound.cases.forms import offered_kinds
from gongkai.inbound.cases.models import Case, CaseFile
from gongkai.ledger.models import LedgerEntry
from gongkai.media.models import StoredFile
from gongkai.people.models import Unit
from gongkai.timetable import rounds
from tests.apps.cases.asking import ENQUIRY, FOI, NOON, passed, receipt, ticket_of
from tests.factories.people import AgencyFactory, Bureau, UnitFactory
from tests.factories.publishing import AT, EditionFactory

ASK = "/shili/ask/foi/"
QUESTION = "/shili/ask/enquiry/"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def test_each_kind_has_a_card_and_a_form_of_its_own(client: Client, bureau: Bureau) -> None:
    page = client.get("/shili/ask/").content.decode()
    for kind in offered_kinds():
        assert f'href="/shili/ask/{kind}/"' in page
        assert client.get(f"/shili/ask/{kind}/").status_code == 200
    assert "20个工作日内答复" in page


@pytest.mark.parametrize("kind", ["document-report", "deputy-proposal", "known", "gossip"])
def test_what_is_not_offered_has_no_form(client: Client, bureau: Bureau, kind: str) -> None:
    assert client.get(f"/shili/ask/{kind}/").status_code in (404, 405)


def test_a_request_is_taken_in_and_its_receipt_explains_the_due_date(
    client: Client, bureau: Bureau
) -> None:
    answer = client.post(ASK, {**FOI, **passed(client, ASK)}, follow=True)
    page = answer.content.decode()
    case = Case.objects.get()
    number, code = receipt(page)
    assert number == case.number == "SQ202600001"
    assert case.code not in page
    assert code not in str(answer.redirect_chain)
    assert "2026-03-16" in page
    assert "春节" in page
    assert "data:image/svg+xml" in page
    assert "获取信息的方式：电子邮件" in case.text
    assert case.parties.get().particulars["identity_number"] == FOI["identity_number"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_neither_address_nor_title_nor_ledger_tells_who_asked(
    client: Client, bureau: Bureau
) -> None:
    sent = client.post(ASK, {**FOI, **passed(client, ASK)})
    page = client.get(sent["Location"]).content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]
    entry = LedgerEntry.objects.get(verb="case.received")
    public = sent["Location"] + title + str(entry.details) + entry.subject_label
    for name in ("name", "identity_number", "phone", "email", "address", "text", "subject"):
        assert FOI[name] not in public
    assert FOI["identity_number"] not in page
    assert FOI["name"] not in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"applicant_kind": ""}, "请选择申请人类别。", id="applicant"),
        pytest.param({"applicant_kind": "martian"}, "请选择申请人类别。", id="unknown-applicant"),
        pytest.param({"subject": ""}, "请填写事由。", id="subject"),
        pytest.param({"subject": "事" * 201}, "事由最多200个字", id="long-subject"),
        pytest.param({"text": "要"}, "请写得具体一些", id="short"),
        pytest.param({"text": "要" * 4801}, "内容最多4800个字", id="long"),
        pytest.param({"text": "要一份文件\0"}, "不能显示的字符", id="null"),
        pytest.param({"name": ""}, "请填写姓名或者单位名称。", id="nameless"),
        pytest.param({"identity_number": ""}, "须有身份证明", id="no-identity"),
        pytest.param({"identity_number": "451400199001010015"}, "校验码不符", id="slip"),
        pytest.param({"identity_kind": ""}, "请选择证件种类。", id="identity-kind"),
        pytest.param({"phone": "", "email": "", "address": ""}, "至少填写一种联系方式", id="reach"),
        pytest.param({"phone": "<script>"}, "电话只用数字", id="phone"),
        pytest.param({"email": "shili"}, "这样的电子邮箱", id="email"),
        pytest.param({"website": "http://"}, "请清空后再提交", id="trap"),
        pytest.param({"way": "乌鸦"}, "请选择获取信息的方式。", id="way"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_comes_back(
    client: Client, bureau: Bureau, changed: dict[str, str], told: str
) -> None:
    given = {**FOI, "subject": "东环路<i>", **changed}
    answer = client.post(ASK, given | passed(client, ASK))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "<title>有错误，请改正：申请公开" in page
    assert "<i>" not in page
    for name in ("address", "name", "text"):
        if given[name] and "\0" not in given[name]:
            assert given[name] in page
    assert not Case.objects.exists()


def test_the_summary_leads_to_the_field(client: Client, bureau: Bureau) -> None:
    page = client.post(ASK, {**FOI, "identity_number": ""}).content.decode()
    assert '<a href="#id_identity_number">' in page
    assert 'aria-describedby="id_identity_number_helptext id_identity_number_error"' in page


def test_a_wished_day_lies_ahead(client: Client, bureau: Bureau) -> None:
    address = "/shili/ask/reception/"
    given = {**ENQUIRY, "name": "黄示例"}
    for wished in ("2026-02-10", "2027-01-01", "明天"):
        assert client.post(address, given | {"wished_on": wished}).status_code == 422
    client.post(address, given | passed(client, address) | {"wished_on": "2026-02-25"})
    assert "希望接访的日期：2026-02-25" in Case.objects.get().text


def test_a_suggestion_needs_nobodys_name(client: Client, bureau: Bureau) -> None:
    address = "/shili/ask/suggestion/"
    given = {"subject": "建议早一点开门", "text": "建议窗口八点半开门。"}
    assert client.post(address, given | passed(client, address)).status_code == 302
    assert not Case.objects.get().parties.exists()


def test_the_same_page_cannot_be_sent_twice(client: Client, bureau: Bureau) -> None:
    given = {**ENQUIRY, **passed(client, QUESTION)}
    assert client.post(QUESTION, given).status_code == 302
    again = client.post(QUESTION, given)
    page = again.content.decode()
    assert again.status_code == 422
    assert "已经提交过一次" in page
    assert ticket_of(page) != given["ticket"]
    assert Case.objects.count() == 1


def test_without_a_script_a_form_waits_and_then_goes_through(
    client: Client, bureau: Bureau
) -> None:
    ticket = ticket_of(client.get(QUESTION).content.decode())
    early = client.post(QUESTION, {**ENQUIRY, "ticket": ticket})
    assert early.status_code == 422
    assert f"请再等{challenge.WAIT_SECONDS}秒" in early.content.decode()
    assert ticket_of(early.content.decode()) == ticket
    with time_machine.travel(NOON + timedelta(seconds=challenge.WAIT_SECONDS), tick=False):
        assert client.post(QUESTION, {**ENQUIRY, "ticket": ticket}).status_code == 302


def test_whoever_only_waits_is_stopped_sooner_and_loses_nothing(
    client: Client, bureau: Bureau
) -> None:
    def waited(times: int) -> list[int]:
        statuses = []
        for _ in range(times):
            with time_machine.travel(NOON - timedelta(minutes=1), tick=False):
                ticket = ticket_of(client.get(QUESTION).content.decode())
            answer = client.post(QUESTION, {**ENQUIRY, "ticket": ticket})
            statuses.append(answer.status_code)
        assert ENQUIRY["text"] in answer.content.decode() or statuses[-1] == 302
        return statuses

    most = limits.CASES_WITHOUT_WORK_AN_HOUR
    assert waited(most + 1) == [302] * most + [429]
    assert client.post(QUESTION, {**ENQUIRY, **passed(client, QUESTION)}).status_code == 302


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"ticket": "forged"}, id="forged"),
        pytest.param({"ticket": ""}, id="none"),
        pytest.param({"answer": "-1"}, id="negative"),
        pytest.param({"answer": "９" * 10}, id="not-ascii"),
        pytest.param({"answer": "9" * 1000}, id="huge"),
        pytest.param({"answer": "一\0"}, id="words"),
    ],
)
def test_an_answer_that_does_not_fit_lets_nothing_through(
    client: Client, bureau: Bureau, changed: dict[str, str]
) -> None:
    answer = client.post(QUESTION, {**ENQUIRY, **passed(client, QUESTION), **changed})
    assert answer.status_code == 422
    assert ENQUIRY["text"] in answer.content.decode()
    assert not Case.objects.exists()


def test_a_page_left_open_for_too_long_is_renewed(client: Client, bureau: Bureau) -> None:
    given = {**ENQUIRY, **passed(client, QUESTION)}
    later = NOON + timedelta(seconds=challenge.LAST_SECONDS + 1)
    with time_machine.travel(later, tick=False):
        answer = client.post(QUESTION, given)
        assert answer.status_code == 422
        assert ticket_of(answer.content.decode()) != given["ticket"]


def test_what_is_public_is_offered_and_everything_typed_stays(
    client: Client, bureau: Bureau
) -> None:
    EditionFactory(bureau=bureau, published=True, title="东环路改造工程中标结果公告")
    rounds.run_due(AT)
    looked = client.post(ASK, {**FOI, "look": "1"})
    page = looked.content.decode()
    assert looked.status_code == 200
    assert "东环路改造工程中标结果公告</a>" in page
    assert FOI["text"] in page
    assert re.search(r'value="natural_person"[^>]*checked', page)
    piece = client.post("/shili/ask/known/", {"subject": "我想了解东环路改造工程的中标结果"})
    assert "东环路改造工程中标结果公告</a>" in piece.content.decode()
    assert "没有找到" in client.post("/shili/ask/known/", {"subject": "量子纠缠"}).content.decode()
    assert not Case.objects.exists()


def test_nothing_of_another_agency_or_not_public_is_offered(client: Client, bureau: Bureau) -> None:
    AgencyFactory(slug="bieju")
    EditionFactory(bureau=bureau, published=True, title="东环路改造工程中标结果公告")
    EditionFactory(bureau=bureau, title="东环路改造工程内部草稿")
    rounds.run_due(AT)
    told = client.post("/shili/ask/known/", {"subject": "东环路改造工程"}).content.decode()
    assert "草稿" not in told
    other = client.post("/bieju/ask/known/", {"subject": "东环路改造工程"}).content.decode()
    assert "没有找到" in other


@pytest.mark.parametrize("words", ["", "一", '"' * 300, "AND OR NOT (", "东" * 100_000, "\0\ud7ff"])
def test_odd_words_find_nothing_and_break_nothing(
    client: Client, bureau: Bureau, words: str
) -> None:
    assert client.post("/shili/ask/known/", {"subject": words}).status_code == 200


def _file(name: str = "说明.txt", content: bytes = "附件里的文字。".encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def test_files_are_read_and_kept_sealed(client: Client, bureau: Bureau) -> None:
    given = {**ENQUIRY, **passed(client, QUESTION), "attachments": [_file(), _file("图纸.txt")]}
    assert client.post(QUESTION, given).status_code == 302
    first, second = CaseFile.objects.all()
    assert (first.name, first.text, second.name) == ("说明.txt", "附件里的文字。", "图纸.txt")
    assert first.by is None
    stored = StoredFile.objects.get(pk=first.file_id)
    with stored.content.open("rb") as kept:
        assert "附件".encode() not in kept.read()
    assert "说明" not in str(LedgerEntry.objects.get(verb="case.files-kept").details)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param([_file("空.txt", b"")], "是空的", id="empty"),
        pytest.param([_file(f"{n}.txt") for n in range(6)], "附件最多5个", id="too-many"),
        pytest.param([_file("程序.exe", b"MZ\x90\0" * 99)], "附件“程序.exe”", id="program"),
        pytest.param([_file("坏.docx", b"PK\3\4broken")], "附件“坏.docx”", id="broken"),
        pytest.param([_file("大.txt", b"a" * (10 * 1024 * 1024 + 1))], "超过10MB", id="large"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_nothing_typed_is_lost(
    client: Client, bureau: Bureau, files: list[SimpleUploadedFile], told: str
) -> None:
    for file in files:
        file.seek(0)
    given = {**ENQUIRY, **passed(client, QUESTION)}
    answer = client.post(QUESTION, {**given, "attachments": files})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert ENQUIRY["text"] in page
    assert "附件没有保留" in page
    assert not Case.objects.exists()
    assert client.post(QUESTION, given).status_code == 302


def test_a_body_beyond_all_limits_is_not_read(client: Client, bureau: Bureau) -> None:
    answer = client.post(QUESTION, {**ENQUIRY}, CONTENT_LENGTH=str(60 * 1024 * 1024))
    assert answer.status_code == 413
    assert "附件太大" in answer.content.decode()


def test_an_agency_without_units_says_where_else_to_go(client: Client, db: None) -> None:
    AgencyFactory(slug="kongju")
    address = "/kongju/ask/enquiry/"
    answer = client.post(address, {**ENQUIRY, **passed(client, address)})
    assert answer.status_code == 422
    assert "还没有设置受理的单位" in answer.content.decode()


def test_cases_arrive_at_the_openness_office_where_that_has_a_unit(
    client: Client, bureau: Bureau
) -> None:
    desk = UnitFactory(agency=bureau.agency, name="政务公开办", kind=Unit.Kind.OFFICE)
    bureau.office.role_holdings.update(unit=desk)
    client.post(QUESTION, {**ENQUIRY, **passed(client, QUESTION)})
    assert Case.objects.get().unit == desk


def test_cases_arrive_where_the_agency_says(client: Client, bureau: Bureau) -> None:
    desk = UnitFactory(agency=bureau.agency, name="政务服务窗口", kind=Unit.Kind.WINDOW)
    bureau.agency.receiving_unit = desk
    bureau.agency.save()
    client.post(QUESTION, {**ENQUIRY, **passed(client, QUESTION)})
    assert Case.objects.get().unit == desk


def test_no_cookie_is_set_no_session_begun_and_no_form_is_stored(
    client: Client, bureau: Bureau
) -> None:
    answers = [client.get(ASK), client.post(ASK, FOI), client.post("/shili/ask/known/", {})]
    answers.append(client.post(QUESTION, {**ENQUIRY, **passed(client, QUESTION)}))
    answers.append(client.get(answers[-1]["Location"]))
    for answer in answers:
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
    chosen = client.get("/shili/ask/")
    assert not chosen.cookies
    assert "public" in chosen["Cache-Control"]


def test_a_receipt_is_shown_for_a_while_and_to_its_own_agency_only(
    client: Client, bureau: Bureau
) -> None:
    AgencyFactory(slug="bieju")
    shown = client.post(QUESTION, {**ENQUIRY, **passed(client, QUESTION)})["Location"]
    assert client.get(shown).status_code == 200
    assert client.get(shown.replace("shili", "bieju")).status_code == 410
    assert client.get("/shili/ask/receipt/forged:x:y/").status_code == 410
    with time_machine.travel(NOON + timedelta(minutes=16), tick=False):
        assert client.get(shown).status_code == 410
    assert Case.objects.get().received_on == date(2026, 2, 10)
