"""The operator's settings: agency, units, staff, roles; leave for the openness office too."""

import secrets

from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from gongkai.ledger.actions import Refused
from gongkai.people import actions
from gongkai.people.forms import AgencyForm, LeaveForm, PersonForm, RoleForm, UnitForm
from gongkai.people.models import Agency, Leave, RoleHolding, Unit, User
from gongkai.people.office.settings import OwnCreateView, OwnEditView, OwnIndexView, SettingsViewSet
from gongkai.people.requests import StaffRequest


class AgencyViewSet(SettingsViewSet):
    """The agency itself: its name, codes and what stands at the foot of every page."""

    model = Agency
    name = "agency"
    icon = "home"
    menu_label = "本机关"
    menu_order = 100
    row_form = AgencyForm
    agency_lookup = "pk"
    change_through = staticmethod(actions.change_agency)
    list_display = ("name", "short_name", "phone")


class UnitViewSet(SettingsViewSet):
    """The tree of units."""

    model = Unit
    name = "units"
    icon = "group"
    menu_label = "单位"
    menu_order = 110
    row_form = UnitForm
    related = ("upper",)
    create_through = staticmethod(actions.open_unit)
    change_through = staticmethod(actions.change_unit)
    list_display = ("name", "kind", "upper", "code")
    search_fields = ("name", "code")


def one_time_password() -> str:
    """Twelve signs without those that are taken for one another on paper."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(12))


class PersonIndexView(OwnIndexView):
    """Staff with the roles they hold today."""

    def get_base_queryset(self) -> models.QuerySet:
        current = RoleHolding.objects.current(timezone.localdate()).select_related("unit")
        return (
            super()
            .get_base_queryset()
            .prefetch_related(models.Prefetch("role_holdings", current, to_attr="current_roles"))
        )


class PersonCreateView(OwnCreateView):
    """Shows the one-time password in its answer, once; it is kept nowhere."""

    def save_instance(self) -> User:
        self.password = one_time_password()
        return actions.take_on(
            self.form.instance, self.password, by=self.request.user, at=timezone.now()
        )

    def save_action(self) -> HttpResponse:
        return _show_password(self.request, self.object, self.password)


class PersonEditView(OwnEditView):
    """A member of staff, with a button for a new one-time password."""

    template_name = "people/person_edit.html"


def _roles(person: User) -> str:
    current: list[RoleHolding] = person.current_roles  # type: ignore[attr-defined]  # prefetched
    return "、".join(
        f"{holding.get_role_display()}（{holding.unit or '全机关'}）" for holding in current
    )


class PersonViewSet(SettingsViewSet):
    """Staff accounts."""

    model = User
    name = "staff"
    icon = "user"
    menu_label = "工作人员"
    menu_order = 120
    row_form = PersonForm
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    edit_template_name = "people/person_edit.html"
    create_through = staticmethod(actions.take_on)
    change_through = staticmethod(actions.change_person)
    list_display = (
        "name",
        "username",
        Column("roles", label="现任角色", accessor=_roles),
        Column("is_active", label="可以登录", accessor=lambda one: "是" if one.is_active else "否"),
    )
    search_fields = ("name", "username")


class RoleViewSet(SettingsViewSet):
    """Who may do what, where, from when to when."""

    model = RoleHolding
    name = "roles"
    icon = "key"
    menu_label = "角色"
    menu_order = 130
    row_form = RoleForm
    agency_lookup = "user__agency"
    related = ("user", "unit")
    create_through = staticmethod(actions.give_role)
    change_through = staticmethod(actions.change_role)
    list_display = (
        "user",
        "role",
        Column("unit", label="单位", accessor=lambda holding: holding.unit or "全机关"),
        "from_on",
        Column("to_on", label="止", accessor=lambda holding: holding.to_on or "一直有效"),
    )
    list_filter = ("role",)
    search_fields = ("user__name",)
    ordering = ("user__name", "id")


class LeaveViewSet(SettingsViewSet):
    """Who is away and who stands in."""

    model = Leave
    name = "leave"
    icon = "calendar-alt"
    menu_label = "请假和代理"
    menu_order = 140
    row_form = LeaveForm
    agency_lookup = "user__agency"
    related = ("user", "cover")
    create_through = staticmethod(actions.record_leave)
    change_through = staticmethod(actions.change_leave)
    list_display = ("user", "cover", "from_on", "to_on")
    search_fields = ("user__name", "cover__name")


@require_POST
def renew_password(request: StaffRequest, pk: int) -> HttpResponse:
    """A new one-time password for somebody who has lost theirs."""
    if not policy_registry.get_by_type(User).user_has_permission(request.user, "change"):
        return render(
            request, "people/refused.html", {"obstacles": ["您没有这项权限。"]}, status=403
        )
    person = get_object_or_404(User, pk=pk, agency_id=request.user.agency_id or 0)
    password = one_time_password()
    try:
        actions.give_one_time_password(person, password, by=request.user, at=timezone.now())
    except Refused as refused:
        context = {"obstacles": refused.obstacles}
        return render(request, "people/refused.html", context, status=422)
    return _show_password(request, person, password)


def _show_password(request: StaffRequest, person: User, password: str) -> HttpResponse:
    context = {"person": person, "password": password}
    return render(request, "people/one_time_password.html", context)
