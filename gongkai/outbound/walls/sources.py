"""The results of a quarter as a poster lists them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.outbound.decisions.queries import shown_rows
from gongkai.people.models import Agency
from gongkai.rules.posters.making import ShownResult

_QUARTER = re.compile(r"(20\d\d)q([1-4])")
_NUMBERS = "一二三四"
# A wall of more sheets than these fill is read by nobody; the list on the web has all.
MOST_RESULTS = 2000


@dataclass(frozen=True)
class Period:
    """A quarter of a year, as an address and as a heading name it."""

    year: int
    quarter: int

    @classmethod
    def of(cls, on: date) -> "Period":
        return cls(on.year, (on.month + 2) // 3)

    @classmethod
    def read(cls, key: str) -> "Period | None":
        found = _QUARTER.fullmatch(key)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def key(self) -> str:
        return f"{self.year}q{self.quarter}"

    @property
    def label(self) -> str:
        return f"{self.year}年第{_NUMBERS[self.quarter - 1]}季度"

    @property
    def from_on(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def to_on(self) -> date:
        return self.next.from_on - timedelta(days=1)

    @property
    def next(self) -> "Period":
        return Period(self.year + self.quarter // 4, self.quarter % 4 + 1)

    @property
    def last(self) -> "Period":
        return Period.of(self.from_on - timedelta(days=1))


def results(agency: Agency, period: Period, *, on: date) -> Sequence[ShownResult]:
    """What was decided in a period and may be shown today."""
    rows = shown_rows(agency, from_on=period.from_on, to_on=period.to_on, on=on, most=MOST_RESULTS)
    return tuple(
        ShownResult(
            number=row.number,
            matter=row.kind.label,
            party=row.name,
            outcome=row.content,
            decided_on=row.decided_on.isoformat(),
        )
        for row in rows
    )
