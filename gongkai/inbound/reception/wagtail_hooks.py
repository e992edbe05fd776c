"""Registrations of receptions: addresses, the menu, and what other pages show of them."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases.models import Case
from gongkai.inbound.reception import queries
from gongkai.inbound.reception.office import appointments, days, panels
from gongkai.people.models import Agency
from gongkai.people.requests import StaffRequest

ADDRESSES: list[URLPattern | URLResolver] = [
    path("", days.days, name="list"),
    path("new/", days.new, name="new"),
    path("<int:pk>/", days.day, name="day"),
    path("<int:pk>/change/", days.change, name="change"),
    path("<int:pk>/announce/", days.announce, name="announce"),
    path("<int:pk>/call-off/", days.call_off, name="call-off"),
    path("<int:pk>/sheet/", days.sheet, name="sheet"),
    path("cases/<int:pk>/book/", appointments.book, name="book"),
    path("appointments/<int:pk>/", appointments.appointment, name="appointment"),
    path("appointments/<int:pk>/mark/", appointments.mark, name="mark"),
    path("appointments/<int:pk>/minutes/", appointments.minutes, name="minutes"),
    path("appointments/<int:pk>/followed-up/", appointments.followed_up, name="followed-up"),
    path("appointments/<int:pk>/move/", appointments.move, name="move"),
    path("appointments/<int:pk>/cancel/", appointments.cancel, name="cancel"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("reception/", include((ADDRESSES, "receptions")))]


@hooks.register("register_admin_menu_item")
def entry() -> MenuItem:
    address = reverse("receptions:list")
    return MenuItem("领导接访", address, name="receptions", icon_name="group", order=46)


@hooks.register("construct_homepage_panels", order=3)
def todays_receptions(request: HttpRequest, shown: list[Component]) -> None:
    shown.append(panels.Receptions())


@hooks.register("construct_case_panels")
def beside_a_case(_request: StaffRequest, case: Case, shown: list[Component]) -> None:
    if case.kind == queries.RECEPTION:
        shown.append(panels.CasePanel(case))


@hooks.register("construct_followed_panels")
def to_its_sender(case: Case, shown: list[Component]) -> None:
    if case.kind == queries.RECEPTION:
        shown.append(panels.FollowedPanel(case))


@hooks.register("find_ask_address")
def where_to_book(agency: Agency, kind: str, at: datetime) -> str:
    """The announced days, while any of them can be booked."""
    if kind != queries.RECEPTION or not queries.open_slots(agency, at=at):
        return ""
    return reverse("reception:days", args=[agency.slug])
