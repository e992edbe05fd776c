"""Registrations of the content office."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.outbound.content import office
from gongkai.outbound.publishing.office.reach import desk
from gongkai.people.requests import StaffRequest

ADDRESSES: list[URLPattern | URLResolver] = [
    path("upload/", office.upload, name="upload"),
    path("write/", office.write, name="write"),
    path("uploads/<int:pk>/", office.reading, name="reading"),
    path("editions/<int:pk>/write/", office.rewrite, name="rewrite"),
    path("editions/<int:pk>/replace/", office.replace, name="replace"),
    path("editions/<int:pk>/annex/", office.annex, name="annex"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("", include((ADDRESSES, "writing")))]


class UploadEntry(MenuItem):
    """Shown to those who write for some unit."""

    def is_shown(self, request: StaffRequest) -> bool:
        return desk(request).may_write


@hooks.register("register_admin_menu_item")
def upload_entry() -> MenuItem:
    address = reverse("writing:upload")
    return UploadEntry("新建稿件", address, name="upload", icon_name="upload", order=10)


@hooks.register("construct_homepage_panels", order=1)
def todays_uploads(request: StaffRequest, panels: list[Component]) -> None:
    panels.append(office.Uploads())
