"""Questions about proceedings and proposals that join several models or ask the clock."""

from gongkai.inbound.foi.queries.proceedings import (
    NEW,
    counts_of,
    of_case,
    proceedings_behind,
    register_of,
    tab_of,
    waiting_for_answer,
)
from gongkai.inbound.foi.queries.proposals import (
    Named,
    duties_of,
    granted_lately,
    members_of,
    not_compared,
    not_compared_agencies,
    proposals_for,
    with_subject,
)
from gongkai.inbound.foi.queries.reckoning import clock_of, standing_of

__all__ = [
    "NEW",
    "Named",
    "clock_of",
    "counts_of",
    "duties_of",
    "granted_lately",
    "members_of",
    "not_compared",
    "not_compared_agencies",
    "of_case",
    "proceedings_behind",
    "proposals_for",
    "register_of",
    "standing_of",
    "tab_of",
    "waiting_for_answer",
    "with_subject",
]
