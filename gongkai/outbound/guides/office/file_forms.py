"""Files that bring guides and dealings in; what they hold is judged where it is read."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from gongkai.outbound.guides.workbooks import LARGEST, MEGABYTE
from gongkai.people.models import Unit


class GuideFileForm(forms.Form):
    """A guide in a file."""

    file = forms.FileField(
        label="文件",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json", "class": "gk-file"}),
        help_text=f"XLSX 工作簿或者 JSON，不超过{LARGEST // MEGABYTE}MB。",
        error_messages={"required": "请选择一个文件。", "empty": "文件是空的，请重新选择。"},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(f"文件超过{LARGEST // MEGABYTE}MB，没有读取。")
        return file


class NewGuideFileForm(GuideFileForm):
    """A guide in a file, and whose it is."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="责任单位")

    def __init__(self, units: QuerySet[Unit], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].initial = units.first() if units.count() == 1 else None


class DealingsForm(GuideFileForm):
    """Finished dealings in a workbook."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["file"].widget.attrs["accept"] = ".xlsx"
        self.fields[
            "file"
        ].help_text = (
            "XLSX 工作簿，第一张工作表有“办件编号”“受理日期”“办结日期”三列；其他列不读取、不保存。"
        )
