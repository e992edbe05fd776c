"""How something that has to be answered stands to its due date."""

from dataclasses import dataclass
from datetime import date

from gongkai.rules.workdays import WorkCalendar


@dataclass(frozen=True)
class Standing:
    """How what waits stands to its due date on a day; `days` are workdays, late or left."""

    due_on: date
    days: int
    is_provisional: bool

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def told(self) -> str:
        if self.is_overdue:
            return f"已逾期{-self.days}个工作日"
        return f"还剩{self.days}个工作日" if self.days else "今天到期"


def standing_to(
    due_on: date, calendar: WorkCalendar, *, on: date, is_provisional: bool
) -> Standing:
    """Of what is not answered yet."""
    days = calendar.workdays_between(on, due_on)
    if on > due_on:
        # Late on a rest day too, before the first workday after the due date has come.
        days = -max(calendar.workdays_between(due_on, on), 1)
    return Standing(due_on, days, is_provisional)
