"""Settings as list and form of the shell: own agency only, and every save is an action."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from gongkai.ledger.actions import Refused
from gongkai.people.requests import StaffRequest


class OwnRows:
    """Rows of the signed-in person's agency; `agency_lookup` leads from a row to its agency."""

    agency_lookup: ClassVar[str] = "agency"
    model: type[models.Model]
    request: StaffRequest

    def own_rows(self) -> models.QuerySet:
        rows = self.model._default_manager.all()
        agency = self.request.user.agency_id
        return rows.none() if agency is None else rows.filter(**{self.agency_lookup: agency})


class OwnIndexView(OwnRows, generic.IndexView):
    """The list of one's own rows."""

    related: ClassVar[tuple[str, ...]] = ()

    def get_base_queryset(self) -> models.QuerySet:
        return self.own_rows().select_related(*self.related)


class ThroughAction:
    """Before a view of the shell: saves through an action, and gives its refusals back."""

    through: ClassVar[Callable[..., models.Model]]
    form: ModelForm
    request: StaffRequest

    def save_instance(self) -> models.Model:
        save: Callable[..., models.Model] = type(self).through
        return save(self.form.instance, by=self.request.user, at=timezone.now())

    def form_valid(self, form: ModelForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]  # of the view that follows
        except Refused as refused:
            obstacles: Iterable[str] = refused.obstacles
        except ValidationError as error:
            # What is unique within the agency, which the form does not show and so not check.
            obstacles = error.messages
        for obstacle in obstacles:
            form.add_error(None, obstacle)
        return self.form_invalid(form)

    def form_invalid(self, form: ModelForm) -> HttpResponse:
        response = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


class OwnCreateView(ThroughAction, OwnRows, generic.CreateView):
    """A new row of one's own agency."""

    produced_error_message = "没有保存，请看下面的说明。"


class OwnEditView(ThroughAction, OwnRows, generic.EditView):
    """A row of one's own agency, to be changed."""

    produced_error_message = "没有保存，请看下面的说明。"

    def get_object(self, queryset: models.QuerySet | None = None) -> models.Model:
        return get_object_or_404(self.own_rows(), pk=self.object_pk)


class SettingsViewSet(ModelViewSet):
    """List, create and change; nothing is deleted, copied or saved past its action."""

    row_form: type[ModelForm]
    create_through: Callable[..., models.Model] | None = None
    change_through: Callable[..., models.Model]
    agency_lookup: str = "agency"
    related: tuple[str, ...] = ()
    index_view_class = OwnIndexView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    copy_view_enabled = False
    add_to_reference_index = False
    add_to_settings_menu = True
    menu_names: ClassVar[set[str]] = set()

    def __init__(self, name: str | None = None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.menu_name = f"office-{self.name}"
        self.menu_names.add(self.menu_name)

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:  # noqa: FBT001, FBT002
        return self.row_form

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        shut = ("history_url_name", "usage_url_name", "delete_url_name")
        given = super().get_common_view_kwargs(**kwargs) | dict.fromkeys(shut)
        if self.create_through is None:
            given["add_url_name"] = None
        return given

    def _view(self, view: type, **attributes: Any) -> type:
        return type(view.__name__, (view,), {"agency_lookup": self.agency_lookup, **attributes})

    @property
    def index_view(self) -> Callable[..., HttpResponse]:
        view = self._view(self.index_view_class, related=self.related)
        return self.construct_view(view, **self.get_index_view_kwargs())

    @property
    def index_results_view(self) -> Callable[..., HttpResponse]:
        view = self._view(self.index_view_class, related=self.related)
        return self.construct_view(view, **self.get_index_view_kwargs(), results_only=True)

    @property
    def add_view(self) -> Callable[..., HttpResponse]:
        view = self._view(self.add_view_class, through=self.create_through)
        return self.construct_view(view, **self.get_add_view_kwargs())

    @property
    def edit_view(self) -> Callable[..., HttpResponse]:
        view = self._view(self.edit_view_class, through=self.change_through)
        return self.construct_view(view, **self.get_edit_view_kwargs())

    def get_urlpatterns(self) -> list:
        patterns = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.edit_view, name="edit"),
        ]
        if self.create_through is not None:
            patterns.append(path("new/", self.add_view, name="add"))
        return patterns
