"""Handing a case over: it changes hands when the next holder accepts it, never before.

The first receiver stays responsible until the end (首问责任: 必答、必办、必果).
"""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles
from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.models import Case, Holding
from gongkai.ledger.actions import action, record, refuse_if
from gongkai.people.models import Unit, User


@action
def hand_over(
    case: Case, *, unit: Unit, user: User | None, reason: str, by: User, at: datetime
) -> Holding:
    """Offers the case to another unit, or to one person in it; until they accept it stays here."""
    case = lock(case)
    refuse_if(
        obstacles.to_handing_over(
            case, unit=unit, user=user, reason=reason, by=by, on=localdate(at)
        )
    )
    offered = Holding.objects.create(
        case=case, unit=unit, user=user, handed_by=by, handed_at=at, reason=reason.strip()
    )
    record(
        "case.handed-over",
        case,
        agency=case.agency,
        by=by,
        at=at,
        unit=unit.pk,
        user=user.pk if user else None,
        reason=reason,
    )
    return offered


@action
def accept(offered: Holding, *, by: User, at: datetime) -> Case:
    """Takes a case in hand; from now on it is the accepting person's."""
    case = lock(offered.case)
    offered = Holding.objects.select_for_update().get(pk=offered.pk)
    refuse_if(obstacles.to_accepting(offered, case, by=by, on=localdate(at)))
    case.holdings.in_hand().update(ended_at=at)
    offered.user, offered.accepted_at = by, at
    offered.save(update_fields=["user", "accepted_at"])
    case.unit = offered.unit
    case.save(update_fields=["unit"])
    record("case.accepted", case, agency=case.agency, by=by, at=at, unit=offered.unit_id)
    return case


@action
def decline(offered: Holding, *, reason: str, by: User, at: datetime) -> Case:
    """Gives a case back to whoever offered it, with the reason; it was theirs all the time."""
    case = lock(offered.case)
    offered = Holding.objects.select_for_update().get(pk=offered.pk)
    refuse_if(obstacles.to_declining(offered, case, reason=reason, by=by, on=localdate(at)))
    offered.declined_at, offered.declined_because = at, reason.strip()
    offered.save(update_fields=["declined_at", "declined_because"])
    record("case.declined", case, agency=case.agency, by=by, at=at, reason=reason)
    return case
