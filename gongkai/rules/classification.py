"""How documents are classed: the 文种 of official documents and the 主题分类 of the directory."""

from dataclasses import dataclass
from functools import cache

from gongkai.rules.law import law


@dataclass(frozen=True)
class Genre:
    """文种: a kind of official document, and what it is for."""

    slug: str
    name: str
    used_for: str


@dataclass(frozen=True)
class Topic:
    """主题分类: what a document is about; numbered from 1 as in the central directory."""

    number: int
    slug: str
    name: str


@cache
def genres() -> tuple[Genre, ...]:
    """The fifteen of 党政机关公文处理工作条例 art. 8, in its order."""
    return tuple(
        Genre(slug=genre["slug"], name=genre["name"], used_for=genre["used_for"])
        for genre in law("genres")["genre"]
    )


@cache
def not_genres() -> tuple[str, ...]:
    """What people take for a 文种, though it is issued under a 通知."""
    return tuple(law("genres")["not_genres"])


@cache
def topics() -> tuple[Topic, ...]:
    return tuple(
        Topic(number=number, slug=topic["slug"], name=topic["name"])
        for number, topic in enumerate(law("topics")["topic"], start=1)
    )
