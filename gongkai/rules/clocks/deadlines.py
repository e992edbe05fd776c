"""The clock of an information request: by when to reply, and how every day until then counts.

依申请公开, 政府信息公开条例 arts. 30 to 34, and the recount after payment of a fee. The days of
the events are those the law counts from: received, told, asked and paid, not written or posted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gongkai.rules.clocks.limits import limits
from gongkai.rules.clocks.request_course import (
    Consultation,
    Course,
    DayLine,
    Event,
    Kind,
    State,
    Void,
)
from gongkai.rules.workdays import WorkCalendar

__all__ = ["Clock", "DayLine", "Event", "IllegalSequence", "Kind", "State", "run"]


class IllegalSequence(ValueError):
    """An event that the law does not allow at this point; says why in Chinese."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What a request's events amount to. No due date while the applicant has to act.

    The trace runs from the day after receipt to the due date, or to the last event.
    """

    due_on: date | None
    provisional: bool
    state: State
    allowance_days: int
    trace: tuple[DayLine, ...]


ASKED_BY_ANSWER = {
    Kind.THIRD_PARTY_ANSWERED: Kind.THIRD_PARTY_ASKED,
    Kind.JOINT_MAKER_ANSWERED: Kind.JOINT_MAKER_ASKED,
}
CLOSED = {State.REPLIED: "申请已经答复", State.WITHDRAWN: "申请已经撤回"}


def run(events: Iterable[Event], calendar: WorkCalendar) -> Clock:
    """The clock after these events, which come in the order they happened."""
    happened = tuple(events)
    if not happened or happened[0].kind is not Kind.RECEIVED:
        raise IllegalSequence("期限自收到申请之日起算，第一个事项应当是收到申请。")
    received, *later = happened
    course = Course(received_on=received.on, counts_from=received.on, last_on=received.on)
    for event in later:
        _refuse_out_of_turn(course, event)
        course = STEPS[event.kind](course, event, calendar)
        course = replace(course, last_on=event.on, seen=course.seen | {event.kind})
    return _clock(course, calendar)


def _clock(course: Course, calendar: WorkCalendar) -> Clock:
    trace = tuple(course.lines(calendar))
    awaits = course.awaits_applicant
    term = [line.date for line in trace if line.date > course.counts_from]
    return Clock(
        due_on=None if awaits else term[-1],
        provisional=not awaits and not all(map(calendar.is_announced, term)),
        state=State.CONSULTING if _is_consulting(course) else course.state,
        allowance_days=course.allowance_days,
        trace=trace,
    )


def _is_consulting(course: Course) -> bool:
    return course.state is State.RUNNING and course.has_open_consultation


def _refuse_out_of_turn(course: Course, event: Event) -> None:
    if event.on < course.last_on:
        raise IllegalSequence(f"{event.on}早于前一事项的日期{course.last_on}，请按先后顺序登记。")
    if closed := CLOSED.get(course.state):
        raise IllegalSequence(f"{closed}，期限已经终止，不能再登记其他事项。")


def _refuse_unless_running(course: Course, event: Event, calendar: WorkCalendar) -> None:
    """Agency's steps that touch the term need a term that runs and is not over."""
    if course.state is State.AWAITING_CLARIFICATION:
        raise IllegalSequence("正在等待申请人补正，答复期限尚未起算。")
    if course.state is State.AWAITING_PAYMENT:
        raise IllegalSequence("正在等待申请人缴费，答复期限已经停止。")
    # The period ends with its last day, so a step taken on that day is still in time.
    if event.on > (due_on := course.due_on(calendar)):
        raise IllegalSequence(f"答复期限已于{due_on}届满，不能再停止或者延长。")


