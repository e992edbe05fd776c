"""What is answered: a reply goes out when somebody other than its writer has cleared exactly it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.inbound.cases.models.cases import Case
from gongkai.inbound.cases.sealing import SealedTextField
from gongkai.people.models import User


class Reply(models.Model):
    """答复: the answer to a case; what is sent is what was cleared, sign for sign."""

    class State(models.TextChoices):
        DRAFT = "draft", "起草中"
        IN_REVIEW = "in_review", "送审中"
        RETURNED = "returned", "已退回"
        CLEARED = "cleared", "已审定"
        SENT = "sent", "已送出"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    text = SealedTextField("答复内容")
    outcome = models.CharField("办理结果", max_length=10, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    digest = models.CharField("内容摘要", max_length=64)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField("起草时间")
    cleared_digest = models.CharField("审定的内容摘要", max_length=64, blank=True)
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField("审定时间", null=True)
    returned_because = models.CharField("退回理由", max_length=500, blank=True)
    # A letter was given to the mail server, or was about to be; what became of it is not known yet.
    claimed_at = models.DateTimeField("开始发送时间", null=True)
    sent_at = models.DateTimeField("送出时间", null=True)
    sent_by = models.CharField("送达方式", max_length=20, blank=True)
    proof = models.CharField("送达凭证", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state="sent"),
                name="reply_one_at_a_time",
            ),
            # Invariant 1, whatever door is tried: exactly what was cleared, by another person.
            models.CheckConstraint(
                condition=~Q(state__in=["cleared", "sent"])
                | (
                    Q(cleared_digest=F("digest"))
                    & Q(cleared_by__isnull=False)
                    & ~Q(cleared_by=F("written_by"))
                ),
                name="reply_sent_as_cleared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} 答复"
