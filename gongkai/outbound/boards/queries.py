"""What hangs where, what is wrong with it, and what could hang next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from gongkai.outbound.boards.models import Board, BoardIssue, BoardSheet, Posting
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency
from gongkai.rules.boards import Fault

SUGGESTED = 30
KINDS_FIRST = ("guide", "commitments", "fines", "organisation")


@dataclass(frozen=True)
class BoardFinding:
    """公开栏问题: something on a board that has to be put right, and where."""

    issue: BoardIssue
    fault: Fault
    sheet: BoardSheet | None = None


@dataclass(frozen=True)
class Hanging:
    """A board with what hangs on it and what comes next."""

    board: Board
    up: BoardIssue | None
    coming: BoardIssue | None
    findings: tuple[BoardFinding, ...]

    @property
    def since(self) -> Posting | None:
        return (
            next((one for one in self.up.postings.all() if one.act == Posting.Act.UP), None)
            if self.up
            else None
        )


def hanging(agency: Agency, *, on: date) -> list[Hanging]:
    """Every open board of an agency; the number of queries does not grow with boards."""
    standing = (BoardIssue.State.UP, *BoardIssue.TO_COME)
    issues = with_sheets(BoardIssue.objects.filter(state__in=standing))
    boards = (
        Board.objects.filter(agency=agency, is_open=True)
        .select_related("unit", "agency")
        .prefetch_related(Prefetch("issues", issues, to_attr="standing"))
        .order_by("id")
    )
    made = []
    for board in boards:
        up = next((one for one in board.standing if one.state == BoardIssue.State.UP), None)
        coming = next((one for one in board.standing if one.state in BoardIssue.TO_COME), None)
        found = [one for issue in (up, coming) if issue for one in findings_of(issue, on=on)]
        made.append(Hanging(board, up, coming, tuple(found)))
    return made


def with_sheets(issues: QuerySet[BoardIssue]) -> QuerySet[BoardIssue]:
    sheets = BoardSheet.objects.select_related("record", "edition").order_by("order", "id")
    postings = Posting.objects.select_related("by", "photo").order_by("-id")
    return issues.select_related(
        "board__agency", "board__unit", "composed_by", "approved_by"
    ).prefetch_related(
        Prefetch("sheets", sheets),
        Prefetch("postings", postings),
    )


def findings_of(issue: BoardIssue, *, on: date) -> list[BoardFinding]:
    """Of an issue fetched `with_sheets`."""
    fault = issue.fault(on)
    found = [BoardFinding(issue, fault)] if fault else []
    if issue.state == BoardIssue.State.UP:
        for sheet in issue.sheets.all():
            if sheet.fault is not None:
                found.append(BoardFinding(issue, sheet.fault, sheet))
    return found


def suggestions(issue: BoardIssue, words: str = "") -> Sequence[Record]:
    """Public records that are not in the issue yet: what must hang first, then the newest."""
    records = (
        Record.objects.public()
        .filter(agency=issue.board.agency_id)
        .exclude(pk__in=issue.sheets.values("record"))
        .select_related("live_edition__elements", "unit")
    )
    if words:
        records = records.filter(live_edition__title__icontains=words)
    owed = records.filter(live_edition__elements__kind__in=KINDS_FIRST)
    first = list(owed.order_by("-first_published_at", "-id")[:SUGGESTED])
    newest = records.exclude(pk__in=[one.pk for one in first])
    rest = newest.order_by("-first_published_at", "-id")[: SUGGESTED - min(len(first), 10)]
    return [*first[:10], *rest]
