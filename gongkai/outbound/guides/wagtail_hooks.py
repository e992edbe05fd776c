"""Registrations of the office of service guides."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.outbound.guides.office import screens

ADDRESSES: list[URLPattern | URLResolver] = [
    path("guides/", screens.listed, name="list"),
    path("guides/start/", screens.start, name="start"),
    path("editions/<int:pk>/guide/", screens.edit, name="edit"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("", include((ADDRESSES, "guides")))]


@hooks.register("register_admin_menu_item")
def guides_entry() -> MenuItem:
    return MenuItem(
        "办事指南", reverse("guides:list"), name="guides", icon_name="list-ol", order=45
    )
