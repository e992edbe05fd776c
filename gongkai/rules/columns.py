"""The columns a department starts with, and the statutory categories they serve."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from gongkai.rules.law import law


class ColumnKind(StrEnum):
    """What readers come to a column for; decides how soon it counts as stale."""

    NEWS = "news"
    NOTICE = "notice"
    STATUTORY = "statutory"
    GUIDE = "guide"
    REPORT = "report"
    INTERACTION = "interaction"


@dataclass(frozen=True)
class Category:
    """A kind of information that must be published (政府信息公开条例 arts. 20 and 21)."""

    code: str
    name: str
    article: str


@dataclass(frozen=True, kw_only=True)
class ColumnSeed:
    """A public column as it is first set up; parents come before their children.

    `stale_after_days` counts calendar days; none where no interval is prescribed.
    """

    slug: str
    name: str
    parent: str
    article: str
    categories: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    kind: ColumnKind
    column_type: str
    stale_after_days: int | None


@dataclass(frozen=True)
class ColumnLaw:
    """The dated seed: the day its sources were read, the categories and the columns."""

    as_of: date
    sources: tuple[str, ...]
    categories: tuple[Category, ...]
    columns: tuple[ColumnSeed, ...]


@cache
def column_law() -> ColumnLaw:
    read = law("columns")
    return ColumnLaw(
        as_of=read["as_of"],
        sources=tuple(read["sources"].values()),
        categories=tuple(
            Category(code=category["code"], name=category["name"], article=category["article"])
            for category in read["category"]
        ),
        columns=tuple(
            ColumnSeed(
                slug=column["slug"],
                name=column["name"],
                parent=column.get("parent", ""),
                article=column["article"],
                categories=tuple(column.get("categories", ())),
                description=column["description"],
                keywords=tuple(column["keywords"]),
                kind=ColumnKind(column["kind"]),
                column_type=column["column_type"],
                stale_after_days=column.get("stale_after_days"),
            )
            for column in read["column"]
        ),
    )
