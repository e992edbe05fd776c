"""Telling whoever has to act that a due date is near or past."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles, queries
from gongkai.inbound.cases.models import Case, CaseWarning, WarningDigest
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import Agency, User

AT_ONCE = 200


@action
def warn(agency: Agency, *, at: datetime) -> list[CaseWarning]:
    """Records for some hundred cases that they are near their due date or late, and who is told.

    Two that find the same work wait for each other here, and the second one has none left.
    """
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    found = queries.cases_to_warn(agency, law_of(agency), on=localdate(at), at_most=AT_ONCE)
    refuse_if(obstacles.to_warning(found))
    warnings = CaseWarning.objects.bulk_create(
        CaseWarning(case=one.case, level=one.level.key, due_on=one.due_on, at=at) for one in found
    )
    told = CaseWarning.told.through
    told.objects.bulk_create(
        told(casewarning=warning, user=person)
        for warning, one in zip(warnings, found, strict=True)
        for person in one.people
    )
    for one in found:
        record(
            "case.escalated" if one.level.is_escalated else "case.warned",
            one.case,
            agency=agency,
            by=None,
            at=at,
            level=one.level.key,
            due_on=one.due_on,
            told=[person.pk for person in one.people],
        )
    return warnings


@action
def claim_digest(user: User, cases: list[Case], *, at: datetime) -> WarningDigest:
    """Says that the day's letter to a person goes now, before it does: it never goes twice."""
    user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user.pk)
    on = localdate(at)
    digest = WarningDigest.objects.filter(user=user, on=on).first()
    refuse_if(obstacles.to_mailing_digest(digest, cases))
    digest = digest or WarningDigest(user=user, on=on)
    digest.tried_at, digest.is_sent = at, True
    digest.save()
    record("user.reminded", user, agency=user.agency, by=None, at=at, cases=len(cases))
    return digest


@action
def give_up_digest(digest: WarningDigest, *, reason: str, at: datetime) -> WarningDigest:
    """The server did not take the letter; it is tried again later that day."""
    digest.is_sent = False
    digest.save(update_fields=["is_sent"])
    user = digest.user
    record("user.not-reminded", user, agency=user.agency, by=None, at=at, reason=reason)
    return digest
