"""Letters of a case: written by their facts, cleared, given out, and what they do to its clock."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import Case, CaseFile, Fee, LetterSettings, Reply
from gongkai.inbound.cases.queries import Written
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.rules.annual_report.report import FeeFacts
from gongkai.rules.fees import FeeMode
from gongkai.rules.letters import Ruling
from tests.factories.cases import CITIZEN, at, received
from tests.factories.people import Bureau
from tests.printing.paper import pages

DAY = at("2026-02-12")
WITHHELD = Written(
    signed_on=date(2026, 2, 12),
    told={
        "asked": "东环路改造工程的合同",
        "reasons": "合同里有施工工艺参数，属于第三方的商业秘密",
        "third_party_said": "2月11日书面征求意见，第三方不同意公开",
    },
)
CLARIFY = Written(
    signed_on=date(2026, 2, 12),
    told={
        "asked": "东环路的材料",
        "correction_points": "请写明是哪一年、哪一段路的材料",
        "correction_by": date(2026, 3, 12),
        "answer_to": "示例路1号办公室",
    },
)


@pytest.fixture
def case(bureau: Bureau) -> Case:
    settings = LetterSettings(
        agency=bureau.agency,
        number_code="示交公开",
        review_body="示例市人民政府",
        court="示例市第一人民法院",
        contact="办公室，0000-1234567",
    )
    actions.set_letterhead(settings, by=bureau.operator, at=DAY)
    made = received(bureau)
    return actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-02-10"))


def cleared(case: Case, bureau: Bureau, key: str, written: Written) -> Reply:
    reply = actions.draft_letter(case, key, written, by=bureau.clerk, at=DAY)
    reply = actions.submit(reply, by=bureau.clerk, at=DAY)
    return actions.clear(reply, digest=reply.digest, by=bureau.office, at=DAY)


def words_of(pdf: bytes) -> str:
    return "".join("".join(page.split()) for page in pages(pdf))


def test_a_decision_goes_out_with_number_ground_and_the_way_to_remedy(
    bureau: Bureau, case: Case
) -> None:
    reply = cleared(case, bureau, "R-3.4", WITHHELD)
    assert reply.number == "示交公开〔2026〕1号"
    assert "未经行政复议，不能直接提起行政诉讼" in reply.text
    actions.send(reply, channel="post", proof="XA00000001", by=bureau.clerk, at=DAY)
    case.refresh_from_db()
    assert (case.closed_on, case.outcome) == (date(2026, 2, 12), "R-3.4")
    sent = Reply.objects.get()
    words = words_of(sent.paper.content())
    for told in ("示交公开〔2026〕1号", CITIZEN.name, "施工工艺参数", "示例市人民政府"):
        assert told in words
    # As it was given out, whatever is set afterwards.
    kept = queries.letter_settings(bureau.agency)
    kept.review_body = "别的机关"
    actions.set_letterhead(kept, by=bureau.operator, at=DAY)
    assert words_of(queries.paper_of(sent, at=at("2026-05-01"))) == words


def test_a_letter_that_lacks_a_fact_is_refused_whole(bureau: Bureau, case: Case) -> None:
    lacking = replace(WITHHELD, told={"asked": "东环路改造工程的合同"})
    with pytest.raises(Refused, match="缺少“理由”"):
        actions.draft_letter(case, "R-3.4", lacking, by=bureau.clerk, at=DAY)
    assert not Reply.objects.exists()


def test_what_is_set_anew_after_the_signature_voids_it(bureau: Bureau, case: Case) -> None:
    reply = cleared(case, bureau, "R-3.4", WITHHELD)
    kept = queries.letter_settings(bureau.agency)
    kept.court = "别的法院"
    actions.set_letterhead(kept, by=bureau.operator, at=DAY)
    with pytest.raises(Refused, match="与审定的不同"):
        actions.send(reply, channel="counter", proof="本人签收", by=bureau.clerk, at=DAY)


def test_a_notice_is_a_step_of_the_clock_once_it_is_given_out(bureau: Bureau, case: Case) -> None:
    reply = cleared(case, bureau, "correction-asked", CLARIFY)
    case.refresh_from_db()
    assert case.stage == Case.Stage.OPEN
    actions.send(reply, channel="counter", proof="本人签收", by=bureau.clerk, at=DAY)
    case.refresh_from_db()
    assert (case.stage, case.due_on) == (Case.Stage.AWAITING, None)
    followed = queries.as_sender_sees(case, on=date(2026, 2, 12))
    assert followed.happened[-1].note == "请写明是哪一年、哪一段路的材料"
    assert [one.called for one in followed.replies] == ["政府信息公开申请补正告知书"]


def test_an_extension_is_agreed_to_by_whoever_answers_for_it(bureau: Bureau, case: Case) -> None:
    written = Written(
        signed_on=date(2026, 2, 12),
        told={"asked": "合同", "extension_reasons": "档案在外地"},
        days=20,
    )
    before = case.due_on
    reply = actions.draft_letter(case, "extended", written, by=bureau.clerk, at=DAY)
    assert "答复期限延长至2026年4月14日" in reply.text
    reply = actions.submit(reply, by=bureau.clerk, at=DAY)
    with pytest.raises(Refused, match="须由政府信息公开工作机构负责人"):
        actions.clear(reply, digest=reply.digest, by=bureau.head, at=DAY)
    reply = actions.clear(reply, digest=reply.digest, by=bureau.office, at=DAY)
    actions.send(reply, channel="web", by=bureau.clerk, at=DAY)
    case.refresh_from_db()
    assert before == date(2026, 3, 16)
    assert case.due_on == date(2026, 4, 14)


def test_a_notice_whose_turn_it_is_not_is_refused_before_anybody_writes_it(
    bureau: Bureau, case: Case
) -> None:
    late = at("2026-03-02")
    written = replace(CLARIFY, signed_on=date(2026, 3, 2))
    with pytest.raises(Refused, match="现在不能再要求补正"):
        actions.draft_letter(case, "correction-asked", written, by=bureau.clerk, at=late)


def test_a_notice_and_a_reply_may_be_under_way_at_once(bureau: Bureau, case: Case) -> None:
    actions.draft_letter(case, "correction-asked", CLARIFY, by=bureau.clerk, at=DAY)
    actions.draft_letter(case, "R-3.4", WITHHELD, by=bureau.clerk, at=DAY)
    assert Reply.objects.count() == 2
    actions.draft_letter(
        case,
        "R-3.5",
        replace(WITHHELD, told={"asked": "值班表", "reasons": "属于内部事务"}),
        by=bureau.clerk,
        at=DAY,
    )
    assert set(Reply.objects.values_list("letter", flat=True)) == {"correction-asked", "R-3.5"}


def test_a_fee_is_asked_told_of_paid_and_counted(bureau: Bureau, case: Case) -> None:
    earlier = [received(bureau, seed=f"{n:032}", received_on=date(2026, 2, 11)) for n in range(30)]
    last = actions.accept(queries.offered(earlier[-1]), by=bureau.clerk, at=DAY)
    assert queries.pieces_before(last) == 30
    written = Written(
        signed_on=date(2026, 2, 12),
        told={"asked": "合同", "payment": "凭缴款码缴纳"},
        mode=FeeMode.PIECES,
        quantity=1,
    )
    reply = cleared(last, bureau, "fee", written)
    actions.send(reply, channel="web", by=bureau.clerk, at=DAY)
    fee = Fee.objects.get()
    assert (fee.before, fee.quantity, fee.amount) == (30, 1, 200)
    assert "应缴金额为200元" in Reply.objects.get(pk=reply.pk).text
    actions.tell_payment(last, text="3月5日网上缴款", at=at("2026-03-05"))
    assert CaseFile.objects.filter(case=last, by=None).count() == 1
    actions.take_step(
        last,
        "fee-paid",
        on=date(2026, 3, 5),
        note="缴款单1号",
        by=bureau.clerk,
        at=at("2026-03-06"),
    )
    fee.refresh_from_db()
    assert (fee.paid_on, fee.proof) == (date(2026, 3, 5), "缴款单1号")
    last.refresh_from_db()
    assert last.due_on == date(2026, 4, 2)
    with pytest.raises(Refused, match="没有等待缴纳的费用"):
        actions.tell_payment(last, text="", at=at("2026-03-06"))


def test_documents_are_answered_one_by_one(bureau: Bureau, case: Case) -> None:
    written = Written(
        signed_on=date(2026, 2, 12),
        told={"asked": "中标公告和合同"},
        documents=(
            Ruling(document="中标公告", outcome="R-1", way="本机关网站"),
            Ruling(document="合同", outcome="R-3.4", ground="N05", reasons="有商业秘密"),
        ),
    )
    with pytest.raises(Refused, match="请选一种不予公开的情形"):
        actions.draft_letter(case, "R-2", written, by=bureau.clerk, at=DAY)
    # The outcome has one ground, so it need not be said.
    written = replace(
        written, documents=(written.documents[0], replace(written.documents[1], ground=""))
    )
    reply = actions.draft_letter(case, "R-2", written, by=bureau.clerk, at=DAY)
    assert "1．中标公告：予以公开" in reply.text
    assert "2．合同：不予公开。该信息属于《条例》第十五条规定的情形" in reply.text
    assert queries.as_written(Reply.objects.get().facts) == written
    word = Document(BytesIO(actions.open_letter(reply, shape="word", by=bureau.clerk, at=DAY)))
    assert any("合同：不予公开" in paragraph.text for paragraph in word.paragraphs)


def test_opening_a_letter_is_noted_and_open_to_those_concerned_only(
    bureau: Bureau, case: Case
) -> None:
    reply = actions.draft_letter(case, "R-3.4", WITHHELD, by=bureau.clerk, at=DAY)
    made = actions.open_letter(reply, shape="pdf", by=bureau.leader, at=DAY)
    assert "签发时编" in words_of(made)
    assert LedgerEntry.objects.filter(verb="letter.opened").count() == 1
    with pytest.raises(Refused, match="不在您手里"):
        actions.open_letter(reply, shape="pdf", by=bureau.secrecy, at=DAY)
    told = "".join(str(entry.details) for entry in LedgerEntry.objects.all())
    assert CITIZEN.name not in told
    assert "商业秘密" not in told


def test_ones_own_words_must_tell_the_way_to_remedy(bureau: Bureau, case: Case) -> None:
    with pytest.raises(Refused, match="必须写明救济途径"):
        actions.draft_reply(
            case, text="不予公开，理由如上。", outcome="R-3.4", by=bureau.clerk, at=DAY
        )


def test_erasing_takes_the_letters_along(bureau: Bureau, case: Case) -> None:
    reply = cleared(case, bureau, "R-3.4", WITHHELD)
    actions.send(reply, channel="counter", proof="本人签收", by=bureau.clerk, at=DAY)
    actions.erase(case, by=bureau.operator, at=at("2031-03-01"))
    reply.refresh_from_db()
    assert (reply.facts, reply.paper) == ({}, None)
    assert "合同" not in reply.text
    with pytest.raises(Refused, match="已经按期清除"):
        actions.open_letter(reply, shape="pdf", by=bureau.clerk, at=at("2031-03-02"))


def test_the_fees_of_a_year_are_counted_by_notice_and_by_payment(
    bureau: Bureau, case: Case
) -> None:
    assert queries.fees_of(bureau.agency, 2026) is None
    Fee.objects.create(
        case=case,
        mode=FeeMode.PAGES,
        quantity=40,
        amount=400,
        notified_on=date(2026, 12, 30),
        paid_on=date(2027, 1, 4),
    )
    assert queries.fees_of(bureau.agency, 2025) is None
    assert queries.fees_of(bureau.agency, 2026) == FeeFacts(1, Decimal(400), Decimal(0))
    assert queries.fees_of(bureau.agency, 2027) == FeeFacts(0, Decimal(0), Decimal(400))
