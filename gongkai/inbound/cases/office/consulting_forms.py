"""What staff type to ask others, and about what they answered."""

from typing import Any

from django import forms

from gongkai.inbound.cases.forms.consulting import OpinionForm
from gongkai.inbound.cases.models import Consultation
from gongkai.inbound.cases.obstacles.consulting import LONGEST_INFORMATION, LONGEST_INTEREST
from gongkai.inbound.cases.office.forms import A_DAY
from gongkai.people.forms import DayInput


class ConsultForm(forms.Form):
    """征求意见: whom, about what, and what of it concerns them."""

    kind = forms.ChoiceField(
        label="征求谁的意见",
        choices=Consultation.Kind.choices,
        widget=forms.RadioSelect,
        initial=Consultation.Kind.THIRD_PARTY,
        help_text="信息涉及别人的商业秘密、个人隐私等合法权益的，征求第三方意见（条例第三十二条）；"
        "与别的机关共同制作、由本机关牵头的，征求共同制作机关意见（第三十四条）。",
        error_messages={"required": "请选择征求谁的意见。"},
    )
    information = forms.CharField(
        label="信息名称",
        max_length=LONGEST_INFORMATION,
        help_text="被申请公开的信息的名称和文号。信里不能出现申请人的姓名、电话、证件号码。",
        error_messages={"required": "请填写信息名称。"},
    )
    interest = forms.CharField(
        label="涉及对方的内容",
        max_length=LONGEST_INTEREST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明信息中的哪些内容涉及对方的权益或者职责。",
        error_messages={"required": "请写明涉及对方的哪些内容。"},
    )
    organisation = forms.CharField(
        label="单位名称", max_length=100, required=False, help_text="是个人的不填。"
    )
    name = forms.CharField(
        label="姓名", max_length=60, required=False, help_text="是单位的写联系人。"
    )
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", max_length=100, required=False)
    address = forms.CharField(label="通信地址", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organisation", "name", "phone", "email", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"


class ArrivedForm(forms.Form):
    """The day the letter reached whoever is asked."""

    prefix = "arrived"

    told_on = forms.DateField(
        label="对方收到之日",
        widget=DayInput(),
        help_text="邮寄的看签收日期；对方的答复期限自次日起计算。",
        error_messages=A_DAY,
    )


class RegisterOpinionForm(OpinionForm):
    """An answer that came on paper, by telephone or at the counter."""

    prefix = "opinion"

    how = forms.ChoiceField(
        label="答复方式",
        choices=[one for one in Consultation.How.choices if one[0] != Consultation.How.LINK],
        initial=Consultation.How.LETTER,
        error_messages={"required": "请选择对方用什么方式答复。"},
    )
    on = forms.DateField(label="收到答复之日", widget=DayInput(), error_messages=A_DAY)
    field_order = ("how", "on", "answer", "releasable", "reasons", "attachments")


class TellForm(forms.Form):
    """第三方告知书: what is made public against a third party's will, and why."""

    prefix = "tell"

    public_interest = forms.CharField(
        label="不公开会对公共利益造成怎样的重大影响",
        max_length=LONGEST_INTEREST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明对公共利益的影响。"},
    )
    released = forms.CharField(
        label="决定公开的内容",
        max_length=LONGEST_INTEREST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明决定公开哪些内容。"},
    )
    reasons = forms.CharField(
        label="理由",
        max_length=LONGEST_INTEREST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )
