"""What is said of a reception day, whoever plans or changes it."""

from dataclasses import dataclass
from datetime import date, time

from gongkai.people.models import Unit


@dataclass(frozen=True, kw_only=True)
class Plan:
    """接访安排: when, where, who receives, who sits beside them, about what, and for how many."""

    on: date
    opens: time
    closes: time
    place: str
    received_by: str
    unit: Unit
    slots: int
    minutes: int
    topics: str = ""
