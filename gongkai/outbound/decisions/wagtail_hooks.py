"""Registrations of the office of licences and penalties."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.outbound.decisions.office import panels, screens, single

ADDRESSES: list[URLPattern | URLResolver] = [
    path("decisions/", screens.listed, name="list"),
    path("decisions/import/", screens.start, name="import"),
    path("decisions/live/", screens.live, name="live"),
    path("decisions/<int:pk>/", single.single, name="single"),
    path("decisions/template/<str:kind>.<str:ending>", screens.template, name="template"),
    path("editions/<int:pk>/decisions/", screens.edit, name="edit"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("", include((ADDRESSES, "decisions")))]


@hooks.register("register_admin_menu_item")
def decisions_entry() -> MenuItem:
    address = reverse("decisions:list")
    return MenuItem("双公示", address, name="decisions", icon_name="table", order=46)


@hooks.register("construct_homepage_panels", order=4)
def due_decisions(request: HttpRequest, shown: list[Component]) -> None:
    shown.append(panels.DueDecisions())
