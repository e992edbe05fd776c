"""A situation in an address: what a person chose, read from the query and written back.

Whatever a query says beyond the choices the guide offers counts as not said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from gongkai.rules.guides import ServiceGuide
from gongkai.rules.guides.slips import Occasion, Situation

PAPERS = ("a5", "a4")
AGENT = "agent"
_OCCASIONS = {"afresh": Occasion.AFRESH, "again": Occasion.AGAIN}
LONGEST_NUMBER = 4


@dataclass(frozen=True)
class Asked:
    """What was chosen; `is_answered` is false for who only opens the form."""

    situation: Situation
    is_answered: bool
    paper: str

    @property
    def query(self) -> str:
        return urlencode([*self._pairs(), ("paper", self.paper)])

    def _pairs(self) -> Iterator[tuple[str, str]]:
        if self.situation.audience:
            yield "audience", self.situation.audience
        if self.situation.is_by_agent:
            yield "by", AGENT
        for key, occasion in _OCCASIONS.items():
            if self.situation.occasion is occasion:
                yield "occasion", key
        for place in sorted(self.situation.in_hand):
            yield "has", str(place)


def asked(query: QueryDict, guide: ServiceGuide) -> Asked:
    audience, paper = query.get("audience", ""), query.get("paper", "")
    situation = Situation(
        audience=audience if audience in guide.audiences else "",
        is_by_agent=query.get("by") == AGENT,
        occasion=_OCCASIONS.get(query.get("occasion", ""), Occasion.ANY),
        in_hand=frozenset(_places(query.getlist("has"), len(guide.materials))),
    )
    return Asked(situation, bool(query), paper if paper in PAPERS else PAPERS[0])


def _places(written: list[str], most: int) -> Iterator[int]:
    for one in written:
        is_number = one.isascii() and one.isdecimal() and len(one) <= LONGEST_NUMBER
        if is_number and 1 <= int(one) <= most:
            yield int(one)
