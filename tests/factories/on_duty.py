"""Boards, people on them, doors, badges and rosters, made by the actions."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from gongkai.outbound.on_duty import actions
from gongkai.outbound.on_duty.models import Badge, Sign, SignBoard
from gongkai.outbound.publishing import actions as publishing
from gongkai.outbound.publishing.models import Edition, Record, ReviewStep
from gongkai.people.models import User
from tests.factories.guides import publish
from tests.factories.people import Bureau, UserFactory
from tests.factories.publishing import ColumnFactory, describe, set_steps

# A Tuesday morning within office hours.
MORNING = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MONDAY = date(2026, 3, 9)


def board_of(bureau: Bureau, *, at: datetime = MORNING, **given: Any) -> SignBoard:
    fields = {"is_shown": True, "first_asked": "综合窗口", "phone": "0000-1234567"} | given
    return actions.keep_board(SignBoard(unit=bureau.unit, **fields), by=bureau.head, at=at)


def sign_of(
    bureau: Bureau, board: SignBoard, person: User | None = None, *, post: str = "经办岗",
    substitute: User | None = None, at: datetime = MORNING,
) -> Sign:  # fmt: skip
    return actions.put_up(
        board, person or UserFactory(agency=bureau.agency), post,
        substitute=substitute or bureau.leader, by=bureau.head, at=at,
    )  # fmt: skip


def picture(size: tuple[int, int] = (600, 900), form: str = "JPEG", **given: Any) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "#335577").save(drawn, form, **given)
    return drawn.getvalue()


def badge_of(
    bureau: Bureau, sign: Sign, number: str = "示交001", photo: bytes = b"", **given: Any
) -> Badge:
    badge = Badge(
        unit=sign.board.unit, user=sign.user, post=sign.post, name=sign.user.name,
        number=number, **given,
    )  # fmt: skip
    return actions.issue(badge, photo, by=bureau.head, at=MORNING)


def roster_said(bureau: Bureau, *, week: date = MONDAY, **given: Any) -> dict[str, Any]:
    shifts = [
        {
            "on": date.fromordinal(week.toordinal() + day).isoformat(),
            "opens": "17:30", "closes": "08:30", "post": "值班室",
            "person": f"值班员{day}", "phone": "",
        }
        for day in range(7)
    ]  # fmt: skip
    return {
        "agency": bureau.agency.slug, "week": week.isoformat(), "whose": "示例局",
        "phone": "0000-7654321", "shifts": shifts,
    } | given  # fmt: skip


def drafted_roster(bureau: Bureau, *, at: datetime = MORNING, **given: Any) -> Edition:
    edition = publishing.start_with(
        "roster", roster_said(bureau, **given), unit=bureau.unit, by=bureau.clerk, at=at
    )
    if not ReviewStep.objects.filter(agency=bureau.agency).exists():
        set_steps(bureau.agency)
    return describe(edition, bureau, [ColumnFactory(agency=bureau.agency)], at=at)


def published_roster(bureau: Bureau, *, at: datetime = MORNING, **given: Any) -> Record:
    return publish(drafted_roster(bureau, at=at, **given), bureau, at=at)
