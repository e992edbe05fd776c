"""The steps of review an agency has set, the signatures given, and the clearance they add up to."""

from typing import ClassVar

from django.db import models

from gongkai.outbound.publishing.models.records import Edition
from gongkai.people.models import Agency, Role, User


class ReviewStep(models.Model):
    """审核环节: one signature an edition needs, by whom and in what order."""

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField("次序")
    key = models.SlugField("代码", max_length=30)
    label = models.CharField("环节名称", max_length=40)
    role = models.CharField("由谁审核", max_length=20, choices=Role.choices)
    must_differ = models.BooleanField(
        "须与前面环节的审核人不同", default=False, help_text="起草人任何环节都不能审核。"
    )
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核环节"
        ordering: ClassVar = ["agency", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "key"], name="step_key_once"),
            models.UniqueConstraint(fields=["agency", "order"], name="step_order_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Submission(models.Model):
    """送审稿: what was sent to review in one round, so that the next one can show the changes."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField("第几次送审")
    digest = models.CharField("内容摘要", max_length=64)
    content = models.JSONField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "送审稿"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "round"], name="one_submission_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.edition} 第{self.round}次送审"


class Signature(models.Model):
    """审核意见: one reviewer's word on exactly one content, in one round."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", "同意"
        RETURNED = "returned", "退回"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signatures")
    round = models.PositiveSmallIntegerField("第几次送审")
    digest = models.CharField("内容摘要", max_length=64)
    step_key = models.SlugField("环节代码", max_length=30)
    step_label = models.CharField("环节", max_length=40)
    verdict = models.CharField("意见", max_length=10, choices=Verdict.choices)
    reason = models.CharField("说明", max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "审核意见"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(verdict="agreed") | ~models.Q(reason=""),
                name="return_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["edition", "round", "step_key"], name="one_signature_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_label} {self.get_verdict_display()}"


class Clearance(models.Model):
    """审定: somebody other than the authors says that exactly this content may be public."""

    class Kind(models.TextChoices):
        FULL = "full", "审定"
        URGENT = "urgent", "紧急发布"
        CONFIRMED = "confirmed", "事后复核"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="clearances")
    digest = models.CharField("内容摘要", max_length=64)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    reason = models.CharField("说明", max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    confirm_by = models.DateTimeField("复核期限", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "审定"
        indexes: ClassVar = [
            # The 今日 page asks for these every time it is opened; there are few among the many.
            models.Index(
                fields=["edition"], condition=models.Q(kind="urgent"), name="clearance_urgent"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "kind"], name="clearance_kind_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="urgent")
                | (~models.Q(reason="") & ~models.Q(confirm_by=None)),
                name="urgent_has_reason_and_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.edition}"
