"""Columns of the catalogue and the counters behind index numbers."""

from typing import ClassVar

from django.db import models

from gongkai.people.models import Agency


class Column(models.Model):
    """栏目: a place in an agency's catalogue, by 条例 art. 20 or by custom of its trade."""

    class Kind(models.TextChoices):
        NEWS = "news", "动态要闻"
        NOTICE = "notice", "通知公告、政策文件"
        STATUTORY = "statutory", "法定主动公开"
        GUIDE = "guide", "指南制度"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    slug = models.SlugField("网址简称", max_length=40)
    name = models.CharField("栏目名称", max_length=60)
    upper = models.ForeignKey(
        "self",
        verbose_name="上级栏目",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lower",
    )
    kind = models.CharField("类别", max_length=20, choices=Kind.choices, default=Kind.STATUTORY)
    column_type = models.CharField("政府网站栏目类别", max_length=40, blank=True)
    article = models.CharField("依据", max_length=100, blank=True)
    description = models.CharField("栏目描述", max_length=300, blank=True)
    keywords = models.CharField("栏目关键词", max_length=200, blank=True)
    stale_after_days = models.PositiveSmallIntegerField(
        "多少天不更新即为逾期", null=True, blank=True, help_text="自然日；不填即不计。"
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        ordering: ClassVar = ["agency", "order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "slug"], name="column_slug_once_per_agency")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.agency.slug}/columns/{self.slug}/"


class IndexSerial(models.Model):
    """索引号流水: the last serial given in one agency and period; it only ever grows."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    scope = models.CharField(max_length=80)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "索引号流水"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "scope"], name="serial_scope_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.last}"
