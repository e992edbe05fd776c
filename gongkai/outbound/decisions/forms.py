"""What a clerk may type: a list to import, and why one decision is shown no longer."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.media.intake.taken import CannotTakeIn
from gongkai.outbound.decisions.elements import LONGEST_BATCH, Batch
from gongkai.outbound.decisions.queries import known_keys
from gongkai.outbound.decisions.sheets import MOST_BYTES, table_of
from gongkai.people.models import Agency, Unit
from gongkai.rules.clocks.terms import Terms
from gongkai.rules.decisions.columns import Kind, columns_of, endings
from gongkai.rules.decisions.reading import NotAList, Reading, read
from gongkai.rules.decisions.rows import key_of

KINDS = [(kind.value, kind.label) for kind in Kind]
ERRORS_SHOWN = 500


class ImportForm(forms.Form):
    """A list with its unit, its kind and its name; reading it is part of looking at the form."""

    kind = forms.ChoiceField(label="公示类别", choices=KINDS, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(label="责任单位", queryset=Unit.objects.none())
    batch = forms.CharField(
        label="批次名称", max_length=LONGEST_BATCH, help_text="例如“2026年第3批”，会写进标题。"
    )
    file = forms.FileField(
        label="表格",
        help_text="xlsx 或者 CSV，第一行是表头。表格读完即弃，系统只留隐去个人信息后的内容。",
    )
    only_good = forms.BooleanField(
        label="有错误的行不导入，只导入没有错误的行",
        required=False,
        help_text="不勾选时，只要有一个错误，一行也不导入。",
    )

    def __init__(
        self,
        units: QuerySet[Unit],
        *args: Any,
        agency: Agency,
        on: date,
        terms: Terms,
        record: int | None = None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.agency, self.on, self.terms, self.record = agency, on, terms, record
        self.reading: Reading | None = None
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101  as declared above
        unit.queryset = units

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请拆成几个表格。")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        kind, file = Kind(cleaned["kind"]), cleaned["file"]
        try:
            table = table_of(file.read(), file.name)
            known = known_keys(self.agency, kind, _keys(kind, table), but=self.record)
            self.reading = read(kind, table, on=self.on, terms=self.terms, known=known)
        except (CannotTakeIn, NotAList) as refused:
            self.add_error("file", str(refused))
            return cleaned
        if self.reading.errors and not (cleaned["only_good"] and self.reading.rows):
            self.add_error(
                "file",
                f"有{self.reading.wrong_rows}行填写有误，一行也没有导入。"
                "请按下面的清单改好后重新选择表格。",
            )
        return cleaned

    @property
    def cell_errors(self) -> list[str]:
        return [str(one) for one in self.reading.errors[:ERRORS_SHOWN]] if self.reading else []

    def made(self) -> Batch:
        assert self.reading is not None  # noqa: S101  the form is valid
        return Batch(
            kind=Kind(self.cleaned_data["kind"]),
            agency=self.agency.name,
            name=self.cleaned_data["batch"].strip(),
            rows=self.reading.rows,
        )


def _keys(kind: Kind, table: list[list[str]]) -> list[str]:
    """The keys of all cells under the heading of the document number."""
    label = next(column.label for column in columns_of(kind) if column.key == "number")
    head = [cell.strip() for cell in table[0]] if table else []
    if label not in head:
        return []
    at = head.index(label)
    return [key_of(kind, line[at]) for line in table[1:] if at < len(line) and line[at]]


class EndForm(forms.Form):
    """Why a decision is shown no longer."""

    cause = forms.ChoiceField(
        label="原因", choices=[(one.key, one.label) for one in endings().values()]
    )
    happened_on = forms.DateField(
        label="原因发生的日期", widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="决定被撤销、变更、确认违法或者无效的，理由会公开（行政处罚法第四十八条）。"
        "不要写行政相对人的名称。",
    )


class PutBackForm(forms.Form):
    """Why a decision is shown again."""

    reason = forms.CharField(
        label="恢复公示的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
