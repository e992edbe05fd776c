"""Registrations of the screens of 复议诉讼 and 转主动公开."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases.models import Case
from gongkai.inbound.foi.office import panels as shown
from gongkai.inbound.foi.office import proceedings, proposals
from gongkai.people.requests import StaffRequest

ADDRESSES: list[URLPattern | URLResolver] = [
    path("proceedings/", proceedings.proceedings, name="proceedings"),
    path("proceedings/new/<int:case>/", proceedings.new, name="new"),
    path("proceedings/<int:pk>/", proceedings.proceeding, name="proceeding"),
    path("proceedings/<int:pk>/<slug:name>/", proceedings.step, name="step"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/new/<int:case>/", proposals.propose, name="propose"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/accept/", proposals.accept, name="accept"),
    path("proposals/<int:pk>/dismiss/", proposals.dismiss, name="dismiss"),
    path("proposals/<int:pk>/finish/", proposals.finish, name="finish"),
]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("foi/", include((ADDRESSES, "foi")))]


@hooks.register("register_admin_menu_item")
def proceedings_entry() -> MenuItem:
    address = reverse("foi:proceedings")
    return MenuItem("复议诉讼", address, name="proceedings", icon_name="warning", order=47)


@hooks.register("register_admin_menu_item")
def proposals_entry() -> MenuItem:
    address = reverse("foi:proposals")
    return MenuItem("转主动公开", address, name="proposals", icon_name="view", order=48)


@hooks.register("construct_case_panels")
def after_the_answer(request: StaffRequest, case: Case, panels: list[Component]) -> None:
    panels.append(shown.AfterTheAnswer(case))


@hooks.register("construct_homepage_panels", order=3)
def todays_duties(request: StaffRequest, panels: list[Component]) -> None:
    panels += [shown.DueAnswers(), shown.Disclosures()]
