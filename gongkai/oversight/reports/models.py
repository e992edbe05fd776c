"""A year's report: what people add to the counts of the register, and last year's to compare with.

Both hold reports in the JSON form of `rules.annual_report.exchange`.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.people.models import Agency, User


class AnnualFigures(models.Model):
    """年报数据: what people enter for a year's report, and, once it is final, the whole report."""

    class State(models.TextChoices):
        DRAFT = "draft", "填写中"
        CHECKED = "checked", "已核对"
        FINAL = "final", "已定稿"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("年度")
    entered = models.JSONField("填报内容", default=dict)
    # Two people who opened the same form must not undo each other.
    revision = models.PositiveIntegerField("填报次数", default=0)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    entered_by = models.ForeignKey(
        User, verbose_name="填报人", on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField("填报时间")
    checked_by = models.ForeignKey(
        User, verbose_name="核对人", on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField("核对时间", null=True)
    settled_by = models.ForeignKey(
        User, verbose_name="定稿人", on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField("定稿时间", null=True)
    # The register goes on changing; what was reported does not.
    settled = models.JSONField("定稿", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "年报数据"
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "year"], name="annual_figures_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None) ^ Q(state="final"), name="annual_figures_final_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}{self.year}年年度报告"

    @property
    def is_final(self) -> bool:
        return self.state == self.State.FINAL


class PastReport(models.Model):
    """上年年报: a report as read from the file published then; of several the last counts."""

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("年度")
    report = models.JSONField("内容")
    name = models.CharField("文件名", max_length=100)
    sha256 = models.CharField("文件摘要", max_length=64)
    restated_why = models.CharField("更正依据", max_length=200, blank=True)
    imported_by = models.ForeignKey(
        User, verbose_name="导入人", on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = verbose_name_plural = "上年年报"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["agency", "year"], name="past_report_by_year")]

    def __str__(self) -> str:
        return f"{self.agency}{self.year}年年度报告（{self.name}）"
