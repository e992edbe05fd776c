"""Who was told that the due date of a case is near or past."""

from typing import ClassVar

from django.db import models

from gongkai.inbound.cases.models.cases import Case
from gongkai.people.models import User
from gongkai.rules.case_warnings import LEVELS, Level


class CaseWarning(models.Model):
    """期限提醒: that a case has come this near to a due date, or is late, was told once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="warnings")
    level = models.CharField("级别", max_length=20)
    # A due date that moves is another one, of which nobody was told yet.
    due_on = models.DateField("所提醒的期限")
    at = models.DateTimeField("提醒时间")
    told = models.ManyToManyField(User, verbose_name="提醒了谁", related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "期限提醒"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "due_on", "level"], name="case_warned_once")
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.ruled.label}"

    @property
    def ruled(self) -> Level:
        return LEVELS[self.level]


class WarningDigest(models.Model):
    """提醒邮件: the one letter a day that lists to a person what they were told of."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")
    tried_at = models.DateTimeField("发送时间")
    # Taken to have gone until the server says otherwise: better none for a day than two.
    is_sent = models.BooleanField("已发出", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒邮件"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "on"], name="digest_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.on}"
