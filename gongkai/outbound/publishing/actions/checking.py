"""Checking: running every check over an edition, and excusing what may stand."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ledger.actions import action, record, refuse_if
from gongkai.outbound.publishing import obstacles, queries
from gongkai.outbound.publishing.actions.drafting import lock_open
from gongkai.outbound.publishing.digest import content_digest
from gongkai.outbound.publishing.models import CheckRun, Edition, Excuse, Finding
from gongkai.outbound.publishing.structures import findings_of
from gongkai.people.models import User
from gongkai.rules.gate import checks
from gongkai.rules.gate.findings import Severity


@action
def check(edition: Edition, *, by: User | None, at: datetime) -> CheckRun:
    """Runs all checks over the edition as it is now; an earlier run's findings are replaced."""
    edition = lock_open(edition)
    on = localdate(at)
    found = (*checks.run(queries.as_checked(edition, on=on)), *findings_of(edition, on=on))
    edition.check_runs.all().delete()
    run = CheckRun.objects.create(edition=edition, digest=content_digest(edition), at=at)
    Finding.objects.bulk_create(
        Finding(
            run=run,
            rule=one.rule[:100],
            severity=one.severity.value,
            message=one.message[:500],
            part=one.place.part,
            block=one.place.block,
            start=one.place.start,
            end=one.place.end,
            label=one.place.label[:200],
            excerpt=one.excerpt[:500],
            suggestion=one.suggestion[:500],
            is_excusable=one.excusable,
            fingerprint=one.fingerprint,
            subject=queries.subject_of(one, edition.record.agency),
        )
        for one in found
    )
    record(
        "edition.checked",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        digest=run.digest,
        findings=len(found),
        blocking=sum(one.severity is Severity.BLOCK for one in found),
    )
    return run


@action
def excuse(finding: Finding, *, reason: str, by: User, at: datetime) -> Excuse:
    """Lets a finding stand, with a reason every reviewer will read."""
    edition = lock_open(finding.run.edition)
    refuse_if(obstacles.to_excusing(finding, edition, reason=reason, by=by, on=localdate(at)))
    excused, _ = Excuse.objects.update_or_create(
        edition=edition,
        fingerprint=finding.fingerprint,
        defaults={"message": finding.message, "reason": reason.strip(), "by": by, "at": at},
    )
    record(
        "finding.excused",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        rule=finding.rule,
        message=finding.message,
        reason=reason,
    )
    return excused


@action
def take_back_excuse(excused: Excuse, *, by: User, at: datetime) -> Edition:
    """Makes an excused finding stand in the way again."""
    edition = lock_open(excused.edition)
    refuse_if(obstacles.to_editing(edition, by=by, on=localdate(at)))
    record(
        "excuse.taken-back",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        message=excused.message,
        reason=excused.reason,
    )
    excused.delete()
    return edition
