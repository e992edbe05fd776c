"""What a person may type about an edition, its release and its end."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.timezone import localtime

from gongkai.outbound.publishing.models import Column, Edition, Record, Signature
from gongkai.people.forms import DayInput
from gongkai.people.models import Agency, Unit
from gongkai.rules import classification

WORDS = re.compile(r"[、，,；;\s]+")
MOST_KEYWORDS = 12


class ColumnChoices(forms.CheckboxSelectMultiple):
    """Checkboxes under the heading of each first-level column."""

    template_name = "publishing/column_choices.html"


class ColumnField(forms.ModelMultipleChoiceField):
    """Open columns of the agency, in groups by the column at the top of their line."""

    widget = ColumnChoices

    def group(self, columns: Iterable[Column]) -> None:
        """Fills the choices; a column that has others below it is offered too."""
        rows = list(columns)
        self.queryset = Column.objects.filter(pk__in=[column.pk for column in rows])
        by_id = {column.pk: column for column in rows}
        groups: dict[str, list[tuple[int, str]]] = {}
        for column in rows:
            line = [column]
            while (upper := by_id.get(line[0].upper_id or 0)) and upper not in line:
                line.insert(0, upper)
            # A heading of the first two levels leaves short names to read beside the boxes.
            heading, rest = (line[1], line[2:]) if len(line) > 2 else (line[0], line[1:])
            name = " › ".join(one.name for one in rest or line)
            groups.setdefault(heading.name, []).append((column.pk, name))
        self.choices = list(groups.items())


class FactsForm(forms.Form):
    """The facts of an edition: read from its file where possible, the rest asked for."""

    title = forms.CharField(label="标题", max_length=200)
    document_number = forms.CharField(
        label="发文字号",
        max_length=60,
        required=False,
        help_text="例如：示交发〔2026〕3号。没有文号的不填。",
    )
    issuer = forms.CharField(label="发文机关", max_length=100)
    formed_on = forms.DateField(
        label="成文日期", widget=DayInput(), help_text="落款的日期，不是今天。"
    )
    genre = forms.ChoiceField(label="体裁", required=False)
    topic = forms.ChoiceField(label="主题分类", required=False)
    columns = ColumnField(
        queryset=Column.objects.none(), label="栏目", help_text="可以选几个；第一个用来编索引号。"
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label="责任单位", required=False)
    keywords = forms.CharField(
        label="关键词",
        max_length=200,
        required=False,
        help_text=f"用顿号隔开，最多{MOST_KEYWORDS}个。读者按它们查找。",
    )
    summary = forms.CharField(
        label="内容概述",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一两句话，显示在目录和检索结果里。",
    )
    source = forms.CharField(label="来源", max_length=100, required=False)
    disclosure = forms.ChoiceField(
        label="公开方式", choices=Edition.Disclosure.choices, widget=forms.RadioSelect
    )
    validity = forms.ChoiceField(label="有效性", choices=Edition.Validity.choices)
    validity_note = forms.CharField(label="有效性说明", max_length=300, required=False)
    validity_on = forms.DateField(label="有效性变更日期", widget=DayInput(), required=False)
    valid_until = forms.DateField(
        label="有效期至",
        widget=DayInput(),
        required=False,
        help_text="到期后自动显示为失效。",
    )
    replaced_by = forms.CharField(
        label="替代文件的索引号",
        max_length=80,
        required=False,
        help_text="本件被新文件代替时填写，读者会看到新文件的链接。",
    )
    change_note = forms.CharField(
        label="更正说明",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="改了什么、为什么改。会对外显示。",
    )

    validity_fields = ("validity", "validity_note", "validity_on", "valid_until", "replaced_by")

    def __init__(self, edition: Edition, units: Iterable[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        owner = edition.record
        genres = [genre.name for genre in classification.genres()]
        topics = [topic.name for topic in classification.topics()]
        self._choose("genre", genres, edition.genre)
        self._choose("topic", topics, edition.topic)
        cast(ColumnField, self.fields["columns"]).group(
            Column.objects.filter(agency=owner.agency, is_open=True)
        )
        if owner.first_published_at is None:
            cast(forms.ModelChoiceField, self.fields["unit"]).queryset = Unit.objects.filter(
                pk__in=[unit.pk for unit in units] + [owner.unit_id]
            )
        else:
            del self.fields["unit"]
        if edition.number == 1 or owner.first_published_at is None:
            del self.fields["change_note"]

    def _choose(self, name: str, names: list[str], current: str) -> None:
        known = names if not current or current in names else [current, *names]
        cast(forms.ChoiceField, self.fields[name]).choices = [
            ("", "——"),
            *((one, one) for one in known),
        ]

    @classmethod
    def values_of(cls, edition: Edition, keywords: Iterable[str]) -> dict[str, Any]:
        """The edition's facts as the form shows them."""
        values = {
            name: getattr(edition, name) for name in cls.base_fields if hasattr(edition, name)
        }
        return values | {
            "columns": [placement.column_id for placement in edition.placements.all()],
            "unit": edition.record.unit_id,
            "keywords": "、".join(keywords),
            "replaced_by": edition.replaced_by.index_number if edition.replaced_by else "",
        }

    def clean_keywords(self) -> list[str]:
        typed = WORDS.split(self.cleaned_data["keywords"])
        words = list(dict.fromkeys(word for word in typed if word))
        if len(words) > MOST_KEYWORDS:
            raise forms.ValidationError(f"最多{MOST_KEYWORDS}个关键词，现在有{len(words)}个。")
        return words

    def clean_replaced_by(self) -> Record | None:
        number = self.cleaned_data["replaced_by"].strip()
        if not number:
            return None
        record = Record.objects.filter(
            agency=self.edition.record.agency, index_number=number
        ).first()
        if record is None:
            raise forms.ValidationError("本机关没有这个索引号，请到“已公开”里查对。")
        if record.pk == self.edition.record_id:
            raise forms.ValidationError("替代文件不能是它自己。")
        return record


