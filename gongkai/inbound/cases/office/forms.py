"""What staff may type about a case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.obstacles import BY_MAIL, Unsure
from gongkai.people.forms import DayInput
from gongkai.people.models import Agency, Unit, User
from gongkai.rules.annual_report.register import ApplicantKind
from gongkai.rules.cases import case_kinds
from gongkai.rules.clocks.kinds import Act, Step
from gongkai.rules.clocks.terms import MEASURES, Term
from gongkai.rules.outcomes import OutcomeKind, outcomes

OUTCOME_KINDS = {
    OutcomeKind.GRANTED: "予以公开",
    OutcomeKind.PARTLY_GRANTED: "部分公开",
    OutcomeKind.REFUSED: "不予公开",
    OutcomeKind.NOT_AVAILABLE: "无法提供",
    OutcomeKind.NOT_HANDLED: "不予处理",
    OutcomeKind.OTHERWISE_CLOSED: "其他处理",
}
IDENTITY_KINDS = ("身份证", "护照", "统一社会信用代码", "其他证件")
SENDING = (
    ("", "请选择"),
    ("web", "网站查询页"),
    ("email", "电子邮件"),
    ("phone", "电话告知"),
    ("post", "邮寄"),
    ("counter", "当面领取"),
)
LONGEST_REPLY = 20_000
A_DAY = {"required": "请填写日期。", "invalid": "请填写日期，例如2026-03-10。"}


def _kind_choices() -> list[tuple[str, str]]:
    return [(kind.key, kind.name) for kind in case_kinds().values()]


def outcome_choices() -> list[tuple[str, Any]]:
    """The 21 ways to end a request under their six classes, each with what it rests on."""
    groups: dict[OutcomeKind, list[tuple[str, str]]] = {}
    for outcome in outcomes().values():
        basis = "、".join(outcome.articles)
        grounds = "；".join(ground.ground for ground in outcome.grounds)
        resting_on = "：".join(part for part in (basis, grounds) if part)
        name = f"{outcome.name}（{resting_on}）" if resting_on else outcome.name
        groups.setdefault(outcome.kind, []).append((outcome.code, name))
    return [("", "请选择"), *((OUTCOME_KINDS[kind], rows) for kind, rows in groups.items())]


class RegisterForm(forms.Form):
    """登记: what somebody says at the counter or on the telephone."""

    kind = forms.ChoiceField(label="种类", choices=_kind_choices, initial="enquiry")
    channel = forms.ChoiceField(label="渠道", choices=Case.Channel.choices, initial="counter")
    name = forms.CharField(label="来件人姓名", max_length=60, required=False)
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    subject = forms.CharField(
        label="事由",
        max_length=200,
        help_text="一句话；里面的证件号、手机号会自动隐去。",
        error_messages={"required": "请写明事由。"},
    )
    text = forms.CharField(
        label="内容",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="来件人说的事情和要求，至少5个字。",
        error_messages={"required": "请写明来件人说的事情。"},
    )
    applicant_kind = forms.ChoiceField(label="申请人类别", required=False)
    identity_kind = forms.ChoiceField(
        label="证件种类", choices=[(one, one) for one in IDENTITY_KINDS], required=False
    )
    identity_number = forms.CharField(label="证件号码", max_length=40, required=False)
    unit = forms.ModelChoiceField(
        label="承办单位",
        queryset=Unit.objects.none(),
        error_messages={"required": "请选择承办单位。", "invalid_choice": "请选择本机关的单位。"},
    )
    received_on = forms.DateField(label="收到之日", widget=DayInput(), error_messages=A_DAY)
    organisation = forms.CharField(label="单位名称", max_length=100, required=False)
    email = forms.EmailField(label="电子邮箱", max_length=100, required=False)
    address = forms.CharField(label="通信地址", max_length=200, required=False)

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.value, kind.column) for kind in ApplicantKind]
        self.fields["applicant_kind"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.filter(agency=agency)  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["phone"].widget.attrs |= {"autocomplete": "off", "inputmode": "tel"}


class CaseFilter(forms.Form):
    """What narrows a list of cases down."""

    kind = forms.ChoiceField(label="种类", required=False)
    unit = forms.ModelChoiceField(
        label="承办单位", queryset=Unit.objects.none(), required=False, empty_label="全部"
    )
    stage = forms.ChoiceField(label="状态", required=False)
    q = forms.CharField(label="编号或事由", max_length=40, required=False)

    def __init__(self, agency: Agency | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("kind", _kind_choices()), ("stage", Case.Stage.choices)):
            self.fields[name].choices = [("", "全部"), *choices]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.filter(agency=agency)  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        return self.cleaned_data["q"].strip()


class SearchForm(forms.Form):
    """A number, or a word of the subject within one year."""

    q = forms.CharField(
        label="编号或事由里的词",
        max_length=40,
        min_length=2,
        error_messages={"min_length": "请至少写两个字。", "required": "请写编号或事由里的词。"},
    )
    year = forms.TypedChoiceField(label="登记年份", coerce=int, required=False)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, f"{year}年") for year in range(this_year, this_year - 10, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        self.this_year = this_year

    def clean_q(self) -> str:
        return self.cleaned_data["q"].strip()

    def clean_year(self) -> int:
        return self.cleaned_data["year"] or self.this_year


class StepForm(forms.Form):
    """One step of the clock of a case; what it asks for follows from what it does."""

    on = forms.DateField(label="日期", widget=DayInput(), error_messages=A_DAY)
    note = forms.CharField(
        label="说明",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        step: Step,
        written: Mapping[str, Any] | None,
        *,
        is_foi: bool,
        longest: Term | None,
        today: date,
    ) -> None:
        super().__init__(written, prefix=step.name, initial={"on": today})
        if longest is not None:
            self.fields["days"] = forms.IntegerField(
                label=f"延长多少{MEASURES[longest.unit]}",
                min_value=1,
                max_value=1500,
                initial=longest.value,
            )
        if is_foi and step.act is Act.CLOSE:
            self.fields["outcome"] = forms.ChoiceField(
                label="办理结果",
                choices=outcome_choices,
                error_messages={"required": "请选择办理结果，年度报告要按它统计。"},
            )
        self.order_fields(["on", "days", "outcome", "note"])


class HandOverForm(forms.Form):
    """To whom a case is offered, and why."""

    unit = forms.ModelChoiceField(
        label="移交给单位",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择移交给哪个单位。"},
    )
    user = forms.ModelChoiceField(
        label="接收人",
        queryset=User.objects.none(),
        required=False,
        empty_label="不指定，由该单位的人接收",
    )
    reason = forms.CharField(
        label="移交理由", max_length=200, error_messages={"required": "请写明移交理由。"}
    )

    prefix = "hand"

    def __init__(self, agency: Agency, written: Mapping[str, Any] | None = None) -> None:
        super().__init__(written)
        self.fields["unit"].queryset = Unit.objects.filter(agency=agency)  # type: ignore[attr-defined]
        self.fields["user"].queryset = User.objects.filter(agency=agency, is_active=True)  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why a case that was offered is not taken."""

    prefix = "decline"

    reason = forms.CharField(
        label="退回理由",
        max_length=200,
        help_text="写明应当由谁办理。",
        error_messages={"required": "请写明退回理由。"},
    )


