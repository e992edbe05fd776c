"""值班表: who is on duty in a week, shift by shift; what is missing in it and what collides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides.doubts import GuideDoubt

WEEK = timedelta(days=7)
MOST_SHIFTS = 80
LONGEST_WORD = 60
UNSEEN = "值班表里有看不见的控制字符，请重新输入那一格。"


@dataclass(frozen=True, kw_only=True)
class Shift:
    """班次: from an hour of a day to another hour, the next day's if that is not later."""

    on: date
    opens: time
    closes: time
    post: str
    person: str = ""
    phone: str = ""

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.on, self.opens)

    @property
    def ends(self) -> datetime:
        over = timedelta(days=1) if self.closes <= self.opens else timedelta()
        return datetime.combine(self.on, self.closes) + over

    @property
    def who(self) -> str:
        return f"{self.person}（{self.post}）" if self.person and self.post else (
            self.person or self.post
        )  # fmt: skip

    @property
    def hours(self) -> str:
        over = "次日" if self.closes <= self.opens else ""
        return f"{self.opens:%H:%M}—{over}{self.closes:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class Roster:
    """值班表: the shifts of a week from Monday to Sunday, of an agency or a unit."""

    agency: str
    week: date
    whose: str
    phone: str
    shifts: tuple[Shift, ...]

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.week + timedelta(days=number) for number in range(7))

    @property
    def title(self) -> str:
        last = self.days[-1]
        return f"{self.whose}值班表（{self.week:%Y-%m-%d}至{last:%Y-%m-%d}）"

    def shifts_of(self, day: date) -> tuple[Shift, ...]:
        return tuple(sorted((one for one in self.shifts if one.on == day), key=_by_begin))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def roster_of(said: Mapping[str, Any]) -> Roster:
    """Plain values as a roster; raises ValueError, in Chinese, where they are none."""
    try:
        week = _day(said["week"])
        rows = said["shifts"]
        if len(rows) > MOST_SHIFTS:
            raise ValueError(f"一张值班表最多写{MOST_SHIFTS}班。")
        shifts = tuple(_shift(one) for one in rows)
        whose, phone, agency = (str(said[name]).strip() for name in ("whose", "phone", "agency"))
    except (KeyError, TypeError, AttributeError):
        raise ValueError("值班表的内容不完整。") from None
    if not _is_seen(whose + phone + agency):
        raise ValueError(UNSEEN)
    if week.weekday():
        raise ValueError("值班表从星期一开始，请选星期一。")
    if not whose:
        raise ValueError("请填写是谁的值班表。")
    if any(not week <= one.on < week + WEEK for one in shifts):
        raise ValueError("有班次不在这一周里。")
    if any(not one.who for one in shifts):
        raise ValueError("每一班都要写岗位或者人员。")
    return Roster(agency=agency, week=week, whose=whose, phone=phone, shifts=shifts)


def _is_seen(text: str) -> bool:
    # The full-width blank of Chinese text counts as not printable.
    return text.replace("\u3000", " ").isprintable()


def _day(said: Any) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ValueError("日期写得不对，请写成2026-01-31这样。") from None


def _shift(said: Mapping[str, Any]) -> Shift:
    words = {name: str(said.get(name, "")).strip() for name in ("post", "person", "phone")}
    if not _is_seen("".join(words.values())):
        raise ValueError(UNSEEN)
    if any(len(word) > LONGEST_WORD for word in words.values()):
        raise ValueError(f"岗位、人员和电话都不超过{LONGEST_WORD}个字。")
    try:
        day = date.fromisoformat(said["on"])
        opens, closes = (time.fromisoformat(said[name]) for name in ("opens", "closes"))
    except ValueError:
        raise ValueError("班次的日期或者时间写得不对。") from None
    return Shift(on=day, opens=opens, closes=closes, **words)


def said_of(roster: Roster) -> dict[str, Any]:
    return {
        "agency": roster.agency,
        "week": roster.week.isoformat(),
        "whose": roster.whose,
        "phone": roster.phone,
        "shifts": [
            {
                "on": one.on.isoformat(),
                "opens": f"{one.opens:%H:%M}",
                "closes": f"{one.closes:%H:%M}",
                "post": one.post,
                "person": one.person,
                "phone": one.phone,
            }
            for one in roster.shifts
        ],
    }


def moved(roster: Roster, week: date) -> Roster:
    """The same shifts in another week."""
    step = week - roster.week
    shifts = tuple(
        Shift(
            on=one.on + step, opens=one.opens, closes=one.closes,
            post=one.post, person=one.person, phone=one.phone,
        )
        for one in roster.shifts
    )  # fmt: skip
    return Roster(
        agency=roster.agency, week=week, whose=roster.whose, phone=roster.phone, shifts=shifts
    )


def doubts_about(roster: Roster) -> Iterator[GuideDoubt]:
    """Days nobody is on duty, and people who would be at two places at once."""
    for day in roster.days:
        if not roster.shifts_of(day):
            message = f"{day:%m月%d日}没有人值班。"
            yield GuideDoubt("shifts", Severity.WARN, message, "")
    if not roster.phone and any(not one.phone for one in roster.shifts):
        yield GuideDoubt("phone", Severity.WARN, "有班次没有值班电话。", "")
    ordered = sorted(roster.shifts, key=_by_begin)
    for place, first in enumerate(ordered):
        for second in ordered[place + 1 :]:
            is_same = first.who == second.who and bool(first.person or second.post)
            if first.person and first.person == second.person:
                is_same = True
            if is_same and first.ends > second.begins:
                message = (
                    f"{first.person or first.post}在{first.on:%m月%d日}{first.hours}和"
                    f"{second.on:%m月%d日}{second.hours}两班重叠，请改其中一班。"
                )
                yield GuideDoubt("shifts", Severity.BLOCK, message, "")


def _by_begin(shift: Shift) -> tuple[datetime, str]:
    return shift.begins, shift.who
