"""Several files in one field."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from gongkai.inbound.cases.actions import SentFile
from gongkai.inbound.cases.actions.files import MEGABYTE, MOST_BYTES, MOST_FILES
from gongkai.inbound.cases.actions.keeping import shown

ACCEPTED = ".docx,.doc,.wps,.pdf,.ofd,.odt,.xlsx,.xls,.pptx,.ppt,.txt,.png,.jpg,.jpeg"
# All files of one form, and some room for what is typed.
MOST_SENT_BYTES = MOST_FILES * MOST_BYTES + MEGABYTE


class ManyFilesInput(forms.FileInput):
    """Lets several files be chosen at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> list[UploadedFile]:
        chosen: list[UploadedFile] = files.getlist(name) if hasattr(files, "getlist") else []
        return chosen


class FilesField(forms.Field):
    """附件: at most five, of at most ten megabytes; what is in them is judged where it is read."""

    widget = ManyFilesInput

    def __init__(self) -> None:
        super().__init__(
            label="附件",
            required=False,
            help_text=(
                f"最多{MOST_FILES}个，每个不超过{MOST_BYTES // MEGABYTE}MB："
                "Word、WPS、PDF、OFD、表格、演示文稿、纯文本或图片。"
            ),
            widget=ManyFilesInput(attrs={"accept": ACCEPTED, "multiple": True}),
        )

    def clean(self, value: Sequence[UploadedFile] | None) -> list[UploadedFile]:
        chosen = list(value or ())
        wrong = [
            f"附件“{shown(file.name or '')}”超过{MOST_BYTES // MEGABYTE}MB，请压缩或者拆分后再选。"
            for file in chosen
            if (file.size or 0) > MOST_BYTES
        ]
        if len(chosen) > MOST_FILES:
            wrong.append(f"附件最多{MOST_FILES}个，您选了{len(chosen)}个。")
        if wrong:
            raise forms.ValidationError(wrong)
        return chosen


def is_too_large(request: HttpRequest) -> bool:
    """Asked before anything of the request is read."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT_BYTES


def sent_files(chosen: Sequence[UploadedFile]) -> list[SentFile]:
    return [SentFile(file.name or "附件", file.read()) for file in chosen]
