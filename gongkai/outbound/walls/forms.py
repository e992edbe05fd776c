"""What is typed, pasted or brought as a spreadsheet for 机构职能, 罚款标准 and 服务承诺."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from gongkai.outbound.walls.spreadsheets import cells_of_file
from gongkai.outbound.walls.structures import COMMITMENTS, FINES, ORGANISATION
from gongkai.people.models import Unit
from gongkai.rules.posters.elements import (
    Commitment,
    Fine,
    Leader,
    NotRows,
    Row,
    UnitLine,
    cells_of,
    commitments_of,
    fines_of,
    organisation_of,
    rows_of,
    text_of,
)

SEPARATED = "每行一项，各列用竖线“｜”隔开；也可以从 Excel、WPS 表格里复制几列粘贴到这里。"
LONGEST_LIST = 200_000


class RowsField(forms.CharField):
    """一行一项: rows of a kind, typed or pasted; each faulty line is named."""

    def __init__(self, shape: type[Row], columns: str, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 10, "wrap": "off"}))
        super().__init__(
            max_length=LONGEST_LIST, help_text=f"列的次序：{columns}。{SEPARATED}", **kwargs
        )
        self.shape = shape

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else text_of(value)

    def clean(self, value: Any) -> Any:
        # The whole text counts: the base class would take the tabs off its ends.
        try:
            rows = rows_of(self.shape, cells_of(super().clean(value)))
        except NotRows as wrong:
            raise forms.ValidationError(list(wrong.faults)) from None
        return [list(row.cells()) for row in rows]


class ElementsForm(forms.Form):
    """The elements of one kind; a spreadsheet takes the place of the list it names."""

    list_name: ClassVar[str]
    sheet = forms.FileField(
        label="从表格文件导入",
        required=False,
        help_text="可不选。.xlsx 文件，第一行是列名，从第二行起导入，替换上面那一列表。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.pop("sheet", None)
        if file is not None:
            field = self.fields[self.list_name]
            assert isinstance(field, RowsField)  # noqa: S101  declared so in each form
            try:
                rows = rows_of(field.shape, cells_of_file(file.read()))
            except NotRows as wrong:
                self.add_error("sheet", list(wrong.faults))
            else:
                cleaned[self.list_name] = [list(row.cells()) for row in rows]
                self.errors.pop(self.list_name, None)
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class OrganisationForm(ElementsForm):
    list_name = "units"
    agency = forms.CharField(label="机关名称", max_length=100)
    duties = forms.CharField(
        label="主要职能",
        required=False,
        max_length=20_000,
        help_text="每行一条。",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    leaders = RowsField(
        Leader,
        "职务｜分工｜姓名（姓名可不填）",
        label="领导分工",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "wrap": "off"}),
    )
    units = RowsField(
        UnitLine,
        "机构｜主要职责｜电话｜地点｜分管领导的职务",
        label="内设机构",
        required=False,
    )
    address = forms.CharField(label="办公地址", max_length=200, required=False)
    hours = forms.CharField(label="办公时间", max_length=100, required=False)
    phone = forms.CharField(label="联系电话", max_length=60, required=False)
    field_order = ("agency", "duties", "leaders", "units", "sheet", "address", "hours", "phone")

    def clean_duties(self) -> list[str]:
        lines = self.cleaned_data["duties"].splitlines()
        return [" ".join(line.split()) for line in lines if line.strip()]


class FinesForm(ElementsForm):
    list_name = "rows"
    title = forms.CharField(label="标题", max_length=100)
    rows = RowsField(Fine, "违法行为｜裁量档次｜罚款幅度｜处罚依据（写到条款）", label="罚款事项")
    note = forms.CharField(
        label="说明",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("title", "rows", "sheet", "note")


class CommitmentsForm(ElementsForm):
    list_name = "rows"
    title = forms.CharField(label="标题", max_length=100)
    rows = RowsField(Commitment, "承诺｜标准或者时限｜没有做到怎么办｜电话", label="承诺事项")
    phone = forms.CharField(label="监督电话", max_length=60, required=False)
    field_order = ("title", "rows", "sheet", "phone")


class StartForm(forms.Form):
    """Which unit writes it."""

    unit = forms.ModelChoiceField(label="责任单位", queryset=Unit.objects.none())

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


FORMS: Mapping[str, type[ElementsForm]] = {
    ORGANISATION: OrganisationForm,
    FINES: FinesForm,
    COMMITMENTS: CommitmentsForm,
}


def initial_of(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a form shows of elements that are there already."""
    if kind == ORGANISATION:
        made = organisation_of(said)
        return vars(made) | {"duties": "\n".join(made.duties)}
    return vars(fines_of(said) if kind == FINES else commitments_of(said))
