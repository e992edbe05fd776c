"""The part of a service guide that posters show, read from its plain values."""

from collections.abc import Mapping
from typing import Any

from gongkai.rules.guides.service_guides import (
    Contact,
    Fee,
    Place,
    ServiceGuide,
    Step,
    Term,
    TimeUnit,
)

GUIDE = "guide"


def guide_of(said: Mapping[str, Any]) -> ServiceGuide:
    return ServiceGuide(
        name=said.get("name", ""),
        is_charged=said.get("is_charged"),
        statutory_limit=_term(said.get("statutory_limit")),
        promised_limit=_term(said.get("promised_limit")),
        fees=tuple(Fee(**one) for one in said.get("fees", ())),
        process=tuple(
            Step(**one | {"term": _term(one.get("term"))}) for one in said.get("process", ())
        ),
        places=tuple(Place(**one) for one in said.get("places", ())),
        enquiries=tuple(Contact(**one) for one in said.get("enquiries", ())),
        complaints=tuple(Contact(**one) for one in said.get("complaints", ())),
    )


def _term(said: Mapping[str, Any] | None) -> Term | None:
    if not said:
        return None
    return Term(**{**said, "unit": TimeUnit(said.get("unit", TimeUnit.WORKDAYS))})
