"""Registrations of the staff's screens of cases and of readers' reports."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases.office import (
    consulting,
    handling,
    lists,
    registering,
    replying,
    reports,
    today,
)

REPORTS: list[URLPattern | URLResolver] = [
    path("", reports.inbox, name="list"),
    path("<int:pk>/", reports.report, name="report"),
]
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
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("cases/", include((CASES, "casework"))),
        path("document-reports/", include((REPORTS, "inbox"))),
    ]


@hooks.register("register_admin_menu_item")
def cases_entry() -> MenuItem:
    return MenuItem("收件", reverse("casework:list"), name="cases", icon_name="mail", order=45)


@hooks.register("register_admin_menu_item")
def reports_entry() -> MenuItem:
    address = reverse("inbox:list")
    return MenuItem("文档纠错", address, name="inbox", icon_name="comment", order=50)


@hooks.register("construct_homepage_panels", order=2)
def todays_work(request: HttpRequest, panels: list[Component]) -> None:
    panels += [today.ToAccept(), today.ToClear(), today.DueCases(), reports.Reports()]
