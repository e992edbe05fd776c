"""The office's shell: its menu, its style, and the settings of people."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, settings_menu
from wagtail.admin.viewsets.base import ViewSet

from gongkai.people.office import staff
from gongkai.people.office.settings import SettingsViewSet

# The names of the shell's own entries; ours are registered by the apps they lead to.
SHELL_ENTRIES = {"explorer", "images", "documents", "reports", "help", "settings"}


@hooks.register("register_admin_viewset")
def settings_of_people() -> list[ViewSet]:
    return [
        staff.AgencyViewSet(),
        staff.UnitViewSet(),
        staff.PersonViewSet(),
        staff.RoleViewSet(),
        staff.LeaveViewSet(),
    ]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("staff/<int:pk>/password/", staff.renew_password, name="renew_password")]


@hooks.register("register_admin_menu_item")
def settings_entry() -> MenuItem:
    return SubmenuMenuItem(
        "设置", settings_menu, name="office-settings", icon_name="cogs", order=9000
    )


@hooks.register("construct_main_menu")
def only_the_offices_entries(request: HttpRequest, entries: list[MenuItem]) -> None:
    entries[:] = [entry for entry in entries if entry.name not in SHELL_ENTRIES]


@hooks.register("construct_settings_menu")
def only_the_offices_settings(request: HttpRequest, entries: list[MenuItem]) -> None:
    ours = SettingsViewSet.menu_names
    entries[:] = [entry for entry in entries if entry.name in ours]


@hooks.register("insert_global_admin_css")
def style() -> str:
    return format_html(
        '<link rel="stylesheet" href="{}"><noscript><link rel="stylesheet" href="{}"></noscript>',
        static("office/office.css"),
        static("office/no-script.css"),
    )


@hooks.register("insert_global_admin_js")
def script() -> str:
    return format_html('<script type="module" src="{}"></script>', static("office/office.js"))
