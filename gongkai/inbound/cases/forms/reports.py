"""What a reader may type of a document."""

import re

from django import forms

from gongkai.inbound.cases.obstacles.handling import LONGEST_TEXT, SHORTEST_TEXT
from gongkai.rules.cases import Sender
from gongkai.rules.document_reports import ReportReason

MAILBOX = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
NOT_SHOWN = "里有不能显示的字符，请删去后重新填写。"


class ReportForm(forms.Form):
    """文档纠错: what is wrong with a document."""

    reason = forms.ChoiceField(
        label="是什么问题",
        choices=[(reason, reason) for reason in ReportReason],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是什么问题。", "invalid_choice": "请选择是什么问题。"},
    )
    text = forms.CharField(
        label="具体说明",
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="请写明是第几段、哪一句，应当是什么。请不要写身份证号、银行卡号等个人信息。",
        error_messages={
            "required": "请写明哪里有问题，例如第几段、应当是什么。",
            "min_length": f"请写得具体一些，至少{SHORTEST_TEXT}个字。",
            "max_length": f"最多写{LONGEST_TEXT}个字，请删去一些。",
            "null_characters_not_allowed": f"说明{NOT_SHOWN}",
        },
    )
    contact = forms.CharField(
        label="联系方式",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        help_text="只用来向您核实问题，不会公开。不填也会处理，凭编号和查询码可以查询结果。",
        error_messages={
            "max_length": "联系方式最多100个字。",
            "null_characters_not_allowed": f"联系方式{NOT_SHOWN}",
        },
    )
    # A trap for programs that fill in every field; people do not see it.
    website = forms.CharField(label="请不要填写这一栏", required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("“请不要填写这一栏”里有内容，请清空后再提交。")
        return ""

    @property
    def sender(self) -> Sender:
        """Replies go to what looks like a mailbox; whatever else was written is for people."""
        contact = self.cleaned_data["contact"]
        return Sender(email=contact) if MAILBOX.fullmatch(contact) else Sender(phone=contact)
