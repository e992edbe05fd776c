"""What the checks found in an edition, and what was excused with a reason."""

from datetime import date
from typing import ClassVar, Self

from django.db import models

from gongkai.outbound.publishing.models.records import Edition
from gongkai.people.models import Agency, User


class CheckRun(models.Model):
    """检查: one run of all checks over exactly one content."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="check_runs")
    digest = models.CharField("内容摘要", max_length=64)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "检查"
        get_latest_by = "id"

    def __str__(self) -> str:
        return f"检查 {self.edition} {self.at:%Y-%m-%d %H:%M}"


class Finding(models.Model):
    """检查发现: one thing a check found, and where in the text it stands."""

    class Severity(models.TextChoices):
        BLOCK = "block", "必须处理"
        WARN = "warn", "请核对"
        INFORM = "inform", "提示"

    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField("检查规则", max_length=100)
    severity = models.CharField("程度", max_length=10, choices=Severity.choices)
    message = models.CharField("说明", max_length=500)
    part = models.CharField("位置", max_length=40)
    block = models.PositiveIntegerField("段", default=0)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=200, blank=True)
    excerpt = models.CharField("原文", max_length=500, blank=True)
    suggestion = models.CharField("建议", max_length=500, blank=True)
    is_excusable = models.BooleanField("可说明理由后放行", default=True)
    fingerprint = models.CharField(max_length=64)
    # What a standing excuse goes by; empty where a finding is not about certain words.
    subject = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查发现"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.message


class Excuse(models.Model):
    """放行说明: why a finding may stand; shown to every reviewer, kept with the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="excuses")
    fingerprint = models.CharField(max_length=64)
    message = models.CharField("发现", max_length=500)
    reason = models.CharField("理由", max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "放行说明"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "fingerprint"], name="excuse_once")
        ]

    def __str__(self) -> str:
        return self.reason


class StandingExcuseQuerySet(models.QuerySet["StandingExcuse"]):
    """Which standing excuses hold."""

    def in_force(self, on: date) -> Self:
        return self.filter(ended_at=None, until_on__gte=on)


class StandingExcuse(models.Model):
    """长期放行: why the same words may stand in all texts of an agency until a day; signed.

    `subject`, a keyed digest of rule and words, is what it goes by, and the excerpt is as the
    finding quotes it: a telephone number excused for good lies in no table.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    rule = models.CharField("检查规则", max_length=100)
    subject = models.CharField(max_length=64)
    message = models.CharField("发现", max_length=500)
    excerpt = models.CharField("原文", max_length=500, blank=True)
    reason = models.CharField("理由", max_length=500)
    until_on = models.DateField("有效至")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("停止时间", null=True)

    objects = StandingExcuseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "长期放行"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "subject"],
                condition=models.Q(ended_at=None),
                name="standing_excuse_open",
            )
        ]

    def __str__(self) -> str:
        return self.reason