class PurposeForm(forms.Form):
    """What for somebody looks at personal data; the ledger keeps it."""

    purpose = forms.CharField(
        label="查看的用途",
        max_length=100,
        help_text="例如：电话核实地点。用途和查看人会记入台账；里面不要写号码。",
        error_messages={"required": "请写明查看的用途。"},
    )


class ReplyForm(forms.Form):
    """The answer, and for a request how it ends."""

    outcome = forms.ChoiceField(
        label="办理结果",
        choices=outcome_choices,
        required=False,
        help_text="年度报告按它统计；一件里有公开也有不公开的，选“部分公开”。",
    )
    text = forms.CharField(
        label="答复内容",
        max_length=LONGEST_REPLY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "请写明答复内容。"},
    )

    def __init__(self, *args: Any, is_foi: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_foi:
            del self.fields["outcome"]


class JudgeForm(forms.Form):
    """The word of whoever clears a reply, about exactly the content they saw."""

    digest = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    verdict = forms.ChoiceField(choices=[("agreed", "同意"), ("returned", "退回")])
    reason = forms.CharField(
        label="退回理由",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回时必须写；同意不用写。",
    )


UNSURE = (
    (Unsure.LOST, "没有发出，按下面选的方式送出"),
    (Unsure.WENT, "已经发出，只登记送达"),
)


class SendForm(forms.Form):
    """How a cleared reply goes out, and what proves it; asks what became of a letter in doubt."""

    unsure = forms.ChoiceField(
        label="上一次的邮件", choices=UNSURE, widget=forms.RadioSelect, required=False
    )

    channel = forms.ChoiceField(
        label="送达方式", choices=SENDING, error_messages={"required": "请选择送达方式。"}
    )
    proof = forms.CharField(
        label="送达凭证",
        max_length=200,
        required=False,
        help_text="邮寄写邮件号；当面领取写签收人和日期。",
    )

    def __init__(self, *args: Any, is_unsure: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_unsure:
            del self.fields["unsure"]

    def clean(self) -> dict[str, Any]:
        """What already went needs no other way to go."""
        if self.cleaned_data.get("unsure") == Unsure.WENT and "channel" in self.errors:
            del self.errors["channel"]
            self.cleaned_data["channel"] = BY_MAIL
        return self.cleaned_data
