"""What is asked of an applicant for handling very many or very long requests."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.inbound.cases.models.cases import Case
from gongkai.rules.fees import FeeMode


class Fee(models.Model):
    """信息处理费: the fee of one request, as its notice told it, and what was paid of it."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="fee")
    mode = models.CharField(
        "计收方式", max_length=10, choices=[(FeeMode.PIECES, "按件"), (FeeMode.PAGES, "按量")]
    )
    quantity = models.PositiveIntegerField("件数或者页数")
    before = models.PositiveIntegerField("本月此前的件数", default=0)
    amount = models.PositiveIntegerField("应缴金额（元）")
    notified_on = models.DateField("通知之日")
    paid_on = models.DateField("缴费之日", null=True)
    proof = models.CharField("缴费凭证", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "信息处理费"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.amount}元"
