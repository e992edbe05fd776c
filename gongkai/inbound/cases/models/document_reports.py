"""What readers report about documents."""

from datetime import date
from typing import ClassVar

from django.db import models

from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency, User


class DocumentReportQuerySet(models.QuerySet):
    """Reports by where they stand."""

    def waiting(self) -> "DocumentReportQuerySet":
        return self.filter(answered_at=None)


class DocumentReport(models.Model):
    """文档纠错: a reader says that a public document is wrong, empty, stale or harmful."""

    class Reason(models.TextChoices):
        WRONG = "wrong", "内容有错"
        STALE = "stale", "已经过时"
        MISMATCH = "mismatch", "与标题不符"
        EMPTY = "empty", "内容空洞或打不开"
        PERSONAL_DATA = "personal_data", "泄露个人信息"
        RIGHTS = "rights", "侵犯权利"
        OTHER = "other", "其他"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    record = models.ForeignKey(Record, verbose_name="政府信息", on_delete=models.PROTECT)
    number = models.CharField("编号", max_length=20, unique=True)
    code = models.CharField("查询码", max_length=64)
    reason = models.CharField("问题", max_length=20, choices=Reason.choices)
    message = models.TextField("说明", max_length=2000)
    contact = models.CharField("联系方式", max_length=100, blank=True)
    received_at = models.DateTimeField("收到时间")
    due_on = models.DateField("处理期限", null=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    # Which law the due date was reckoned by; another version means that it must be reckoned anew.
    due_version = models.CharField("期限依据版本", max_length=16, blank=True)
    answer = models.TextField("处理结果", blank=True)
    answered_at = models.DateTimeField("处理时间", null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DocumentReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文档纠错"
        ordering: ClassVar = ["-received_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "due_on"],
                condition=models.Q(answered_at__isnull=True),
                name="report_waiting",
            ),
            models.Index(
                fields=["agency", "due_version"],
                condition=models.Q(answered_at__isnull=True),
                name="report_reckoned_by",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def is_overdue(self, on: date) -> bool:
        return self.answered_at is None and self.due_on is not None and self.due_on < on
