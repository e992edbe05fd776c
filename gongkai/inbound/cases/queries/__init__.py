"""Questions about cases and reports that join several models or ask the clock of the law."""

from gongkai.inbound.cases.queries.cases import (
    clock_of_case,
    events_of,
    holding_of,
    known_by,
    moved,
    offered,
    outdated_agencies,
    workable_by,
)
from gongkai.inbound.cases.queries.files import digests_given, given, given_to_sender, laid_files
from gongkai.inbound.cases.queries.following import (
    Followed,
    as_sender_sees,
    case_with_code,
    receiving_unit,
)
from gongkai.inbound.cases.queries.register import applications_behind, counts_of
from gongkai.inbound.cases.queries.reports import (
    KIND,
    LABEL,
    clock_of,
    followed,
    numbered,
    reportable,
    standing_of,
)
from gongkai.inbound.cases.queries.standing import Standing
from gongkai.inbound.cases.queries.work import (
    CaseDesk,
    Line,
    Tab,
    in_tab,
    lines,
    matching,
    registered_in,
    standing_of_case,
    to_clear,
    with_its_story,
)

__all__ = [
    "KIND",
    "LABEL",
    "CaseDesk",
    "Followed",
    "Line",
    "Standing",
    "Tab",
    "applications_behind",
    "as_sender_sees",
    "case_with_code",
    "clock_of",
    "clock_of_case",
    "counts_of",
    "digests_given",
    "events_of",
    "followed",
    "given",
    "given_to_sender",
    "holding_of",
    "in_tab",
    "known_by",
    "laid_files",
    "lines",
    "matching",
    "moved",
    "numbered",
    "offered",
    "outdated_agencies",
    "receiving_unit",
    "registered_in",
    "reportable",
    "standing_of",
    "standing_of_case",
    "to_clear",
    "with_its_story",
    "workable_by",
]
