"""今日: decisions whose last day for publication is near or past."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localdate
from wagtail.admin.ui.components import Component

from gongkai.lawbook.queries import law_of
from gongkai.outbound.decisions import queries
from gongkai.outbound.publishing.office.reach import desk, now

SHOWN = 10


class DueDecisions(Component):
    """Batches that must be public soon, and those that should have been."""

    order = 17
    template_name = "decisions/office/today.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request = parent_context["request"]
        agency = request.user.agency
        if agency is None:
            return {}
        found = queries.waiting(agency, on=localdate(now()), law=law_of(agency))
        editions = [one.edition.pk for one in found]
        mine = set(desk(request).editions.filter(pk__in=editions).values_list("pk", flat=True))
        urgent = [
            one
            for one in found
            if one.edition.pk in mine and (one.lateness.is_soon or one.lateness.workdays_late)
        ]
        return {"urgent": urgent[:SHOWN]}
