"""What stands in the way of composing, approving and hanging an issue."""

from collections.abc import Iterator
from datetime import date

from gongkai.outbound.boards.digest import issue_digest
from gongkai.outbound.boards.models import Board, BoardIssue, BoardSheet
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Role, Unit, User
from gongkai.people.queries import holds
from gongkai.rules.boards import obstacles_to_fitting, obstacles_to_term

COMPOSERS = (Role.CLERK, Role.UNIT_HEAD, Role.OPENNESS_OFFICE, Role.WINDOW)
APPROVERS = (Role.OPENNESS_OFFICE, Role.LEADER)
STANDING = (BoardIssue.State.UP, *BoardIssue.TO_COME)
REASON_LENGTH = 4


def to_keeping(board: Board, *, by: User, on: date) -> Iterator[str]:
    if by.agency_id != board.agency_id or not holds(by, Role.OPENNESS_OFFICE, on=on):
        yield "只有领导小组办公室可以设置公开栏。"
    if board.unit.agency_id != board.agency_id:
        yield "管护单位不属于本机关。"
    others = Board.objects.filter(agency=board.agency_id, name=board.name).exclude(pk=board.pk)
    if others.exists():
        yield f"已有名为“{board.name}”的公开栏，请换一个名称。"
    yield from _in_change(board)


def _in_change(board: Board) -> Iterator[str]:
    """Pages and room follow from the paper and the slots, so an issue is bound to them."""
    before = Board.objects.filter(pk=board.pk).first()
    if before is None or not board.issues.filter(state__in=STANDING).exists():
        return
    if not board.is_open:
        yield "栏上还挂着一期，或者有一期没有办完，请先取下或者作废，再停用。"
    if (before.paper, before.slots) != (board.paper, board.slots):
        yield "有一期正在编排或者挂着，位置数和纸张要等它取下以后再改。"


def to_tending(unit: Unit, *, by: User, on: date) -> Iterator[str]:
    if not holds(by, *COMPOSERS, on=on, unit=unit):
        yield f"公开栏由“{unit}”管护，您没有编排、上栏的权限。"


def to_starting(
    board: Board, planned_on: date | None, expires_on: date | None, *, by: User, on: date
) -> Iterator[str]:
    yield from to_tending(board.unit, by=by, on=on)
    yield from obstacles_to_term(planned_on, expires_on)
    if not board.is_open:
        yield "这个公开栏已经停用。"
    if board.issues.to_come().exists():
        yield "这个公开栏已有一期还没有上栏，请先办完那一期。"


def to_composing(issue: BoardIssue, *, by: User, on: date) -> Iterator[str]:
    yield from to_tending(issue.board.unit, by=by, on=on)
    if issue.state not in (BoardIssue.State.COMPOSING, BoardIssue.State.APPROVED):
        yield f"这一期“{issue.get_state_display()}”，现在不能改。"


def to_adding(issue: BoardIssue, record: Record) -> Iterator[str]:
    if record.agency_id != issue.board.agency_id:
        yield "这一条不属于本机关。"
    if record.live_edition_id is None:
        yield "这一条现在没有公开，不能上栏。"
    if issue.sheets.filter(record=record).exists():
        yield "这一条已经在这一期里。"


def to_submitting(issue: BoardIssue, *, by: User, on: date) -> Iterator[str]:
    yield from to_tending(issue.board.unit, by=by, on=on)
    if issue.state != BoardIssue.State.COMPOSING:
        yield f"这一期“{issue.get_state_display()}”，不能送审。"
    yield from _in_sheets(issue)


def _in_sheets(issue: BoardIssue) -> Iterator[str]:
    sheets = list(issue.sheets.select_related("record", "edition"))
    yield from obstacles_to_fitting([sheet.slots for sheet in sheets], issue.board.slots)
    for sheet in sheets:
        if sheet.fault is not None:
            yield f"“{sheet.edition}”{sheet.fault}，请移出；还公开的可以重新编入。"


def to_judging(issue: BoardIssue, *, digest: str, by: User, on: date) -> Iterator[str]:
    if by.agency_id != issue.board.agency_id or not holds(by, *APPROVERS, on=on):
        yield "只有领导小组办公室或分管领导可以审定。"
    if issue.state != BoardIssue.State.SUBMITTED:
        yield f"这一期“{issue.get_state_display()}”，现在不需要审定。"
    if issue.composers.filter(pk=by.pk).exists():
        yield "您参与了编排，不能由您审定。"
    if digest != issue.digest or digest != issue_digest(issue):
        yield "您看到的不是现在送审的内容，请重新打开后再审定。"


def to_approving(issue: BoardIssue, *, digest: str, by: User, on: date) -> Iterator[str]:
    yield from to_judging(issue, digest=digest, by=by, on=on)
    yield from _in_sheets(issue)


def to_putting_up(
    issue: BoardIssue, *, has_photo: bool, note: str, by: User, on: date
) -> Iterator[str]:
    yield from to_tending(issue.board.unit, by=by, on=on)
    if issue.state != BoardIssue.State.APPROVED:
        yield f"这一期“{issue.get_state_display()}”，审定之后才能上栏。"
    elif issue.digest != issue_digest(issue):
        yield "审定之后内容有改动，审定作废，请重新送审。"
    yield from _in_sheets(issue)
    if on > issue.expires_on:
        yield f"这一期应在{issue.expires_on}取下，已经过期，不能上栏。"
    if issue.board.issues.up().exists():
        yield "上一期还挂着，请先登记取下。"
    yield from _proof(has_photo=has_photo, note=note)


def to_taking_down(
    issue: BoardIssue, *, has_photo: bool, note: str, by: User, on: date
) -> Iterator[str]:
    yield from to_tending(issue.board.unit, by=by, on=on)
    if issue.state != BoardIssue.State.UP:
        yield f"这一期“{issue.get_state_display()}”，不在栏上。"
    yield from _proof(has_photo=has_photo, note=note)


def _proof(*, has_photo: bool, note: str) -> Iterator[str]:
    if not has_photo and len(note.strip()) < REASON_LENGTH:
        yield f"请拍一张照片；没有照片的，写明原因（至少{REASON_LENGTH}个字）。"


def to_dropping(issue: BoardIssue, *, reason: str, by: User, on: date) -> Iterator[str]:
    yield from to_tending(issue.board.unit, by=by, on=on)
    if issue.state not in BoardIssue.TO_COME:
        yield f"这一期“{issue.get_state_display()}”，不能作废。"
    if len(reason.strip()) < REASON_LENGTH:
        yield f"请写明作废理由（至少{REASON_LENGTH}个字）。"


def to_printing(sheet: BoardSheet) -> Iterator[str]:
    """Paper is made of what was approved; on a board that hangs, of what is public now."""
    issue = sheet.issue
    if issue.state not in (BoardIssue.State.APPROVED, BoardIssue.State.UP):
        yield f"这一期“{issue.get_state_display()}”，审定之后、取下之前才能打印。"
    elif sheet.record.live_edition_id is None:
        yield "这一张的内容已经撤下，不能再打印，请从栏上取下。"
    elif sheet.fault is not None and issue.state == BoardIssue.State.APPROVED:
        yield "这一张的内容已经更新，请移出后重新编入，再送审定。"


def to_replacing(sheet: BoardSheet, *, by: User, on: date) -> Iterator[str]:
    issue = sheet.issue
    yield from to_tending(issue.board.unit, by=by, on=on)
    if issue.state != BoardIssue.State.UP:
        yield f"这一期“{issue.get_state_display()}”，不在栏上。"
    if sheet.fault is None:
        yield "这一张就是现行版本，不需要更换。"
