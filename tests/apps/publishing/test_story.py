"""An edition's life: corrected, replaced, withdrawn, released urgently, covered for."""

from datetime import timedelta

import pytest

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Finding, Publication
from gongkai.people.models import Leave
from tests.apps.publishing.conftest import AT, TEXT, Bureau, agree, describe, write

State = Edition.State
LATER = AT + timedelta(hours=3)


def test_three_signatures_publish_and_give_an_index_number(published: Edition) -> None:
    record = published.record
    record.refresh_from_db()
    assert published.state == State.PUBLISHED
    assert record.live_edition_id == published.pk
    assert record.index_number == "11370830004335422F/2026-00001"
    assert record.first_published_at == AT
    assert published.placements.get().live_at == AT


def test_a_return_needs_a_reason_and_brings_the_text_back_to_the_desk(
    submitted: Edition, bureau: Bureau
) -> None:
    returning = {"digest": submitted.digest, "verdict": "returned", "by": bureau.head, "at": AT}
    with pytest.raises(Refused, match="退回理由"):
        actions.sign(submitted, reason=" ", **returning)
    edition = actions.sign(submitted, reason="第二段数字与附表不符", **returning)
    assert edition.state == State.RETURNED
    assert edition.is_editable


def test_the_index_number_stays_with_the_record_and_is_given_once(
    published: Edition, bureau: Bureau
) -> None:
    other = write(bureau, title="第二篇公开的通报")
    agree(actions.submit(other, by=bureau.clerk, at=AT), *bureau.reviewers)
    dropped = write(bureau, title="第三篇后来作废的通报")
    actions.submit(dropped, by=bureau.clerk, at=AT)
    actions.drop(dropped, reason="内容重复", by=bureau.clerk, at=AT)
    last = write(bureau, title="第四篇公开的通报")
    actions.submit(last, by=bureau.clerk, at=AT)
    numbers = [one.record.index_number[-5:] for one in Edition.objects.order_by("pk")]
    assert numbers == ["00001", "00002", "00003", "00004"]


def test_a_correction_needs_a_note_and_keeps_the_public_text_until_cleared(
    published: Edition, bureau: Bureau
) -> None:
    second = actions.revise(published, by=bureau.clerk, at=LATER)
    second = describe(bureau, second, title="更正后的通报标题", by=bureau.clerk)
    with pytest.raises(Refused, match="更正说明"):
        actions.submit(second, by=bureau.clerk, at=LATER)
    second = describe(
        bureau, second, title="更正后的通报标题", by=bureau.clerk, change_note="更正标题中的年份"
    )
    second = actions.submit(second, by=bureau.clerk, at=LATER)
    published.record.refresh_from_db()
    assert published.record.live_edition_id == published.pk
    agree(second, *bureau.reviewers, at=LATER)
    published.refresh_from_db()
    published.record.refresh_from_db()
    assert published.state == State.REPLACED
    assert published.record.live_edition_id == second.pk
    assert published.record.first_published_at == AT
    assert [one.act for one in published.record.publications.all()] == ["published", "corrected"]
    assert second.placements.get().live_at == AT


def test_withdrawal_needs_a_reason_and_the_right_person(published: Edition, bureau: Bureau) -> None:
    record = published.record
    with pytest.raises(Refused, match="领导小组办公室"):
        actions.withdraw(record, reason="数据有误", by=bureau.clerk, at=LATER)
    with pytest.raises(Refused, match="撤下原因"):
        actions.withdraw(record, reason="", by=bureau.office, at=LATER)
    with pytest.raises(Refused, match="身份证号"):
        actions.withdraw(
            record, reason="误登身份证号11010519491231002X", by=bureau.office, at=LATER
        )
    actions.withdraw(record, reason="数据有误，核实后重新公开", by=bureau.office, at=LATER)
    record.refresh_from_db()
    assert record.live_edition is None
    assert record.withdrawn_at == LATER
    assert record.publications.last().act == Publication.Act.WITHDRAWN


def test_what_was_withdrawn_comes_back_only_through_review(
    published: Edition, bureau: Bureau
) -> None:
    actions.withdraw(published.record, reason="数据有误", by=bureau.office, at=LATER)
    again = actions.revise(Edition.objects.get(pk=published.pk), by=bureau.clerk, at=LATER)
    again = describe(
        bureau, again, title=published.title, by=bureau.clerk, change_note="核实后重新公开"
    )
    again = agree(actions.submit(again, by=bureau.clerk, at=LATER), *bureau.reviewers, at=LATER)
    assert again.state == State.PUBLISHED
    again.record.refresh_from_db()
    assert again.record.withdrawn_at is None


