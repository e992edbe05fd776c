"""Registrations of who is on duty: addresses and the menu."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.outbound.on_duty.office import badges, rosters, signs

ADDRESSES: list[URLPattern | URLResolver] = [
    path("whereabouts/", signs.mine, name="mine"),
    path("whereabouts/<int:pk>/set/", signs.set_one, name="set"),
    path("whereabouts/boards/<int:pk>/", signs.board, name="board"),
    path("whereabouts/boards/<int:pk>/put-up/", signs.put_up, name="put-up"),
    path("whereabouts/boards/<int:pk>/take-down/<int:sign>/", signs.take_down, name="take-down"),
    path("whereabouts/doors/", signs.doors, name="doors"),
    path("whereabouts/doors/<int:pk>/close/", signs.close_door, name="close-door"),
    path("badges/", badges.listed, name="badges"),
    path("badges/new/", badges.new, name="badge-new"),
    path("badges/all.pdf", badges.all_pdf, name="badges-pdf"),
    path("badges/<int:pk>/", badges.badge, name="badge"),
    path("badges/<int:pk>/act/", badges.act, name="badge-act"),
    path("badges/<int:pk>/badge.pdf", badges.one_pdf, name="badge-pdf"),
    path("rosters/", rosters.listed, name="rosters"),
    path("rosters/start/", rosters.start, name="roster-start"),
    path("editions/<int:pk>/roster/", rosters.edit, name="roster"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("", include((ADDRESSES, "on_duty")))]


@hooks.register("register_admin_menu_item")
def whereabouts_entry() -> MenuItem:
    return MenuItem(
        "去向牌", reverse("on_duty:mine"), name="whereabouts", icon_name="user", order=47
    )


@hooks.register("register_admin_menu_item")
def rosters_entry() -> MenuItem:
    address = reverse("on_duty:rosters")
    return MenuItem("值班表", address, name="rosters", icon_name="date", order=48)
