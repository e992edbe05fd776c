"""Letters through the screens: chosen, typed, judged, sent, printed, downloaded by the sender."""

import re
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from gongkai.inbound.cases import actions, passes, queries
from gongkai.inbound.cases.models import Case, LetterTemplate, Reply
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import Agency
from gongkai.printing.word_template import default_template
from tests.factories.cases import at, received
from tests.factories.people import Bureau, staffed_bureau

TYPED = {
    "asked": "东环路改造工程的合同",
    "third_party_said": "书面征求意见，第三方不同意公开",
    "reasons": "合同里有施工工艺参数",
    "annexes": "",
    "signed_on": "2026-02-12",
    "documents-TOTAL_FORMS": "1",
    "documents-INITIAL_FORMS": "0",
    "documents-0-document": "",
    "documents-0-reasons": "",
}
HEAD = {
    "mark": "",
    "number_code": "示交公开",
    "form": "letter",
    "review_body": "示例市人民政府",
    "court": "示例市第一人民法院",
    "contact": "办公室，0000-1234567",
    "answer_to": "示例路1号",
    "payment": "",
}


@pytest.fixture(autouse=True)
def a_day_in_february() -> object:
    with time_machine.travel(at("2026-02-12"), tick=False):
        yield


@pytest.fixture
def case(bureau: Bureau, client: Client) -> Case:
    client.force_login(bureau.operator)
    assert client.post("/office/cases/letterhead/", HEAD).status_code == 302
    made = received(bureau)
    return actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-02-10"))


