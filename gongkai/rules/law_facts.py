"""Every fact of the law that a person may have to check, as one list: terms, fees, holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.rules.clocks.terms import MEASURES, Term, terms
from gongkai.rules.fees import FeeScale, fee_scales
from gongkai.rules.law import law
from gongkai.rules.outcomes import remedy_terms
from gongkai.rules.workdays import Notice, packaged_notices


@dataclass(frozen=True, kw_only=True)
class Fact:
    """法定事项: something the law says, where it says so, and whether somebody has compared it.

    One that `is_overridable` is a term, whose key and a whole number go into `terms`.
    """

    key: str
    label: str
    value: int | str
    unit: str
    article: str
    source: str
    verified: bool
    is_overridable: bool = False


@cache
def facts() -> tuple[Fact, ...]:
    """The facts as packaged, without what an installation has set; keys stay the same for good."""
    return (
        *map(_term, terms()),
        *_remedies(),
        *_outcomes(),
        *(fact for scale in fee_scales() for fact in _scale(scale)),
        *(fact for notice in packaged_notices() for fact in _notice(notice)),
        *_festivals(),
    )


def _term(term: Term) -> Fact:
    return Fact(
        key=term.key,
        label=term.label,
        value=term.value,
        unit=MEASURES.get(term.unit, "月日"),
        article=term.article,
        source=term.source,
        verified=term.verified,
        is_overridable=True,
    )


def _remedies() -> Iterator[Fact]:
    for term in remedy_terms():
        yield Fact(
            key=f"outcomes.{term.key}",
            label=f"救济期限：{REMEDIES[term.key]}",
            value=term.amount,
            unit=term.unit,
            article=term.text,
            source=term.source,
            verified=term.verified,
        )


REMEDIES = {
    "review": "申请行政复议",
    "action_after_review": "不服复议决定提起行政诉讼",
    "action": "直接提起行政诉讼",
}
OUTCOMES = {
    "names": "办理结果的名称",
    "articles": "办理结果对应的条款",
    "remedy": "不予公开须先申请行政复议",
}


def _outcomes() -> Iterator[Fact]:
    read = law("outcomes")
    for name, label in OUTCOMES.items():
        yield Fact(
            key=f"outcomes.{name}",
            label=label,
            value="",
            unit="",
            article="",
            source=read["sources"][name],
            verified=read["verified"][name],
        )


def _scale(scale: FeeScale) -> Iterator[Fact]:
    key, label = f"fees.{scale.mode}", f"信息处理费（按{scale.unit}）"
    bands = "；".join(
        f"第{band.first}{scale.unit}起每{scale.unit}{band.price}元" for band in scale.bands
    )
    yield Fact(
        key=f"{key}.bands",
        label=f"{label}的收费标准",
        value=bands,
        unit="",
        article="",
        source=scale.source,
        verified=scale.bands_verified,
    )
    yield Fact(
        key=f"{key}.in_force_from",
        label=f"{label}的施行日期",
        value=str(scale.in_force_from),
        unit="",
        article="",
        source=scale.source,
        verified=scale.in_force_verified,
    )


def _notice(notice: Notice) -> Iterator[Fact]:
    days = sum(len(festival.off) for festival in notice.festivals)
    values = {
        "days": ("放假安排", f"放假{days}日"),
        "number": ("放假安排通知的文号", notice.number),
        "published_on": ("放假安排通知的日期", str(notice.published_on)),
    }
    for name, (label, value) in values.items():
        yield Fact(
            key=f"holidays.{notice.year}.{name}",
            label=f"{notice.year}年{label}",
            value=value,
            unit="",
            article="",
            source=notice.title,
            verified=name not in notice.unverified,
        )


def _festivals() -> Iterator[Fact]:
    statutory = law("holidays/statutory")
    yield Fact(
        key="holidays.statutory",
        label="按公历固定的节日",
        value="、".join(festival["name"] for festival in statutory["festival"]),
        unit="",
        article="",
        source=statutory["source"],
        verified=statutory["verified"],
    )
    for region in law("holidays/regions")["region"]:
        for nth, festival in enumerate(region["festival"], start=1):
            yield Fact(
                key=f"holidays.{region['key']}.{nth}",
                label=f"{region['name']}：{festival['name']}",
                value="、".join(map(str, festival["off"])),
                unit="",
                article="",
                source=festival["source"],
                verified=festival["verified"],
            )
