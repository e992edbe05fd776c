"""Reckoning open cases anew when the law as known here has changed."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles, queries
from gongkai.inbound.cases.actions.stepping import reckon
from gongkai.inbound.cases.models import Case, Consultation
from gongkai.lawbook.queries import Law, law_of
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
        reckon(case, events[case.pk], law, on=localdate(at))
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
    _reckon_consultations(cases, law, agency=agency, by=by, at=at)
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


def _reckon_consultations(
    cases: list[Case], law: Law, *, agency: Agency, by: User | None, at: datetime
) -> None:
    """Whoever is asked and has not answered has until another day, too."""
    waiting = queries.consultations_by_case(cases)
    for case in cases:
        for asked in waiting.get(case.pk, ()):
            before: date = asked.due_on
            set_due(asked, law)
            asked.save(update_fields=["due_on", "due_provisional"])
            if asked.due_on != before:
                record(
                    "consultation.due-moved",
                    asked,
                    agency=agency,
                    by=by,
                    at=at,
                    before=before,
                    after=asked.due_on,
                    provisional=asked.due_provisional,
                )


def set_due(asked: Consultation, law: Law) -> None:
    """The last day to answer by a law; the caller saves."""
    clock = queries.clock_of_consultation(asked, law)
    if clock.due_on is not None:
        asked.due_on, asked.due_provisional = clock.due_on, clock.provisional
