"""今日: what waits for me, what is due, who is away, and whether the machine is well."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from gongkai.outbound.publishing import waiting
from gongkai.outbound.publishing.office.reach import desk, now
from gongkai.timetable.models import is_worker_alive


class WaitingForMe(Component):
    """What stops everybody's work, then what only this person can move on."""

    order = 10
    template_name = "publishing/today/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        mine, at = desk(parent_context["request"]), now()
        rows = waiting.in_review(mine)
        return {
            "may_write": mine.may_write,
            "worker_is_silent": not is_worker_alive(at),
            "deadlocked": [one for one in rows if one.deadlocks][: waiting.SHOWN],
            "not_out_yet": waiting.not_out_yet(mine, at=at)[: waiting.SHOWN],
            "returned": waiting.returned_to(mine)[: waiting.SHOWN],
            "to_review": [one for one in rows if one.is_mine][: waiting.SHOWN],
            "to_release": waiting.to_release_by(mine)[: waiting.SHOWN],
            "to_confirm": [one for one in waiting.unconfirmed(mine, at=at) if one.is_mine],
        }


class DueAndAway(Component):
    """What has a date, what lies about, who is not here and who stands in."""

    order = 90
    template_name = "publishing/today/due.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        mine, at = desk(parent_context["request"]), now()
        return {
            "unconfirmed": waiting.unconfirmed(mine, at=at)[: waiting.SHOWN],
            "scheduled": waiting.scheduled(mine)[: waiting.SHOWN],
            "lying": waiting.lying(mine, at=at)[: waiting.SHOWN],
            "away": waiting.away(mine)[: waiting.SHOWN],
        }
