"""Registrations of the office of service guides."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.outbound.guides.office import dealings, exchange, screens

ADDRESSES: list[URLPattern | URLResolver] = [
    path("guides/", screens.listed, name="list"),
    path("guides/start/", screens.start, name="start"),
    path("guides/import/", exchange.bring, name="import"),
    path("guides/blank.xlsx", exchange.blank, name="blank"),
    path("guides/<int:pk>/dealings/", dealings.dealings, name="dealings"),
    path("editions/<int:pk>/guide/", screens.edit, name="edit"),
    path("editions/<int:pk>/guide/import/", exchange.replace, name="replace"),
    path("editions/<int:pk>/guide/export.<slug:shape>", exchange.export, name="export"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("", include((ADDRESSES, "guides")))]


@hooks.register("register_admin_menu_item")
def guides_entry() -> MenuItem:
    return MenuItem(
        "办事指南", reverse("guides:list"), name="guides", icon_name="list-ol", order=45
    )
