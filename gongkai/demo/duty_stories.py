"""The demo bureau on duty: two signs, badges, a travelling colleague, rosters of two weeks."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.timezone import localdate

from gongkai.demo.stories import HOUR, Story, Telling, opening
from gongkai.outbound.on_duty import actions as on_duty
from gongkai.outbound.on_duty.models import Badge, Sign, SignBoard
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Signature
from gongkai.rules.rosters import WEEK, monday_of

PHONE = "0000-1234567"
# Unit, whom to ask first, and who has which post.
BOARDS = (
    ("YSK", "运输管理科值班岗", (("fuzeren2", "科长"), ("jingban2", "客货运管理岗"))),
    ("GHK", "规划建设科值班岗", (("fuzeren3", "科长"), ("jingban3", "规划岗"))),
    ("BGS", "办公室值班岗", (("fuzeren1", "主任"), ("jingban1", "文秘岗"), ("baomi", "保密岗"),
                            ("dangan", "档案岗"))),
)  # fmt: skip
LED = ("局长带班", "分管副局长带班")


def duty(telling: Telling) -> list[Story]:
    this_week = monday_of(localdate(telling.now))
    weeks = (this_week, this_week + WEEK)
    return [
        _boards(telling),
        *(_roster(week, telling, number) for number, week in enumerate(weeks)),
    ]


def _boards(telling: Telling) -> Story:
    bureau, keeper = telling.bureau, telling.bureau.people["gongkaiban"]
    at = opening(20, telling.now)
    yield at
    signs: dict[str, Sign] = {}
    for code, first_asked, people in BOARDS:
        board = SignBoard(
            unit=bureau.units[code], is_shown=True, first_asked=first_asked, phone=PHONE
        )
        board = on_duty.keep_board(board, by=keeper, at=at)
        for place, (name, post) in enumerate(people):
            other = people[(place + 1) % len(people)][0]
            signs[name] = on_duty.put_up(
                board, bureau.people[name], post, substitute=bureau.people[other],
                by=keeper, at=at,
            )  # fmt: skip
    yield (at := at + HOUR)
    for number, sign in enumerate(signs.values(), start=1):
        badge = Badge(
            unit=sign.board.unit, user=sign.user, post=sign.post, name=sign.user.name,
            number=f"示交{number:03}",
        )  # fmt: skip
        on_duty.issue(badge, by=keeper, at=at)
    yield (at := telling.now - timedelta(minutes=5))
    until = localdate(at) + timedelta(days=1)
    on_duty.set_sign(
        signs["fuzeren2"], "travel", until_on=until, by=bureau.people["fuzeren2"], at=at
    )
    on_duty.set_sign(signs["jingban1"], "meeting", by=bureau.people["jingban1"], at=at)


def _roster(week: date, telling: Telling, number: int) -> Story:
    bureau, clerk = telling.bureau, telling.bureau.people["jingban1"]
    at = opening(9 - 2 * number, telling.now)
    yield at
    said = {
        "agency": bureau.agency.slug, "week": week.isoformat(), "whose": bureau.agency.short_name,
        "phone": PHONE, "shifts": list(_shifts(week)),
    }  # fmt: skip
    unit = bureau.units["BGS"]
    edition = actions.start_with("roster", said, unit=unit, by=clerk, at=at)
    edition = actions.describe(
        edition,
        actions.Description(
            title=edition.title,
            columns=[bureau.columns["notices"]],
            issuer=bureau.agency.name,
            formed_on=localdate(at),
            keywords=["值班", "值班电话"],
            summary=f"{week:%Y-%m-%d}起一周的值班安排和值班电话。",
            source=unit.name,
        ),
        by=clerk,
        at=at,
    )
    actions.check(edition, by=clerk, at=at)
    yield (at := at + HOUR)
    edition = actions.submit(edition, by=clerk, at=at)
    signers = (bureau.head_of(unit), bureau.people["baomi"], bureau.people["gongkaiban"])
    for person in signers:
        yield (at := at + timedelta(minutes=30))
        edition = actions.sign(
            edition, digest=edition.digest, verdict=Signature.Verdict.AGREED, by=person, at=at
        )


def _shifts(week: date) -> Iterator[dict[str, str]]:
    for number in range(7):
        day = week + timedelta(days=number)
        for opens, closes, post in (("08:30", "17:30", "值班室"), ("17:30", "08:30", "夜间值班室")):
            yield {
                "on": day.isoformat(), "opens": opens, "closes": closes,
                "post": f"{post}（{LED[number % 2]}）", "person": "", "phone": "",
            }  # fmt: skip
