"""What staff may type about 复议, 诉讼 and 转主动公开."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from gongkai.inbound.foi.obstacles.proceedings import LONGEST_BODY, LONGEST_NOTES, LONGEST_NUMBER
from gongkai.inbound.foi.obstacles.proposals import LONGEST_REASON, LONGEST_TITLE
from gongkai.outbound.publishing.models import Record
from gongkai.people.forms import DayInput
from gongkai.people.models import Agency, Unit
from gongkai.rules.annual_report.proceedings import ProceedingKind, Result

A_DAY = {"required": "请填写日期。", "invalid": "请填写日期，例如2026-03-10。"}
_ADDRESS = re.compile(r"/documents/(\d{1,18})/")


def _day(label: str, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), error_messages=A_DAY, **given)


class RegisterForm(forms.Form):
    """A 复议 or 诉讼 as the papers that came tell of it."""

    kind = forms.ChoiceField(
        label="种类",
        choices=[("", "请选择"), *((one.value, one.label) for one in ProceedingKind)],
        error_messages={"required": "请选择种类。"},
    )
    is_summary = forms.BooleanField(
        label="行政复议适用简易程序",
        required=False,
        help_text="受理通知写明适用简易程序的才选，答复期限更短。诉讼不选。",
    )
    body = forms.CharField(
        label="复议机关或者法院",
        max_length=LONGEST_BODY,
        help_text="全称，例如示例市人民政府。",
        error_messages={"required": "请写明复议机关或者法院的名称。"},
    )
    document_number = forms.CharField(
        label="文号或者案号", max_length=LONGEST_NUMBER, required=False
    )
    notified_on = _day(
        "收到副本之日", help_text="收到复议申请书副本、起诉状副本的日期，从次日起算。"
    )
    notes = forms.CharField(
        label="备注",
        max_length=LONGEST_NOTES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不写当事人的姓名和联系方式；证件号、手机号会自动隐去。",
    )


class AnswerForm(forms.Form):
    """When the agency answered."""

    prefix = "answer"
    answered_on = _day("答复之日", help_text="提交书面答复、答辩状和证据的日期。")


class ConcludeForm(forms.Form):
    """How it ended, and when."""

    prefix = "conclude"
    result = forms.ChoiceField(
        label="审理结果",
        choices=[("", "请选择"), *((one.value, one.label) for one in Result)],
        help_text="维持、驳回请求为“结果维持”；撤销、变更、确认违法、责令履行为“结果纠正”；撤回、终止等为“其他结果”。",
        error_messages={"required": "请选择审理结果，年度报告要按它统计。"},
    )
    concluded_on = _day("审结之日", help_text="决定书、裁判文书的日期。")


class VoidForm(forms.Form):
    """What was wrong with an entry."""

    prefix = "void"
    reason = forms.CharField(
        label="错在哪里", max_length=200, error_messages={"required": "请写明登记错在哪里。"}
    )


class AnewForm(forms.Form):
    """When the decision that orders another answer came."""

    prefix = "anew"
    received_on = _day("收到决定、判决之日", help_text="重新答复的期限从次日起算。")


def _reason(help_text: str) -> forms.CharField:
    return forms.CharField(
        label="理由",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": "请写明理由。"},
    )


class AcceptForm(forms.Form):
    """What becomes public, by whom, and why."""

    prefix = "accept"
    title = forms.CharField(
        label="要公开的是什么",
        max_length=LONGEST_TITLE,
        help_text="公开时用的名称；不写申请人。",
        error_messages={"required": "请写明要公开的是什么。"},
    )
    unit = forms.ModelChoiceField(
        label="责任单位",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择由哪个单位公开。",
            "invalid_choice": "请选择本机关的单位。",
        },
    )
    reason = _reason("例如：多人申请过，属于应当让公众广泛知晓的信息。")

    def __init__(
        self,
        agency: Agency,
        written: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(written, initial=initial)
        self.fields["unit"].queryset = Unit.objects.filter(agency=agency)  # type: ignore[attr-defined]


class DismissForm(forms.Form):
    """Why it is not made public to all."""

    prefix = "dismiss"
    reason = _reason("以后再有人申请同样的信息，会看到这个理由。")


class FinishForm(forms.Form):
    """The record in which everybody can read it."""

    prefix = "finish"
    record = forms.CharField(
        label="公开的信息",
        max_length=200,
        help_text="写索引号，或者网页的地址，例如 /documents/12/。",
        error_messages={"required": "请写明公开的是哪一条信息。"},
    )

    def __init__(self, agency: Agency, written: Mapping[str, Any] | None = None) -> None:
        super().__init__(written)
        self.agency = agency

    def clean_record(self) -> Record:
        said = self.cleaned_data["record"].strip()
        own = Record.objects.filter(agency=self.agency)
        address = _ADDRESS.search(said)
        found = own.filter(pk=int(address[1])) if address else own.filter(index_number=said)
        record = found.first()
        if record is None:
            raise forms.ValidationError("本机关没有这一条信息，请核对索引号或者地址。")
        return record
