"""今日: whether the calendar reaches far enough."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from gongkai.lawbook import obstacles, queries

# The notice usually comes out about now; the terms of December run into the next year.
EXPECTED_FROM = (11, 1)


class MissingNotice(Component):
    """Says so when terms run into a year whose holidays were not imported."""

    order = 5
    template_name = "lawbook/missing.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user, today = parent_context["request"].user, timezone.localdate()
        return {
            "missing": missing_year(today),
            "may_import": not list(obstacles.to_keeping_law(by=user, on=today)),
        }


def missing_year(today: date) -> int | None:
    """The first year that a term of today may need and nobody has announced."""
    needed = [today.year]
    if (today.month, today.day) >= EXPECTED_FROM:
        needed.append(today.year + 1)
    return next((year for year in needed if queries.notice_for(year) is None), None)
