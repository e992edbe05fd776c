"""Registrations of 五上墙: addresses and the menu."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.outbound.walls import office

ADDRESSES: list[URLPattern | URLResolver] = [
    path("", office.walls, name="walls"),
    path("new/<slug:kind>/", office.start, name="start"),
    path("<int:pk>/elements/", office.elements, name="elements"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("walls/", include((ADDRESSES, "posters")))]


@hooks.register("register_admin_menu_item")
def entry() -> MenuItem:
    return MenuItem(
        "五上墙", reverse("posters:walls"), name="posters", icon_name="list-ul", order=34
    )
