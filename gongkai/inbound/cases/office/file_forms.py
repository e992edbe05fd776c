"""What staff may type about the files of a case."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from gongkai.inbound.cases.forms.files import FilesField
from gongkai.inbound.cases.models import CaseFile
from gongkai.inbound.cases.obstacles.releasing import LONGEST_REASON, MOST_PASSAGES
from gongkai.inbound.cases.office.forms import PurposeForm
from gongkai.rules.exemptions import Withheld, exemptions
from gongkai.rules.gate.passages import LONGEST

ROWS = 3


class LayForm(forms.Form):
    """Files of an officer, and what they are for."""

    part = forms.ChoiceField(
        label="用途",
        choices=[("", "请选择"), *CaseFile.Part.choices],
        error_messages={"required": "请选择文件的用途。"},
    )
    attachments = FilesField()

    def clean_attachments(self) -> list:
        chosen: list = self.cleaned_data["attachments"]
        if not chosen:
            raise forms.ValidationError("请选择文件。")
        return chosen


class PurposeOfReading(PurposeForm):
    """What for somebody opens one file."""

    def __init__(self, file: CaseFile, written: Mapping[str, Any] | None = None) -> None:
        super().__init__(written, prefix=self.prefix_of(file))
        self.file = file
        self.fields["purpose"].help_text = "用途和查看人会记入台账；里面不要写姓名、号码。"

    @staticmethod
    def prefix_of(file: CaseFile) -> str:
        return f"file{file.pk}"


class PassageForm(forms.Form):
    """One passage to be taken out; a row without words is none."""

    passage = forms.CharField(
        label="要隐去的文字",
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    ground = forms.ChoiceField(label="不予公开的情形", required=False)
    reason = forms.CharField(label="理由", max_length=LONGEST_REASON, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, f"{one.article}：{one.ground}") for one in exemptions().values()]
        self.fields["ground"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]

    def withheld(self) -> Withheld | None:
        written = self.cleaned_data
        if not any(value.strip() for value in written.values()):
            return None
        return Withheld(written["passage"], written["ground"], written["reason"])


class NumbersForm(forms.Form):
    """Whether a rule takes out the personal numbers."""

    masks_numbers = forms.BooleanField(
        label="隐去证件号、手机号、银行卡号、住址等个人信息",
        required=False,
        help_text="由程序按规则查找，中间几位改为星号，计入隐去记录（条例第十五条）。",
    )


Rows = formset_factory(
    PassageForm, extra=ROWS, max_num=MOST_PASSAGES, absolute_max=MOST_PASSAGES + 10
)


class PassageForms:
    """All that is said about one file to be given out."""

    def __init__(self, written: Mapping[str, Any] | None = None) -> None:
        self.rows: BaseFormSet = Rows(written, prefix="rows")
        self.numbers = NumbersForm(written)

    @classmethod
    def with_more_rows(cls, written: QueryDict, more: int) -> "PassageForms":
        """The same as typed, with room for more."""
        longer = written.copy()
        total = Rows(written, prefix="rows").total_form_count()
        longer["rows-TOTAL_FORMS"] = str(min(total + more, MOST_PASSAGES))
        return cls(longer)

    def is_valid(self) -> bool:
        return self.rows.is_valid() and self.numbers.is_valid()

    def sentences(self) -> Iterator[str]:
        yield from map(str, self.rows.non_form_errors())
        for number, form in enumerate(self.rows, start=1):
            for name, errors in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                yield from (f"第{number}段{label}：{error}" for error in errors)

    def passages(self) -> list[Withheld]:
        return [one for form in self.rows if (one := form.withheld()) is not None]

    @property
    def masks_numbers(self) -> bool:
        return bool(self.numbers.cleaned_data["masks_numbers"])