class SubmitForm(forms.Form):
    """When the edition is to go out once it is cleared."""

    release = forms.ChoiceField(
        label="审定后怎样发布", choices=Edition.Release.choices, widget=forms.RadioSelect
    )
    release_at = forms.DateTimeField(
        label="定时发布的时间",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="只在选“定时发布”时填写。",
    )

    @classmethod
    def values_of(cls, edition: Edition) -> dict[str, Any]:
        return {
            "release": edition.release,
            "release_at": localtime(edition.release_at) if edition.release_at else None,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("release") != Edition.Release.AT_TIME:
            cleaned["release_at"] = None
        return cleaned


class ReasonForm(forms.Form):
    """An act that needs a reason."""

    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str = "理由", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint


class WithdrawForm(ReasonForm):
    """Taking a record out of public view."""

    hides_title = forms.BooleanField(
        label="撤下后也不显示标题", required=False, help_text="标题本身不宜公开时勾选。"
    )


class SignForm(forms.Form):
    """A reviewer's word on the content whose digest was on the screen."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    verdict = forms.ChoiceField(choices=Signature.Verdict.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="意见",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回必须写明理由；同意可以不写。",
    )


class PublishedFilter(forms.Form):
    """What somebody looks for among what is or was public."""

    q = forms.CharField(label="标题、文号或索引号", max_length=100, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="责任单位", required=False, empty_label="全部单位"
    )
    column = forms.ModelChoiceField(
        Column.objects.none(), label="栏目", required=False, empty_label="全部栏目"
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "公开中"), ("withdrawn", "已撤下")]
    )

    def __init__(self, agency: Agency | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = cast(forms.ModelChoiceField, self.fields["unit"])
        unit.queryset = Unit.objects.filter(agency=agency)
        column = cast(forms.ModelChoiceField, self.fields["column"])
        column.queryset = Column.objects.filter(agency=agency)
