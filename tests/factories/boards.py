"""Boards and their issues, as far as a test needs them."""

from datetime import date, datetime
from io import BytesIO

from PIL import Image

from gongkai.outbound.boards import actions
from gongkai.outbound.boards.models import Board, BoardIssue
from gongkai.outbound.publishing.models import Record
from tests.factories.people import Bureau
from tests.factories.publishing import AT

PLANNED_ON, EXPIRES_ON = date(2024, 3, 6), date(2024, 4, 6)


def photo(width: int = 400, height: int = 300, form: str = "JPEG") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (width, height), "#88aacc").save(drawn, form)
    return drawn.getvalue()


def a_board(bureau: Bureau, *, slots: int = 8, name: str = "一楼大厅公开栏") -> Board:
    board = Board(
        agency=bureau.agency, unit=bureau.unit, name=name, place="办公楼一楼大厅东墙", slots=slots
    )
    return actions.keep_board(board, by=bureau.office, at=AT)


def started(bureau: Bureau, board: Board | None = None) -> BoardIssue:
    return actions.start(
        board or a_board(bureau), planned_on=PLANNED_ON, expires_on=EXPIRES_ON,
        by=bureau.clerk, at=AT,
    )  # fmt: skip


def composed(bureau: Bureau, *records: Record, board: Board | None = None) -> BoardIssue:
    issue = started(bureau, board)
    for record in records:
        actions.add(issue, record, pages=1, slots=1, by=bureau.clerk, at=AT)
    return issue


def approved(bureau: Bureau, *records: Record, board: Board | None = None) -> BoardIssue:
    issue = actions.submit(composed(bureau, *records, board=board), by=bureau.clerk, at=AT)
    return actions.approve(issue, digest=issue.digest, by=bureau.office, at=AT)


def hung(
    bureau: Bureau, *records: Record, board: Board | None = None, at: datetime = AT
) -> BoardIssue:
    issue = approved(bureau, *records, board=board)
    actions.put_up(issue, photo=photo(), by=bureau.clerk, at=at)
    issue.refresh_from_db()
    return issue
