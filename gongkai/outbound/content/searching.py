"""The search page's questions and its filters as links; odd input asks for less, never fails."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any
from urllib.parse import urlencode

from gongkai.outbound.publishing.models import Edition
from gongkai.web.search import LAST_PAGE, NEWEST, RELEVANCE, Query, Results

LONGEST_FILTER = 100
_FACETS = {
    "unit": "责任单位",
    "column": "栏目",
    "year": "发布年份",
    "validity": "有效性",
    "format": "文件格式",
}
_SHOWN_CHOICES = 8


@dataclass(frozen=True)
class Choice:
    """A value of a filter, how many records it leaves, and the address that chooses or drops it."""

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter: its choices, the frequent ones first."""

    label: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        return self.choices[:_SHOWN_CHOICES]

    @property
    def rest(self) -> tuple[Choice, ...]:
        return self.choices[_SHOWN_CHOICES:]


def read_query(given: Mapping[str, str]) -> Query:
    year, page = given.get("year", ""), given.get("page", "")
    return Query(
        words=given.get("q", "").strip(),
        agency=given.get("agency", "")[:LONGEST_FILTER],
        unit=given.get("unit", "")[:LONGEST_FILTER],
        column=given.get("column", "")[:LONGEST_FILTER],
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        validity=given.get("validity", "")[:LONGEST_FILTER],
        format=given.get("format", "")[:LONGEST_FILTER],
        order=NEWEST if given.get("order") == NEWEST else RELEVANCE,
        page=int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 4 else 1,
    )


def address(query: Query) -> str:
    chosen = {
        "q": query.words,
        "agency": query.agency,
        "unit": query.unit,
        "column": query.column,
        "year": query.year or "",
        "validity": query.validity,
        "format": query.format,
        "order": "" if query.order == RELEVANCE else query.order,
        "page": query.page if query.page > 1 else "",
    }
    return "/search/?" + urlencode({name: value for name, value in chosen.items() if value})


def facets(query: Query, results: Results) -> tuple[Facet, ...]:
    found = []
    for name, label in _FACETS.items():
        chosen = "" if getattr(query, name) is None else str(getattr(query, name))
        counts = dict(results.facets.get(name, ()))
        if chosen and chosen not in counts:
            counts = {chosen: 0, **counts}
        if len(counts) > 1 or chosen:
            choices = tuple(
                _choice(query, name, str(value), count, chosen=chosen)
                for value, count in counts.items()
            )
            found.append(Facet(label, choices))
    return tuple(found)


def _choice(query: Query, name: str, value: str, count: int, *, chosen: str) -> Choice:
    is_chosen = value == chosen
    changes: dict[str, Any] = {name: "" if is_chosen else value}
    if name == "year":
        changes = {"year": None if is_chosen else int(value)}
    changed = replace(query, page=1, **changes)
    return Choice(_label(name, value), count, address(changed), is_chosen)


def _label(name: str, value: str) -> str:
    if name == "validity" and value in Edition.Validity.values:
        return str(Edition.Validity(value).label)
    return f"{value}年" if name == "year" else value


def chosen_filters(found: tuple[Facet, ...]) -> list[Choice]:
    return [choice for facet in found for choice in facet.choices if choice.is_chosen]


@dataclass(frozen=True)
class Turn:
    """A link of the pagination."""

    label: str
    url: str
    is_here: bool = False


def turns(query: Query, total: int) -> list[Turn]:
    """Links to the neighbouring pages, the first and the last that can be reached."""
    last = min(ceil(total / query.per_page), LAST_PAGE)
    if last <= 1:
        return []
    numbers = sorted({1, last, *range(max(1, query.page - 2), min(last, query.page + 2) + 1)})
    links = [
        Turn(str(number), address(replace(query, page=number)), number == query.page)
        for number in numbers
    ]
    if query.page > 1:
        links.insert(0, Turn("上一页", address(replace(query, page=min(query.page - 1, last)))))
    if query.page < last:
        links.append(Turn("下一页", address(replace(query, page=query.page + 1))))
    return links


def orders(query: Query) -> list[Turn]:
    by_order = ((RELEVANCE, "按相关程度"), (NEWEST, "按发布时间"))
    return [
        Turn(label, address(replace(query, order=order, page=1)), query.order == order)
        for order, label in by_order
    ]


def without_filters(query: Query) -> str:
    """The same words in the same agency, with no filter chosen."""
    return address(Query(words=query.words, agency=query.agency))
