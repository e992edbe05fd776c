"""Files that people bring in, on their way to becoming an edition's text or annex."""

from typing import ClassVar

from django.db import models

from gongkai.media.models import StoredFile
from gongkai.outbound.publishing.models import Column, Edition
from gongkai.people.models import Agency, Unit, User


class Upload(models.Model):
    """收文: a file brought in, waiting for the worker to read it or refused with the reason."""

    class State(models.TextChoices):
        WAITING = "waiting", "正在读取"
        TAKEN_IN = "taken_in", "已读取"
        REFUSED = "refused", "不能读取"

    class Part(models.TextChoices):
        SOURCE = "source", "正文"
        ANNEX = "annex", "附件"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, verbose_name="责任单位", on_delete=models.PROTECT)
    columns = models.ManyToManyField(Column, verbose_name="栏目", blank=True)
    part = models.CharField("用途", max_length=10, choices=Part.choices, default=Part.SOURCE)
    name = models.CharField("文件名", max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, verbose_name="原件")
    # Empty until the file is read, unless it replaces the text of an edition or joins one.
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="uploads"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    refusal = models.CharField("不能读取的原因", max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "收文"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(state="waiting"), name="upload_waiting")
        ]

    def __str__(self) -> str:
        return self.name
