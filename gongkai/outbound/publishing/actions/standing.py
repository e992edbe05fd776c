"""Standing excuses: what was excused once and may stand in every text until a day."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.actions.drafting import lock_open
from gongkai.outbound.publishing.models import Finding, StandingExcuse
from gongkai.people.models import User


@action
def make_standing(
    finding: Finding, *, reason: str, until_on: date | None, by: User, at: datetime
) -> StandingExcuse:
    """Lets the same words pass in all texts of the agency until a day; no number is kept."""
    edition = lock_open(finding.run.edition)
    refuse_if(
        obstacles.to_making_standing(
            finding, edition, reason=reason, until_on=until_on, by=by, on=localdate(at)
        )
    )
    assert until_on is not None  # noqa: S101  obstacles.to_making_standing refused otherwise
    one = StandingExcuse.objects.create(
        agency=edition.record.agency,
        rule=finding.rule,
        subject=finding.subject,
        message=finding.message,
        excerpt=finding.excerpt,
        reason=reason.strip(),
        until_on=until_on,
        by=by,
        at=at,
    )
    record(
        "excuse.made-standing",
        one,
        agency=one.agency,
        by=by,
        at=at,
        rule=one.rule,
        message=one.message,
        reason=one.reason,
        until_on=until_on,
        edition=edition.pk,
    )
    return one


@action
def end_standing_excuse(one: StandingExcuse, *, by: User, at: datetime) -> StandingExcuse:
    """From now on the words are found again, in drafts that are open as well."""
    one = (
        StandingExcuse.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=one.pk)
    )
    refuse_if(obstacles.to_ending_standing_excuse(one, by=by, on=localdate(at)))
    one.ended_by, one.ended_at = by, at
    one.save(update_fields=["ended_by", "ended_at"])
    record(
        "excuse.standing-ended",
        one,
        agency=one.agency,
        by=by,
        at=at,
        rule=one.rule,
        message=one.message,
        reason=one.reason,
    )
    return one
