"""The timetable of publishing: what is cleared and due goes out, one row at a time."""

import logging
from datetime import datetime

from django.db.models import Q

from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition
from gongkai.timetable.rounds import every

log = logging.getLogger(__name__)


@every(seconds=5)
def publish_due(at: datetime) -> int:
    """Cleared editions whose time has come; one that is refused does not stop the others."""
    due = (
        Edition.objects.filter(state=Edition.State.CLEARED)
        .filter(
            Q(release=Edition.Release.ON_CLEARANCE)
            | Q(release=Edition.Release.AT_TIME, release_at__lte=at)
        )
        .order_by("release_at", "id")[:50]
    )
    published = 0
    for edition in due:
        try:
            actions.publish(edition, by=None, at=at)
            published += 1
        except Refused as refused:
            log.error("edition %s not published: %s", edition.pk, refused)
    return published
