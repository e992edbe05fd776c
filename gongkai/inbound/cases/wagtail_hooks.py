"""Registrations of the staff's screens of cases."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases.office import (
    consulting,
    files,
    handling,
    letterheads,
    letters,
    lists,
    registering,
    replying,
    today,
)
from gongkai.people.office.settings import SettingsViewSet

CASES: list[URLPattern | URLResolver] = [
    path("", lists.inbox, name="list"),
    path("new/", registering.new, name="new"),
    path("register/", lists.register, name="register"),
    path("<int:pk>/", handling.case, name="case"),
    path("<int:pk>/slip/<str:ticket>/", registering.slip, name="slip"),
    path("<int:pk>/steps/<slug:event>/", handling.step, name="step"),
    path("<int:pk>/hand-over/", handling.hand_over, name="hand-over"),
    path("<int:pk>/accept/", handling.accept, name="accept"),
    path("<int:pk>/decline/", handling.decline, name="decline"),
    path("<int:pk>/parties/<int:party>/", handling.read_party, name="party"),
    path("<int:pk>/files/", files.files, name="files"),
    path("<int:pk>/files/<int:file>/read/", files.read, name="read-file"),
    path("<int:pk>/files/<int:file>/part/", files.sort, name="sort-file"),
    path("<int:pk>/files/<int:file>/release/", files.release, name="release"),
    path("<int:pk>/consult/", consulting.consult, name="consult"),
    path(
        "<int:pk>/consultations/<int:consultation>/",
        include(
            [
                path("", consulting.consultation, name="consultation"),
                path("read/", consulting.read, name="consultation-read"),
                path("acts/<slug:name>/", consulting.act, name="consultation-act"),
                path("papers/<int:file>/", consulting.paper, name="consultation-paper"),
                path("receipt/<str:ticket>/", consulting.receipt, name="consultation-receipt"),
                path(
                    "receipt/<str:ticket>/<slug:form>/",
                    consulting.letter,
                    name="consultation-letter",
                ),
            ]
        ),
    ),
    path("<int:pk>/reply/", replying.reply, name="reply"),
    path("<int:pk>/review/", replying.review, name="review"),
    path("<int:pk>/send/", replying.send, name="send"),
    path("<int:pk>/notice/", replying.notice, name="notice"),
    path("<int:pk>/notice/review/", replying.review, {"is_notice": True}, name="notice-review"),
    path("<int:pk>/notice/send/", replying.send, {"is_notice": True}, name="notice-send"),
    path("<int:pk>/letters/", letters.choose, name="letters"),
    path("<int:pk>/letters/<str:key>/", letters.letter, name="letter"),
    path("<int:pk>/papers/<int:reply>/<slug:shape>/", letters.paper, name="paper"),
    path("letterhead/", letterheads.letterhead, name="letterhead"),
    path("letterhead/template/", letterheads.template, name="template"),
    path("letterhead/template/<slug:shape>/", letterheads.download, name="template-file"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("cases/", include((CASES, "casework")))]


@hooks.register("register_admin_menu_item")
def cases_entry() -> MenuItem:
    return MenuItem("收件", reverse("casework:list"), name="cases", icon_name="mail", order=45)


@hooks.register("construct_homepage_panels", order=2)
def todays_work(request: HttpRequest, panels: list[Component]) -> None:
    panels += [today.ToAccept(), today.ToClear(), today.DueCases()]


@hooks.register("register_settings_menu_item")
def letterhead_entry() -> MenuItem:
    SettingsViewSet.menu_names.add("letterhead")
    address = reverse("casework:letterhead")
    return MenuItem("文书", address, name="letterhead", icon_name="doc-full", order=240)
