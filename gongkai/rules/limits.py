"""How long the law gives each step, with the article that says so."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

LIMITS = Path(__file__).with_name("law") / "limits.toml"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A term set by law; `days` are working days unless `unit` says calendar_days."""

    days: int
    unit: str
    article: str
    source: str
    verified: bool


@cache
def limits() -> MappingProxyType[str, Limit]:
    """Every term by its key, such as `reply` or `third_party`."""
    with LIMITS.open("rb") as file:
        law = tomllib.load(file)
    return MappingProxyType(
        {key: Limit(**term) for key, term in law.items() if isinstance(term, dict)}
    )
