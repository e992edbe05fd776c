"""Keeping the search index equal to what is public.

The index and the mark that a publication has reached it can be made again from the database at any
time. They are no facts about the agency's work, so they leave no entry in the ledger.
"""

import logging
from collections.abc import Collection
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.outbound.channels import queries
from gongkai.outbound.publishing.models import Publication
from gongkai.web.finding import public_index
from gongkai.web.search import IndexBusy, IndexDamaged

log = logging.getLogger(__name__)

DELIVERED_AT_ONCE = 200


def deliver_to_search(*, at: datetime) -> int:
    """Brings the oldest undelivered publications into the index; returns how many."""
    if not public_index().is_ready:
        return rebuild_search(at=at)
    waiting = queries.undelivered(DELIVERED_AT_ONCE)
    if not waiting:
        return 0
    try:
        _bring({publication.record_id for publication in waiting}, on=localdate(at))
    except IndexBusy:
        return 0
    except IndexDamaged:
        log.exception("The search index is damaged and is being rebuilt")
        return rebuild_search(at=at)
    # Marked after the index has it: a crash between the two only does the work twice.
    _mark_delivered([publication.pk for publication in waiting], at=at)
    return len(waiting)


def rebuild_search(*, at: datetime) -> int:
    """Makes the whole index anew from what is public; returns how many records it holds."""
    waiting = list(Publication.objects.filter(indexed_at__isnull=True).values_list("id", flat=True))
    count = public_index().rebuild(queries.all_entries(on=localdate(at)))
    _mark_delivered(waiting, at=at)
    return count


def reconcile_search(*, at: datetime) -> int:
    """Puts right what the index holds too much, too little or in an old version."""
    on = localdate(at)
    expected = queries.expected_versions(on=on)
    held = dict(public_index().records())
    wrong = {pk for pk in expected.keys() | held.keys() if expected.get(pk) != held.get(pk)}
    if wrong:
        _bring(wrong, on=on)
    return len(wrong)


def _bring(records: Collection[int], *, on: date) -> None:
    with public_index().writer() as writer:
        for record in records:
            writer.remove(record)
        for entry in queries.entries(records, on=on):
            writer.put(entry)


def _mark_delivered(publications: Collection[int], *, at: datetime) -> None:
    Publication.objects.filter(pk__in=publications).update(indexed_at=at)
