"""Asking others through the screens: letter, receipt, what came back, and who is kept out."""

import re
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from django.test import Client
from docx import Document

from gongkai.inbound.cases import actions, codes, queries
from gongkai.inbound.cases.models import Case, Consultation
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import User
from gongkai.printing.word_template import default_template
from gongkai.rules.cases import Sender
from tests.factories.cases import CITIZEN, COMPANY, at, consulted, opined, received
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau

GIVEN = {
    "kind": "third-party",
    "information": "东环路改造工程合同",
    "interest": "合同第三条的单价",
    "organisation": COMPANY.organisation,
    "phone": COMPANY.phone,
    "address": COMPANY.address,
}


@pytest.fixture(autouse=True)
def a_day_in_september() -> object:
    # With the fraction of a second that every clock has.
    with time_machine.travel(at("2026-09-29").replace(microsecond=123456), tick=False):
        yield


@pytest.fixture
def case(bureau: Bureau) -> Case:
    made = received(bureau, received_on=at("2026-09-18").date())
    return actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-09-18"))


@pytest.fixture
def asked(bureau: Bureau, case: Case) -> Consultation:
    return consulted(case, by=bureau.clerk, day="2026-09-28")


def of(asked: Consultation, rest: str = "") -> str:
    return f"/office/cases/{asked.case_id}/consultations/{asked.pk}/{rest}"


