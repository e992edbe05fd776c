"""Table 4 from a register of 行政复议 and 行政诉讼: which proceedings each cell counts.

Ended ones are counted by the day of the decision, and whatever is not decided on the last of
December is 尚未审结, in this year and in every one until it is decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.annual_report.tables import (
    ENDINGS,
    PROCEEDINGS,
    Endings,
    ProceedingsTable,
    added,
)

PENDING, TOTAL = "pending", "total"


class ProceedingKind(StrEnum):
    """救济种类: the three parts of table 4."""

    REVIEW = "reviews"
    DIRECT_ACTION = "direct_actions"
    ACTION_AFTER_REVIEW = "actions_after_review"

    @property
    def printed(self) -> str:
        return PROCEEDINGS[list(ProceedingKind).index(self)]

    @property
    def label(self) -> str:
        return self.printed if self is ProceedingKind.REVIEW else f"行政诉讼（{self.printed}）"

    def answer_clock(self, *, is_summary: bool) -> str:
        """The clock by which the agency has to answer what was brought against it."""
        if self is not ProceedingKind.REVIEW:
            return "litigation-answer"
        return "reconsideration-answer" if is_summary else "reconsideration-answer-ordinary"


class Result(StrEnum):
    """审理结果: how a proceeding ended; until then it is 尚未审结."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHERWISE = "otherwise"

    @property
    def label(self) -> str:
        return ENDINGS[list(Result).index(self)]


ENDING_KEYS: tuple[str, ...] = (*Result, PENDING, TOTAL)


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A proceeding as the report counts it."""

    kind: ProceedingKind
    notified_on: date
    concluded_on: date | None = None
    result: Result | None = None


def ending_in(one: Brought, year: int) -> str | None:
    """The column of a year that counts it; none in a year before it came or after it ended."""
    if one.notified_on.year > year:
        return None
    if one.concluded_on is None or one.concluded_on.year > year:
        return PENDING
    return one.result if one.concluded_on.year == year else None


def proceedings_table(counts: Mapping[ProceedingKind, Mapping[str, int]]) -> ProceedingsTable:
    """Table 4 from the count of each kind and ending, with its totals."""
    return ProceedingsTable(*(_endings(counts.get(kind, {})) for kind in ProceedingKind))


def _endings(counts: Mapping[str, int]) -> Endings:
    upheld, corrected, otherwise, pending = (counts.get(key, 0) for key in ENDING_KEYS[:-1])
    return Endings(
        upheld, corrected, otherwise, pending, total=upheld + corrected + otherwise + pending
    )


def completed(entered: ProceedingsTable | None, counted: ProceedingsTable) -> ProceedingsTable:
    """What a person entered, its blank cells from the register, the totals added anew."""
    if entered is None:
        return counted
    rows = zip(entered.rows.values(), counted.rows.values(), strict=True)
    return ProceedingsTable(*(_filled(typed, known) for typed, known in rows))


def _filled(typed: Endings, known: Endings) -> Endings:
    cells = [
        count if left is None else left
        for left, count in zip(typed.counts[:-1], known.counts[:-1], strict=True)
    ]
    upheld, corrected, otherwise, pending = cells
    return Endings(upheld, corrected, otherwise, pending, total=added(cells))
