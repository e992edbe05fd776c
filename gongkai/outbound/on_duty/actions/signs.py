"""Signs: a board is kept, people are put on it, and states are set.

The ledger says that a sign of a unit was set. It names neither the person nor the state.
"""

from datetime import date, datetime

from django.db.models import F
from django.utils.timezone import localdate, localtime

from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.outbound.on_duty import obstacles
from gongkai.outbound.on_duty.models import DailyCount, Door, Sign, SignBoard
from gongkai.outbound.on_duty.queries import signs_at
from gongkai.people.models import Post, PostHolding, User
from gongkai.rules import whereabouts

SIGN = "去向牌"


@action
def keep_board(board: SignBoard, *, by: User, at: datetime) -> SignBoard:
    """Saves a new or changed board; whether it is public is one of its fields."""
    refuse_if(obstacles.to_keeping(board.unit, by=by, on=localdate(at)))
    refuse_if(obstacles.to_board(board))
    board.changed_at = at
    board.save()
    record(
        "board.kept",
        board,
        agency=board.unit.agency,
        by=by,
        at=at,
        is_shown=board.is_shown,
        naming=board.naming,
    )
    return board


@action
def put_up(
    board: SignBoard,
    person: User,
    post_name: str,
    *,
    substitute: User | None,
    by: User,
    at: datetime,
) -> Sign:
    """Puts a person on a board with a post, which they hold from today if they did not yet."""
    on = localdate(at)
    board = (
        SignBoard.objects.select_for_update(of=("self",))
        .select_related("unit__agency")
        .get(pk=board.pk)
    )
    refuse_if(obstacles.to_keeping(board.unit, by=by, on=on))
    refuse_if(obstacles.to_putting_up(board, person, substitute))
    if not (named := post_name.strip()):
        raise Refused(["请填写岗位名称。"])
    post, _ = Post.objects.get_or_create(unit=board.unit, name=named)
    if not PostHolding.objects.current(on).filter(post=post, user=person).exists():
        PostHolding.objects.create(post=post, user=person, from_on=on)
    sign = Sign.objects.create(
        board=board, user=person, post=post, substitute=substitute, order=board.signs.count()
    )
    SignBoard.objects.filter(pk=board.pk).update(changed_at=at)
    record("sign.put-up", board, agency=board.unit.agency, by=by, at=at, post=post.pk)
    return sign


@action
def take_down(sign: Sign, *, by: User, at: datetime) -> None:
    """Takes a person off a board; nothing of their states remains."""
    board = sign.board
    refuse_if(obstacles.to_keeping(board.unit, by=by, on=localdate(at)))
    sign.delete()
    SignBoard.objects.filter(pk=board.pk).update(changed_at=at)
    record("sign.taken-down", board, agency=board.unit.agency, by=by, at=at)


@action
def set_sign(
    sign: Sign, state: str, *, until_on: date | None = None, by: User, at: datetime
) -> Sign:
    """Shows a state from now on. A colleague's sign names who set it; one's own names nobody."""
    refuse_if(obstacles.to_setting(sign, by=by, on=localdate(at)))
    return _overwrite(
        sign, state, until_on=until_on, by=None if sign.user_id == by.pk else by, at=at
    )


@action
def set_at_door(
    sign: Sign, state: str = "", *, until_on: date | None = None, door: Door, at: datetime
) -> Sign:
    """At a door; without a state, 在岗 and 暂离 take turns."""
    door = Door.objects.select_for_update(of=("self",)).get(pk=door.pk)
    if not door.is_open(localdate(at)):
        raise Refused(["这个门口终端已经停用，请系统管理员重新开通。"])
    if not signs_at(door).filter(pk=sign.pk).exists():
        raise Refused(["这个门口终端只能改本单位去向牌上的人。"])
    kept = Sign.objects.get(pk=sign.pk)
    is_away = bool(kept.until and kept.until > at and kept.state not in ("", whereabouts.IN))
    turned = whereabouts.IN if is_away else whereabouts.AWAY
    return _overwrite(sign, state or turned, until_on=until_on, by=None, at=at)


def _overwrite(
    sign: Sign, state: str, *, until_on: date | None, by: User | None, at: datetime
) -> Sign:
    on = localdate(at)
    refuse_if(whereabouts.obstacles_to_setting(state, until_on, on=on))
    sign = (
        Sign.objects.select_for_update(of=("self",))
        .select_related("board__unit__agency", "user", "post")
        .get(pk=sign.pk)
    )
    board = sign.board
    sign.state = state
    sign.until = whereabouts.ends_at(state, until_on, at=localtime(at), closes=board.closes)
    sign.save(update_fields=["state", "until"])
    _count(board, state, on)
    agency = board.unit.agency
    record("sign.set", board, agency=agency, by=by, at=at, by_name=SIGN)
    return sign


def _count(board: SignBoard, state: str, on: date) -> None:
    is_counted = board.signs.count() >= whereabouts.least_counted()
    unit = board.unit if is_counted else None
    row, _ = DailyCount.objects.get_or_create(
        agency=board.unit.agency, unit=unit, on=on, state=state
    )
    DailyCount.objects.filter(pk=row.pk).update(number=F("number") + 1)