def read_pdf(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        read = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(read.split())


def test_a_letter_is_made_and_its_code_shown_for_a_quarter_of_an_hour(
    bureau: Bureau, client: Client, case: Case
) -> None:
    client.force_login(bureau.clerk)
    assert "征求意见" in client.get(f"/office/cases/{case.pk}/").content.decode()
    assert client.get(f"/office/cases/{case.pk}/consult/").status_code == 200
    made = client.post(f"/office/cases/{case.pk}/consult/", GIVEN)
    assert made.status_code == 302
    receipt = client.get(made["Location"]).content.decode()
    asked = Consultation.objects.get()
    found = re.search(r"查询码</dt><dd class=\"gk-slip__sign\">(\w{10})", receipt)
    assert found is not None
    assert codes.fits(asked.number, found[1], asked.code)
    assert "http://testserver/shili/consult/" in receipt
    pdf = client.get(f"{made['Location']}pdf/")
    word = client.get(f"{made['Location']}docx/")
    document = Document(BytesIO(word.content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for read in (read_pdf(pdf.content), "".join("".join(texts).split())):
        for said in (COMPANY.organisation, found[1], asked.number, "合同第三条的单价"):
            assert said in read
        assert CITIZEN.name not in read
    assert "no-store" in pdf["Cache-Control"]
    with time_machine.travel(at("2026-09-29") + timedelta(minutes=16), tick=False):
        late = client.get(made["Location"])
        assert late.status_code == 410
        assert found[1] not in late.content.decode()
        assert client.get(f"{made['Location']}pdf/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"interest": ""}, "请写明涉及对方的哪些内容", id="nothing"),
        pytest.param({"interest": "黄示例申请的合同"}, "申请人的姓名", id="applicant"),
        pytest.param({"organisation": ""}, "姓名或者单位名称", id="nobody"),
        pytest.param({"email": "not-an-address"}, "电子邮箱：", id="email"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(
    bureau: Bureau, client: Client, case: Case, changed: dict[str, str], says: str
) -> None:
    client.force_login(bureau.clerk)
    answer = client.post(f"/office/cases/{case.pk}/consult/", GIVEN | changed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert "东环路改造工程合同" in text
    assert not Consultation.objects.exists()


def test_the_case_lists_whom_it_asked_masked_and_how_it_stands(
    bureau: Bureau, client: Client, case: Case, asked: Consultation
) -> None:
    client.force_login(bureau.clerk)
    consulted(
        case, by=bureau.clerk, day="2026-09-28", seed="d" * 32, kind="joint-maker",
        party=Sender(organisation="示例市住房和城乡建设局"),
    )  # fmt: skip
    text = client.get(f"/office/cases/{case.pk}/").content.decode()
    assert f"第三方：{COMPANY.organisation}" in text
    assert "等待答复" in text
    assert "合同第三条" not in text
    assert COMPANY.phone not in text
    with time_machine.travel(at("2026-10-24"), tick=False):
        client.force_login(bureau.clerk)
        text = client.get(f"/office/cases/{case.pk}/").content.decode()
    for said in ("逾期未答复", "由本机关依法决定是否公开", "视为同意公开"):
        assert said in text


def test_content_is_shown_once_for_a_purpose(
    bureau: Bureau, client: Client, asked: Consultation
) -> None:
    opined(
        asked, day="2026-09-29", answer="refuse", reasons="单价是商业秘密",
        sent=[actions.SentFile("执照.txt", "执照。".encode(), "执照。")],
    )  # fmt: skip
    client.force_login(bureau.clerk)
    shut = client.get(of(asked)).content.decode()
    assert "不同意公开" in shut
    for secret in ("商业秘密", "第三条", COMPANY.phone, "执照"):
        assert secret not in shut
    assert client.post(of(asked, "read/"), {"purpose": ""}).status_code == 422
    shown = client.post(of(asked, "read/"), {"purpose": "起草答复"})
    for told in ("商业秘密", "第三条", COMPANY.phone, "执照.txt"):
        assert told in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    paper = asked.papers.get()
    got = client.post(of(asked, f"papers/{paper.pk}/"))
    assert got.content.decode() == "执照。"
    letter = client.post(of(asked, f"papers/{asked.letter_id}/"))
    assert COMPANY.organisation in read_pdf(letter.content)
    assert LedgerEntry.objects.filter(verb="consultation.paper-read").count() == 2
    assert client.get(of(asked, "read/")).status_code == 405
    assert client.get(of(asked, f"papers/{paper.pk}/")).status_code == 405


def test_arrival_and_an_answer_on_paper_are_registered(
    bureau: Bureau, client: Client, case: Case, asked: Consultation
) -> None:
    client.force_login(bureau.clerk)
    early = client.post(of(asked, "acts/arrived/"), {"arrived-told_on": "2026-09-01"})
    assert early.status_code == 422
    assert "早于征求之日" in early.content.decode()
    done = client.post(of(asked, "acts/arrived/"), {"arrived-told_on": "2026-09-29"})
    assert done.status_code == 302
    given = {
        "opinion-how": "letter", "opinion-on": "2026-09-29", "opinion-answer": "refuse",
        "opinion-reasons": "",
    }  # fmt: skip
    wrong = client.post(of(asked, "acts/opinion/"), given)
    assert wrong.status_code == 422
    assert "请写明理由" in wrong.content.decode()
    right = client.post(of(asked, "acts/opinion/"), given | {"opinion-reasons": "商业秘密"})
    assert right.status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.how, asked.answered_by) == ("refuse", "letter", bureau.clerk)
    case.refresh_from_db()
    assert case.stage == Case.Stage.OPEN
    again = client.post(of(asked, "acts/opinion/"), given | {"opinion-reasons": "商业秘密"})
    assert again.status_code == 422
    assert "不能更改" in again.content.decode()
    assert client.post(of(asked, "acts/dance/")).status_code == 404


def test_the_letter_of_a_decision_is_made_on_its_page(
    bureau: Bureau, client: Client, asked: Consultation
) -> None:
    opined(asked, day="2026-09-29", answer="refuse", reasons="商业秘密")
    client.force_login(bureau.clerk)
    assert "制作第三方告知书" in client.get(of(asked)).content.decode()
    given = {
        "tell-public_interest": "关系公共资金", "tell-released": "总价", "tell-reasons": "应当监督",
    }  # fmt: skip
    lacking = client.post(of(asked, "acts/tell/"), given)
    assert lacking.status_code == 422
    assert "行政复议机关" in lacking.content.decode()
    assert "关系公共资金" in lacking.content.decode()
    known = queries.letter_settings(bureau.agency)
    known.review_body, known.court = "示例市人民政府", "示例市江城区人民法院"
    actions.set_letterhead(known, by=bureau.office, at=at("2026-09-29"))
    assert client.post(of(asked, "acts/tell/"), given).status_code == 302
    text = client.get(of(asked)).content.decode()
    assert "打开告知书 PDF" in text
    assert "决定公开的，先书面告知" not in text


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_do_not_come_near(
    bureau: Bureau, client: Client, case: Case, asked: Consultation, who: str
) -> None:
    people: dict[str, User] = {
        "colleague": UserFactory(
            agency=bureau.agency, role="clerk", role__unit=UnitFactory(agency=bureau.agency)
        ),
        "outsider": staffed_bureau(slug="bieju").office,
    }
    client.force_login(people[who])
    assert client.get(of(asked)).status_code in (403, 404)
    for rest in ("read/", "acts/opinion/", f"papers/{asked.letter_id}/"):
        assert client.post(of(asked, rest)).status_code in (403, 404)
    assert client.get(f"/office/cases/{case.pk}/consult/").status_code in (403, 404)


def test_rows_of_another_case_are_not_reached_through_this_one(
    bureau: Bureau, client: Client, case: Case, asked: Consultation
) -> None:
    other = received(bureau, seed="e" * 32, received_on=at("2026-09-18").date())
    theirs = consulted(other, by=bureau.office, day="2026-09-28", seed="f" * 32)
    client.force_login(bureau.clerk)
    address = f"/office/cases/{case.pk}/consultations/"
    assert client.get(f"{address}{theirs.pk}/").status_code == 404
    assert client.post(of(asked, f"papers/{theirs.letter_id}/")).status_code == 404
    ticket = codes.ticket(theirs.number, "f" * 32)
    assert client.get(of(asked, f"receipt/{ticket}/")).status_code == 410
    enquiry = received(bureau, kind="enquiry", seed="g" * 32)
    assert client.get(f"/office/cases/{enquiry.pk}/consult/").status_code == 404


def test_its_word_file_is_by_the_offices_own_template(
    bureau: Bureau, client: Client, case: Case
) -> None:
    own = Document(BytesIO(default_template("letter")))
    own.paragraphs[0].insert_paragraph_before("本局专用笺")
    saved = BytesIO()
    own.save(saved)
    day = at("2026-09-29")
    content = saved.getvalue()
    actions.set_template(
        bureau.agency, "letter", name="笺.docx", content=content, by=bureau.office, at=day
    )
    client.force_login(bureau.clerk)
    made = client.post(f"/office/cases/{case.pk}/consult/", GIVEN)
    word = client.get(f"{made['Location']}docx/")
    assert Document(BytesIO(word.content)).paragraphs[0].text == "本局专用笺"


def test_a_supervisor_may_look_and_not_read(
    bureau: Bureau, client: Client, asked: Consultation
) -> None:
    client.force_login(UserFactory(agency=bureau.agency, role="supervisor", role__unit=None))
    page = client.get(of(asked))
    assert page.status_code == 200
    assert "不在您手里" in page.content.decode()
    refused = client.post(of(asked, f"papers/{asked.letter_id}/"))
    assert refused.status_code == 422
    assert not LedgerEntry.objects.filter(verb="consultation.paper-read").exists()
