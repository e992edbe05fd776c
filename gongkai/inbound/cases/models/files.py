"""What was laid to a case: files from its sender or from an officer, sealed as they are kept."""

from typing import ClassVar

from django.db import models

from gongkai.inbound.cases.models.cases import Case
from gongkai.inbound.cases.sealing import SealedTextField
from gongkai.media.models import StoredFile
from gongkai.people.models import User


class CaseFile(models.Model):
    """办件附件: a file of a case; what it holds is sealed, and `by` is empty for its sender."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    # A copy of somebody's papers may be in it, so what is stored is sealed; see `actions.files`.
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = SealedTextField("文件名")
    text = SealedTextField("文字", blank=True)
    size = models.PositiveIntegerField("字节数")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("收到时间")

    class Meta:
        verbose_name = verbose_name_plural = "办件附件"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.case} 附件{self.pk}"
