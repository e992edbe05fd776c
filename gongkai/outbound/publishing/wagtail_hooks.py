"""Registrations of the publishing office: addresses, menu entries, settings, today's panels."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from gongkai.outbound.publishing.office import (
    drafting,
    files,
    lists,
    masking,
    overview,
    releasing,
    reviewing,
    settings,
    standing,
    today,
    wording,
)
from gongkai.people.office.settings import SettingsViewSet

EDITION: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="edition"),
    path("text/", drafting.text, name="text"),
    path("elements/", drafting.elements, name="elements"),
    path("findings/", drafting.findings, name="findings"),
    path("findings/<int:finding>/excuse/", drafting.excuse, name="excuse"),
    path("findings/<int:finding>/standing/", standing.make, name="make-standing"),
    path("mask/", masking.mask, name="mask"),
    path("excuses/<int:excuse>/take-back/", drafting.take_back_excuse, name="take-back-excuse"),
    path("check/", drafting.check, name="check"),
    path("facts/", drafting.facts, name="facts"),
    path("submit/", drafting.submit, name="submit"),
    path("files/<int:attachment>/detach/", drafting.detach, name="detach"),
    path("files/<int:attachment>/<slug:copy>/", files.file, name="file"),
    path("review/", reviewing.review, name="review"),
    path("review/sign/", reviewing.sign, name="sign"),
    path("review/urgent/", reviewing.release_urgently, name="release-urgently"),
    path("review/confirm/", reviewing.confirm, name="confirm"),
    path("recall/", releasing.recall, name="recall"),
    path("publish/", releasing.publish, name="publish"),
    path("reschedule/", releasing.reschedule, name="reschedule"),
    path("revise/", releasing.revise, name="revise"),
    path("drop/", releasing.drop, name="drop"),
    path("withdraw/", releasing.withdraw, name="withdraw"),
]
ADDRESSES: list[URLPattern | URLResolver] = [
    path("mine/", lists.mine, name="mine"),
    path("to-review/", lists.to_review, name="to-review"),
    path("published/", lists.published, name="published"),
    path("editions/<int:pk>/", include(EDITION)),
]
WORDS: list[URLPattern | URLResolver] = [
    path("", wording.words, name="list"),
    path("paste/", wording.paste, name="paste"),
    path("<int:pk>/end/", wording.end, name="end"),
]
STANDING: list[URLPattern | URLResolver] = [
    path("", standing.listed, name="list"),
    path("<int:pk>/end/", standing.end, name="end"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("", include((ADDRESSES, "editions"))),
        path("own-words/", include((WORDS, "own-words"))),
        path("standing-excuses/", include((STANDING, "standing-excuses"))),
    ]


@hooks.register("register_admin_menu_item")
def today_entry() -> MenuItem:
    return MenuItem(
        "今日", reverse("wagtailadmin_home"), name="today", icon_name="calendar-check", order=1
    )


@hooks.register("register_admin_menu_item")
def mine_entry() -> MenuItem:
    return MenuItem("我的稿件", reverse("editions:mine"), name="mine", icon_name="edit", order=20)


@hooks.register("register_admin_menu_item")
def to_review_entry() -> MenuItem:
    address = reverse("editions:to-review")
    return MenuItem("待审", address, name="to-review", icon_name="tasks", order=30)


@hooks.register("register_admin_menu_item")
def published_entry() -> MenuItem:
    address = reverse("editions:published")
    return MenuItem("已公开", address, name="published", icon_name="globe", order=40)


@hooks.register("register_admin_search_area")
def search_the_published() -> SearchArea:
    return SearchArea("已公开", reverse("editions:published"), name="published", order=1)


@hooks.register("register_admin_viewset")
def settings_of_publishing() -> list[ViewSet]:
    return [settings.ColumnViewSet(), settings.StepViewSet()]


def _setting(label: str, name: str, icon: str, order: int) -> MenuItem:
    """An entry of the settings that everybody in the office may open."""
    SettingsViewSet.menu_names.add(name)
    return MenuItem(label, reverse(f"{name}:list"), name=name, icon_name=icon, order=order)


@hooks.register("register_settings_menu_item")
def words_entry() -> MenuItem:
    return _setting("本单位词表", "own-words", "list-ul", 220)


@hooks.register("register_settings_menu_item")
def standing_entry() -> MenuItem:
    return _setting("长期放行", "standing-excuses", "check", 230)


@hooks.register("construct_homepage_panels", order=-1)
def todays_panels(request: HttpRequest, panels: list[Component]) -> None:
    """In place of the shell's own panels, which are about pages; other apps add theirs."""
    panels[:] = [today.WaitingForMe(), today.DueAndAway()]
