"""What goes out to the sender: when somebody other than its writer has cleared exactly it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.inbound.cases.models.cases import Case
from gongkai.inbound.cases.models.files import CaseFile
from gongkai.inbound.cases.sealing import SealedJSONField, SealedTextField
from gongkai.people.models import User
from gongkai.rules.letter_kinds import LetterKind, letters


class Reply(models.Model):
    """答复、告知: an answer that ends a case, or a notice on the way; sent is what was cleared.

    With a `letter`, the text follows from its wording in the law folder and from `facts`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "起草中"
        IN_REVIEW = "in_review", "送审中"
        RETURNED = "returned", "已退回"
        CLEARED = "cleared", "已审定"
        SENT = "sent", "已送出"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    is_notice = models.BooleanField("途中的告知", default=False)
    letter = models.CharField("文书种类", max_length=30, blank=True)
    facts = SealedJSONField("文书要素", blank=True)
    number = models.CharField("文号", max_length=40, blank=True)
    # As it was given out; erasing takes it away.
    paper = models.ForeignKey(CaseFile, on_delete=models.SET_NULL, null=True, related_name="+")
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
                fields=["case", "is_notice"],
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
        return f"{self.case} {self.called}"

    @property
    def kind(self) -> LetterKind | None:
        """Which letter it is; none where its writer chose the words."""
        return letters().get(self.letter)

    @property
    def called(self) -> str:
        return self.kind.title if self.kind else "答复"
