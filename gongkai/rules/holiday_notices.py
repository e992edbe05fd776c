"""A holiday notice that somebody brings: read, checked, and every fault named in Chinese."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeGuard

from gongkai.rules.workdays import NOTICE_FACTS, SATURDAY, Notice, notice_of

YEARS = range(2000, 2101)
FIELDS = ("year", "title", "number", "published_on", "verified", "festival")
FESTIVAL_FIELDS = ("name", "off", "makeup")
LONGEST_TEXT = 100_000
LONGEST_WORD = 200
# A year has some thirty days off with their weekends; many more are not one year's arrangement.
MOST_FESTIVALS, MOST_DAYS = 30, 100


class BadNotice(ValueError):
    """A text that is no holiday notice; `problems` are sentences saying what to put right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("".join(problems))
        self.problems = tuple(problems)


def parse_notice(text: str) -> Notice:
    """The notice a text spells out in the form of `law/holidays/2026.toml`."""
    read = _toml(text)
    if problems := list(_problems(read)):
        raise BadNotice(problems)
    return notice_of(read)


def _toml(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_TEXT:
        raise BadNotice([f"文件太长（超过{LONGEST_TEXT}字），不是一年的放假安排，请核对文件。"])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line ([0-9]+), column ([0-9]+)", str(fault))
        where = f"第{found[1]}行第{found[2]}列" if found else "文件末尾"
        raise BadNotice(
            [f"不是正确的TOML格式，{where}读不下去，请核对引号、括号和日期。"]
        ) from None
    except (RecursionError, ValueError):
        # A number of thousands of digits, or brackets nested by the thousand.
        raise BadNotice(["文件里有读不了的数字或者括号，不是放假安排，请核对文件。"]) from None


def _problems(read: dict[str, Any]) -> Iterator[str]:
    if unknown := [name for name in read if name not in FIELDS]:
        yield f"有不认识的项目：{_listed(unknown)}；可以写的是：{'、'.join(FIELDS)}。"
    year = read.get("year")
    if not _is_whole(year) or year not in YEARS:
        yield f"year应当写年份，如2026，在{YEARS[0]}至{YEARS[-1]}之间。"
        year = None
    yield from _heading_problems(read, year)
    yield from _verified_problems(read.get("verified", {}))
    festivals = read.get("festival")
    if not isinstance(festivals, list) or not 1 <= len(festivals) <= MOST_FESTIVALS:
        yield f"应当用[[festival]]逐个写出节日，1至{MOST_FESTIVALS}个。"
        return
    for nth, festival in enumerate(festivals, start=1):
        yield from _festival_problems(f"第{nth}个节日", festival)
    yield from _day_problems(year, _days(festivals, "off"), _days(festivals, "makeup"))


def _heading_problems(read: dict[str, Any], year: int | None) -> Iterator[str]:
    for field, name in (("title", "标题"), ("number", "发文字号")):
        value = read.get(field)
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_WORD:
            yield f"{field}应当写通知的{name}，不超过{LONGEST_WORD}字。"
    title = read.get("title")
    named = re.findall(r"([0-9]{4})年", title) if isinstance(title, str) else []
    if year and named and str(year) not in named:
        yield f"标题写的是{named[0]}年，year写的是{year}，两处应当一致。"
    published_on = read.get("published_on")
    if not _is_date(published_on):
        yield "published_on应当写通知公布的日期，如2025-11-04，不加引号。"
    elif year and not year - 1 <= published_on.year <= year:
        yield f"通知公布于{published_on}，不是{year}年或者前一年，请核对年份。"


def _verified_problems(verified: object) -> Iterator[str]:
    """`verified` may be left out: then nobody has checked anything yet."""
    if not isinstance(verified, dict) or not all(
        name in NOTICE_FACTS and isinstance(value, bool) for name, value in verified.items()
    ):
        yield f"[verified]里只能写{'、'.join(NOTICE_FACTS)}，值为true或者false。"


def _festival_problems(which: str, festival: object) -> Iterator[str]:
    if not isinstance(festival, dict):
        yield f"{which}不是[[festival]]的写法。"
        return
    if unknown := [name for name in festival if name not in FESTIVAL_FIELDS]:
        yield f"{which}有不认识的项目：{_listed(unknown)}；可以写的是：name、off、makeup。"
    name = festival.get("name")
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_WORD:
        yield f"{which}的name应当写节日名称，不超过{LONGEST_WORD}字。"
    off, makeup = festival.get("off"), festival.get("makeup", [])
    if not _are_dates(off) or not off:
        yield f"{which}的off应当写放假的日期，至少一日，如[2026-01-01]，不加引号。"
    if not _are_dates(makeup):
        yield f"{which}的makeup应当写调休上班的日期，没有就写[]。"


def _day_problems(year: int | None, off: list[date], makeup: list[date]) -> Iterator[str]:
    if len(off) + len(makeup) > MOST_DAYS:
        yield f"放假和上班的日子合计超过{MOST_DAYS}日，不是一年的放假安排，请核对。"
        return
    if year:
        yield from _year_problems(year, off, makeup)
    for day in makeup:
        if day.weekday() < SATURDAY:
            yield f"{day}本来就是周一至周五，不能是调休上班的日子，请核对日期。"
    for day, times in Counter([*off, *makeup]).items():
        if times > 1:
            yield f"{day}写了{times}次，每一日只能写一次，也不能既放假又上班。"


def _year_problems(year: int, off: list[date], makeup: list[date]) -> Iterator[str]:
    # A festival at the turn of the year may take in days of the months beside it.
    first, last = date(year - 1, 12, 1), date(year + 1, 1, 31)
    for day in sorted({*off, *makeup}):
        if not first <= day <= last:
            yield f"{day}不在{year}年（及前后相邻的12月、1月）之内，请核对日期。"
    if off and not any(day.year == year for day in off):
        yield f"没有一个放假的日子在{year}年，请核对年份。"


def _days(festivals: list[Any], field: str) -> list[date]:
    listed = [each.get(field) for each in festivals if isinstance(each, dict)]
    return [day for days in listed if _are_dates(days) for day in days]


def _are_dates(value: object) -> TypeGuard[list[date]]:
    return isinstance(value, list) and all(map(_is_date, value))


def _is_date(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _listed(names: list[str]) -> str:
    return "、".join(name[:LONGEST_WORD] for name in names[:5])
