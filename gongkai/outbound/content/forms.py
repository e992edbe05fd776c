"""What a person may bring in: a file, or text typed or pasted."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings

from gongkai.outbound.publishing.forms import ColumnField
from gongkai.outbound.publishing.models import Column
from gongkai.people.models import Agency, Unit

ACCEPTED = ".docx,.doc,.wps,.pdf,.ofd,.odt,.xlsx,.xls,.pptx,.ppt,.txt,.html,.htm,.png,.jpg,.jpeg"
MEGABYTE = 1024 * 1024
LONGEST_TEXT = 300_000


class FileForm(forms.Form):
    """One file; its content is judged where it is read."""

    file = forms.FileField(
        label="文件",
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "gk-file"}),
        error_messages={"required": "请选择一个文件。", "empty": "文件是空的，请重新选择。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            "Word（docx、doc、wps）、PDF、OFD、Excel、PPT、网页、纯文本或图片，"
            f"不超过{settings.UPLOAD_LIMIT_BYTES // MEGABYTE}MB。"
        )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            limit = settings.UPLOAD_LIMIT_BYTES // MEGABYTE
            raise forms.ValidationError(f"文件超过{limit}MB，请压缩图片或拆分后再上传。")
        return file


class NewForm(forms.Form):
    """Where something new belongs."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="责任单位", empty_label=None)

    def __init__(self, units: Iterable[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["unit"])
        choice.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])


class UploadForm(NewForm, FileForm):
    """A file that becomes a new draft."""

    columns = ColumnField(
        Column.objects.none(),
        label="栏目",
        required=False,
        help_text="现在不确定可以不选，送审前再选。",
    )
    field_order = ("file", "unit", "columns")

    def __init__(
        self, agency: Agency | None, units: Iterable[Unit], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(units, *args, **kwargs)
        choice = cast(ColumnField, self.fields["columns"])
        choice.group(Column.objects.filter(agency=agency, is_open=True))


class TextForm(forms.Form):
    """A title and its text, as typed or pasted."""

    title = forms.CharField(label="标题", max_length=200)
    text = forms.CharField(
        label="正文",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="一段一行；“一、”“（一）”开头的行会认作小标题。表格和图片请改用 Word 文件上传。",
    )


class WriteForm(NewForm, TextForm):
    """Text that becomes a new draft."""

    field_order = ("title", "text", "unit")