def test_urgent_release_is_the_leaders_and_is_marked_until_a_second_person_confirms(
    submitted: Edition, bureau: Bureau
) -> None:
    urgent = {"digest": submitted.digest, "reason": "台风停航需立即告知", "at": AT}
    with pytest.raises(Refused, match="分管领导"):
        actions.release_urgently(submitted, by=bureau.office, **urgent)
    actions.release_urgently(submitted, by=bureau.leader, **urgent)
    marked = Edition.objects.with_unconfirmed_release().get(pk=submitted.pk)
    assert marked.state == State.PUBLISHED
    assert marked.is_unconfirmed
    assert marked.clearances.get().confirm_by == AT + timedelta(hours=48)
    for unfit in (bureau.leader, bureau.clerk):
        with pytest.raises(Refused):
            actions.confirm(marked, digest=marked.digest, by=unfit, at=LATER)
    actions.confirm(marked, digest=marked.digest, by=bureau.office, at=LATER)
    assert not Edition.objects.with_unconfirmed_release().get(pk=submitted.pk).is_unconfirmed


def test_a_leader_who_wrote_it_cannot_release_it_urgently(bureau: Bureau) -> None:
    bureau.leader.role_holdings.create(role="clerk", unit=bureau.unit, from_on="2020-01-01")
    edition = write(bureau, title="领导自己写的通告", by=bureau.leader)
    edition = actions.submit(edition, by=bureau.leader, at=AT)
    with pytest.raises(Refused, match="参与了起草"):
        actions.release_urgently(
            edition, digest=edition.digest, reason="台风停航", by=bureau.leader, at=AT
        )


def test_a_cover_signs_for_the_one_on_leave_and_the_signature_says_so(
    submitted: Edition, bureau: Bureau
) -> None:
    Leave.objects.create(user=bureau.head, cover=bureau.leader, from_on=AT.date(), to_on=AT.date())
    with pytest.raises(Refused):
        agree(submitted, bureau.head)
    agree(submitted, bureau.leader)
    signature = submitted.signatures.get()
    assert (signature.by, signature.instead_of) == (bureau.leader, bureau.head)


def test_an_author_covering_for_the_reviewer_still_cannot_sign(
    draft: Edition, bureau: Bureau
) -> None:
    Leave.objects.create(user=bureau.head, cover=bureau.clerk, from_on=AT.date(), to_on=AT.date())
    with pytest.raises(Refused, match=r"科室初审.*没有人能签"):
        actions.submit(draft, by=bureau.clerk, at=AT)


def test_a_personal_number_blocks_until_it_is_excused_with_a_reason(bureau: Bureau) -> None:
    edition = write(bureau, title="公布联系电话的通告", text=f"{TEXT}联系人手机13800138000。")
    with pytest.raises(Refused, match="1处"):
        actions.submit(edition, by=bureau.clerk, at=AT)
    finding = Finding.objects.get(run__edition=edition, severity="block")
    with pytest.raises(Refused, match="理由"):
        actions.excuse(finding, reason="", by=bureau.clerk, at=AT)
    actions.excuse(finding, reason="系值班公务手机，已征得同意", by=bureau.clerk, at=AT)
    # Checking again finds it again; the reason given stays with it.
    actions.check(edition, by=bureau.clerk, at=AT)
    assert actions.submit(edition, by=bureau.clerk, at=AT).state == State.IN_REVIEW


def test_a_secrecy_mark_cannot_be_excused(bureau: Bureau) -> None:
    edition = write(bureau, title="一份带密级的文件", text=f"机密★10年\n{TEXT}")
    finding = Finding.objects.filter(run__edition=edition, severity="block").first()
    with pytest.raises(Refused, match="不能以说明理由放行"):
        actions.excuse(finding, reason="已经解密了的", by=bureau.clerk, at=AT)


def test_content_changed_after_the_check_is_checked_again(draft: Edition, bureau: Bureau) -> None:
    actions.fill(
        draft,
        title=draft.title,
        body_html='<p id="b1">换过的正文，还没有检查过。</p>',
        body_text="换过的正文，还没有检查过。",
        losses=[],
        files=[],
        by=bureau.clerk,
        at=AT,
    )
    with pytest.raises(Refused, match="重新检查"):
        actions.submit(draft, by=bureau.clerk, at=AT)


def test_every_step_leaves_its_entry(published: Edition, bureau: Bureau) -> None:
    verbs = list(LedgerEntry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == [
        "edition.started",
        "edition.filled",
        "edition.described",
        "edition.checked",
        "edition.submitted",
        "edition.signed",
        "edition.signed",
        "edition.signed",
        "edition.cleared",
        "record.published",
    ]


def test_a_refused_act_leaves_no_trace(draft: Edition, bureau: Bureau) -> None:
    before = LedgerEntry.objects.count()
    with pytest.raises(Refused):
        actions.publish(draft, by=bureau.clerk, at=AT)
    assert LedgerEntry.objects.count() == before