def _receive(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    raise IllegalSequence("这件申请已经登记收到；另一件申请应当另行登记。")


def _ask_clarification(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    """条例 art. 30: once, within seven working days of receipt."""
    if Kind.CLARIFICATION_ASKED in course.seen:
        raise IllegalSequence("补正应当一次性告知，不能再次要求补正。")
    _refuse_unless_running(course, event, calendar)
    if course.has_open_consultation:
        raise IllegalSequence("正在征求意见，说明申请内容已经明确，不能再要求补正。")
    limit = limits()["clarification"]
    if event.on > (last_on := calendar.add(course.received_on, limit.days).day):
        raise IllegalSequence(
            f"要求补正应当在收到申请后{limit.days}个工作日内（{last_on}前）告知。"
        )
    told = Void(last_on=event.on, reason="申请需要补正，自收到补正材料次日起重新计算，本日不计")
    waiting = Void(last_on=date.max, reason="等待申请人补正，不计入答复期限")
    return replace(course, state=State.AWAITING_CLARIFICATION, voids=(told, waiting))


def _receive_clarification(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    if course.state is not State.AWAITING_CLARIFICATION:
        raise IllegalSequence("没有要求补正，不能登记收到补正材料。")
    return _restart(course, event, "收到补正材料，自次日起计算答复期限")


def _consult(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    """条例 arts. 32 and 34; several may be asked, each with a term of its own."""
    _refuse_unless_running(course, event, calendar)
    days = limits()[event.kind.removesuffix("_asked")].days
    consultation = Consultation(
        kind=event.kind, asked_on=event.on, lapses_on=calendar.add(event.on, days).day
    )
    return replace(course, consultations=(*course.consultations, consultation))


def _answer(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    """Ends the earliest question still open; an answer after its term moves nothing."""
    asked = ASKED_BY_ANSWER[event.kind]
    for at, each in enumerate(course.consultations):
        if each.kind is asked and each.answered_on is None:
            answered = replace(each, answered_on=event.on)
            consultations = course.consultations
            return replace(
                course, consultations=(*consultations[:at], answered, *consultations[at + 1 :])
            )
    raise IllegalSequence("没有尚待答复的征求意见，不能登记答复。")


def _extend(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    """条例 art. 33: once, and before the first period ends."""
    if Kind.EXTENDED in course.seen:
        raise IllegalSequence("答复期限只能延长一次。")
    _refuse_unless_running(course, event, calendar)
    most = limits()["extension"].days
    if not 1 <= event.days <= most:
        raise IllegalSequence(f"延长的期限应当为1至{most}个工作日，不能是{event.days}个。")
    return replace(course, extension_days=event.days)


def _notify_fee(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    if Kind.FEE_NOTIFIED in course.seen:
        raise IllegalSequence("已经发出过收费通知，不能再次发出。")
    _refuse_unless_running(course, event, calendar)
    told = Void(last_on=event.on, reason="已通知缴费，自缴费次日起重新计算，本日不计")
    waiting = Void(last_on=date.max, reason="等待申请人缴费，不计入答复期限")
    return replace(course, state=State.AWAITING_PAYMENT, voids=(*course.voids, told, waiting))


def _pay_fee(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    if course.state is not State.AWAITING_PAYMENT:
        raise IllegalSequence("没有尚待缴纳的费用，不能登记缴费。")
    notified_on = course.voids[-2].last_on
    term = timedelta(days=limits()["fee_payment"].days)
    if event.on > (last_on := calendar.roll_forward(notified_on + term).day):
        raise IllegalSequence(f"缴费期限已于{last_on}届满，视为放弃申请。")
    return _restart(course, event, "申请人已缴费，自次日起重新计算答复期限")


def _restart(course: Course, event: Event, reason: str) -> Course:
    """The whole period again; an extension granted before is spent.

    No source says that it outlives the recount, and a reply too early harms nobody.
    """
    *before, waiting = course.voids
    return replace(
        course,
        state=State.RUNNING,
        counts_from=event.on,
        extension_days=0,
        consultations=(),
        voids=(
            *before,
            replace(waiting, last_on=event.on - timedelta(days=1)),
            Void(last_on=event.on, reason=reason),
        ),
    )


def _close(course: Course, event: Event, calendar: WorkCalendar) -> Course:
    return replace(course, state=State(event.kind.value))


STEPS: dict[Kind, Callable[[Course, Event, WorkCalendar], Course]] = {
    Kind.RECEIVED: _receive,
    Kind.CLARIFICATION_ASKED: _ask_clarification,
    Kind.CLARIFICATION_RECEIVED: _receive_clarification,
    Kind.THIRD_PARTY_ASKED: _consult,
    Kind.THIRD_PARTY_ANSWERED: _answer,
    Kind.JOINT_MAKER_ASKED: _consult,
    Kind.JOINT_MAKER_ANSWERED: _answer,
    Kind.EXTENDED: _extend,
    Kind.FEE_NOTIFIED: _notify_fee,
    Kind.FEE_PAID: _pay_fee,
    Kind.REPLIED: _close,
    Kind.WITHDRAWN: _close,
}
