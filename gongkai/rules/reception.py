"""Reception days: how their hours fall into slots, and how many of a group may come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from gongkai.rules.law import law

HOUR = 60
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 240
MOST_SLOTS = 60


@dataclass(frozen=True)
class Slot:
    """接访时段: one of the equal parts of a reception, counted from one."""

    number: int
    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}—{self.closes:%H:%M}"


def slots_of(opens: time, *, slots: int, minutes: int) -> tuple[Slot, ...]:
    """The slots of a reception whose hours `obstacles_to_hours` has nothing against."""
    first = _minute(opens)
    return tuple(
        Slot(number + 1, _time(first + number * minutes), _time(first + (number + 1) * minutes))
        for number in range(slots)
    )


def obstacles_to_hours(opens: time, closes: time, *, slots: int, minutes: int) -> Iterator[str]:
    if closes <= opens:
        yield "结束时间要晚于开始时间。"
    if not 1 <= slots <= MOST_SLOTS:
        yield f"名额请写1到{MOST_SLOTS}个。"
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        yield f"每个名额请留{SHORTEST_MINUTES}到{LONGEST_MINUTES}分钟。"
    room = _minute(closes) - _minute(opens)
    if closes > opens and slots > 0 and slots * minutes > room:
        yield (
            f"{slots}个名额、每个{minutes}分钟，共{slots * minutes}分钟，"
            f"而接访时间只有{room}分钟；请减少名额，或者延长接访时间。"
        )


def most_representatives() -> int:
    """How many of a group with one matter may come; 信访工作条例 says so of visits."""
    most: int = law("cases")["most_representatives"]
    return most


def _minute(moment: time) -> int:
    return moment.hour * HOUR + moment.minute


def _time(minute: int) -> time:
    return time(minute // HOUR % 24, minute % HOUR)
