"""What an edition says that is filled in field by field instead of written as a text."""

from typing import ClassVar

from django.db import models

from gongkai.outbound.publishing.models.records import Edition


class Elements(models.Model):
    """内容要素: what an edition says, field by field; its text is made from them, never typed."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="elements"
    )
    kind = models.CharField("要素表", max_length=20)
    said = models.JSONField("要素", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "内容要素"
        indexes: ClassVar = [models.Index(fields=["kind", "edition"], name="elements_by_kind")]

    def __str__(self) -> str:
        return f"{self.edition}的要素"
