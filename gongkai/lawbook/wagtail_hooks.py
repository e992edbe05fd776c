"""Registrations of the calendar and the facts of law: addresses, settings entries, today."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.lawbook.office import calendar, facts, today
from gongkai.people.office.settings import SettingsViewSet

ADDRESSES: list[URLPattern | URLResolver] = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/preview/", calendar.preview, name="preview"),
    path("calendar/import/", calendar.bring_in, name="import"),
    path("calendar/regional/", calendar.arrange, name="arrange"),
    path("calendar/closures/", calendar.close, name="close"),
    path("calendar/closures/<int:pk>/lift/", calendar.lift, name="lift"),
    path("law-facts/", facts.facts, name="facts"),
    path("law-facts/<str:key>/", facts.fact, name="fact"),
]
# Everybody in the office may read them; the settings menu shows only entries that are named.
SettingsViewSet.menu_names |= {"office-calendar", "office-law-facts"}


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("", include((ADDRESSES, "lawbook")))]


@hooks.register("register_settings_menu_item")
def calendar_entry() -> MenuItem:
    address = reverse("lawbook:calendar")
    return MenuItem("工作日历", address, name="office-calendar", icon_name="calendar", order=150)


@hooks.register("register_settings_menu_item")
def facts_entry() -> MenuItem:
    address = reverse("lawbook:facts")
    return MenuItem("法定事项", address, name="office-law-facts", icon_name="clipboard-list",
                    order=160)  # fmt: skip


@hooks.register("construct_homepage_panels", order=3)
def todays_notice(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(today.MissingNotice())
