"""Reckoning open cases anew when the law as known here has changed."""

from datetime import datetime

from gongkai.inbound.cases import obstacles, queries
from gongkai.inbound.cases.actions.stepping import reckon
from gongkai.inbound.cases.models import Case
from gongkai.lawbook.queries import law_of
from gongkai.lawbook.reckoning import Moved
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import Agency, User

AT_ONCE = 500


@action
def reckon_cases(agency: Agency, *, by: User | None, at: datetime) -> list[Moved]:
    """Reckons an agency's open cases by the law as it is known now, some hundred at a time."""
    law = law_of(agency)
    cases = list(
        Case.objects.open()
        .select_for_update(of=("self",))
        .filter(agency=agency)
        .exclude(due_version=law.version)
        .order_by("id")[:AT_ONCE]
    )
    refuse_if(obstacles.to_reckoning(cases))
    events = queries.events_of(cases)
    moved = []
    for case in cases:
        before = case.due_on
        reckon(case, events[case.pk], law)
        if case.due_on != before:
            moved.append(queries.moved(case, agency, before))
            record(
                "case.due-moved",
                case,
                agency=agency,
                by=by,
                at=at,
                before=before,
                after=case.due_on,
                provisional=case.due_provisional,
            )
    Case.objects.bulk_update(cases, ["due_on", "due_provisional", "due_version", "stage"])
    record(
        "agency.cases-reckoned",
        agency,
        agency=agency,
        by=by,
        at=at,
        version=law.version,
        cases=len(cases),
        moved=len(moved),
    )
    return moved
