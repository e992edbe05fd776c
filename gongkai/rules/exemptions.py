"""Grounds for withholding information, and how strictly each of them binds."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from gongkai.rules.law import law


class Effect(StrEnum):
    """Whether a ground forbids publication or leaves it to the agency (条例 arts. 14 to 16)."""

    MUST_WITHHOLD = "must"
    MAY_WITHHOLD = "may"


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """不予公开情形: a ground for withholding, and the outcome of an application it leads to.

    `unless` says what opens the information all the same; empty where nothing does.
    """

    code: str
    article: str
    ground: str
    effect: Effect
    unless: str
    outcome: str


@dataclass(frozen=True)
class Withheld:
    """区分处理: a passage of a file that is not given out, on which ground and why (art. 37)."""

    passage: str
    ground: str
    reason: str


# 个人隐私 (art. 15): the ground of numbers that a rule takes out.
PERSONAL_PRIVACY = "EX15"


@cache
def exemptions() -> MappingProxyType[str, Exemption]:
    """The grounds of `law/exemptions.toml` by code, in the order of the articles."""
    read = law("exemptions")
    return MappingProxyType(
        {
            exemption["code"]: Exemption(
                code=exemption["code"],
                article=exemption["article"],
                ground=exemption["ground"],
                effect=Effect(exemption["effect"]),
                unless=exemption["unless"],
                outcome=exemption["outcome"],
            )
            for exemption in read["exemption"]
        }
    )
