"""`gongkai calendar import`: a year's holidays as announced, and the due dates that move."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.command.standing import installed
from gongkai.command.telling import FINE, FOUND, complain, hand_over, say

if TYPE_CHECKING:
    from gongkai.lawbook.actions import AlreadyKnown
    from gongkai.lawbook.models import HolidayNotice
    from gongkai.lawbook.reckoning import Moved
    from gongkai.people.models import User


class CannotImport(Exception):
    """What was asked for cannot be done as it stands; the message says why."""


@installed
def bring_in(asked: Namespace) -> int:
    from django.utils import timezone

    from gongkai.lawbook import actions, reckoning
    from gongkai.ledger.actions import Refused

    try:
        text, by = _text(Path(asked.file)), _person(asked.by)
        notice = actions.import_notice(text, by=by, at=timezone.now())
    except actions.AlreadyKnown as known:
        return _tell_unchanged(asked, known)
    except Refused as refused:
        return _refuse(asked, refused.obstacles)
    except CannotImport as refusal:
        return _refuse(asked, [str(refusal)])
    _tell(asked, notice, reckoning.reckon_anew(by=by, at=timezone.now()))
    return FINE


def _text(path: Path) -> str:
    from django.core.exceptions import ValidationError

    from gongkai.lawbook.forms import LARGEST_NOTICE, read_notice

    if not path.is_file():
        raise CannotImport(f"没有这个文件：{path}")
    try:
        with path.open("rb") as file:
            return read_notice(file.read(LARGEST_NOTICE + 1))
    except OSError as unreadable:
        raise CannotImport(f"读不了这个文件：{path}（{unreadable.strerror}）") from unreadable
    except ValidationError as bad:
        raise CannotImport(" ".join(bad.messages)) from bad


def _person(username: str) -> "User":
    from gongkai.people.models import User

    people = User.objects.select_related("agency").filter(username=username, is_active=True)
    if (person := people.first()) is None:
        raise CannotImport(f"没有登录名为“{username}”的工作人员。")
    return person


def _refuse(asked: Namespace, obstacles: Iterable[str]) -> int:
    if asked.json:
        hand_over({"error": list(obstacles)})
        return FOUND
    for obstacle in obstacles:
        complain(obstacle)
    complain("没有导入，什么都没有改动。")
    return FOUND


def _tell_unchanged(asked: Namespace, known: "AlreadyKnown") -> int:
    if asked.json:
        hand_over({"year": known.notice.year, "number": known.notice.number, "moved": []})
    else:
        say(str(known))
    return FINE


def _tell(asked: Namespace, notice: "HolidayNotice", moved: "list[Moved]") -> None:
    if asked.json:
        hand_over(
            {
                "year": notice.year,
                "number": notice.number,
                "moved": [
                    {
                        "number": one.number,
                        "from": one.before and one.before.isoformat(),
                        "to": one.after and one.after.isoformat(),
                    }
                    for one in moved
                ],
            }
        )
        return
    say(f"已导入{notice.year}年的放假安排：{notice.number}")
    for one in moved:
        still = "，仍是暂定" if one.provisional else ""
        say(f"　{one.label}{one.number}：{one.before or '未计算'} → {one.after or '未定'}{still}")
    say(f"{len(moved)}件未办结件的期限有变动。" if moved else "没有未办结件的期限因此变动。")
