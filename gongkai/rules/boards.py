"""政务公开栏: where an issue of a board stands on a day, and whether its sheets fit."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

LONGEST_DAYS = 366


class Fault(StrEnum):
    """What is wrong with a board: nothing hangs in time, or what hangs should not."""

    OVERDUE = "到期没有上栏"
    EXPIRED = "过期没有取下"
    UPDATED = "挂的不是现行版本"
    WITHDRAWN = "挂的内容已经撤下"


def fault_of_issue(
    *, is_up: bool, is_to_come: bool, planned_on: date, expires_on: date, on: date
) -> Fault | None:
    """The day planned and the last day are both still in time."""
    if is_to_come and on > planned_on:
        return Fault.OVERDUE
    if is_up and on > expires_on:
        return Fault.EXPIRED
    return None


def fault_of_sheet(*, is_public: bool, is_live: bool) -> Fault | None:
    """A sheet rests on one edition: it is current while that edition is the public one."""
    if not is_public:
        return Fault.WITHDRAWN
    return None if is_live else Fault.UPDATED


def obstacles_to_fitting(taken: Sequence[int], room: int) -> Iterator[str]:
    """`taken` are the slots of each sheet, `room` the slots of the board."""
    total = sum(taken)
    if not taken:
        yield "这一期还没有内容，请先选要挂的公开信息。"
    if total > room:
        yield f"这一期要占{total}个位置，公开栏只有{room}个，请取下{total - room}个位置的内容。"


def obstacles_to_term(planned_on: date | None, expires_on: date | None) -> Iterator[str]:
    if planned_on is None or expires_on is None:
        yield "请填写计划上栏和取下的日期。"
    elif expires_on < planned_on:
        yield "取下日期早于上栏日期。"
    elif (expires_on - planned_on).days > LONGEST_DAYS:
        yield "一期最多挂一年，请把取下日期提前。"
