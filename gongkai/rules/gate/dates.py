"""Dates and times: days that do not exist, short years, wrong weekdays, ends before starts."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date

from gongkai.rules.gate.findings import Hit
from gongkai.rules.gate.rulebook import rule

Judge = Callable[[str, int], Iterator[Hit]]

LONGEST_YEAR = 6
# Five digits are no year; more would make a text of digits cost the square of its length.
# Five digits are no year; whatever looks around 年 looks a few signs back and no further.
YEAR = re.compile(r"(?<![0-9])(?P<year>[0-9]{2}|[0-9]{4})\s?$")
MONTH_DAY = re.compile(
    r"\s?(?P<month>0?[0-9]|[1-9][0-9])\s?月(?:\s?(?P<day>0?[0-9]|[1-9][0-9])\s?[日号])?(?!份?[内间之来])"
)
DOTTED = re.compile(
    r"[12][09](?<![0-9.]..)[0-9]{2}(?P<dot>[.\-/])([0-9]{1,2})(?P=dot)([0-9]{1,2})(?![0-9.])"
)
# 五年3个月 and 20年间 count years; 98年 and 23年3月 name one.
ERA = re.compile(r"[近约共达第满历余数每前后过整]|[0-9.～~至\-—]$")
CHINESE_YEAR = re.compile("[一二三四五六七八九〇零○0OoＯ]{4}$")
NAMES_A_YEAR = re.compile("[一二三四五六七八九]")
WRONG_ZERO = re.compile("[0OoＯ○零]")
WEEKDAY = re.compile(r"\s?[（(]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])")
WEEKDAYS = "一二三四五六日"
RANGE = re.compile(r"\s?(?:至|到|—|－|-|～|~)+\s?(?:(?P<year>[0-9]{4})\s?年)?")
# 36时 after a number of days is rare; 48小时 is another word, and 22:75 may be a ratio.
HOUR = re.compile(r"(?<![0-9])(?:2[5-9]|[3-9][0-9])$")
AFTER_HOUR = "间长代段期"
HOURS, MINUTES = re.compile(r"(?<![0-9:：])[0-9]{1,2}$"), re.compile(r"[0-9]{2}(?![0-9:：])")
TIME_BEFORE = 12
TELLS_TIME = re.compile(r"(?:时间|上午|下午|晚上?|早上?|[日点从于至到起前后）)])[^，。；\n]{0,6}$")


def judges() -> tuple[tuple[str, Judge], ...]:
    """The signs that dates and times are written with, and what looks around each."""
    return (("年", _year), ("时", _hour), (":", _clock), ("：", _clock))


def hits(text: str) -> Iterator[Hit]:
    """Dates that are written with dots or dashes."""
    for dotted in DOTTED.finditer(text):
        if not _exists(int(dotted[0][:4]), int(dotted[2]), int(dotted[3])):
            yield _impossible(*dotted.span(), dotted[0])


def _year(text: str, at: int) -> Iterator[Hit]:
    before = text[max(0, at - LONGEST_YEAR) : at]
    if found := YEAR.search(before):
        start = at - len(found[0])
        rest = MONTH_DAY.match(text, at + 1)
        if rest and len(found["year"]) == 2:
            yield from _short_year(text, start, int(found["year"]), rest)
        elif rest:
            yield from _date(text, start, int(found["year"]), rest)
    elif found := CHINESE_YEAR.search(before):
        yield from _chinese_year(found[0], at)


def _chinese_year(year: str, at: int) -> Iterator[Hit]:
    if WRONG_ZERO.search(year) and NAMES_A_YEAR.search(year):
        right = WRONG_ZERO.sub("〇", year) + "年"
        message = f"“{year}年”应为“{right}”"
        yield rule("zero-in-year").hit(at - len(year), at + 1, message, right)


def _hour(text: str, at: int) -> Iterator[Hit]:
    found = HOUR.search(text[max(0, at - 3) : at])
    if found and text[at + 1 : at + 2] not in tuple(AFTER_HOUR):
        start = at - len(found[0])
        yield rule("impossible-time").hit(start, at + 1, f"一天没有“{found[0]}时”")


def _clock(text: str, at: int) -> Iterator[Hit]:
    hours = HOURS.search(text[max(0, at - 3) : at])
    minutes = MINUTES.match(text, at + 1)
    if not hours or not minutes or (int(hours[0]) <= 24 and int(minutes[0]) <= 59):
        return
    start = at - len(hours[0])
    if TELLS_TIME.search(text[max(0, start - TIME_BEFORE) : start]):
        written = text[start : minutes.end()]
        yield rule("impossible-time").hit(start, minutes.end(), f"“{written}”不是存在的时间")


def _short_year(text: str, start: int, year: int, rest: re.Match[str]) -> Iterator[Hit]:
    """23年3月5日: only with a month and a day behind it is it surely a year."""
    if rest["day"] and not ERA.search(text[max(0, start - 1) : start]):
        written = text[start : rest.end()]
        century = "20" if year < 60 else "19"
        message = f"“{written}”的年份应写四位"
        yield rule("short-year").hit(start, rest.end(), message, f"{century}{written}")


def _date(text: str, start: int, year: int, rest: re.Match[str]) -> Iterator[Hit]:
    month, day = int(rest["month"]), int(rest["day"] or 1)
    span = start, rest.end()
    written = text[slice(*span)]
    if not 1800 <= year <= 2200:
        return
    if not _exists(year, month, day):
        yield _impossible(*span, written)
        return
    if rest["day"]:
        if rest["month"][0] == "0" or rest["day"][0] == "0":
            right = f"{year}年{month}月{day}日"
            yield rule("padded-date").hit(*span, f"“{written}”的月、日不补0", right)
        yield from _weekday(date(year, month, day), written, text, rest.end())
        yield from _range(date(year, month, day), text, *span)


def _weekday(day: date, written: str, text: str, at: int) -> Iterator[Hit]:
    said = WEEKDAY.match(text, at)
    right = WEEKDAYS[day.weekday()]
    if said and said["weekday"].replace("天", "日") != right:
        whole = said[0].lstrip("（( ")
        yield rule("wrong-weekday").hit(
            said.end() - len(whole),
            said.end(),
            f"{written}是星期{right}",
            whole[:-1] + right,
        )


def _range(first: date, text: str, start: int, at: int) -> Iterator[Hit]:
    """To an end of its own year unless that names another."""
    until = RANGE.match(text, at)
    rest = MONTH_DAY.match(text, until.end()) if until else None
    if not until or not rest or not rest["day"]:
        return
    year, month, day = int(until["year"] or first.year), int(rest["month"]), int(rest["day"])
    if _exists(year, month, day) and date(year, month, day) < first:
        written = text[start : rest.end()]
        yield rule("reversed-range").hit(start, rest.end(), f"“{written}”止于起之前")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _impossible(start: int, end: int, written: str) -> Hit:
    return rule("impossible-date").hit(start, end, f"“{written}”不是存在的日期")
