"""An issue hangs as somebody else approved it, and what no longer holds on it is found."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.boards import actions, queries
from gongkai.outbound.boards.models import BoardIssue, Posting
from gongkai.outbound.publishing.actions import withdraw
from gongkai.outbound.publishing.models import Record
from gongkai.rules.boards import Fault
from gongkai.rules.guides.service_guides import Fee
from tests.factories.boards import EXPIRES_ON, a_board, approved, composed, hung, photo, started
from tests.factories.guides import corrected_guide, published_guide
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT

pytestmark = pytest.mark.django_db
CHEAPER = (Fee(name="道路运输经营许可证工本费", price="每证8元", basis="《示例省条例》第十条"),)


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau(slug="shili")


@pytest.fixture
def guide(bureau: Bureau) -> Record:
    return published_guide(bureau)


def _faults(bureau: Bureau, on: date) -> list[Fault]:
    return [one.fault for board in queries.hanging(bureau.agency, on=on) for one in board.findings]


def test_from_composing_to_taking_down(bureau: Bureau, guide: Record) -> None:
    issue = hung(bureau, guide)
    assert (issue.label, issue.state) == ("2024年第1期", BoardIssue.State.UP)
    actions.take_down(issue, note="到期取下，换上新的一期。", by=bureau.clerk, at=AT)
    issue.refresh_from_db()
    assert issue.state == BoardIssue.State.DOWN
    assert [one.act for one in issue.postings.all()] == [Posting.Act.DOWN, Posting.Act.UP]
    verbs = set(
        LedgerEntry.objects.filter(verb__startswith="board-").values_list("verb", flat=True)
    )
    assert verbs == {
        "board-issue.started", "board-sheet.added", "board-issue.submitted",
        "board-issue.approved", "board-issue.put-up", "board-issue.taken-down",
    }  # fmt: skip


def test_nobody_approves_what_they_composed(bureau: Bureau, guide: Record) -> None:
    issue = composed(bureau, guide)
    issue = actions.submit(issue, by=bureau.office, at=AT)
    with pytest.raises(Refused, match="您参与了编排"):
        actions.approve(issue, digest=issue.digest, by=bureau.office, at=AT)
    with pytest.raises(Refused, match="只有领导小组办公室"):
        actions.approve(issue, digest=issue.digest, by=bureau.clerk, at=AT)
    with pytest.raises(Refused, match="您参与了编排"):
        actions.give_back(issue, digest=issue.digest, reason="重新编排。", by=bureau.office, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardIssue.objects.filter(pk=issue.pk).update(
            state="approved", approved_by=bureau.office, composed_by=bureau.office
        )


def test_who_added_a_sheet_does_not_approve_what_another_sent(
    bureau: Bureau, guide: Record
) -> None:
    issue = started(bureau)
    actions.add(issue, guide, pages=1, slots=1, by=bureau.office, at=AT)
    issue = actions.submit(issue, by=bureau.clerk, at=AT)
    with pytest.raises(Refused, match="您参与了编排"):
        actions.approve(issue, digest=issue.digest, by=bureau.office, at=AT)
    actions.approve(issue, digest=issue.digest, by=bureau.leader, at=AT)


def test_a_change_after_approval_voids_it(bureau: Bureau, guide: Record) -> None:
    issue = approved(bureau, guide)
    actions.add(
        issue, published_guide(bureau, name="水路运输许可"), pages=1, slots=1,
        by=bureau.clerk, at=AT,
    )  # fmt: skip
    issue.refresh_from_db()
    assert (issue.state, issue.digest) == (BoardIssue.State.COMPOSING, "")
    with pytest.raises(Refused, match="审定之后才能上栏"):
        actions.put_up(issue, photo=photo(), by=bureau.clerk, at=AT)


def test_a_row_changed_behind_the_approval_stops_the_hanging(bureau: Bureau, guide: Record) -> None:
    issue = approved(bureau, guide)
    issue.sheets.update(order=9, slots=1)
    issue.sheets.update(pages=5, slots=2)
    with pytest.raises(Refused, match="审定作废"):
        actions.put_up(issue, photo=photo(), by=bureau.clerk, at=AT)


def test_only_what_is_public_and_fits_is_sent_to_approval(bureau: Bureau, guide: Record) -> None:
    board = a_board(bureau, slots=1)
    issue = composed(bureau, guide, published_guide(bureau, name="水路运输许可"), board=board)
    with pytest.raises(Refused, match="要占2个位置，公开栏只有1个"):
        actions.submit(issue, by=bureau.clerk, at=AT)
    actions.remove(issue.sheets.order_by("-order")[0], by=bureau.clerk, at=AT)
    withdraw(guide, reason="内容有误，重新核对。", by=bureau.office, at=AT)
    with pytest.raises(Refused, match="已经撤下"):
        actions.submit(issue, by=bureau.clerk, at=AT)


def test_an_empty_issue_or_a_second_one_is_refused(bureau: Bureau) -> None:
    issue = started(bureau)
    with pytest.raises(Refused, match="还没有内容"):
        actions.submit(issue, by=bureau.clerk, at=AT)
    with pytest.raises(Refused, match="还没有上栏"):
        started(bureau, issue.board)
    with pytest.raises(Refused, match="早于"):
        actions.start(
            a_board(bureau, name="二楼"), planned_on=EXPIRES_ON, expires_on=date(2024, 1, 1),
            by=bureau.clerk, at=AT,
        )  # fmt: skip


def test_hanging_needs_a_photo_or_a_reason(bureau: Bureau, guide: Record) -> None:
    issue = approved(bureau, guide)
    with pytest.raises(Refused, match="请拍一张照片"):
        actions.put_up(issue, by=bureau.clerk, at=AT)
    with pytest.raises(Refused, match="不是能用的照片"):
        actions.put_up(issue, photo=b"<svg onload=alert(1)>", by=bureau.clerk, at=AT)
    posting = actions.put_up(issue, photo=photo(3000, 2000), by=bureau.clerk, at=AT)
    assert posting.photo is not None
    assert posting.photo.content_type == "image/jpeg"


def test_a_changed_fee_makes_the_sheet_on_the_board_a_finding(
    bureau: Bureau, guide: Record
) -> None:
    issue = hung(bureau, guide)
    assert _faults(bureau, AT.date()) == []
    corrected_guide(guide, bureau, fees=CHEAPER)
    assert _faults(bureau, AT.date()) == [Fault.UPDATED]
    actions.replace(issue.sheets.get(), pages=1, by=bureau.clerk, at=AT)
    assert _faults(bureau, AT.date()) == []
    with pytest.raises(Refused, match="现行版本"):
        actions.replace(issue.sheets.get(), pages=1, by=bureau.clerk, at=AT)


def test_a_withdrawn_record_comes_down_by_replacing(bureau: Bureau, guide: Record) -> None:
    issue = hung(bureau, guide)
    withdraw(guide, reason="内容有误，重新核对。", by=bureau.office, at=AT)
    assert _faults(bureau, AT.date()) == [Fault.WITHDRAWN]
    actions.replace(issue.sheets.get(), pages=1, by=bureau.clerk, at=AT)
    assert issue.sheets.get().taken_at == AT
    assert _faults(bureau, AT.date()) == []


def test_late_and_expired_issues_are_findings(bureau: Bureau, guide: Record) -> None:
    approved(bureau, guide)
    assert _faults(bureau, date(2024, 3, 6)) == []
    assert _faults(bureau, date(2024, 3, 7)) == [Fault.OVERDUE]
    issue = BoardIssue.objects.get()
    actions.put_up(issue, photo=photo(), by=bureau.clerk, at=AT)
    assert _faults(bureau, EXPIRES_ON) == []
    assert _faults(bureau, date(2024, 4, 7)) == [Fault.EXPIRED]


def test_another_agencys_record_does_not_hang_here(bureau: Bureau) -> None:
    other = published_guide(staffed_bureau(slug="bieju"))
    with pytest.raises(Refused, match="不属于本机关"):
        actions.add(started(bureau), other, pages=1, slots=1, by=bureau.clerk, at=AT)


def test_the_room_of_boards_costs_no_query_each(bureau: Bureau, django_assert_num_queries) -> None:
    for number in range(6):
        started(bureau, a_board(bureau, name=f"{number}号栏"))
    with django_assert_num_queries(4):
        queries.hanging(bureau.agency, on=AT.date())


def test_an_issue_that_missed_its_days_is_dropped_and_the_next_begins(
    bureau: Bureau, guide: Record
) -> None:
    issue = approved(bureau, guide)
    with pytest.raises(Refused, match="请写明作废理由"):
        actions.drop(issue, reason="", by=bureau.clerk, at=AT)
    actions.drop(issue, reason="错过了日期。", by=bureau.clerk, at=AT)
    assert _faults(bureau, date(2024, 3, 7)) == []
    assert started(bureau, issue.board).label == "2024年第2期"
    with pytest.raises(Refused, match="不能作废"):
        actions.drop(issue, reason="再作废一次。", by=bureau.clerk, at=AT)


def test_a_board_does_not_change_under_what_hangs_on_it(bureau: Bureau, guide: Record) -> None:
    board = hung(bureau, guide).board
    for name, value, why in (
        ("is_open", False, "请先取下或者作废"),
        ("paper", "a3", "等它取下以后再改"),
        ("slots", 2, "等它取下以后再改"),
    ):
        before = getattr(board, name)
        setattr(board, name, value)
        with pytest.raises(Refused, match=why):
            actions.keep_board(board, by=bureau.office, at=AT)
        setattr(board, name, before)
    with pytest.raises(Refused, match="换一个名称"):
        a_board(bureau, name=board.name)
