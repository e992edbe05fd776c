"""When a case is spoken of before and after its due date, and who is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gongkai.rules.workdays import DAY, WorkCalendar

# Workdays of lateness after which it is the leader's business.
VERY_LATE_DAYS = 5


class Told(StrEnum):
    """As what somebody is told."""

    HOLDER = "holder"
    UNIT_HEAD = "unit_head"
    OPENNESS_OFFICE = "openness_office"
    LEADER = "leader"


@dataclass(frozen=True, kw_only=True)
class Level:
    """提醒级别: how near or late a due date is; `days` are workdays left, none once it is past."""

    key: str
    label: str
    told: tuple[Told, ...]
    days: int | None = None

    @property
    def is_escalated(self) -> bool:
        return self.days is None


_HOLDER, _HEAD = Told.HOLDER, Told.UNIT_HEAD
# From the farthest to the gravest.
LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        level.key: level
        for level in (
            Level(key="five-days", label="还剩5个工作日以内", told=(_HOLDER,), days=5),
            Level(key="three-days", label="还剩3个工作日以内", told=(_HOLDER,), days=3),
            Level(key="one-day", label="还剩1个工作日", told=(_HOLDER, _HEAD), days=1),
            Level(key="today", label="今天到期", told=(_HOLDER,), days=0),
            Level(key="overdue", label="已逾期", told=(_HOLDER, _HEAD, Told.OPENNESS_OFFICE)),
            Level(
                key="very-late",
                label=f"已逾期{VERY_LATE_DAYS}个工作日",
                told=(_HOLDER, _HEAD, Told.OPENNESS_OFFICE, Told.LEADER),
            ),
        )
    }
)
KEYS = tuple(LEVELS)
ESCALATED = tuple(key for key, level in LEVELS.items() if level.is_escalated)


@dataclass(frozen=True)
class Reached:
    """The due dates that stand at a level on a day: later than `after`, at the latest `until`."""

    level: Level
    after: date | None
    until: date

    @property
    def said_by(self) -> tuple[str, ...]:
        """The levels that have said as much: a case that is late is not told of five days left."""
        return KEYS[KEYS.index(self.level.key) :]


def reached(calendar: WorkCalendar, on: date) -> Iterator[Reached]:
    """What each level is about on a day, the gravest first."""
    after = None
    for level in reversed(tuple(LEVELS.values())):
        until = _last_due_on(level, calendar, on)
        yield Reached(level, after, until)
        after = until


def _last_due_on(level: Level, calendar: WorkCalendar, on: date) -> date:
    if level.days is not None:
        # The day before the next workday but so many; rest days before it are as near.
        return calendar.add(on, level.days + 1).day - DAY
    if level.key == "overdue":
        return on - DAY
    day, late = on, 0
    while late < VERY_LATE_DAYS:
        late += calendar.is_workday(day)
        day -= DAY
    return day
