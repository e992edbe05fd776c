"""What this installation knows of the law beyond the package; of several rows the last counts.

Nothing here is deleted or changed: the rows before the last one say by what a due date that was
computed then was computed.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.people.models import Agency, User


class HolidayNotice(models.Model):
    """放假安排通知: a year's national holidays as announced, imported by an operator."""

    year = models.PositiveSmallIntegerField("年份")
    number = models.CharField("文号", max_length=60)
    title = models.CharField("标题", max_length=200)
    published_on = models.DateField("发布日期")
    text = models.TextField("内容")
    imported_by = models.ForeignKey(
        User, verbose_name="导入人", on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = verbose_name_plural = "放假安排通知"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排 {self.number}"


class RegionalHoliday(models.Model):
    """地方节假日: days that one region adds in one year, in place of those in the package."""

    region = models.CharField("地区", max_length=40)
    year = models.PositiveSmallIntegerField("年份")
    name = models.CharField("节日", max_length=40)
    off = models.JSONField("放假", default=list)
    makeup = models.JSONField("调休上班", default=list, blank=True)
    source = models.CharField("依据", max_length=300)
    entered_by = models.ForeignKey(
        User, verbose_name="登记人", on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "地方节假日"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.region} {self.year}年{self.name}"


class ClosureQuerySet(models.QuerySet):
    """Closures by whether they still stand."""

    def standing(self) -> "ClosureQuerySet":
        return self.filter(lifted_at=None)

    def touching(self, first_on: date, last_on: date) -> "ClosureQuerySet":
        return self.filter(first_on__lte=last_on, last_on__gte=first_on)


class OfficeClosure(models.Model):
    """停止办公: days on which one agency does not work, until they are lifted."""

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    first_on = models.DateField("开始日期")
    last_on = models.DateField("结束日期")
    cause = models.CharField("事由和依据", max_length=200)
    entered_by = models.ForeignKey(
        User, verbose_name="登记人", on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField("登记时间")
    lifted_by = models.ForeignKey(
        User,
        verbose_name="撤销人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    lifted_at = models.DateTimeField("撤销时间", null=True, blank=True)
    lifted_why = models.CharField("撤销理由", max_length=200, blank=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "停止办公"
        ordering: ClassVar = ["first_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="closure_days_in_order",
                violation_error_message="结束日期早于开始日期，请核对。",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "first_on"],
                condition=Q(lifted_at__isnull=True),
                name="closure_standing",
            )
        ]

    def __str__(self) -> str:
        days = (
            f"{self.first_on}"
            if self.first_on == self.last_on
            else (f"{self.first_on}至{self.last_on}")
        )
        return f"{days} {self.cause}"


class CheckedFact(models.Model):
    """已核事项: a fact of law that a person compared with its source, and what it says there."""

    key = models.CharField("事项代码", max_length=80)
    value = models.CharField("核对后的数值", max_length=1000, blank=True)
    source = models.CharField("核对所据的原文", max_length=1000)
    reason = models.CharField("说明", max_length=300, blank=True)
    checked_by = models.ForeignKey(
        User, verbose_name="核对人", on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = verbose_name_plural = "已核事项"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["key"], name="checked_fact_by_key")]

    def __str__(self) -> str:
        return f"{self.key}：{self.value}"
