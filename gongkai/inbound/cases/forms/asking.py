"""What somebody types who brings a case; each kind asks for no more than it needs."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from gongkai.inbound.cases.forms.files import FilesField
from gongkai.inbound.cases.obstacles.handling import LONGEST_SUBJECT, LONGEST_TEXT, SHORTEST_TEXT
from gongkai.rules.annual_report.register import ApplicantKind
from gongkai.rules.cases import CaseKind, Named, Sender, case_kinds, obstacles_to_naming
from gongkai.rules.identifiers.personal_numbers import doubts_about_identity_number

OFFERED = (
    "foi", "enquiry", "complaint", "suggestion", "should-be-public", "petition", "reception",
)  # fmt: skip
FOI, RECEPTION = "foi", "reception"
IDENTITY_CARD = "居民身份证"
IDENTITIES = (
    IDENTITY_CARD, "护照", "港澳台居民居住证", "外国人永久居留身份证",
    "统一社会信用代码证照", "其他证件",
)  # fmt: skip
WAYS = ("电子邮件", "邮寄", "自行领取", "当面查阅、抄录")
MEDIA = ("电子文件", "纸质", "光盘等存储介质")
# What is added below the text when a case asks for more than the trunk has columns for.
ROOM = 200
LONGEST_DAYS_AHEAD = 60
ONLY_FOR = MappingProxyType(
    {
        FOI: ("applicant_kind", "way", "medium", "identity_kind", "identity_number"),
        RECEPTION: ("wished_on",),
    }
)
# Where a sentence of the rules about who sends it belongs.
_PLACES = (("姓名", "name"), ("身份证明", "identity_number"), ("联系方式", "phone"))


@cache
def offered_kinds() -> Mapping[str, CaseKind]:
    """What anybody may bring by the web; the rest comes from other bodies and to the counter."""
    return MappingProxyType({key: case_kinds()[key] for key in OFFERED})


def _words(label: str, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        error_messages={
            "required": f"请填写{label}。",
            "max_length": f"{label}最多{longest}个字，请删去一些。",
            "null_characters_not_allowed": f"{label}里有不能显示的字符，请删去后重新填写。",
        },
        **more,
    )


def _choice(label: str, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        error_messages={"required": f"请选择{label}。", "invalid_choice": f"请选择{label}。"},
        **more,
    )


class AskForm(forms.Form):
    """One form for all kinds, less what a kind does not ask for."""

    applicant_kind = _choice(
        "申请人类别",
        [(kind.value, kind.column) for kind in ApplicantKind],
        widget=forms.RadioSelect,
        help_text="个人选自然人；年度报告要按类别统计。",
    )
    subject = _words("事由", LONGEST_SUBJECT, help_text="一句话写明是什么事。")
    text = _words(
        "内容",
        LONGEST_TEXT - ROOM,
        min_length=SHORTEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    wished_on = forms.DateField(
        label="希望哪一天",
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="以本机关排定后告知您的时间为准。",
        error_messages={"invalid": "请写成2026-03-05这样的日期。"},
    )
    way = _choice("获取信息的方式", [(way, way) for way in WAYS], widget=forms.RadioSelect)
    medium = _choice("信息载体的形式", [(form, form) for form in MEDIA], widget=forms.RadioSelect)
    name = _words("姓名", 60, required=False)
    organisation = _words(
        "单位名称", 100, required=False, help_text="以单位名义提出的填写，姓名写联系人。"
    )
    identity_kind = _choice(
        "证件种类", [("", "请选择"), *((kind, kind) for kind in IDENTITIES)], required=False
    )
    identity_number = _words(
        "证件号码",
        40,
        required=False,
        help_text="个人写身份证件的号码，单位写统一社会信用代码。加密保存，不公开。",
    )
    phone = _words(
        "电话",
        40,
        required=False,
        validators=[RegexValidator(r"^[0-9+() \-转]{5,40}$", "电话只用数字、空格、短横线和括号。")],
    )
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=120,
        error_messages={
            "invalid": "请写成name@example.com这样的电子邮箱。",
            "max_length": "电子邮箱最多120个字。",
        },
    )
    address = _words("通信地址", 200, required=False, help_text="要邮寄的请写明邮政编码。")
    attachments = FilesField()
    # A trap for programs that fill in every field; people do not see it.
    website = forms.CharField(label="请不要填写这一栏", required=False)

    def __init__(self, kind: CaseKind, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.on = kind, on
        for owner, names in ONLY_FOR.items():
            if kind.key != owner:
                for name in names:
                    del self.fields[name]
        self.fields["text"].help_text = f"请写明：{kind.describe}。"
        self.fields["text"].error_messages["min_length"] = (
            f"请写得具体一些，至少{SHORTEST_TEXT}个字。"
        )
        for name, complete in (("name", "name"), ("phone", "tel"), ("address", "street-address")):
            self.fields[name].widget.attrs["autocomplete"] = complete
        self.fields["phone"].help_text = self._reach

    @property
    def _reach(self) -> str:
        if self.kind.named is Named.OPTIONAL:
            return "都可以不填；不留联系方式的，凭编号和查询码看答复。"
        return "电话、电子邮箱、通信地址至少填一种，用来联系您，不公开。"

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("“请不要填写这一栏”里有内容，请清空后再提交。")
        return ""

    def clean_wished_on(self) -> date | None:
        wished: date | None = self.cleaned_data["wished_on"]
        if wished and not self.on < wished <= self.on + timedelta(days=LONGEST_DAYS_AHEAD):
            raise forms.ValidationError(
                f"请选今天以后、{LONGEST_DAYS_AHEAD}天以内的一天，或者不选。"
            )
        return wished

    def clean_identity_number(self) -> str:
        number: str = self.cleaned_data["identity_number"].replace(" ", "").upper()
        is_card = self.cleaned_data.get("identity_kind") == IDENTITY_CARD
        # The doubts repeat no digit, so the error can stand in a list on top of the page.
        if number and is_card and (doubts := doubts_about_identity_number(number)):
            raise forms.ValidationError(list(doubts))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for sentence in obstacles_to_naming(self.kind, self.sender):
            place = next(field for word, field in _PLACES if word in sentence)
            if place in self.fields and place not in self.errors:
                self.add_error(place, sentence)
        if "identity_kind" in cleaned and not cleaned["identity_kind"]:
            self.add_error("identity_kind", "请选择证件种类。")
        return cleaned

    @property
    def sender(self) -> Sender:
        names = Sender.__dataclass_fields__
        return Sender(**{name: self.cleaned_data.get(name, "") for name in names})

    @property
    def full_text(self) -> str:
        """What is typed, and below it what the kind asked for besides."""
        told = (
            ("获取信息的方式", self.cleaned_data.get("way")),
            ("信息载体的形式", self.cleaned_data.get("medium")),
            ("希望接访的日期", self.cleaned_data.get("wished_on")),
        )
        lines = [f"{label}：{value}" for label, value in told if value]
        return "\n".join([self.cleaned_data["text"], *(["", *lines] if lines else [])])
