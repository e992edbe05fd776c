"""Verbs: a board is kept, an issue composed, approved, hung, mended and taken down."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.media.models import StoredFile
from gongkai.media.photos import NoPhoto, as_jpeg, decoded
from gongkai.media.storing import store
from gongkai.outbound.boards import obstacles
from gongkai.outbound.boards.digest import issue_digest
from gongkai.outbound.boards.models import Board, BoardIssue, BoardSheet, Posting
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import User

LONGEST_SIDE = 1600
State = BoardIssue.State


@action
def keep_board(board: Board, *, by: User, at: datetime) -> Board:
    """Saves a new or changed board."""
    refuse_if(obstacles.to_keeping(board, by=by, on=localdate(at)))
    board.full_clean(validate_constraints=False)
    board.save()
    record(
        "notice-board.kept", board, agency=board.agency, by=by, at=at,
        place=board.place, slots=board.slots, paper=board.paper, is_open=board.is_open,
    )  # fmt: skip
    return board


@action
def start(
    board: Board, *, planned_on: date | None, expires_on: date | None, by: User, at: datetime
) -> BoardIssue:
    """The next issue of a board, empty."""
    board = (
        Board.objects.select_for_update(of=("self",))
        .select_related("agency", "unit")
        .get(pk=board.pk)
    )
    refuse_if(obstacles.to_starting(board, planned_on, expires_on, by=by, on=localdate(at)))
    assert planned_on is not None and expires_on is not None  # noqa: S101, PT018  refused otherwise
    last = board.issues.filter(year=planned_on.year).aggregate(last=Max("number"))["last"]
    issue = BoardIssue.objects.create(
        board=board,
        year=planned_on.year,
        number=(last or 0) + 1,
        planned_on=planned_on,
        expires_on=expires_on,
        composed_by=by,
    )
    issue.composers.add(by)
    record(
        "board-issue.started", issue, agency=board.agency, by=by, at=at,
        planned_on=planned_on, expires_on=expires_on,
    )  # fmt: skip
    return issue


@action
def add(
    issue: BoardIssue, public: Record, *, pages: int, slots: int, by: User, at: datetime
) -> BoardSheet:
    """Hangs what is public now of a record: `slots` of its `pages` sheets, the rest by code."""
    issue = _composing(issue, by=by, at=at)
    refuse_if(obstacles.to_adding(issue, public))
    assert public.live_edition is not None  # noqa: S101  refused otherwise
    order = issue.sheets.aggregate(last=Max("order"))["last"] or 0
    sheet = BoardSheet.objects.create(
        issue=issue,
        order=order + 1,
        record=public,
        edition=public.live_edition,
        pages=max(1, pages),
        slots=min(max(1, slots), max(1, pages)),
    )
    record(
        "board-sheet.added", issue, agency=issue.board.agency, by=by, at=at,
        record=public.pk, edition=sheet.edition.number, slots=sheet.slots,
    )  # fmt: skip
    return sheet


@action
def move(sheet: BoardSheet, *, earlier: bool, by: User, at: datetime) -> BoardIssue:
    """Changes places with the sheet before it, or after it."""
    issue = _composing(sheet.issue, by=by, at=at)
    sheets = list(issue.sheets.order_by("order", "id"))
    place = next(at for at, one in enumerate(sheets) if one.pk == sheet.pk)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(sheets):
        raise Refused(["已经在最前面或者最后面。"])
    sheets[place], sheets[other] = sheets[other], sheets[place]
    for order, one in enumerate(sheets, start=1):
        one.order = order
    BoardSheet.objects.bulk_update(sheets, ["order"])
    record(
        "board-sheet.moved", issue, agency=issue.board.agency, by=by, at=at, record=sheet.record_id
    )
    return issue


@action
def remove(sheet: BoardSheet, *, by: User, at: datetime) -> BoardIssue:
    """Takes a sheet out of an issue that does not hang yet."""
    issue = _composing(sheet.issue, by=by, at=at)
    record(
        "board-sheet.removed",
        issue,
        agency=issue.board.agency,
        by=by,
        at=at,
        record=sheet.record_id,
    )
    issue.sheets.filter(pk=sheet.pk).delete()
    return issue


@action
def submit(issue: BoardIssue, *, by: User, at: datetime) -> BoardIssue:
    """Sends exactly this composition to the leading group's office."""
    issue = _locked(issue)
    refuse_if(obstacles.to_submitting(issue, by=by, on=localdate(at)))
    issue.state, issue.digest, issue.returned_because = State.SUBMITTED, issue_digest(issue), ""
    issue.composed_by = by
    issue.save(update_fields=["state", "digest", "returned_because", "composed_by"])
    issue.composers.add(by)
    record(
        "board-issue.submitted", issue, agency=issue.board.agency, by=by, at=at, digest=issue.digest
    )
    return issue


@action
def approve(issue: BoardIssue, *, digest: str, by: User, at: datetime) -> BoardIssue:
    """Somebody other than the composer says that exactly this may hang."""
    issue = _locked(issue)
    refuse_if(obstacles.to_approving(issue, digest=digest, by=by, on=localdate(at)))
    issue.state, issue.approved_by, issue.approved_at = State.APPROVED, by, at
    issue.save(update_fields=["state", "approved_by", "approved_at"])
    record("board-issue.approved", issue, agency=issue.board.agency, by=by, at=at, digest=digest)
    return issue


