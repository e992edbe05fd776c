"""What a person may type about the office's own words and about standing excuses."""

from datetime import date
from typing import Any, cast

from django import forms

from gongkai.outbound.publishing.models import OwnWord
from gongkai.outbound.publishing.obstacles import a_year_after
from gongkai.people.forms import DayInput

LONGEST_PASTE = 200_000


def _severity() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="查出以后",
        choices=OwnWord.Severity.choices,
        initial=OwnWord.Severity.WARN,
        widget=forms.RadioSelect,
        help_text="“必须处理”的，不改或不说明理由就不能送审。",
    )


class WordForm(forms.Form):
    """One word of the office's own."""

    wrong = forms.CharField(label="错写", max_length=60, help_text="不该这样写的词，至少两个字。")
    right = forms.CharField(
        label="正写", max_length=60, required=False, help_text="应当怎样写；不填表示不该出现。"
    )
    why = forms.CharField(
        label="说明", max_length=200, required=False, help_text="为什么，经办人会看到。"
    )
    severity = _severity()


class PasteForm(forms.Form):
    """Many words at once, as a spreadsheet copies them."""

    text = forms.CharField(
        label="词",
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off"}),
        help_text="每行一个：错写、正写、说明，中间用制表符（Tab）隔开。可以从表格里复制三列粘贴。",
    )
    severity = _severity()


class StandingForm(forms.Form):
    """Why something may stand in every later text, and until when."""

    reason = forms.CharField(
        label="长期放行的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="为什么以后每篇都可以这样写。各科室都能看到，请不要写个人信息。",
    )
    until_on = forms.DateField(label="放行到哪一天", widget=DayInput())

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until = cast(forms.DateField, self.fields["until_on"])
        until.help_text = f"最晚{a_year_after(on)}；到期自动失效，可以再放行。"
        until.widget.attrs |= {"min": str(on), "max": str(a_year_after(on))}
