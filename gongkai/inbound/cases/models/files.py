"""What was laid to a case: files from its sender or from an officer, sealed as they are kept."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.inbound.cases.models.cases import Case
from gongkai.inbound.cases.sealing import SealedTextField, unseal_bytes
from gongkai.media.models import StoredFile
from gongkai.people.models import User
from gongkai.rules.exemptions import exemptions


class CaseFileQuerySet(models.QuerySet):
    """Files by what they are for."""

    def laid(self) -> "CaseFileQuerySet":
        """As they came; the copies made of them are not among them."""
        return self.filter(copy_of=None)

    def to_be_given(self) -> "CaseFileQuerySet":
        """What an officer means to give out and no sender gets: copies of them go out."""
        return self.laid().filter(part=CaseFile.Part.RELEASED)

    def ready(self) -> "CaseFileQuerySet":
        """The copies that go with the reply, cleaned and without what is withheld."""
        return self.filter(part=CaseFile.Part.RELEASED, copy_of__isnull=False)


class CaseFile(models.Model):
    """办件附件: a file of a case; what it holds is sealed, and `by` is empty for its sender."""

    class Part(models.TextChoices):
        SENDER = "sender", "来件人的材料"
        INTERNAL = "internal", "内部材料"
        RELEASED = "released", "拟提供的信息"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    part = models.CharField("用途", max_length=20, choices=Part.choices, default=Part.SENDER)
    # A copy of somebody's papers may be in it, so what is stored is sealed; see `actions.files`.
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = SealedTextField("文件名")
    text = SealedTextField("文字", blank=True)
    size = models.PositiveIntegerField("字节数")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("收到时间")
    # Of a copy that goes out: what it was made of, its digest in clear, what was done to it.
    copy_of = models.OneToOneField(
        "self", verbose_name="副本来源", on_delete=models.PROTECT, null=True, related_name="copy"
    )
    sha256 = models.CharField("副本摘要", max_length=64, blank=True)
    made_by = SealedTextField("处理说明", blank=True)

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办件附件"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(copy_of=None, sha256="")
                | (Q(part="released", copy_of__isnull=False) & ~Q(sha256="")),
                name="case_file_copy_is_released",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} 附件{self.pk}"

    @property
    def ready_copy(self) -> "CaseFile | None":
        try:
            return self.copy
        except CaseFile.DoesNotExist:
            return None

    def content(self) -> bytes:
        with self.file.content.open("rb") as stored:
            return unseal_bytes(stored.read())


class Redaction(models.Model):
    """区分处理: a passage taken out of a file before it goes out, on which ground and why."""

    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="+")
    copy = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="redactions")
    # Empty where a rule took out the personal numbers.
    passage = SealedTextField("隐去的内容", blank=True)
    places = models.PositiveIntegerField("处数")
    ground = models.CharField("不予公开情形", max_length=10)
    reason = SealedTextField("理由")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "区分处理"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.file} {self.ground}"

    @property
    def grounded_on(self) -> str:
        exemption = exemptions()[self.ground]
        return f"{exemption.article}：{exemption.ground}"
