"""What happened in public: the facts the channels, the archive and the log read."""

from typing import ClassVar

from django.db import models

from gongkai.outbound.publishing.models.records import Edition, Record
from gongkai.people.models import User


class Publication(models.Model):
    """公开行为: one public act on a record; the list of them is its public history."""

    class Act(models.TextChoices):
        PUBLISHED = "published", "发布"
        CORRECTED = "corrected", "更正"
        CONFIRMED = "confirmed", "复核通过"
        WITHDRAWN = "withdrawn", "撤下"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="publications")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="publications")
    act = models.CharField("行为", max_length=10, choices=Act.choices)
    note = models.CharField("说明", max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    indexed_at = models.DateTimeField("检索更新时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开行为"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["record", "id"], name="publication_by_record"),
            # The worker asks every second; the answer must not cost the whole archive.
            models.Index(
                fields=["id"],
                condition=models.Q(indexed_at__isnull=True),
                name="publication_not_indexed",
            ),
            models.Index(
                fields=["-id"],
                condition=models.Q(act__in=["withdrawn", "corrected"]),
                name="publication_put_right",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.edition}"
