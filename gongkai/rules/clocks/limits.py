"""How long the law gives each step, with the article that says so."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from gongkai.rules.law import law


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
    return MappingProxyType(
        {key: Limit(**term) for key, term in law("limits").items() if isinstance(term, dict)}
    )
