"""Questions about how long services really take."""

from datetime import date

from django.db.models import Count, Max

from gongkai.outbound.guides.models import Dealing
from gongkai.outbound.publishing.models import Record
from gongkai.rules.guides import dealings
from gongkai.rules.guides.dealings import ActualTime


def actual_time(record: Record, on: date) -> ActualTime | None:
    """Of the last months; none while so few were finished that single ones could be told."""
    lately = Dealing.objects.filter(
        guide=record, finished_on__gt=dealings.since(on), finished_on__lte=on
    ).order_by()
    found = lately.aggregate(count=Count("id"), slowest=Max("workdays"))
    if found["count"] < dealings.fewest():
        return None
    middle = dealings.place_of_median(found["count"])
    sorted_days = lately.order_by("workdays").values_list("workdays", flat=True)
    return ActualTime(dealings.months(), found["count"], sorted_days[middle], found["slowest"])
