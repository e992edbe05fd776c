"""What the operator may type about agencies, units, staff, roles and leave."""

from typing import Any, cast

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from gongkai.people.models import Agency, Leave, RoleHolding, Unit, User


class DayInput(forms.DateInput):
    """The browser's own calendar; it wants and gives ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class SettingsForm(WagtailAdminModelForm):
    """A form over rows of the person's own agency; choices never reach into another one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.for_user.agency
        names = {field.name for field in self.instance._meta.get_fields()}
        if "agency" in names and self.instance.pk is None:
            self.instance.agency = agency
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(agency=agency)
                field.empty_label = "请选择" if field.required else "（不填）"


class AgencyForm(SettingsForm):
    class Meta:
        model = Agency
        fields = (
            "name", "short_name", "credit_code", "region", "index_template", "site_name",
            "site_domain", "site_code", "icp_number", "police_number", "address", "hours",
            "phone", "fax", "email", "receiving_unit",
        )  # fmt: skip
        help_texts = {
            "name": "全称，显示在每一页的页眉和页脚。",
            "index_template": (
                "索引号的写法，例如 {credit_code}/{year}-{serial:05}；"
                "可用 credit_code、region、unit、category、year、month、day、serial。"
            ),
            "site_code": "全国党政机关网站标识码，10位。",
            "hours": "例如：工作日 9:00—12:00，14:00—18:00。",
            "receiving_unit": "先到这个单位，再移交承办单位。不填即领导小组办公室所在的单位。",
        }


class UnitForm(SettingsForm):
    class Meta:
        model = Unit
        fields = ("name", "code", "kind", "upper", "index_template", "order")
        help_texts = {"code": "用在索引号里，本机关内不重复。", "order": "数字小的排在前面。"}


class PersonForm(SettingsForm):
    class Meta:
        model = User
        fields = ("name", "username", "phone", "email", "is_active")
        help_texts = {
            "username": "字母、数字、下划线、点和短横线。",
            "is_active": "离开本机关的人去掉勾选即可，做过的事仍留在台账里。",
        }


class RoleForm(SettingsForm):
    class Meta:
        model = RoleHolding
        fields = ("user", "role", "unit", "from_on", "to_on")
        widgets = {"from_on": DayInput(), "to_on": DayInput()}
        labels = {"from_on": "开始日期", "to_on": "结束日期"}
        help_texts = {
            "unit": "在这个单位和它的下级单位里有效；不填即全机关。",
            "to_on": "不填即一直有效。角色到期用止日表示，不删除。",
        }


class LeaveForm(SettingsForm):
    class Meta:
        model = Leave
        fields = ("user", "cover", "from_on", "to_on")
        widgets = {"from_on": DayInput(), "to_on": DayInput()}
        labels = {"from_on": "开始日期", "to_on": "结束日期"}
        help_texts = {
            "cover": "请假期间由这位同事行使请假人的全部角色。不登记请假原因。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("user", "cover"):
            choice = cast(forms.ModelChoiceField, self.fields[name])
            choice.queryset = User.objects.filter(agency=self.for_user.agency, is_active=True)
