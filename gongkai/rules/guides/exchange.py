"""A guide in the words of others: by the field names of the national data tables, and back.

An element without a national name keeps the path it has here. Codes of the national tables are
read as the words they stand for; words are what is written.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from gongkai.rules.guides.plain import NotAGuide, guide_of, said_of
from gongkai.rules.guides.service_guides import ServiceGuide
from gongkai.rules.law import law

FORMAT = "gongkai-guide/1"
TERMS = ("statutory_limit", "promised_limit")


def exchanged(guide: ServiceGuide) -> dict[str, Any]:
    """What is filled in of a guide, by national field names where there are any."""
    given: dict[str, Any] = {}
    for element, value in said_of(guide).items():
        if element in TERMS:
            given |= {field_of(f"{element}.{name}"): one for name, one in value.items()}
        elif isinstance(value, list):
            given[field_of(element)] = [_renamed(element, one) for one in value]
        else:
            given[field_of(element)] = value
    return given


def guide_given(given: Any) -> ServiceGuide:
    """The guide in values by national field names; raises `NotAGuide` with every fault."""
    if isinstance(given, Mapping) and "guide" in given:
        given = given["guide"]
    if not isinstance(given, Mapping):
        raise NotAGuide([("", "文件里没有办事指南，应当是一个对象。")])
    said: dict[str, Any] = {}
    for field, value in given.items():
        element = element_of(str(field))
        first, _, inner = element.partition(".")
        if first in TERMS and inner:
            said.setdefault(first, {})[inner] = value
        elif isinstance(value, list):
            said[element] = [_named(element, decoded(element, one)) for one in value]
        else:
            said[element] = decoded(element, value)
    return guide_of(said)


def field_of(element: str) -> str:
    """What the national tables call an element, or else its own path."""
    return _national().get(element, element)


def element_of(field: str) -> str:
    fields: Mapping[str, str] = law("guides")["national_fields"]
    return fields.get(field, field)


def decoded(element: str, value: Any) -> Any:
    """The word behind a national code; anything else as it is."""
    codes = _codes(element)
    if isinstance(value, bool) or not codes or not isinstance(value, int | str):
        return value
    return codes.get(str(value).lstrip("0"), value)


def _renamed(element: str, one: Any) -> Any:
    if not isinstance(one, Mapping):
        return one
    return {_inner(element, name): value for name, value in one.items()}


def _named(element: str, one: Any) -> Any:
    if not isinstance(one, Mapping):
        return one
    named = {}
    for field, value in one.items():
        path = element_of(str(field))
        named[path.removeprefix(f"{element}.")] = value
    return named


def _inner(element: str, name: str) -> str:
    path = f"{element}.{name}"
    field = field_of(path)
    return name if field == path else field


@cache
def _national() -> dict[str, str]:
    return {element: field for field, element in law("guides")["national_fields"].items()}


def _codes(element: str) -> Mapping[str, str]:
    if element == "kind":
        kinds: Mapping[str, str] = law("identifiers")["service_code"]["kinds"]
        return {code.lstrip("0"): name for code, name in kinds.items()}
    codes = law("guides")["national_codes"].get(element, {})
    return {code: word for code, word in codes.items() if code != "verified"}
