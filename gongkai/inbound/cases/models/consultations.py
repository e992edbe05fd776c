"""Who else is asked before information is given out: third parties, and bodies that made it too."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.inbound.cases.models.cases import Case, Party
from gongkai.inbound.cases.models.files import CaseFile
from gongkai.inbound.cases.sealing import SealedTextField
from gongkai.people.models import User


class Consultation(models.Model):
    """征求意见: one party is asked about information that concerns it, and answers once."""

    class Kind(models.TextChoices):
        THIRD_PARTY = "third-party", "第三方"
        JOINT_MAKER = "joint-maker", "共同制作机关"

    class Answer(models.TextChoices):
        AGREE = "agree", "同意公开"
        PARTLY = "partly", "部分同意公开"
        REFUSE = "refuse", "不同意公开"

    class How(models.TextChoices):
        LINK = "link", "网上答复"
        LETTER = "letter", "书面来函"
        COUNTER = "counter", "当面"
        PHONE = "phone", "电话"
        EMAIL = "email", "电子邮件"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="consultation")
    kind = models.CharField("征求谁的意见", max_length=20, choices=Kind.choices)
    # Of its own: neither the number of the case nor that of a letter opens anything.
    number = models.CharField("编号", max_length=20, db_index=True)
    code = models.CharField("查询码", max_length=64)
    information = SealedTextField("信息名称")
    interest = SealedTextField("涉及的内容")
    letter_number = models.CharField("文号", max_length=60)
    letter = models.ForeignKey(CaseFile, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_on = models.DateField("征求之日")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField("对方收到之日", null=True)
    # By the same law as the term of the case; both are reckoned anew together.
    due_on = models.DateField("答复期限")
    due_provisional = models.BooleanField("期限暂定", default=False)
    answer = models.CharField("意见", max_length=10, choices=Answer.choices, blank=True)
    reasons = SealedTextField("理由", blank=True)
    releasable = SealedTextField("同意公开的部分", blank=True)
    papers = models.ManyToManyField(CaseFile, related_name="consultations")
    answered_on = models.DateField("答复之日", null=True)
    answered_at = models.DateTimeField("登记时间", null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    how = models.CharField("答复方式", max_length=10, choices=How.choices, blank=True)
    decided_told_on = models.DateField("告知决定之日", null=True)
    decided_number = models.CharField("告知书文号", max_length=60, blank=True)
    decided_letter = models.ForeignKey(
        CaseFile, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "征求意见"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_at=None, how="")
                | (
                    ~Q(answer="")
                    & ~Q(how="")
                    & Q(answered_on__isnull=False, answered_at__isnull=False)
                ),
                name="consultation_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def clock_key(self) -> str:
        return f"foi-{self.kind}"

    @property
    def is_late(self) -> bool:
        """Answered, and after the term."""
        return self.answered_on is not None and self.answered_on > self.due_on

    def is_waiting(self, on: date) -> bool:
        """Not answered, and still in time to."""
        return not self.answer and on <= self.due_on

    def has_lapsed(self, on: date) -> bool:
        return not self.answer and on > self.due_on