@action
def give_back(issue: BoardIssue, *, digest: str, reason: str, by: User, at: datetime) -> BoardIssue:
    """Back to its composer, with the reason."""
    issue = _locked(issue)
    refuse_if(obstacles.to_judging(issue, digest=digest, by=by, on=localdate(at)))
    if len(reason.strip()) < obstacles.REASON_LENGTH:
        raise Refused([f"请写明退回理由（至少{obstacles.REASON_LENGTH}个字）。"])
    _reopen(issue)
    issue.returned_because = reason.strip()
    issue.save(update_fields=["returned_because"])
    record("board-issue.returned", issue, agency=issue.board.agency, by=by, at=at, reason=reason)
    return issue


@action
def drop(issue: BoardIssue, *, reason: str, by: User, at: datetime) -> BoardIssue:
    """Gives up an issue that will not hang; its number is not used again."""
    issue = _locked(issue)
    refuse_if(obstacles.to_dropping(issue, reason=reason, by=by, on=localdate(at)))
    _reopen(issue)
    issue.state, issue.dropped_because = State.DROPPED, reason.strip()
    issue.save(update_fields=["state", "dropped_because"])
    record("board-issue.dropped", issue, agency=issue.board.agency, by=by, at=at, reason=reason)
    return issue


@action
def put_up(
    issue: BoardIssue, *, photo: bytes = b"", note: str = "", by: User, at: datetime
) -> Posting:
    """It hangs from now on."""
    issue = _locked(issue)
    refuse_if(
        obstacles.to_putting_up(issue, has_photo=bool(photo), note=note, by=by, on=localdate(at))
    )
    return _posted(issue, Posting.Act.UP, State.UP, photo, note, by=by, at=at)


@action
def take_down(
    issue: BoardIssue, *, photo: bytes = b"", note: str = "", by: User, at: datetime
) -> Posting:
    """It hangs no longer."""
    issue = _locked(issue)
    refuse_if(
        obstacles.to_taking_down(issue, has_photo=bool(photo), note=note, by=by, on=localdate(at))
    )
    return _posted(issue, Posting.Act.DOWN, State.DOWN, photo, note, by=by, at=at)


@action
def replace(sheet: BoardSheet, *, pages: int, by: User, at: datetime) -> BoardSheet:
    """The sheet of what is public now in place of an older one; a withdrawn one only comes down.

    It needs no second approval: the edition went through the gate, and the issue goes on hanging.
    """
    issue = _locked(sheet.issue)
    sheet = issue.sheets.select_related(
        "record__live_edition", "edition", "issue__board__unit"
    ).get(pk=sheet.pk)
    refuse_if(obstacles.to_replacing(sheet, by=by, on=localdate(at)))
    before, live = sheet.edition.number, sheet.record.live_edition
    if live is None:
        sheet.taken_at = at
        sheet.save(update_fields=["taken_at"])
    else:
        sheet.edition, sheet.pages = live, max(1, pages)
        sheet.slots = min(sheet.slots, sheet.pages)
        sheet.save(update_fields=["edition", "pages", "slots"])
    after = live.number if live else None
    note = f"《{sheet.edition}》{'换成第' + str(after) + '版' if after else '取下'}"
    Posting.objects.create(issue=issue, act=Posting.Act.REPLACED, note=note[:300], by=by, at=at)
    record(
        "board-sheet.replaced", issue, agency=issue.board.agency, by=by, at=at,
        record=sheet.record_id, before=before, after=after,
    )  # fmt: skip
    return sheet


def _posted(
    issue: BoardIssue, act: str, state: str, photo: bytes, note: str, *, by: User, at: datetime
) -> Posting:
    posting = Posting.objects.create(
        issue=issue, act=act, note=note.strip()[:300], photo=_photo(photo), by=by, at=at
    )
    issue.state = state
    issue.save(update_fields=["state"])
    record(
        f"board-issue.{'put-up' if act == Posting.Act.UP else 'taken-down'}",
        issue,
        agency=issue.board.agency,
        by=by,
        at=at,
        digest=issue.digest,
        photo=posting.photo.sha256 if posting.photo else "",
        note=posting.note,
    )
    return posting


def _photo(content: bytes) -> StoredFile | None:
    if not content:
        return None
    try:
        picture = decoded(content)
    except NoPhoto as why:
        raise Refused([str(why)]) from None
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return store(as_jpeg(picture), content_type="image/jpeg")


def _locked(issue: BoardIssue) -> BoardIssue:
    return (
        BoardIssue.objects.select_for_update(of=("self",))
        .select_related("board__agency", "board__unit")
        .get(pk=issue.pk)
    )


def _composing(issue: BoardIssue, *, by: User, at: datetime) -> BoardIssue:
    """Whoever changes an approved issue voids its approval."""
    issue = _locked(issue)
    refuse_if(obstacles.to_composing(issue, by=by, on=localdate(at)))
    if issue.state == State.APPROVED:
        _reopen(issue)
    issue.composers.add(by)
    return issue


def _reopen(issue: BoardIssue) -> None:
    issue.state, issue.digest = State.COMPOSING, ""
    issue.approved_by, issue.approved_at = None, None
    issue.save(update_fields=["state", "digest", "approved_by", "approved_at"])
