"""What staff may type about reception days and appointments."""

from datetime import date
from typing import Any

from django import forms

from gongkai.inbound.reception.models import ReceptionDay
from gongkai.inbound.reception.obstacles.appointments import LONGEST_FOLLOW_UP, LONGEST_MINUTES
from gongkai.inbound.reception.obstacles.days import LONGEST_REASON
from gongkai.inbound.reception.plans import Plan
from gongkai.people.forms import DayInput
from gongkai.people.models import Agency, Unit
from gongkai.rules.reception import LONGEST_MINUTES as LONGEST_SLOT
from gongkai.rules.reception import MOST_SLOTS, SHORTEST_MINUTES
from gongkai.rules.workdays import WorkCalendar

A_DAY = {"required": "请填写日期。", "invalid": "请填写日期，例如2026-03-10。"}
A_TIME = {"required": "请填写时间。", "invalid": "请填写时间，例如09:00。"}
# What the next day usually has in common with the last one.
KEPT = ("opens", "closes", "place", "received_by", "unit", "slots", "minutes")
USUAL = {"opens": "09:00", "closes": "11:30", "slots": 5, "minutes": 30}
NO_NULL = "里面有不能显示的字符，请删去后重新填写。"


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def _words(label: str, longest: int, **more: Any) -> forms.CharField:
    messages = {
        "required": f"请填写{label}。",
        "max_length": f"{label}最多{longest}个字。",
        "null_characters_not_allowed": NO_NULL,
    }
    return forms.CharField(label=label, max_length=longest, error_messages=messages, **more)


def _number(label: str, least: int, most: int, **more: Any) -> forms.IntegerField:
    told = f"{label}请写{least}到{most}的整数。"
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), told)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, error_messages=messages, **more
    )


class DayForm(forms.Form):
    """接访安排: when, where, who receives, about what, for how many."""

    on = forms.DateField(label="日期", widget=DayInput(), error_messages=A_DAY)
    on_rest_day = forms.BooleanField(label="这一天是休息日，也照常接访", required=False)
    opens = forms.TimeField(label="开始时间", widget=TimeInput(), error_messages=A_TIME)
    closes = forms.TimeField(label="结束时间", widget=TimeInput(), error_messages=A_TIME)
    received_by = _words(
        "接访领导", 60, help_text="写职务，不写姓名，例如：局长、分管道路运输的副局长。"
    )
    unit = forms.ModelChoiceField(
        label="陪同单位",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        help_text="由这个单位登记来没来、写接访记录；前一个工作日会在它的“今日”里提醒。",
        error_messages={"required": "请选择陪同单位。", "invalid_choice": "请选择本机关的单位。"},
    )
    place = _words("地点", 100, help_text="写到楼层和房间。")
    topics = _words("主题", 200, required=False, help_text="不限主题的不用填。")
    slots = _number("名额", 1, MOST_SLOTS)
    minutes = _number("每个名额的分钟数", SHORTEST_MINUTES, LONGEST_SLOT)

    def __init__(self, agency: Agency, *args: Any, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar
        self.fields["unit"].queryset = Unit.objects.filter(agency=agency)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        on: date | None = cleaned.get("on")
        # Offices do receive on Saturdays, so this warns and does not forbid.
        if on and not cleaned.get("on_rest_day") and not self.calendar.is_workday(on):
            reason = self.calendar.reason(on)
            self.add_error(
                "on_rest_day",
                f"{on}不上班（{reason}）。请核对日期；确实要在这一天接访的，勾选后再保存。",
            )
        return cleaned

    @property
    def plan(self) -> Plan:
        said = {name: value for name, value in self.cleaned_data.items() if name != "on_rest_day"}
        return Plan(**said)


def as_said(day: ReceptionDay, calendar: WorkCalendar) -> dict[str, Any]:
    """A day as its form shows it."""
    said = {name: getattr(day, name) for name in (*KEPT, "on", "topics")}
    return said | {"on_rest_day": not calendar.is_workday(day.on)}


def as_last(day: ReceptionDay | None) -> dict[str, Any]:
    """What a new day begins with."""
    return {name: getattr(day, name) for name in KEPT} if day else dict(USUAL)


class ReasonForm(forms.Form):
    """Why a day is called off, or an appointment cancelled."""

    reason = _words("原因", LONGEST_REASON, help_text="预约的人看得到，不写姓名和号码。")


class MarkForm(forms.Form):
    """Whether somebody came; one of two buttons."""

    came = forms.ChoiceField(
        label="来没来",
        choices=[("yes", "来了"), ("no", "没有来")],
        error_messages={"required": "请按“来了”或者“没有来”。"},
    )


class MinutesForm(forms.Form):
    """接访记录: what was said and answered, and what somebody has to see to."""

    minutes = _words(
        "接访记录",
        LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="来访人说了什么、有什么要求，怎样答复的。加密保存，起草答复时可以参考。",
    )
    follow_up = _words(
        "需要落实的事项",
        LONGEST_FOLLOW_UP,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="谁办什么；没有的不用填。",
    )
    due_on = forms.DateField(
        label="落实期限", required=False, widget=DayInput(), error_messages=A_DAY
    )
