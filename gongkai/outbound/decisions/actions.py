"""Verbs: importing a batch, ending the display of one decision, putting it back."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.decisions import obstacles
from gongkai.outbound.decisions.elements import KIND, Batch
from gongkai.outbound.decisions.models import Decision, EndedDisplay
from gongkai.outbound.publishing.actions import check, fill_in, start_with
from gongkai.outbound.publishing.models import Edition
from gongkai.people.models import Unit, User


@action
def import_batch(
    batch: Batch,
    *,
    unit: Unit,
    left_out: int = 0,
    into: Edition | None = None,
    by: User,
    at: datetime,
) -> Edition:
    """A list becomes an edition like every other, or takes the place of one's rows.

    The file itself is not kept: it holds identities that nobody needs after the rows are masked.
    """
    if into is None:
        edition = start_with(KIND, batch.said(), unit=unit, by=by, at=at)
    else:
        edition = fill_in(into, batch.said(), by=by, at=at)
    record(
        "decisions.imported",
        edition,
        agency=unit.agency,
        by=by,
        at=at,
        kind=batch.kind.value,
        rows=len(batch.rows),
        left_out=left_out,
    )
    check(edition, by=by, at=at)
    return edition


@action
def end_display(
    decision: Decision, *, cause: str, reason: str, happened_on: date, by: User, at: datetime
) -> EndedDisplay:
    """Takes one decision out of public view at once; its address goes on answering."""
    agency = decision.agency
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("edition__record__unit", "agency")
        .get(pk=decision.pk)
    )
    refuse_if(
        obstacles.to_ending(
            decision,
            cause=cause,
            reason=reason,
            happened_on=happened_on,
            by=by,
            on=localdate(at),
            terms=law_of(agency).terms,
        )
    )
    ended = EndedDisplay.objects.create(
        agency=agency,
        kind=decision.kind,
        key=decision.key,
        number=decision.number,
        cause=cause,
        reason=reason.strip(),
        happened_on=happened_on,
        by=by,
        at=at,
    )
    record(
        "decision.display-ended",
        ended,
        agency=agency,
        by=by,
        at=at,
        key=decision.key,
        cause=cause,
        happened_on=happened_on,
    )
    return ended


@action
def put_back(ended: EndedDisplay, *, reason: str, by: User, at: datetime) -> EndedDisplay:
    """Shows a decision again that was taken down by mistake: a second person says so."""
    ended = (
        EndedDisplay.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=ended.pk)
    )
    refuse_if(obstacles.to_putting_back(ended, reason=reason, by=by, on=localdate(at)))
    ended.put_back_at, ended.put_back_by, ended.put_back_because = at, by, reason.strip()
    ended.save()
    record("decision.put-back", ended, agency=ended.agency, by=by, at=at, key=ended.key)
    return ended
