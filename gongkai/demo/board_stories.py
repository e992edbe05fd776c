"""Two notice boards of the demo bureau: one up to date but for a sheet, one that is late."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.demo.stories import HOUR, Story, Telling, opening
from gongkai.outbound.boards import actions, papers
from gongkai.outbound.boards.models import Board, BoardIssue
from gongkai.outbound.publishing.models import Record

HUNG_DAYS_AGO, KEPT_DAYS = 40, 60
PLACES = (
    ("一楼大厅公开栏", "办公楼一楼大厅东墙（虚构）", 12),
    ("服务窗口公开栏", "政务服务中心3号窗口旁（虚构）", 6),
)
MOST_SHEETS = 2


def boards(telling: Telling) -> list[Story]:
    return [_hall(telling), _window(telling)]


def _hall(telling: Telling) -> Story:
    """Hung forty days ago; one of its records is corrected later, which the board tells."""
    at = opening(HUNG_DAYS_AGO, telling.now)
    yield at
    people, board = telling.bureau.people, _kept(telling, 0, at=at)
    issue = actions.start(
        board, planned_on=localdate(at), expires_on=localdate(at) + timedelta(days=KEPT_DAYS),
        by=people["jingban1"], at=at,
    )  # fmt: skip
    newest = Record.objects.public().filter(agency=board.agency).order_by("-first_published_at")
    for public in newest.select_related("agency", "live_edition__record__agency")[:5]:
        _add(issue, public, telling, at=at)
    yield (at := at + HOUR)
    issue = actions.submit(issue, by=people["jingban1"], at=at)
    yield (at := at + HOUR)
    issue = actions.approve(issue, digest=issue.digest, by=people["gongkaiban"], at=at)
    yield (at := at + HOUR)
    note = "大厅光线暗，照片看不清，次日补拍。"
    actions.put_up(issue, note=note, by=people["jingban1"], at=at)


def _window(telling: Telling) -> Story:
    """Planned for the day before yesterday and not hung."""
    at = opening(6, telling.now)
    yield at
    people, board = telling.bureau.people, _kept(telling, 1, at=at)
    planned_on = localdate(telling.now) - timedelta(days=2)
    issue = actions.start(
        board, planned_on=planned_on, expires_on=planned_on + timedelta(days=KEPT_DAYS),
        by=people["jingban1"], at=at,
    )  # fmt: skip
    guides = Record.objects.public().filter(live_edition__elements__kind="guide")
    for public in guides.select_related("agency", "live_edition__record__agency")[:2]:
        _add(issue, public, telling, at=at)
    yield (at := at + HOUR)
    actions.submit(issue, by=people["jingban1"], at=at)


def _kept(telling: Telling, number: int, *, at: datetime) -> Board:
    bureau = telling.bureau
    name, place, slots = PLACES[number]
    board = Board(
        agency=bureau.agency, unit=bureau.units["BGS"], name=name, place=place, slots=slots
    )
    return actions.keep_board(board, by=bureau.people["gongkaiban"], at=at)


def _add(issue: BoardIssue, public: Record, telling: Telling, *, at: datetime) -> None:
    assert public.live_edition is not None  # noqa: S101  public ones have one
    pages = papers.pages_of(issue.board, public.live_edition)
    actions.add(
        issue, public, pages=pages, slots=min(pages, MOST_SHEETS),
        by=telling.bureau.people["jingban1"], at=at,
    )  # fmt: skip
