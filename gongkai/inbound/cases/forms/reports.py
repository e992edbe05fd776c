"""What a reader may type of a document report."""

from django import forms

from gongkai.inbound.cases.models import DocumentReport


class ReportForm(forms.Form):
    """文档纠错: what is wrong with a document."""

    reason = forms.ChoiceField(
        label="是什么问题",
        choices=DocumentReport.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是什么问题。", "invalid_choice": "请选择是什么问题。"},
    )
    message = forms.CharField(
        label="具体说明",
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "请写明哪里有问题，例如第几段、应当是什么。",
            "min_length": "请写得具体一些，至少5个字。",
            "max_length": "最多写2000个字，请删去一些。",
        },
    )
    contact = forms.CharField(
        label="联系方式",
        required=False,
        max_length=100,
        error_messages={"max_length": "联系方式最多100个字。"},
    )
    # A trap for programs that fill in every field; people do not see it.
    website = forms.CharField(label="请不要填写这一栏", required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("“请不要填写这一栏”里有内容，请清空后再提交。")
        return ""


class FollowForm(forms.Form):
    """The number and the code of a report."""

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
