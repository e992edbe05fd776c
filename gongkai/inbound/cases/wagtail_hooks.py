"""Registrations of the inbox."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases import office

ADDRESSES: list[URLPattern | URLResolver] = [
    path("", office.inbox, name="list"),
    path("<int:pk>/", office.report, name="report"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("document-reports/", include((ADDRESSES, "inbox")))]


@hooks.register("register_admin_menu_item")
def inbox_entry() -> MenuItem:
    address = reverse("inbox:list")
    return MenuItem("文档纠错", address, name="inbox", icon_name="comment", order=50)


@hooks.register("construct_homepage_panels", order=2)
def todays_reports(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(office.Reports())
