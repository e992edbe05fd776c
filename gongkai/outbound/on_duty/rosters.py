"""值班表 among the kinds of information with elements: its text, its doubts, where it is public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from gongkai.lawbook.queries import calendar_of
from gongkai.outbound.publishing.blocks import Block, Heading, Paragraph, Table, written
from gongkai.outbound.publishing.models import Edition, Record
from gongkai.outbound.publishing.structures import Said, Shown, Structure, Written
from gongkai.people.models import Agency, Leave
from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides.doubts import GuideDoubt
from gongkai.rules.rosters import WEEK, Roster, Shift, doubts_about, monday_of, roster_of
from gongkai.rules.workdays import WEEKDAYS, WorkCalendar

KIND = "roster"
MOST_ROSTERS = 40


@dataclass(frozen=True)
class DutyDay:
    """值班表的一天: its shifts, and what the calendar says of it."""

    on: date
    mark: str
    shifts: tuple[Shift, ...]

    @property
    def weekday(self) -> str:
        return f"星期{WEEKDAYS[self.on.weekday()]}"


@dataclass(frozen=True)
class ShownRoster:
    """值班表 as it is shown: the record behind it, and its days."""

    record: Record
    roster: Roster
    days: tuple[DutyDay, ...]

    @property
    def edition(self) -> Edition:
        edition = self.record.live_edition
        assert edition is not None  # noqa: S101  public
        return edition

    @property
    def published_at(self) -> datetime:
        published = self.edition.published_at
        assert published is not None  # noqa: S101  public
        return published


def write(said: Said) -> Written:
    roster = roster_of(said)
    return written(roster.title, _blocks(roster))


def _blocks(roster: Roster) -> Iterator[Block]:
    yield Heading("班次")
    rows = tuple(
        (f"{day:%Y-%m-%d}", one.hours, one.who, one.phone or roster.phone)
        for day in roster.days
        for one in roster.shifts_of(day)
    )
    if rows:
        yield Table(("日期", "时间", "值班", "电话"), rows)
    if roster.phone:
        yield Paragraph(f"值班电话：{roster.phone}")


def doubts(said: Said, on: date) -> tuple[GuideDoubt, ...]:
    roster = roster_of(said)
    return (*doubts_about(roster), *_on_leave(roster))


def _on_leave(roster: Roster) -> Iterator[GuideDoubt]:
    names = {one.person for one in roster.shifts if one.person}
    away = Leave.objects.filter(
        user__agency__slug=roster.agency,
        user__name__in=names,
        from_on__lt=roster.week + WEEK,
        to_on__gte=roster.week,
    ).select_related("user", "cover")
    for leave in away.order_by("from_on", "id"):
        for one in roster.shifts:
            if one.person == leave.user.name and leave.from_on <= one.on <= leave.to_on:
                message = (
                    f"{one.person}{one.on:%m月%d日}不在岗（{leave.cover.name}代），请核对这一班。"
                )
                yield GuideDoubt("shifts", Severity.WARN, message, "")


def show(edition: Edition, said: Said, at: datetime) -> Shown:
    roster = roster_of(said)
    calendar = calendar_of(edition.record.agency)
    return Shown("on_duty/roster_shown.html", {"roster": roster, "days": _days(roster, calendar)})


def _days(roster: Roster, calendar: WorkCalendar) -> tuple[DutyDay, ...]:
    return tuple(DutyDay(day, _mark(day, calendar), roster.shifts_of(day)) for day in roster.days)


def _mark(day: date, calendar: WorkCalendar) -> str:
    if not calendar.is_workday(day):
        return calendar.reason(day) or "休息日"
    return "调休上班" if day.weekday() >= 5 else ""


def live_rosters(agency: Agency, weeks: Iterable[date]) -> list[ShownRoster]:
    """What is public for these weeks, in the order of the weeks."""
    wanted = [week.isoformat() for week in weeks]
    records = _records(agency).filter(live_edition__elements__said__week__in=wanted)
    calendar = calendar_of(agency)
    found = [_shown(record, calendar) for record in records.order_by("id")[:MOST_ROSTERS]]
    return sorted(found, key=lambda one: (one.roster.week, one.record.pk))


def live_roster(agency: Agency, record: int) -> ShownRoster | None:
    """A public roster of any week by its record."""
    found = _records(agency).filter(pk=record).first()
    return _shown(found, calendar_of(agency)) if found else None


def _shown(record: Record, calendar: WorkCalendar) -> ShownRoster:
    assert record.live_edition is not None  # noqa: S101  public
    roster = roster_of(record.live_edition.elements.said)
    return ShownRoster(record, roster, _days(roster, calendar))


def _records(agency: Agency) -> "QuerySet[Record]":
    live = Record.objects.public().filter(agency=agency, live_edition__elements__kind=KIND)
    return live.select_related("agency", "live_edition__elements")


def this_and_next(on: date) -> tuple[date, date]:
    return monday_of(on), monday_of(on) + WEEK


STRUCTURE = Structure(
    kind=KIND, label="值班表", url_name="on_duty:roster", write=write, doubts=doubts, show=show
)
