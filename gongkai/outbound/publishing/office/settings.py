"""The operator's settings of publishing: columns and review steps."""

from wagtail.admin.ui.tables import Column as ListColumn

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Column, ReviewStep
from gongkai.outbound.publishing.settings_forms import ColumnForm, StepForm
from gongkai.people.office.settings import SettingsViewSet


def _yes_no(row: Column | ReviewStep) -> str:
    return "启用" if row.is_open else "停用"


class ColumnViewSet(SettingsViewSet):
    """The columns of the catalogue; one that is closed keeps what is in it."""

    model = Column
    name = "columns"
    icon = "list-ul"
    menu_label = "栏目"
    menu_order = 200
    row_form = ColumnForm
    related = ("upper",)
    create_through = staticmethod(actions.open_column)
    change_through = staticmethod(actions.change_column)
    list_display = (
        "name",
        "upper",
        "kind",
        "order",
        ListColumn("is_open", label="状态", accessor=_yes_no),
    )
    list_filter = ("kind", "is_open")
    search_fields = ("name", "slug")
    list_per_page = 50


class StepViewSet(SettingsViewSet):
    """The signatures an edition needs, in order."""

    model = ReviewStep
    name = "steps"
    icon = "tasks"
    menu_label = "审核环节"
    menu_order = 210
    row_form = StepForm
    create_through = staticmethod(actions.add_step)
    change_through = staticmethod(actions.change_step)
    list_display = (
        "label",
        "order",
        "role",
        ListColumn("is_open", label="状态", accessor=_yes_no),
    )
