"""How long a decision is shown, and by when it must be: dated law, with the reason as a line.

The display is counted from the day of the decision, not from its publication: so it never lasts
longer than the law allows, and its end is known before anything is public.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.rules.clocks.terms import NotInForce, Term, Terms, last_day, months_after
from gongkai.rules.law import law
from gongkai.rules.workdays import DueDate, WorkCalendar

PUBLICITY = "double-publicity"
WITHDRAWAL = "penalty-withdrawal"
# 有效期至 of this year or later is how the lists write that a licence has no end.
NO_END = 2099
SOON_WORKDAYS = 2


@dataclass(frozen=True)
class Display:
    """公示期: the last day on which a decision is shown, and why that day."""

    until_on: date
    why: str


class NotShown(ValueError):
    """A decision that may not be shown as it was asked; says in Chinese what would help."""


def licence_display(decided_on: date, valid_to: date | None) -> Display:
    """Until the licence ends; one without an end for the years that we chose ourselves."""
    if valid_to is not None and valid_to.year < NO_END:
        return Display(max(valid_to, decided_on), f"公示至许可有效期届满之日{valid_to}。")
    rule = law("decisions")["licence_display"]
    until = months_after(decided_on, 12 * rule["years"])
    source = law("decisions")["sources"][rule["source"]]
    return Display(
        until, f"许可没有写明有效期届满之日，自作出决定之日起公示{rule['years']}年（{source}）。"
    )


def penalty_display(
    decided_on: date, severity: str, wanted: date | None, *, on: date, terms: Terms
) -> Display:
    """By severity, as the law in force on `on` has it; `wanted` is the end the office chose."""
    rule = _severity(severity)
    longest = _term(terms, rule["longest"], on)
    last = months_after(decided_on, longest.value)
    if wanted is None:
        if not rule["shown_in_principle"]:
            raise NotShown(
                f"失信程度“{severity}”的原则上不公示；确需公示的，请填写公示截止期，"
                f"最晚{last}（{longest}，{longest.source}）。"
            )
        return Display(
            last, f"失信程度“{severity}”，自作出决定之日起公示{longest}（{longest.basis}）。"
        )
    first = decided_on
    if "shortest" in rule:
        first = months_after(decided_on, _term(terms, rule["shortest"], on).value)
    if not first <= wanted <= last:
        raise NotShown(
            f"失信程度“{severity}”的公示截止期应当在{first}至{last}之间（{longest.source}）。"
        )
    return Display(wanted, f"失信程度“{severity}”，公示至本机关确定的{wanted}（{longest.basis}）。")


def shortest_display_ends(decided_on: date, severity: str, *, on: date, terms: Terms) -> date:
    """The day from which credit repair may end the display early."""
    rule = _severity(severity)
    if "shortest" not in rule:
        return decided_on
    return months_after(decided_on, _term(terms, rule["shortest"], on).value)


def _severity(label: str) -> dict[str, Any]:
    for rule in law("decisions")["severity"].values():
        if rule["label"] == label:
            return dict(rule)
    raise NotShown(f"没有“{label}”这种失信程度。")


def _term(terms: Terms, key: str, on: date) -> Term:
    try:
        return terms.of(key, on)
    except NotInForce:
        raise NotShown(f"{on}没有施行中的公示期限规定，请先核对期限表。") from None


def publicity_due(decided_on: date, *, terms: Terms, calendar: WorkCalendar) -> DueDate:
    """Seven workdays after the decision (双公示)."""
    return last_day(terms.of(PUBLICITY, decided_on), decided_on, calendar)


def withdrawal_due(happened_on: date, *, terms: Terms, calendar: WorkCalendar) -> DueDate:
    """Three workdays after a decision fell (行政处罚法 art. 48)."""
    return last_day(terms.of(WITHDRAWAL, happened_on), happened_on, calendar)


@dataclass(frozen=True)
class Lateness:
    """公示时限: where a decision stands against its last day for publication."""

    due_on: date
    is_provisional: bool
    workdays_late: int
    is_soon: bool

    @property
    def told(self) -> str:
        guess = "（暂计）" if self.is_provisional else ""
        if self.workdays_late:
            return f"应于{self.due_on}前公示{guess}，已逾期{self.workdays_late}个工作日"
        return f"应于{self.due_on}前公示{guess}"


def lateness(due: DueDate, *, on: date, calendar: WorkCalendar) -> Lateness:
    """On the day of publication, or on today for what is not public yet."""
    late = max(calendar.workdays_between(due.day, on), int(on > due.day))
    soon = not late and calendar.workdays_between(on, due.day) <= SOON_WORKDAYS
    return Lateness(due.day, due.provisional, late, soon)
