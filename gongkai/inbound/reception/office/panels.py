"""What receptions tell on other pages: of a case, in the office and to its sender, and on 今日."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.office.reach import case_desk, now
from gongkai.inbound.reception import queries
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.inbound.reception.obstacles.days import ANNOUNCERS
from gongkai.people.queries import holds

SHOWN = 20
# How far back a day is looked for that nobody has entered who came.
BACK = timedelta(days=60)


class CasePanel(Component):
    """The appointment of a case and its minutes, beside the case."""

    template_name = "reception/office/panel.html"

    def __init__(self, case: Case) -> None:
        self.case = case

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        story = queries.story_of(self.case)
        booked = queries.booked_for(self.case)
        minuted = [one for one in story if one.minutes]
        return {"case": self.case, "booked": booked, "story": story, "minuted": minuted}


class FollowedPanel(Component):
    """The appointment of a case, to whoever opened it by number and code."""

    template_name = "reception/followed.html"

    def __init__(self, case: Case) -> None:
        self.case = case

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        booked = queries.booked_for(self.case)
        return {
            "case": self.case,
            "booked": booked,
            "last": next(iter(queries.story_of(self.case)), None),
            "ticket": parent_context["ticket"],
            "may_change": self.case.closed_on is None
            and (booked is None or booked.begins_at > now()),
        }


class Receptions(Component):
    """今日: receptions until the next working day, days to announce, and what is left to enter."""

    order = 18
    template_name = "reception/office/today.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request: HttpRequest = parent_context["request"]
        desk = case_desk(request)  # type: ignore[arg-type]  # signed in
        if desk.user.agency is None:
            return {}
        days = ReceptionDay.objects.filter(agency=desk.user.agency).select_related("unit")
        beside = days.announced().filter(unit__in=desk.worked_units)
        soon = list(beside.filter(on__gte=desk.on, on__lte=desk.calendar.add(desk.on, 1).day))
        taken = queries.taken_slots(soon)
        unmarked = Appointment.objects.booked().filter(
            day__in=beside.filter(on__lt=desk.on, on__gte=desk.on - BACK)
        )
        promised = Appointment.objects.filter(
            day__unit__in=desk.worked_units,
            follow_up_due_on__lte=desk.calendar.add(desk.on, 1).day,
            followed_up_at=None,
        )
        planned = days.none()
        if holds(desk.user, *ANNOUNCERS, on=desk.on):
            planned = days.filter(state=ReceptionDay.State.PLANNED).coming(desk.on)
        return {
            "soon": [(day, len(taken[day.pk])) for day in soon],
            "to_announce": planned.exclude(written_by=desk.user)[:SHOWN],
            "unmarked": _listed(unmarked),
            "promised": _listed(promised),
            "on": desk.on,
        }


def _listed(appointments: Any) -> list[Appointment]:
    return list(appointments.select_related("day", "case").defer("case__text")[:SHOWN])
