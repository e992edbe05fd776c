"""The timetable of the channels."""

from datetime import datetime

from gongkai.outbound.channels import actions
from gongkai.timetable.rounds import every


@every(seconds=1)
def deliver_to_search(at: datetime) -> int:
    return actions.deliver_to_search(at=at)


@every(seconds=6 * 3600)
def reconcile_search(at: datetime) -> int:
    return actions.reconcile_search(at=at)
