"""一次性告知单: of one guide, what one person in one situation has to bring, all at once.

Which situations a material is for is told by its name and remark, in the words below. Words that
say nothing of a situation leave the material on the list: nothing is dropped on a guess, and what
is left out is named together with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.clocks.terms import terms
from gongkai.rules.guides.service_guides import Material, Necessity, ServiceGuide

_BY_AGENT = ("委托", "代理人", "代办")
_AFRESH = ("新办", "首次", "初次", "新申请")
_AGAIN = ("延续", "换证", "换发", "变更", "补办", "续期")
_PEOPLE = ("自然人", "个人", "个体")
_BODIES = ("企业", "法人单位", "单位", "组织", "机关")


class Occasion(StrEnum):
    """新办还是已有证件."""

    ANY = ""
    AFRESH = "首次办理"
    AGAIN = "延续、变更或者换证"


class Standing(StrEnum):
    """How a material stands with this person."""

    MISSING = "还缺"
    IN_HAND = "已备好"
    LATER = "可以后补"
    OPTIONAL = "可以不带"
    NOT_NEEDED = "不用带"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """情形: what a person says of themselves, none of it personal data.

    `in_hand` holds the places of materials in the guide, counted from 1.
    """

    audience: str = ""
    is_by_agent: bool = False
    occasion: Occasion = Occasion.ANY
    in_hand: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class SlipLine:
    """One material on the slip; `place` is its number in the guide."""

    place: int
    name: str
    demanded: str
    standing: Standing
    reason: str = ""
    source: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """一次性告知单: the materials as they stand, and what the agency owes in return."""

    lines: tuple[SlipLine, ...]
    notes: tuple[str, ...]
    owed: str

    def standing(self, *kinds: Standing) -> tuple[SlipLine, ...]:
        return tuple(line for line in self.lines if line.standing in kinds)

    @property
    def to_bring(self) -> tuple[SlipLine, ...]:
        return self.standing(Standing.MISSING, Standing.IN_HAND)

    @property
    def missing(self) -> tuple[SlipLine, ...]:
        return self.standing(Standing.MISSING)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def asks_occasion(guide: ServiceGuide) -> bool:
    """Whether any material depends on applying afresh or again."""
    return any(_says(_of(material), _AFRESH + _AGAIN) for material in guide.materials)


def slip(guide: ServiceGuide, situation: Situation, on: date) -> Slip:
    return Slip(
        lines=tuple(
            _line(place, material, situation)
            for place, material in enumerate(guide.materials, start=1)
        ),
        notes=tuple(_notes(guide, situation)),
        owed=owed(guide, on),
    )


def owed(guide: ServiceGuide, on: date) -> str:
    """That the agency tells all that is lacking at once; for a licence, in the words of the law."""
    if not guide.is_licence:
        return "材料不齐全或者不符合要求的，窗口一次告知需要补正的全部内容。"
    term = terms().of("licence-correction", on)
    return (
        f"依照{term.source}{term.article}，申请材料不齐全或者不符合法定形式的，应当当场或者在"
        f"{term}内一次告知需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理。"
    )


def demanded(material: Material) -> str:
    """份数 and kind in one line: 原件 1 份，纸质，A4."""
    copies = f"{material.copies} 份" if material.copies is not None else "份数未写明"
    first = f"{material.original} {copies}" if material.original else copies
    return "，".join(part for part in (first, material.medium or "", material.size.strip()) if part)


def _line(place: int, material: Material, situation: Situation) -> SlipLine:
    reason = _not_needed(material, situation)
    if reason:
        standing = Standing.NOT_NEEDED
    elif place in situation.in_hand:
        standing = Standing.IN_HAND
    elif material.necessity is Necessity.LATER:
        standing = Standing.LATER
    elif material.necessity is Necessity.OPTIONAL:
        standing = Standing.OPTIONAL
    else:
        standing = Standing.MISSING
    return SlipLine(
        place=place,
        name=material.name,
        demanded=demanded(material),
        standing=standing,
        reason=reason,
        source=material.origin or "",
        remark=material.remark,
    )


def _not_needed(material: Material, situation: Situation) -> str:
    said = _of(material)
    if not situation.is_by_agent and _says(said, _BY_AGENT):
        return "由本人办理时不用。"
    afresh, again = _says(said, _AFRESH), _says(said, _AGAIN)
    if situation.occasion is Occasion.AFRESH and again and not afresh:
        return "首次办理时不用。"
    if situation.occasion is Occasion.AGAIN and afresh and not again:
        return "已有证件的不用。"
    people, bodies = _says(material.remark, _PEOPLE), _says(material.remark, _BODIES)
    audience = situation.audience
    if _says(audience, _BODIES) and people and not bodies:
        return f"{audience}办理时不用。"
    if _says(audience, _PEOPLE) and bodies and not people:
        return f"{audience}办理时不用。"
    return ""


def _notes(guide: ServiceGuide, situation: Situation) -> Iterator[str]:
    if situation.is_by_agent and not any(
        _says(_of(material), _BY_AGENT) for material in guide.materials
    ):
        yield "指南没有写明委托他人办理要带什么，请先打电话问清，窗口不得要求指南以外的材料。"
    if not guide.materials:
        yield "指南没有列出材料，请先打电话问清。"


def _of(material: Material) -> str:
    return f"{material.name} {material.remark}"


def _says(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
