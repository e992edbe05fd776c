"""The columns of the lists of licences and of penalties, and what their cells may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from gongkai.rules.law import law

DEFAULT_LONGEST = 100


class Kind(StrEnum):
    """Which of the two lists a decision belongs to."""

    LICENCE = "licence"
    PENALTY = "penalty"

    @property
    def label(self) -> str:
        return str(law("decisions")["list"][self.value]["label"])


class Party(StrEnum):
    """行政相对人类别: who was licensed or fined."""

    BODY = "法人及非法人组织"
    TRADER = "个体工商户"
    PERSON = "自然人"


@dataclass(frozen=True, kw_only=True)
class Column:
    """公示数据项: one column of a list; what is not `is_shown` is read and never kept."""

    key: str
    label: str
    longest: int
    choices: tuple[str, ...]
    is_required: bool
    is_shown: bool
    is_date: bool
    is_amount: bool
    verified: bool


@dataclass(frozen=True)
class Ending:
    """提前结束公示: a cause that ends the display early; `art48` is told with its reason."""

    key: str
    label: str
    art48: bool


@cache
def columns_of(kind: Kind) -> tuple[Column, ...]:
    return tuple(_column(entry) for entry in law("decisions")["column"][kind.value])


def _column(entry: Mapping[str, Any]) -> Column:
    return Column(
        key=entry["key"],
        label=entry["label"],
        longest=entry.get("longest", DEFAULT_LONGEST),
        choices=tuple(entry.get("choices", ())),
        is_required=entry.get("required", False),
        is_shown=entry.get("shown", True),
        is_date=entry.get("date", False),
        is_amount=entry.get("amount", False),
        verified=entry["verified"],
    )


@cache
def endings() -> Mapping[str, Ending]:
    return {
        entry["key"]: Ending(entry["key"], entry["label"], entry["art48"])
        for entry in law("decisions")["ending"]
    }
