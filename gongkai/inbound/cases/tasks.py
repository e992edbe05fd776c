"""The timetable of cases: due dates reckoned by other law than holds now are reckoned anew."""

from datetime import datetime

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import Case
from gongkai.lawbook.reckoning import Moved, keeps
from gongkai.ledger.actions import Refused
from gongkai.people.models import User
from gongkai.rules.cases import case_kinds
from gongkai.timetable.rounds import every


@keeps({kind.clock for kind in case_kinds().values()}, label="办件", url_name="casework:list")
def reckon_cases(*, by: User | None, at: datetime) -> list[Moved]:
    """A batch a time; that none is left is what the action refuses on."""
    moved: list[Moved] = []
    for agency in queries.outdated_agencies(Case.objects.open()):
        while True:
            try:
                moved += actions.reckon_cases(agency, by=by, at=at)
            except Refused:
                break
    return moved


@every(seconds=60)
def recompute_outdated(at: datetime) -> int:
    """What nobody waited for: a new release of the law, or a change cut short."""
    return len(reckon_cases(by=None, at=at))
