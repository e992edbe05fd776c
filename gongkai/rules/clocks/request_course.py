"""The course of one information request: what has happened, and which days count because of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.rules.clocks.limits import limits
from gongkai.rules.workdays import WorkCalendar, days_after


class Kind(StrEnum):
    """What can happen to a request."""

    RECEIVED = "received"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION_RECEIVED = "clarification_received"
    THIRD_PARTY_ASKED = "third_party_asked"
    THIRD_PARTY_ANSWERED = "third_party_answered"
    JOINT_MAKER_ASKED = "joint_maker_asked"
    JOINT_MAKER_ANSWERED = "joint_maker_answered"
    EXTENDED = "extended"
    FEE_NOTIFIED = "fee_notified"
    FEE_PAID = "fee_paid"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """Where the clock stands after the last event."""

    RUNNING = "running"
    CONSULTING = "consulting"
    AWAITING_CLARIFICATION = "awaiting_clarification"
    AWAITING_PAYMENT = "awaiting_payment"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Event:
    """Something that happened on a day; `days` are the working days an extension grants."""

    kind: Kind
    on: date
    days: int = 0


@dataclass(frozen=True)
class DayLine:
    """One day of the term: whether it counted, and why."""

    date: date
    counted: bool
    reason: str


CONSULTED = {
    Kind.THIRD_PARTY_ASKED: ("正在征求第三方意见", "由本机关依法决定是否公开"),
    Kind.JOINT_MAKER_ASKED: ("正在征求共同制作机关意见", "视为同意公开"),
}


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """An opinion asked from others; silence ends it when their term is over."""

    kind: Kind
    asked_on: date
    lapses_on: date
    answered_on: date | None = None

    @property
    def ends_on(self) -> date:
        return min(self.answered_on or self.lapses_on, self.lapses_on)

    def covers(self, day: date) -> bool:
        return self.asked_on < day <= self.ends_on

    def reason(self, day: date) -> str:
        asked, silence = CONSULTED[self.kind]
        lapse = self.answered_on is None or self.answered_on > self.lapses_on
        return f"{asked}，不计入答复期限" + (
            f"；至本日仍未答复的，{silence}" if lapse and day == self.lapses_on else ""
        )


@dataclass(frozen=True, kw_only=True)
class Void:
    """Days that stopped counting because the term began anew; the last day included."""

    last_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """The events so far; the term counts from the day after `counts_from`."""

    received_on: date
    counts_from: date
    last_on: date
    state: State = State.RUNNING
    extension_days: int = 0
    seen: frozenset[Kind] = frozenset()
    voids: tuple[Void, ...] = ()
    consultations: tuple[Consultation, ...] = ()

    @property
    def allowance_days(self) -> int:
        return limits()["reply"].days + self.extension_days

    @property
    def has_open_consultation(self) -> bool:
        return any(each.answered_on is None for each in self.consultations)

    @property
    def awaits_applicant(self) -> bool:
        """The applicant has to correct or to pay, or had to when the request was closed."""
        return bool(self.voids) and self.voids[-1].last_on == date.max

    def lines(self, calendar: WorkCalendar) -> Iterator[DayLine]:
        """Every day after receipt until the allowance is used up, or the last event."""
        if self.awaits_applicant:
            for day in days_after(self.received_on, until=self.last_on):
                yield DayLine(day, counted=False, reason=self._reason_not_to_count(day))
            return
        day, counted = self.received_on, 0
        while counted < self.allowance_days:
            day += timedelta(days=1)
            reason = self._reason_not_to_count(day)
            if reason or not calendar.is_workday(day):
                yield DayLine(day, counted=False, reason=reason or calendar.reason(day))
            else:
                counted += 1
                count = f"计入期限：第{counted}个工作日，共{self.allowance_days}个"
                yield DayLine(day, counted=True, reason=f"{calendar.reason(day)}，{count}")

    def due_on(self, calendar: WorkCalendar) -> date:
        return [line.date for line in self.lines(calendar)][-1]

    def _reason_not_to_count(self, day: date) -> str:
        reasons = [void.reason for void in self.voids if day <= void.last_on]
        reasons += [each.reason(day) for each in self.consultations if each.covers(day)]
        return reasons[0] if reasons else ""
