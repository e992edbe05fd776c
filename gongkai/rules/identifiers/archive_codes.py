"""档号 (DA/T 22-2015, DA/T 13-2022): the number of one archived item, kept for good."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.rules.law import law

SEPARATOR = "·"
# Signs that stand in for U+00B7 in typed codes.
LOOKALIKES = "•・･∙⋅．."

_DOTS = re.compile(f"[{re.escape(LOOKALIKES)}]")
_FORM = re.compile(
    r"(?P<fonds>[0-9A-Z]{3,5})-"
    r"(?P<category>[A-Z]{2})(?P<classes>(?:·[0-9A-Z]{1,6}){0,3})·(?P<year>[0-9]{4})-"
    r"(?P<term>[A-Z][0-9]{0,2})-"
    r"(?:(?P<group>[0-9A-Z\u4e00-\u9fff]{1,10})-)?"
    r"(?P<item>[0-9]{1,6})"
)


class NotAnArchiveCode(Exception):
    """The text has not the form of a 档号; says which form that is."""


@dataclass(frozen=True, kw_only=True)
class ArchiveCode:
    """档号: fonds, category and year, retention term, unit or volume, item.

    `group` is the 机构（问题）代码, or the 案卷号 where items lie in volumes; it may be missing.
    """

    fonds: str
    category: str
    classes: tuple[str, ...]
    year: int
    term: str
    group: str
    item: str

    def __str__(self) -> str:
        series = SEPARATOR.join((self.category, *self.classes, f"{self.year:04}"))
        return "-".join(
            part for part in (self.fonds, series, self.term, self.group, self.item) if part
        )

    @property
    def category_name(self) -> str:
        """档案门类; empty where its code is the agency's own."""
        return _names("categories").get(self.category, "")

    @property
    def term_name(self) -> str:
        """保管期限; empty where its code is unknown."""
        return _names("terms").get(self.term, "")


def _names(table: str) -> Mapping[str, str]:
    names: Mapping[str, str] = law("identifiers")["archive_code"][table]
    return names


def parse(text: str) -> ArchiveCode:
    """Reads a code of the form 全宗号-门类·年度-保管期限-机构-件号."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise NotAnArchiveCode(
            "档号应写作“全宗号-档案门类代码·年度-保管期限-机构（问题）代码-件号”，"
            "如 Z109-WS·2011-Y-BGS-0001。"
        )
    return ArchiveCode(
        fonds=found["fonds"],
        category=found["category"],
        classes=tuple(found["classes"].split(SEPARATOR)[1:]),
        year=int(found["year"]),
        term=found["term"],
        group=found["group"] or "",
        item=found["item"],
    )


def doubts_about_archive_code(text: str, on: date) -> tuple[str, ...]:
    """Reasons to look again at a 档号."""
    mended = _DOTS.sub(SEPARATOR, text)
    try:
        code = parse(mended)
    except NotAnArchiveCode as refused:
        return (str(refused),)
    doubts = []
    if mended != text:
        doubts.append(f"门类代码和年度之间应是间隔号“{SEPARATOR}”（U+00B7），它是档号的一部分。")
    if not code.term_name:
        terms = "、".join(f"{term}（{name}）" for term, name in _names("terms").items())
        doubts.append(f"不认识保管期限“{code.term}”，可以是：{terms}。")
    if code.year > on.year:
        doubts.append(f"年度 {code.year} 晚于今年。")
    if len(code.item) != 4:
        doubts.append(f"件号应为 4 位，现在是 {len(code.item)} 位。")
    if not int(code.item):
        doubts.append("件号从 0001 开始。")
    return tuple(doubts)
