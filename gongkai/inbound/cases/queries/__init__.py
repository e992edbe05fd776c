"""Questions about cases and reports that join several models or ask the clock of the law."""

from gongkai.inbound.cases.queries.cases import (
    clock_of_case,
    events_of,
    followed_case,
    holding_of,
    known_by,
    moved,
    offered,
    outdated_agencies,
    workable_by,
)
from gongkai.inbound.cases.queries.register import applications_behind, counts_of
from gongkai.inbound.cases.queries.reports import (
    KIND,
    LABEL,
    Standing,
    clock_of,
    followed,
    numbered,
    reckoned_otherwise,
    reportable,
    standing_of,
)

__all__ = [
    "KIND",
    "LABEL",
    "Standing",
    "applications_behind",
    "clock_of",
    "clock_of_case",
    "counts_of",
    "events_of",
    "followed",
    "followed_case",
    "holding_of",
    "known_by",
    "moved",
    "numbered",
    "offered",
    "outdated_agencies",
    "reckoned_otherwise",
    "reportable",
    "standing_of",
    "workable_by",
]
