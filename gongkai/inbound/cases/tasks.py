"""The timetable of cases: due dates reckoned by other law than holds now are reckoned anew."""

from datetime import datetime

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import Case
from gongkai.lawbook.reckoning import Moved, keeps
from gongkai.ledger.actions import Refused
from gongkai.people.models import User
from gongkai.rules.cases import case_kinds
from gongkai.rules.clocks.deadlines import IllegalSequence
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


@every(seconds=600)
def lapse_consultations(at: datetime) -> int:
    """Those asked let their term pass: what waited for them goes on."""
    gone_on = 0
    for case in list(Case.objects.open().filter(stage=Case.Stage.CONSULTING).only("pk")):
        try:
            actions.let_lapse(case, at=at)
        except (Refused, IllegalSequence):
            # Not over yet; or entered under earlier law, which no round can mend.
            continue
        gone_on += 1
    return gone_on
