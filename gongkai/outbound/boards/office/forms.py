"""What a person may type about a board and its issues."""

from typing import ClassVar

from django import forms

from gongkai.outbound.boards.models import Board
from gongkai.people.forms import DayInput
from gongkai.people.models import Agency, Unit


class BoardForm(forms.ModelForm):
    """A board: its place and its room."""

    class Meta:
        model = Board
        fields: ClassVar = ["name", "place", "unit", "slots", "paper", "is_open"]

    def __init__(self, agency: Agency, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["unit"].queryset = Unit.objects.filter(agency=agency)  # type: ignore[attr-defined]
        self.fields["slots"].widget.attrs["max"] = 200


class TermForm(forms.Form):
    """From when to when an issue is to hang."""

    planned_on = forms.DateField(label="计划上栏", widget=DayInput())
    expires_on = forms.DateField(
        label="取下日期", widget=DayInput(), help_text="到这一天为止还可以挂着。"
    )


class AddForm(forms.Form):
    """A public record and how many of its sheets hang."""

    record = forms.IntegerField(widget=forms.HiddenInput())
    slots = forms.IntegerField(label="挂前几张", min_value=1, max_value=200, required=False)


class PostingForm(forms.Form):
    """The proof that something hangs, or hangs no longer."""

    photo = forms.FileField(
        label="照片",
        required=False,
        help_text="用手机对着公开栏拍一张。照片只留在办公端，不对外公开。",
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    note = forms.CharField(
        label="说明", max_length=300, required=False, help_text="没有照片的写明原因。"
    )
