"""What an operator may say about the calendar and about facts of law."""

import re
from datetime import date
from typing import Any

from django import forms

from gongkai.lawbook.models import OfficeClosure, RegionalHoliday
from gongkai.people.forms import DayInput
from gongkai.rules.notice_prose import NotANotice, as_toml, is_prose

LARGEST_NOTICE = 64 * 1024
DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
BETWEEN_DAYS = re.compile(r"[\s、，,；;]+")


def read_notice(content: bytes) -> str:
    """The text of a notice's file."""
    if len(content) > LARGEST_NOTICE:
        raise forms.ValidationError(
            f"文件超过{LARGEST_NOTICE // 1024}KB，不像放假安排通知，请重新选择。"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as unreadable:
        raise forms.ValidationError(
            "文件不是 UTF-8 编码的文本，请用记事本另存为 UTF-8 后再导入。"
        ) from unreadable
    return in_kept_form(text)


def in_kept_form(text: str) -> str:
    """The notice as it is kept; its own words are turned into that form."""
    try:
        return as_toml(text) if is_prose(text) else text
    except NotANotice as wrong:
        raise forms.ValidationError(str(wrong)) from wrong


class NoticeForm(forms.Form):
    """A year's holidays: the notice in its own words, or a file."""

    words = forms.CharField(
        label="通知全文",
        required=False,
        max_length=LARGEST_NOTICE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="把国务院办公厅的通知原文整篇粘贴到这里。先预览，确认后才生效。",
        error_messages={"max_length": "内容太长，不像放假安排通知，请核对。"},
    )
    file = forms.FileField(
        label="或者选择文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,.txt", "class": "gk-file"}),
        help_text="通知原文的文本文件（UTF-8），或者按下面样本写的文件。",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if words and not is_prose(words):
            raise forms.ValidationError(
                "没有认出放假安排。请从“国务院办公厅关于……年部分节假日安排的通知”起粘贴到落款日期。"
            )
        return in_kept_form(words)

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        return read_notice(file.read(LARGEST_NOTICE + 1)) if file else ""

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.notice:
            raise forms.ValidationError("请粘贴通知全文，或者选择一个文件。")
        return self.cleaned_data

    @property
    def notice(self) -> str:
        return str(self.cleaned_data.get("file") or self.cleaned_data.get("words") or "")


class ConfirmForm(forms.Form):
    """A notice that was shown and is now wanted."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=LARGEST_NOTICE)

    def clean_text(self) -> str:
        # A form sends every line end as two signs, whatever they were in the file.
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class ClosureForm(forms.ModelForm):
    """Days on which the agency does not work."""

    class Meta:
        model = OfficeClosure
        fields = ("first_on", "last_on", "cause")
        widgets = {"first_on": DayInput(), "last_on": DayInput()}
        help_texts = {
            "last_on": "只有一天的，与开始日期相同。",
            "cause": "例如：依示政发〔2026〕1号防汛停止办公。会显示在期限的逐日说明里。",
        }


class LiftForm(forms.Form):
    """Why a closure does not hold after all."""

    reason = forms.CharField(label="撤销理由", max_length=200)


class DaysField(forms.CharField):
    """Several days, written as 2027-04-09、2027-04-10."""

    def clean(self, value: Any) -> Any:
        words = [word for word in BETWEEN_DAYS.split(super().clean(value)) if word]
        return sorted({_day(word) for word in words})


def _day(word: str) -> str:
    try:
        if not DAY.fullmatch(word):
            raise ValueError
        year, month, day = map(int, word.split("-"))
        return date(year, month, day).isoformat()
    except ValueError as wrong:
        raise forms.ValidationError(f"“{word}”不是日期，请写成 2027-04-09 的样子。") from wrong


class RegionalForm(forms.ModelForm):
    """What the region arranged for one year."""

    off = DaysField(
        label="放假",
        max_length=400,
        help_text="连同中间的周末，例如：2027-04-09、2027-04-10。",
    )
    makeup = DaysField(label="调休上班", max_length=400, required=False, help_text="没有就不填。")

    class Meta:
        model = RegionalHoliday
        fields = ("year", "name", "off", "makeup", "source")
        help_texts = {"source": "地方政府的通知和文号。"}


class FactForm(forms.Form):
    """What stands in the source of a fact."""

    value = forms.CharField(label="原文里的数值", max_length=10)
    source = forms.CharField(
        label="核对所据的原文",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明文件名、文号、条款，并摘录原文。",
    )
    reason = forms.CharField(
        label="与原数值不同的理由",
        max_length=300,
        required=False,
        help_text="数值没有改就不用填。",
    )
