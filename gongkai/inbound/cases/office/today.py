"""今日: cases to accept, replies to clear, what is late and with whom, what is due in days."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wagtail.admin.ui.components import Component

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.office.reach import case_desk
from gongkai.inbound.cases.queries import CaseDesk, Line, Tab

SHOWN = 20
# Working days before the due date at which a case is spoken of anew.
WARNINGS = (1, 3, 5)


class ToAccept(Component):
    """Cases offered to this person or their unit."""

    order = 15
    template_name = "cases/office/today/accept.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        desk = case_desk(parent_context["request"])
        cases = queries.in_tab(desk, Tab.OFFERED).select_related("unit").defer("text")
        return {"rows": queries.lines(desk, cases[:SHOWN])}


class ToClear(Component):
    """Replies that somebody else wrote and this person may clear."""

    order = 16
    template_name = "cases/office/today/clear.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        desk = case_desk(parent_context["request"])
        replies = list(queries.to_clear(desk)[:SHOWN])
        rows = [
            (reply, queries.standing_of_case(reply.case, desk.calendar, on=desk.on))
            for reply in replies
        ]
        return {"rows": rows}


class DueCases(Component):
    """Late ones first, with whoever has them; then those due within one, three, five days."""

    order = 20
    template_name = "cases/office/today/due.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        desk = case_desk(parent_context["request"])
        late = queries.in_tab(desk, Tab.OVERDUE).select_related("unit").defer("text")
        soon = queries.in_tab(desk, Tab.SOON).select_related("unit").defer("text")
        both = queries.lines(desk, [*late[: SHOWN + 1], *soon[: SHOWN + 1]])
        overdue = _reported(desk, [line for line in both if line.is_overdue])
        coming = [line for line in both if not line.is_overdue]
        return {
            "oversees": desk.is_overseer,
            "overdue": overdue[:SHOWN],
            "groups": _by_days(coming[:SHOWN]),
            "has_more_overdue": len(overdue) > SHOWN,
            "has_more_soon": len(coming) > SHOWN,
        }


def _reported(desk: CaseDesk, overdue: list[Line]) -> list[Line]:
    """The late ones, with those marked whose lateness was reported to this person as overseer."""
    if not desk.is_overseer:
        return overdue
    reported = queries.escalated_to(desk.user, (line.case.pk for line in overdue))
    return [
        replace(line, is_escalated=True)
        if line.case.pk in reported and not (line.holder and line.holder.user == desk.user)
        else line
        for line in overdue
    ]


def _by_days(coming: list[Line]) -> list[tuple[int, list[Line]]]:
    """Each case under the nearest warning it has reached."""
    groups: dict[int, list[Line]] = {days: [] for days in WARNINGS}
    for line in coming:
        left = line.standing.days if line.standing else 0
        groups[next(days for days in WARNINGS if left <= days)].append(line)
    return [(days, rows) for days, rows in groups.items() if rows]
