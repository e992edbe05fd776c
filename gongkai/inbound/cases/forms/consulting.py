"""What a third party or another maker of information says about giving it out."""

from typing import Any

from django import forms

from gongkai.inbound.cases.forms.files import FilesField
from gongkai.inbound.cases.models import Consultation
from gongkai.inbound.cases.obstacles import LONGEST_OPINION


def opinion_errors(longest: int = LONGEST_OPINION) -> dict[str, str]:
    return {
        "max_length": f"最多写{longest}个字，其余的请作为附件。",
        "null_characters_not_allowed": "内容里有不能显示的字符，请删去后重新填写。",
    }


class OpinionForm(forms.Form):
    """征求意见的答复: agree, in part, or not; why, and papers."""

    answer = forms.ChoiceField(
        label="是否同意公开",
        choices=Consultation.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择是否同意公开。",
            "invalid_choice": "请选择是否同意公开。",
        },
    )
    releasable = forms.CharField(
        label="同意公开哪些内容",
        required=False,
        max_length=LONGEST_OPINION,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="选“部分同意公开”的填写。",
        error_messages=opinion_errors(),
    )
    reasons = forms.CharField(
        label="理由",
        required=False,
        max_length=LONGEST_OPINION,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="不同意公开的必须写明理由，例如公开会损害哪些合法权益。",
        error_messages=opinion_errors(),
    )
    attachments = FilesField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answer = cleaned.get("answer")
        if answer == Consultation.Answer.REFUSE and not cleaned.get("reasons"):
            self._ask_for("reasons", "不同意公开的，请写明理由。")
        if answer == Consultation.Answer.PARTLY and not cleaned.get("releasable"):
            self._ask_for("releasable", "部分同意公开的，请写明同意公开哪些内容。")
        return cleaned

    def _ask_for(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)
