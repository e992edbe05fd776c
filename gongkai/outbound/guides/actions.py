"""Writing what was dealt with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.lawbook.queries import calendar_of
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.guides import obstacles
from gongkai.outbound.guides.models import Dealing
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import User
from gongkai.rules.guides.dealings import Dealt
from gongkai.rules.workdays import WorkCalendar, days_after

AT_ONCE = 500


@dataclass(frozen=True)
class BroughtIn:
    """How many dealings were new, and how many were known and now say otherwise."""

    new: int
    changed: int


@action
def bring_in(guide: Record, dealings: Iterable[Dealt], *, by: User, at: datetime) -> BroughtIn:
    """Adds finished dealings to a guide; one whose number is known is put right."""
    guide = (
        Record.objects.select_for_update(of=("self",))
        .select_related("agency", "unit")
        .get(pk=guide.pk)
    )
    refuse_if(obstacles.to_bringing_in(guide, by=by, on=localdate(at)))
    dealings = tuple(dealings)
    until = _workdays_until(calendar_of(guide.agency), dealings)
    given = {
        one.number: Dealing(
            guide=guide,
            number=one.number,
            accepted_on=one.accepted_on,
            finished_on=one.finished_on,
            workdays=until[one.finished_on] - until[one.accepted_on],
        )
        for one in dealings
    }
    known = _known(guide, list(given))
    changed = []
    for number, kept in known.items():
        said = given.pop(number)
        if (kept.accepted_on, kept.finished_on) != (said.accepted_on, said.finished_on):
            kept.accepted_on, kept.finished_on = said.accepted_on, said.finished_on
            kept.workdays = said.workdays
            changed.append(kept)
    Dealing.objects.bulk_create(given.values(), batch_size=AT_ONCE)
    fields = ["accepted_on", "finished_on", "workdays"]
    Dealing.objects.bulk_update(changed, fields, batch_size=AT_ONCE)
    brought = BroughtIn(len(given), len(changed))
    record(
        "dealings.brought-in", guide, agency=guide.agency, by=by, at=at,
        new=brought.new, changed=brought.changed,
    )  # fmt: skip
    return brought


def _known(guide: Record, numbers: list[str]) -> dict[str, Dealing]:
    """Those of the guide that have one of the numbers; asked in parts, as databases like it."""
    found: dict[str, Dealing] = {}
    for start in range(0, len(numbers), AT_ONCE):
        part = numbers[start : start + AT_ONCE]
        for one in Dealing.objects.filter(guide=guide, number__in=part):
            found[one.number] = one
    return found


def _workdays_until(calendar: WorkCalendar, dealings: Iterable[Dealt]) -> dict[date, int]:
    """For each day from the first to the last, the workdays until then: each day is asked once."""
    days = {day for one in dealings for day in (one.accepted_on, one.finished_on)}
    if not days:
        return {}
    first = min(days)
    until, count = {first: 0}, 0
    for day in days_after(first, until=max(days)):
        count += calendar.is_workday(day)
        until[day] = count
    return until
