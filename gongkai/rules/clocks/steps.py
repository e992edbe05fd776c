"""What each step does to a clock, and what stands in its way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from gongkai.rules.clocks.course import (
    Course,
    Event,
    IllegalSequence,
    Pause,
    Void,
    advanced,
    rolled,
)
from gongkai.rules.clocks.kinds import RECEIVED, Act, Step
from gongkai.rules.clocks.terms import Term, Terms, last_day, measured
from gongkai.rules.workdays import DAY, WorkCalendar

Taking = Callable[[Course, Step, Event, WorkCalendar, Terms], Course]


def take(course: Course, event: Event, calendar: WorkCalendar, terms: Terms) -> Course:
    """The course after one more event."""
    step = _step(course, event)
    _refuse_out_of_turn(course, step, event)
    course = advanced(course, calendar, until=event.on)
    course = TAKEN[step.act](course, step, event, calendar, terms)
    return replace(course, last_on=event.on, happened=(*course.happened, event))


def _step(course: Course, event: Event) -> Step:
    if event.name == RECEIVED:
        raise IllegalSequence("起算之日已经登记收到，不能再次登记；另一件事项应当另行登记。")
    if event.name not in course.kind.steps:
        known = "、".join(f"{step.label}（{step.name}）" for step in course.kind.steps.values())
        raise IllegalSequence(
            f"“{course.kind.name}”没有“{event.name[:40]}”这一事项，可以登记的有：{known}。"
        )
    return course.kind.steps[event.name]


def _refuse_out_of_turn(course: Course, step: Step, event: Event) -> None:
    # What counts back from a day is mostly done before that day.
    if event.on < course.last_on and not (course.kind.counts_back and not course.happened):
        raise IllegalSequence(f"{event.on}早于前一事项的日期{course.last_on}，请按先后顺序登记。")
    if course.closing:
        closed = course.kind.steps[course.closing.name].label
        raise IllegalSequence(f"已经{closed}，期限已经终止，不能再登记其他事项。")
    if event.days is not None and step.act is not Act.EXTEND:
        raise IllegalSequence(f"“{step.label}”不能写期限，请只写日期。")
    if step.times and course.times(step.name) >= step.times:
        raise IllegalSequence(step.again or f"“{step.label}”只能登记{step.times}次。")


def _refuse_unless_running(course: Course, event: Event, calendar: WorkCalendar) -> None:
    """Steps that touch the term need a term that runs and is not over."""
    if course.suspended_by:
        raise IllegalSequence(course.suspended_by.busy)
    # The period ends with its last day, so a step taken on that day is still in time.
    if course.is_used_up and event.on > (due_on := rolled(course, calendar)):
        raise IllegalSequence(f"期限已于{due_on}届满，不能再停止或者延长。")


def _suspend(
    course: Course, step: Step, event: Event, calendar: WorkCalendar, terms: Terms
) -> Course:
    _refuse_unless_running(course, event, calendar)
    if step.paused and course.open_pauses(event.on):
        raise IllegalSequence(step.paused)
    course = _in_time(course, step, event, course.received_on, calendar, terms)
    told = Void(last_on=event.on, reason=step.reason)
    waiting = Void(last_on=date.max, reason=step.waiting)
    return replace(course, suspended_by=step, voids=(*course.voids, told, waiting))


def _renew(
    course: Course, step: Step, event: Event, calendar: WorkCalendar, terms: Terms
) -> Course:
    """The whole term again; an extension granted before is spent, a question asked stays open.

    No source says that an extension outlives the recount, and a reply too early harms nobody.
    """
    if course.suspended_by is None or course.suspended_by.name != step.of:
        raise IllegalSequence(step.unasked)
    *before, told, waiting = course.voids
    course = _in_time(course, step, event, told.last_on, calendar, terms)
    return replace(
        course,
        suspended_by=None,
        counts_from=event.on,
        day=event.on,
        counted=0,
        extension=0,
        voids=(
            *before,
            told,
            replace(waiting, last_on=event.on - DAY),
            Void(last_on=event.on, reason=step.reason),
        ),
    )


def _in_time(
    course: Course, step: Step, event: Event, start: date, calendar: WorkCalendar, terms: Terms
) -> Course:
    if not step.within:
        return course
    term = terms.of(step.within, course.received_on)
    last_on = last_day(term, start, calendar).day
    if event.on > last_on:
        raise IllegalSequence(step.late.format(term=term, last=last_on))
    return _resting_on(course, term)


def _pause(
    course: Course, step: Step, event: Event, calendar: WorkCalendar, terms: Terms
) -> Course:
    """Several may be asked, each with a term of its own."""
    _refuse_unless_running(course, event, calendar)
    lapses_on = date.max
    if step.term:
        term = terms.of(step.term, course.received_on)
        lapses_on = last_day(term, event.on, calendar).day
        course = _resting_on(course, term)
    pause = Pause(step=step, asked_on=event.on, lapses_on=lapses_on)
    return replace(course, pauses=(*course.pauses, pause))


def _resume(
    course: Course, step: Step, event: Event, calendar: WorkCalendar, terms: Terms
) -> Course:
    """Ends the earliest question still open; an answer after its term moves nothing."""
    for at, pause in enumerate(course.pauses):
        if pause.step.name == step.of and pause.answered_on is None:
            answered = replace(pause, answered_on=event.on)
            return replace(course, pauses=(*course.pauses[:at], answered, *course.pauses[at + 1 :]))
    raise IllegalSequence(step.unasked)


def _extend(
    course: Course, step: Step, event: Event, calendar: WorkCalendar, terms: Terms
) -> Course:
    _refuse_unless_running(course, event, calendar)
    term = terms.of(step.term, course.received_on)
    days = term.value if event.days is None else event.days
    if not 1 <= days <= term.value:
        most = measured(term.value, term.unit)
        raise IllegalSequence(f"延长的期限应当为1至{most}，请改写延长的期限。")
    return _resting_on(replace(course, extension=course.extension + days), term)


def _close(
    course: Course, step: Step, event: Event, calendar: WorkCalendar, terms: Terms
) -> Course:
    return replace(course, closing=event)


def _resting_on(course: Course, term: Term) -> Course:
    return course if term in course.terms else replace(course, terms=(*course.terms, term))


TAKEN: dict[Act, Taking] = {
    Act.SUSPEND: _suspend,
    Act.RENEW: _renew,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.EXTEND: _extend,
    Act.CLOSE: _close,
}
