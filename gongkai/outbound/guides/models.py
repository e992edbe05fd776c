"""What really happened to applications, as far as it says how long a service takes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.outbound.publishing.models import Record


class Dealing(models.Model):
    """办结件: an application for the service of a guide that came to its end; nobody's name."""

    guide = models.ForeignKey(
        Record, verbose_name="办事指南", on_delete=models.PROTECT, related_name="dealings"
    )
    number = models.CharField("办件编号", max_length=60)
    accepted_on = models.DateField("受理日期")
    finished_on = models.DateField("办结日期")
    # By the calendar of the day it was brought in; the lists come from another system.
    workdays = models.PositiveIntegerField("工作日")

    class Meta:
        verbose_name = verbose_name_plural = "办结件"
        ordering: ClassVar = ["-finished_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["guide", "number"], name="dealing_once"),
            models.CheckConstraint(
                condition=Q(finished_on__gte=F("accepted_on")), name="dealing_ends_after_start"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["guide", "finished_on", "workdays"], name="dealing_lately"),
        ]

    def __str__(self) -> str:
        return f"办结件{self.number}"
