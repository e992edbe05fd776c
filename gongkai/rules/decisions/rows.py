"""A decision as it may be shown: masked, with the last day of its display and the reason for it."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from gongkai.rules.decisions.columns import Column, Kind, columns_of

KEY_SIGNS = 12
_BLANKS = re.compile(r"\s+")
_BRACKETS = str.maketrans("[]()【】（）﹝﹞［］", "〔〕〔〕〔〕〔〕〔〕〔〕")


@dataclass(frozen=True, kw_only=True)
class PublicRow:
    """公示内容: one decision with nothing in it that may not be public."""

    kind: Kind
    values: Mapping[str, str]
    decided_on: date
    until_on: date
    why_until: str

    @property
    def key(self) -> str:
        return key_of(self.kind, self.number)

    @property
    def number(self) -> str:
        return self.values["number"]

    @property
    def name(self) -> str:
        return self.values["name"]

    def lines(self) -> Iterator[tuple[str, str]]:
        """Every column that has something to say, by its label."""
        for column in columns_of(self.kind):
            if column.is_shown and (said := self.values.get(column.key, "")):
                yield column.label, said

    def plain(self) -> dict[str, Any]:
        return {
            "values": dict(self.values),
            "until_on": self.until_on.isoformat(),
            "why_until": self.why_until,
        }

    @classmethod
    def of(cls, kind: Kind, plain: Mapping[str, Any]) -> Self:
        """ValueError, in Chinese, where plain values are no row."""
        try:
            shown = {column.key for column in _shown_columns(kind)}
            values = {str(key): str(said) for key, said in plain["values"].items()}
            if not set(values) <= shown or not values["number"] or not values["name"]:
                raise ValueError
            return cls(
                kind=kind,
                values=values,
                decided_on=date.fromisoformat(values["decided_on"]),
                until_on=date.fromisoformat(plain["until_on"]),
                why_until=str(plain["why_until"]),
            )
        except (KeyError, TypeError, AttributeError, ValueError):
            raise ValueError("这一批里有一行不完整，请重新导入表格。") from None


def _shown_columns(kind: Kind) -> tuple[Column, ...]:
    return tuple(column for column in columns_of(kind) if column.is_shown)


def key_of(kind: Kind, number: str) -> str:
    """What tells a decision from every other of its agency, however its number is written."""
    settled = _BLANKS.sub("", number).translate(_BRACKETS).upper()
    return hashlib.sha256(f"{kind.value}\n{settled}".encode()).hexdigest()[:KEY_SIGNS]
