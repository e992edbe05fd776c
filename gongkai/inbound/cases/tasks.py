"""The timetable of cases: due dates reckoned by other law than holds now are reckoned anew."""

from datetime import datetime

from gongkai.inbound.cases import actions, queries
from gongkai.lawbook.reckoning import Moved, keeps
from gongkai.ledger.actions import Refused
from gongkai.people.models import User
from gongkai.timetable.rounds import every


@keeps(queries.KIND, label=queries.LABEL, url_name="inbox:list")
def reckon_reports(*, by: User | None, at: datetime) -> list[Moved]:
    moved: list[Moved] = []
    for agency in queries.reckoned_otherwise():
        # A batch a time; that none is left is what the action refuses on.
        while True:
            try:
                moved += actions.recompute_due(agency, by=by, at=at)
            except Refused:
                break
    return moved


@keeps("cases", label="办件", url_name="inbox:list")
def reckon_cases(*, by: User | None, at: datetime) -> list[Moved]:
    moved: list[Moved] = []
    for agency in queries.outdated_agencies():
        while True:
            try:
                moved += actions.reckon_cases(agency, by=by, at=at)
            except Refused:
                break
    return moved


@every(seconds=60)
def recompute_outdated(at: datetime) -> int:
    """What nobody waited for: a new release of the law, or a change cut short."""
    return len(reckon_reports(by=None, at=at)) + len(reckon_cases(by=None, at=at))
