"""去向: the six states of a sign, and what each shows at a moment; nothing says where or why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from gongkai.rules.law import law

IN, LEAVE, AWAY = "in", "leave", "away"
OFF = "off"
CHOSEN = "chosen"


@dataclass(frozen=True, kw_only=True)
class SignState:
    """去向状态: a word, a shape beside it, and how it ends by itself."""

    key: str
    word: str
    shape: str
    ends: str = ""
    minutes: int = 0

    @property
    def needs_day(self) -> bool:
        return self.ends == CHOSEN


@cache
def states() -> tuple[SignState, ...]:
    return tuple(SignState(**one) for one in law("whereabouts")["state"])


@cache
def state(key: str) -> SignState:
    """One of the six, or 下班; raises KeyError for any other word."""
    if key == OFF:
        return SignState(key=OFF, **law("whereabouts")["off"])
    return {one.key: one for one in states()}[key]


def longest_days() -> int:
    most: int = law("whereabouts")["limits"]["longest_days"]
    return most


def least_counted() -> int:
    least: int = law("whereabouts")["limits"]["least_counted"]
    return least


def obstacles_to_setting(key: str, until_on: date | None, *, on: date) -> Iterator[str]:
    if key not in {one.key for one in states()}:
        yield "请从六种去向里选一种。"
        return
    if not state(key).needs_day:
        return
    word = state(key).word
    if until_on is None:
        yield f"“{word}”请选到哪一天为止；到期自动恢复。"
    elif until_on < on:
        yield f"“{word}”的最后一天不能早于今天。"
    elif until_on > on + timedelta(days=longest_days()):
        yield f"“{word}”一次最多选{longest_days()}天，到期可以再选。"


def ends_at(key: str, until_on: date | None, *, at: datetime, closes: time) -> datetime:
    """When a state set `at` ends by itself; the day ends with its last second."""
    chosen = state(key)
    if chosen.minutes:
        return at + timedelta(minutes=chosen.minutes)
    if chosen.needs_day and until_on is not None:
        return _end_of(until_on, at)
    if chosen.key == IN:
        return max(at, datetime.combine(at.date(), closes, at.tzinfo))
    return _end_of(at.date(), at)


def _end_of(day: date, at: datetime) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), at.tzinfo)


def shown_state(
    key: str, until: datetime | None, *, at: datetime, is_office_hours: bool, is_on_leave: bool
) -> SignState:
    """What a sign shows at a moment: leave first, then what has not ended, then the hours."""
    if is_on_leave:
        return state(LEAVE)
    if until is not None and at < until and key not in (IN, ""):
        return state(key)
    return state(IN if is_office_hours else OFF)
