"""The State Council office's yearly notice in its own words, turned into the form that is kept.

“一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。” An office without a
technician pastes the notice as it was published.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.workdays import WEEKDAYS

CHINESE_NUMBER = "一二三四五六七八九十"
TITLE = re.compile(
    r"国务院办公厅\s*关于\s*(?P<year>[0-9]{4})\s*年\s*(?:部分)?\s*节假日\s*安排的\s*通知"
)
NUMBER = re.compile(r"国办发(?:明电)?〔[0-9]{4}〕[0-9]{1,3}号")
SIGNED_ON = re.compile(r"(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
FESTIVAL = re.compile(
    rf"^\s*[{CHINESE_NUMBER}]{{1,3}}、\s*(?P<name>[\u4e00-\u9fff、]{{2,12}})\s*[：:](?P<rest>.+)$",
    re.MULTILINE,
)
# A day as the notice writes it: the year and the month go without saying after the first.
DAY = (
    r"(?:(?P<{0}year>[0-9]{{4}})年)?(?:(?P<{0}month>[0-9]{{1,2}})月)?(?P<{0}day>[0-9]{{1,2}})日"
    r"(?:（[^（）]*?(?:周|星期)(?P<{0}weekday>[一二三四五六日天])[^（）]*）|（[^（）]*）)?"
)
SPAN = re.compile(DAY.format("first_") + r"(?:至" + DAY.format("last_") + ")?")
OFF = re.compile(r"放假(?:调休)?(?:，?共?(?P<count>[0-9]{1,2})天)?")
LONGEST_BREAK = 15


class NotANotice(ValueError):
    """The text is no such notice, or says something that cannot be; says why in Chinese."""


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A festival as told: its days off and the rest days worked in exchange."""

    name: str
    off: tuple[date, ...]
    makeup: tuple[date, ...]


def is_prose(text: str) -> bool:
    """Whether a text is the notice in words and not already in the form that is kept."""
    return bool(TITLE.search(text) and FESTIVAL.search(text))


def as_toml(text: str) -> str:
    """The notice in the form of `law/holidays/2026.toml`; nobody has compared it yet."""
    title = TITLE.search(text)
    if title is None:
        raise NotANotice("没有找到标题“国务院办公厅关于……年部分节假日安排的通知”，请粘贴通知全文。")
    year = int(title["year"])
    festivals = [_festival(found, year) for found in FESTIVAL.finditer(text)]
    if not festivals:
        raise NotANotice("没有找到“一、元旦：……放假”这样的安排，请粘贴通知全文。")
    number = NUMBER.search(text)
    lines = [
        f"year = {year}",
        f'title = "{"".join(title[0].split())}"',
        f'number = "{number[0] if number else "（通知中没有文号）"}"',
        f"published_on = {_signed_on(text, year)}",
    ]
    for festival in festivals:
        lines += [
            "",
            "[[festival]]",
            f'name = "{festival.name}"',
            f"off = [{', '.join(map(str, festival.off))}]",
            f"makeup = [{', '.join(map(str, festival.makeup))}]",
        ]
    return "\n".join(lines) + "\n"


def _signed_on(text: str, year: int) -> date:
    """The last full date of the year before, which stands under the notice."""
    days = [
        date(int(found["year"]), int(found["month"]), int(found["day"]))
        for found in SIGNED_ON.finditer(text)
        if int(found["year"]) in (year - 1, year) and _exists(found)
    ]
    if not days:
        raise NotANotice("没有找到通知落款的日期，请粘贴通知全文。")
    return days[-1]


def _exists(found: re.Match[str]) -> bool:
    try:
        date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return True


def _festival(found: re.Match[str], year: int) -> _Told:
    name, rest = found["name"], found["rest"]
    off: list[date] = []
    makeup: list[date] = []
    for sentence in re.split("[。；]", rest):
        days = list(_days(sentence, year, name))
        if kind := OFF.search(sentence):
            off += days
            if kind["count"] and int(kind["count"]) != len(days):
                raise NotANotice(
                    f"{name}写的是共{kind['count']}天，数出来是{len(days)}天，请核对原文。"
                )
        elif "上班" in sentence:
            makeup += days
    if not off:
        raise NotANotice(f"{name}没有写明放假的日期，请核对原文。")
    return _Told(name=name, off=tuple(off), makeup=tuple(makeup))


def _days(sentence: str, year: int, name: str) -> Iterator[date]:
    """Every day of every span of a sentence; each takes year and month from the one before."""
    month = 0
    for span in SPAN.finditer(sentence):
        first, year, month = _day(span, "first_", year, month, name)
        last = first
        if span["last_day"]:
            last, year, month = _day(span, "last_", year, month, name)
        if not first <= last <= first + timedelta(days=LONGEST_BREAK):
            raise NotANotice(f"{name}的“{span[0]}”起止日期不对，请核对原文。")
        yield from (first + timedelta(days=nth) for nth in range((last - first).days + 1))


def _day(span: re.Match[str], end: str, year: int, month: int, name: str) -> tuple[date, int, int]:
    year = int(span[f"{end}year"] or year)
    month = int(span[f"{end}month"] or month)
    try:
        day = date(year, month, int(span[f"{end}day"]))
    except ValueError:
        raise NotANotice(f"{name}的“{span[0]}”不是存在的日期，请核对原文。") from None
    weekday = span[f"{end}weekday"]
    if weekday and weekday.replace("天", "日") != WEEKDAYS[day.weekday()]:
        raise NotANotice(f"{name}：{day}是周{WEEKDAYS[day.weekday()]}，不是周{weekday}，请核对。")
    return day, year, month
