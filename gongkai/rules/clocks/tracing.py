"""The trace of a clock: each day from the start, whether it counted, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.rules.clocks.course import Course
from gongkai.rules.clocks.kinds import Act, Channel
from gongkai.rules.clocks.terms import Unit, measured
from gongkai.rules.workdays import DAY, WorkCalendar


@dataclass(frozen=True)
class DayLine:
    """One day of the term: whether it counted, and why."""

    date: date
    counted: bool
    reason: str


def lines(
    course: Course, calendar: WorkCalendar, *, due_on: date | None, channel: Channel | None
) -> Iterator[DayLine]:
    """The day that starts the clock, then every day to the due date, or to the last event."""
    yield DayLine(course.received_on, counted=False, reason=_start(course, channel))
    day, counted, last_on = course.received_on, 0, due_on or course.last_on
    allowance, notes = course.allowance_days, _notes(course)
    while day != last_on:
        day += DAY * course.kind.direction
        reason = _reason_not_to_count(course, day)
        if not reason and course.counts_workdays and not calendar.is_workday(day):
            reason = calendar.reason(day)
        counts = not reason and counted < allowance
        counted += counts
        if counts:
            reason = _count(course, calendar, day, counted, last_on)
        elif not reason:
            reason = _rolled(course, calendar, day, last_on)
        yield DayLine(day, counted=counts, reason=reason + notes.get(day, ""))


def _start(course: Course, channel: Channel | None) -> str:
    kind = course.kind
    if kind.counts_back:
        return f"{kind.starts}，当日不计入，自前一日起倒数"
    receipt = channel.receipt if channel else kind.receipt
    rule = f"{kind.starts}：{receipt}" if receipt else kind.starts
    return f"{rule}；当日不计入，自次日起计算（民法典第二百零一条）"


def _count(course: Course, calendar: WorkCalendar, day: date, counted: int, due_on: date) -> str:
    allowance = course.allowance_days
    nth = "倒数第" if course.kind.counts_back else "第"
    if course.counts_workdays:
        count = f"计入期限：{nth}{counted}个工作日，共{allowance}个"
        return f"{calendar.reason(day)}，{count}"
    count = f"计入期限：{nth}{counted}日，共{allowance}日"
    if counted < allowance:
        return count
    return count + _end(course, calendar, day, due_on)


def _end(course: Course, calendar: WorkCalendar, day: date, due_on: date) -> str:
    """What is said of the last day that counts, which may be a rest day."""
    unit = course.term.unit
    said = ""
    if unit in (Unit.MONTHS, Unit.YEARLY):
        said = f"；{measured(course.term.value + course.extension, unit)}的期限本日届满"
    if calendar.is_workday(day):
        return said
    if not course.rolls:
        return f"{said}；{calendar.reason(day)}，不顺延，{last_workday(calendar, day)}"
    moved = "提前至此前最后" if course.kind.counts_back else "顺延至其后第"
    return f"{said}；{calendar.reason(day)}，{moved}一个工作日{due_on}"


def last_workday(calendar: WorkCalendar, day: date) -> str:
    """The warning beside a due date that is a rest day and stays one."""
    last = calendar.last_workday_until(day)
    return f"此前最后一个工作日是{last.day}{'（暂定）' if last.provisional else ''}"


def _rolled(course: Course, calendar: WorkCalendar, day: date, due_on: date) -> str:
    moved = "提前" if course.kind.counts_back else "顺延"
    if day == due_on:
        return f"{calendar.reason(day)}，{moved}后的届满之日，不另计日数"
    return f"{calendar.reason(day)}，{moved}期间，不另计日数"


def _reason_not_to_count(course: Course, day: date) -> str:
    for void in course.voids:
        if day <= void.last_on:
            return void.reason
    for pause in course.pauses:
        if pause.covers(day):
            return pause.reason(day)
    return ""


def _notes(course: Course) -> dict[date, str]:
    """What else a citizen should know of a day: that the term was extended on it."""
    notes: dict[date, str] = {}
    for event in course.happened:
        step = course.kind.steps[event.name]
        if step.act is Act.EXTEND:
            term = next(term for term in course.terms if term.key == step.term)
            length = measured(term.value if event.days is None else event.days, term.unit)
            notes[event.on] = f"；本日{step.label}{length}（{step.approval}）"
    return notes
