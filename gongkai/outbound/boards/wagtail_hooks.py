"""Registrations of the office of boards."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.outbound.boards.office import screens

ISSUE: list[URLPattern | URLResolver] = [
    path("", screens.issue, name="issue"),
    path("add/", screens.add, name="add"),
    path("submit/", screens.submit, name="submit"),
    path("drop/", screens.drop, name="drop"),
    path("judge/", screens.judge, name="judge"),
    path("post/", screens.post, name="post"),
    path("sheets/<int:sheet>/move/", screens.move, name="move"),
    path("sheets/<int:sheet>/remove/", screens.remove, name="remove"),
    path("sheets/<int:sheet>/replace/", screens.replace, name="replace"),
    path("sheets/<int:sheet>/print.pdf", screens.sheet_file, name="sheet-file"),
    path("postings/<int:posting>/photo.jpg", screens.photo, name="photo"),
]
ADDRESSES: list[URLPattern | URLResolver] = [
    path("", screens.boards, name="list"),
    path("new/", screens.board, name="new"),
    path("<int:pk>/", screens.board, name="board"),
    path("<int:pk>/start/", screens.start, name="start"),
    path("issues/<int:pk>/", include(ISSUE)),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("notice-boards/", include((ADDRESSES, "boards")))]


@hooks.register("register_admin_menu_item")
def boards_entry() -> MenuItem:
    return MenuItem("公开栏", reverse("boards:list"), name="boards", icon_name="table", order=48)


@hooks.register("construct_homepage_panels", order=6)
def findings_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(screens.BoardFindings())
