"""The ledger's rows and the head of each agency's chain.

The ledger knows agencies and people by name only, so that people's own actions can record too.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models


class LedgerHead(models.Model):
    """台账链头: the last number and hash of one chain; its row lock puts entries in order."""

    # Each agency has a chain of its own, so that thousands do not queue behind one lock.
    agency = models.OneToOneField(
        "people.Agency", verbose_name="机关", on_delete=models.PROTECT, null=True, blank=True
    )
    number = models.PositiveBigIntegerField("序号", default=0)
    hash = models.CharField("摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账链头"
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(agency=None),
                name="one_chain_without_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency or '平台'} #{self.number}"


class LedgerEntry(models.Model):
    """台账记录: who did what to what, when and why; never changed, never removed."""

    chain = models.ForeignKey(LedgerHead, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField("序号")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField("操作人", max_length=60)
    verb = models.CharField("动作", max_length=60)
    subject_type = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象编号", max_length=40)
    subject_label = models.CharField("对象", max_length=200)
    details = models.JSONField("详情", default=dict)
    previous_hash = models.CharField("前一摘要", max_length=64, blank=True)
    hash = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "台账记录"
        ordering: ClassVar = ["chain", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "number"], name="ledger_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id"], name="ledger_by_subject"),
            models.Index(fields=["chain", "at"], name="ledger_by_time"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.verb} {self.subject_label}"
