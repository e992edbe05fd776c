"""The words an office keeps watch over besides those of the law's lists."""

from typing import ClassVar

from django.db import models

from gongkai.people.models import Agency, User


class OwnWord(models.Model):
    """本单位用语: a way of writing that one agency does not want, and what it wants instead."""

    class Severity(models.TextChoices):
        WARN = "warn", "请核对"
        BLOCK = "block", "必须处理"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    wrong = models.CharField("错写", max_length=60)
    right = models.CharField("正写", max_length=60, blank=True)
    severity = models.CharField(
        "程度", max_length=10, choices=Severity.choices, default=Severity.WARN
    )
    why = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "本单位用语"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "wrong"],
                condition=models.Q(ended_at=None),
                name="own_word_once",
            )
        ]

    def __str__(self) -> str:
        return self.wrong
