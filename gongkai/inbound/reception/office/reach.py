"""How a screen reaches a day and an appointment, and what a person may do with them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from gongkai.inbound.cases.office.reach import case_desk
from gongkai.inbound.reception import obstacles
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.people.models import Agency
from gongkai.people.requests import StaffRequest


def own_agency(request: StaffRequest) -> Agency:
    """The person's agency, if their roles have to do with cases."""
    desk, agency = case_desk(request), request.user.agency
    if agency is None or not (desk.worked_units or desk.is_overseer):
        raise Http404
    return agency


def day_for(request: StaffRequest, pk: int) -> ReceptionDay:
    days = ReceptionDay.objects.select_related("agency", "unit", "written_by", "announced_by")
    return get_object_or_404(days, agency=own_agency(request), pk=pk)


def keeps(request: StaffRequest, day: ReceptionDay) -> bool:
    return not any(obstacles.to_keeping(day, by=request.user, on=case_desk(request).on))


def appointment_for(request: StaffRequest, pk: int) -> Appointment:
    """One of a case within reach, or of a day the person keeps; otherwise there is none."""
    found = get_object_or_404(
        Appointment.objects.select_related(
            "day__agency", "day__unit", "case__agency", "case__unit", "minutes_by"
        ),
        day__agency=own_agency(request),
        pk=pk,
    )
    is_near = case_desk(request).cases.filter(pk=found.case_id).exists()
    if not is_near and not keeps(request, found.day):
        raise Http404
    return found
