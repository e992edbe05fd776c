"""By what the sender of a case looks it up, and what they may do to it then."""

from django import forms

from gongkai.inbound.cases.actions.files import LONGEST_ANSWER, SHORTEST_ANSWER
from gongkai.inbound.cases.actions.rating import LONGEST_WORD
from gongkai.inbound.cases.forms.files import FilesField

STARS = (
    (5, "5分：很满意"),
    (4, "4分：满意"),
    (3, "3分：一般"),
    (2, "2分：不满意"),
    (1, "1分：很不满意"),
)


class FollowForm(forms.Form):
    """The number and the code of a case."""

    number = forms.CharField(
        label="编号",
        max_length=20,
        error_messages={"required": "请填写编号。", "max_length": "编号太长，请核对。"},
    )
    code = forms.CharField(
        label="查询码",
        max_length=20,
        error_messages={"required": "请填写查询码。", "max_length": "查询码太长，请核对。"},
    )

    def clean_number(self) -> str:
        return self.cleaned_data["number"].strip().upper()

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper().replace(" ", "").replace("-", "")


class ClarifyForm(forms.Form):
    """补正: what was asked for, in words and files."""

    text = forms.CharField(
        label="补正的内容",
        min_length=SHORTEST_ANSWER,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="按要求补正的事项逐项写明。补正以后，答复期限自次日起重新计算。",
        error_messages={
            "required": "请写明补正的内容。",
            "min_length": f"请写得具体一些，至少{SHORTEST_ANSWER}个字。",
            "max_length": f"最多写{LONGEST_ANSWER}个字，其余的请作为附件。",
            "null_characters_not_allowed": "内容里有不能显示的字符，请删去后重新填写。",
        },
    )
    attachments = FilesField()


class PaidForm(forms.Form):
    """缴费说明: when and how the fee was paid, with a picture of the proof if there is one."""

    text = forms.CharField(
        label="缴费的时间和方式",
        required=False,
        max_length=200,
        help_text="例如：3月5日网上缴款。本机关核实到账以后登记，期限自缴费次日起重新计算。",
        error_messages={
            "max_length": "最多写200个字，请删去一些。",
            "null_characters_not_allowed": "内容里有不能显示的字符，请删去后重新填写。",
        },
    )
    attachments = FilesField()


class WithdrawForm(forms.Form):
    """撤回: said twice, as it cannot be taken back."""

    sure = forms.BooleanField(
        label="我确认撤回，本机关不再办理这一件",
        error_messages={"required": "请先勾选“我确认撤回”。"},
    )


class RateForm(forms.Form):
    """评价: one to five, and a word."""

    stars = forms.TypedChoiceField(
        label="您满意吗",
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择评分。", "invalid_choice": "请选择评分。"},
    )
    word = forms.CharField(
        label="想说的话",
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只给本机关看，用来改进，不公开。每一件只评价一次。",
        error_messages={
            "max_length": f"最多写{LONGEST_WORD}个字，请删去一些。",
            "null_characters_not_allowed": "内容里有不能显示的字符，请删去后重新填写。",
        },
    )
