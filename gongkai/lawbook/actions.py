"""Changes to the calendar and to the facts of law: entered, lifted, checked; never deleted."""

import hashlib
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.lawbook import obstacles, queries
from gongkai.lawbook.models import CheckedFact, HolidayNotice, OfficeClosure, RegionalHoliday
from gongkai.ledger.actions import Refused, action, record, refuse_if, values_of
from gongkai.people.models import User
from gongkai.people.obstacles import to_setting_up
from gongkai.rules.holiday_notices import BadNotice, parse_notice
from gongkai.rules.workdays import Notice


class AlreadyKnown(Refused):
    """The notice says what is in force anyway; importing it would change nothing."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        super().__init__([f"这份通知与现行的{notice.year}年放假安排相同，没有改动。"])


@action
def import_notice(text: str, *, by: User, at: datetime) -> HolidayNotice:
    """Takes in a year's holidays as announced; from now on they replace what was known of it."""
    refuse_if(obstacles.to_keeping_law(by=by, on=localdate(at)))
    notice = _read(text)
    if notice == queries.notice_for(notice.year):
        raise AlreadyKnown(notice)
    kept = HolidayNotice.objects.create(
        year=notice.year,
        number=notice.number,
        title=notice.title,
        published_on=notice.published_on,
        text=text,
        imported_by=by,
        imported_at=at,
    )
    record(
        "calendar.notice-imported",
        kept,
        agency=None,
        by=by,
        at=at,
        year=notice.year,
        number=notice.number,
        published_on=notice.published_on,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return kept


def _read(text: str) -> Notice:
    try:
        return parse_notice(text)
    except BadNotice as bad:
        raise Refused(bad.problems) from bad


@action
def arrange_region(holiday: RegionalHoliday, *, by: User, at: datetime) -> RegionalHoliday:
    """Enters what a region arranged for one year, in place of what was computed for it."""
    refuse_if(obstacles.to_keeping_law(by=by, on=localdate(at)))
    refuse_if(obstacles.to_arranging(holiday))
    holiday.entered_by, holiday.entered_at = by, at
    holiday.full_clean()
    holiday.save(force_insert=True)
    record("calendar.region-arranged", holiday, agency=None, by=by, at=at, after=values_of(holiday))
    return holiday


@action
def close_office(closure: OfficeClosure, *, by: User, at: datetime) -> OfficeClosure:
    """Enters days on which the agency does not work; they count in none of its terms."""
    refuse_if(to_setting_up(closure.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_closing(closure, on=localdate(at)))
    closure.entered_by, closure.entered_at = by, at
    closure.full_clean()
    closure.save(force_insert=True)
    record(
        "calendar.office-closed",
        closure,
        agency=closure.agency,
        by=by,
        at=at,
        first_on=closure.first_on,
        last_on=closure.last_on,
        cause=closure.cause,
    )
    return closure


@action
def lift_closure(closure: OfficeClosure, *, reason: str, by: User, at: datetime) -> OfficeClosure:
    """Says that the agency worked, or will work, on those days after all."""
    closure = (
        OfficeClosure.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=closure.pk)
    )
    refuse_if(to_setting_up(closure.agency, by=by, on=localdate(at)))
    refuse_if(obstacles.to_lifting(closure, reason=reason))
    closure.lifted_by, closure.lifted_at, closure.lifted_why = by, at, reason.strip()
    closure.full_clean()
    closure.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
    record(
        "calendar.closure-lifted",
        closure,
        agency=closure.agency,
        by=by,
        at=at,
        first_on=closure.first_on,
        last_on=closure.last_on,
        reason=closure.lifted_why,
    )
    return closure


@action
def check_fact(
    key: str, *, value: str, source: str, reason: str = "", by: User, at: datetime
) -> CheckedFact:
    """Says that a person compared a fact with its source, and what stands there."""
    refuse_if(obstacles.to_keeping_law(by=by, on=localdate(at)))
    known, value = queries.known_fact(key), value.strip()
    refuse_if(obstacles.to_checking(known, value=value, source=source, reason=reason))
    checked = CheckedFact(
        key=key,
        value=value,
        source=source.strip(),
        reason=reason.strip(),
        checked_by=by,
        checked_at=at,
    )
    checked.full_clean()
    checked.save(force_insert=True)
    record(
        "law.fact-checked",
        checked,
        agency=None,
        by=by,
        at=at,
        key=key,
        before=known.value if known else "",
        after=value,
        source=checked.source,
        reason=checked.reason,
    )
    return checked
