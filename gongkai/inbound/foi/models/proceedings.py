"""复议和诉讼: what was brought against the answer to a request, or against there being none."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.inbound.cases.models import Case
from gongkai.people.models import Agency, User
from gongkai.rules.annual_report.proceedings import ProceedingKind, Result


class ProceedingQuerySet(models.QuerySet["Proceeding"]):
    """Proceedings by where they stand."""

    def standing(self) -> "ProceedingQuerySet":
        """Those that were not entered by mistake."""
        return self.filter(voided_at=None)

    def open(self) -> "ProceedingQuerySet":
        return self.standing().filter(concluded_on=None)

    def ticking(self) -> "ProceedingQuerySet":
        """Those the agency still has to answer."""
        return self.open().filter(answered_on=None)


class Proceeding(models.Model):
    """复议诉讼案件: a 复议 or 诉讼 about one request; who brought it is known by the request."""

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    case = models.ForeignKey(
        Case, verbose_name="申请", on_delete=models.PROTECT, related_name="proceedings"
    )
    kind = models.CharField(
        "种类", max_length=30, choices=[(one.value, one.label) for one in ProceedingKind]
    )
    is_summary = models.BooleanField("简易程序", default=False)
    body = models.CharField("复议机关或者法院", max_length=100)
    document_number = models.CharField("文号或者案号", max_length=60, blank=True)
    notified_on = models.DateField("收到副本之日")
    notes = models.CharField("备注", max_length=500, blank=True)
    due_on = models.DateField("答复期限", null=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    due_version = models.CharField("期限依据版本", max_length=16, blank=True)
    answered_on = models.DateField("答复之日", null=True)
    result = models.CharField(
        "审理结果", max_length=20, blank=True, choices=[(one.value, one.label) for one in Result]
    )
    concluded_on = models.DateField("审结之日", null=True)
    anew = models.OneToOneField(
        Case,
        verbose_name="重新答复",
        on_delete=models.PROTECT,
        null=True,
        related_name="ordered_by",
    )
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField("登记时间")
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_because = models.CharField("作废理由", max_length=200, blank=True)

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "复议诉讼案件"
        ordering: ClassVar = ["notified_on", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "due_on"],
                condition=Q(concluded_on__isnull=True, voided_at__isnull=True),
                name="proceeding_open_by_due",
            ),
            models.Index(fields=["agency", "notified_on"], name="proceeding_by_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "kind", "body", "document_number", "notified_on"],
                condition=Q(voided_at__isnull=True),
                name="proceeding_once",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on=None, result="")
                | (
                    Q(concluded_on__isnull=False, concluded_on__gte=F("notified_on"))
                    & ~Q(result="")
                ),
                name="proceeding_ends_with_result",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("notified_on")),
                name="proceeding_answered_after",
            ),
            models.CheckConstraint(
                condition=Q(is_summary=False) | Q(kind="reviews"),
                name="proceeding_summary_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()}"

    @property
    def clock_kind(self) -> str:
        return ProceedingKind(self.kind).answer_clock(is_summary=self.is_summary)

    @property
    def starts_on(self) -> date:
        return self.notified_on

    @property
    def is_ticking(self) -> bool:
        return self.answered_on is None and self.concluded_on is None and self.voided_at is None

    @property
    def stage(self) -> str:
        """Where it stands, in a word."""
        if self.voided_at:
            return "已作废"
        if self.concluded_on:
            return "已审结"
        return "已答复，等待结果" if self.answered_on else "等待本机关答复"