def test_a_decision_from_the_list_of_outcomes_to_the_senders_screen(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/cases/{case.pk}"
    assert "保护第三方合法权益" in client.get(f"{address}/letters/").content.decode()
    form = client.get(f"{address}/letters/R-3.4/").content.decode()
    assert "请提供东环路改造工程的中标结果公告和合同。" in form
    assert client.post(f"{address}/letters/R-3.4/", TYPED)["Location"] == f"{address}/reply/"
    text = client.get(f"{address}/reply/").content.decode()
    assert "未经行政复议，不能直接提起行政诉讼" in text
    assert "没有要处理的问题" in text
    assert client.post(f"{address}/reply/").status_code == 302
    client.force_login(bureau.office)
    assert "审定政府信息不予公开决定书" in client.get("/office/").content.decode()
    assert "看PDF" in client.get(f"{address}/review/").content.decode()
    verdict = {"digest": Reply.objects.get().digest, "verdict": "agreed", "reason": ""}
    assert client.post(f"{address}/review/", verdict).status_code == 302
    client.force_login(bureau.clerk)
    assert client.post(f"{address}/send/", {"channel": "web"}).status_code == 302
    reply = Reply.objects.get()
    assert "示交公开〔2026〕1号" in client.get(f"{address}/").content.decode()
    client.logout()
    follow = f"/shili/follow/{passes.follow_pass(case)}"
    opened = client.get(f"{follow}/").content.decode()
    assert "政府信息不予公开决定书" in opened
    paper = client.get(f"{follow}/papers/{reply.pk}/")
    assert paper.content[:5] == b"%PDF-"
    assert paper["Content-Disposition"].startswith("attachment")
    assert "no-store" in paper["Cache-Control"]


def test_what_is_not_given_out_is_nobodys_to_download(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    client.post(f"/office/cases/{case.pk}/letters/R-3.4/", TYPED)
    client.logout()
    reply = Reply.objects.get()
    follow = f"/shili/follow/{passes.follow_pass(case)}"
    assert client.get(f"{follow}/papers/{reply.pk}/").status_code == 404
    other = received(bureau, seed="b" * 32)
    foreign = f"/shili/follow/{passes.follow_pass(other)}/papers/{reply.pk}/"
    assert client.get(foreign).status_code == 404
    assert client.get(f"/shili/follow/wrong/papers/{reply.pk}/").status_code == 410


def test_what_is_missing_is_told_beside_its_field_and_nothing_typed_is_lost(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    typed = TYPED | {"reasons": "", "signed_on": "二月"}
    answer = client.post(f"/office/cases/{case.pk}/letters/R-3.4/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请写明作出这一答复的具体理由" in text
    assert "请填写日期，例如2026-03-10。" in text
    assert "书面征求意见，第三方不同意公开" in text
    more = client.post(f"/office/cases/{case.pk}/letters/R-3.4/", TYPED | {"more": "1"})
    assert more.status_code == 200
    assert 'name="documents-1-document"' in more.content.decode()
    hostile = TYPED | {"documents-TOTAL_FORMS": "9" * 30}
    assert client.post(f"/office/cases/{case.pk}/letters/R-3.4/", hostile).status_code == 422


def test_each_document_of_a_part_release_is_asked_about_by_its_outcome(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    page = client.get(f"/office/cases/{case.pk}/letters/R-2/").content.decode()
    for name, askers in (("withheld", "R-2"), ("way", "R-1 R-2"), ("article", "R-4.1")):
        assert re.search(rf'<\w+ [^>]*name="documents-0-{name}"[^>]*data-asked-by="{askers}"', page)
    typed = {
        "asked": "中标公告、合同审批稿",
        "annexes": "",
        "signed_on": "2026-02-12",
        "documents-TOTAL_FORMS": "2",
        "documents-INITIAL_FORMS": "0",
        "documents-0-document": "中标公告",
        "documents-0-outcome": "R-1",
        "documents-0-way": "本机关网站",
        "documents-1-document": "合同审批稿",
        "documents-1-outcome": "R-3.6",
        "documents-1-reasons": "内部讨论的过程稿",
    }
    address = f"/office/cases/{case.pk}/letters/R-2/"
    assert client.post(address, typed).status_code == 302
    assert "第十六条第二款规定的情形" in Reply.objects.get().text
    lacking = client.post(address, typed | {"documents-1-outcome": "R-2"})
    assert "请选一种不予公开的情形" in lacking.content.decode()


def test_a_sheet_is_printed_at_once_and_noted(bureau: Bureau, client: Client, case: Case) -> None:
    client.force_login(bureau.clerk)
    typed = {
        "served_document": "答复书",
        "served_how": "直接送达",
        "served_at": "示例路1号",
        "signed_on": "2026-02-12",
        "addressee": "",
    }
    made = client.post(f"/office/cases/{case.pk}/letters/served/", typed)
    assert made.content[:5] == b"%PDF-"
    word = client.post(f"/office/cases/{case.pk}/letters/served/", typed | {"word": "1"})
    assert "黄示例" in "".join(
        cell.text for row in Document(BytesIO(word.content)).tables[0].rows for cell in row.cells
    )
    assert LedgerEntry.objects.filter(verb="letter.printed").count() == 2
    assert not Reply.objects.exists()


@pytest.mark.parametrize("key", ["nothing", "third-party-asked", "R-9"])
def test_there_is_no_page_for_what_is_not_written_here(
    bureau: Bureau, client: Client, case: Case, key: str
) -> None:
    client.force_login(bureau.clerk)
    assert client.get(f"/office/cases/{case.pk}/letters/{key}/").status_code == 404


def test_an_enquiry_has_no_letters_of_the_regulations(bureau: Bureau, client: Client) -> None:
    made = received(bureau, kind="enquiry")
    enquiry = actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-02-10"))
    client.force_login(bureau.clerk)
    text = client.get(f"/office/cases/{enquiry.pk}/letters/").content.decode()
    assert "补正告知书" not in text
    assert "首问登记单" in text
    assert client.get(f"/office/cases/{enquiry.pk}/letters/R-1/").status_code == 404


def test_another_agency_reaches_no_paper(bureau: Bureau, client: Client, case: Case) -> None:
    client.force_login(bureau.clerk)
    client.post(f"/office/cases/{case.pk}/letters/R-3.4/", TYPED)
    client.force_login(staffed_bureau().clerk)
    reply = Reply.objects.get()
    assert client.post(f"/office/cases/{case.pk}/papers/{reply.pk}/pdf/").status_code == 404
    assert client.get(f"/office/cases/{case.pk}/letters/").status_code == 404


def test_the_offices_own_template_is_used_and_a_wrong_one_refused(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.office)
    document = Document(BytesIO(client.get("/office/cases/letterhead/template/letter/").content))
    document.paragraphs[0].insert_paragraph_before("本局专用笺")
    changed = BytesIO()
    document.save(changed)
    sent = {"shape": "letter", "file": SimpleUploadedFile("笺.docx", changed.getvalue())}
    assert client.post("/office/cases/letterhead/template/", sent).status_code == 302
    client.force_login(bureau.clerk)
    client.post(f"/office/cases/{case.pk}/letters/R-3.4/", TYPED)
    reply = Reply.objects.get()
    word = client.post(f"/office/cases/{case.pk}/papers/{reply.pk}/word/").content
    assert Document(BytesIO(word)).paragraphs[0].text == "本局专用笺"
    client.force_login(bureau.office)
    for content in (b"no word file", default_template("form")):
        wrong = {"shape": "letter", "file": SimpleUploadedFile("x.docx", content)}
        refused = client.post("/office/cases/letterhead/template/", wrong)
        assert refused.status_code == 422
    assert client.post("/office/cases/letterhead/template/", {"shape": "letter"}).status_code == 302
    assert queries.own_template(Agency.objects.get(slug="shili"), "letter") is None
    assert LetterTemplate.objects.count() == 2


def test_only_the_operator_and_the_office_set_letters(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.clerk)
    assert client.get("/office/cases/letterhead/").status_code == 403
    assert client.post("/office/cases/letterhead/", HEAD).status_code == 403
    client.force_login(bureau.office)
    wrong = client.post("/office/cases/letterhead/", HEAD | {"number_code": "ABC"})
    assert "机关代字只用汉字" in wrong.content.decode()
