"""Rows of the batches, one by one, and rows whose display somebody ended."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gongkai.outbound.publishing.models import Edition
from gongkai.people.models import Agency, User
from gongkai.rules.decisions.columns import Kind, endings
from gongkai.rules.decisions.rows import PublicRow

KINDS = [(kind.value, kind.label) for kind in Kind]
EVER_PUBLIC = (Edition.State.PUBLISHED, Edition.State.REPLACED, Edition.State.WITHDRAWN)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Rows by whether the public may see them."""

    def live(self) -> Self:
        """Rows of what is public now, whether or not their time is over."""
        return self.filter(edition__live_record__isnull=False)

    def shown(self, on: date) -> Self:
        """What a public page may show on a day."""
        ended = EndedDisplay.objects.standing().filter(agency=OuterRef("agency"))
        return self.live().filter(~Exists(ended.filter(key=OuterRef("key"))), until_on__gte=on)

    def ever_public(self) -> Self:
        return self.filter(edition__state__in=EVER_PUBLIC)


class Decision(models.Model):
    """公示行: one row of an edition's elements, so that rows of all batches make one list.

    Written with the elements, in the same transaction; whether it is live is asked of the record.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="decisions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=10, choices=KINDS)
    key = models.CharField("编号", max_length=12)
    number = models.CharField("决定文书号", max_length=64)
    name = models.CharField("行政相对人", max_length=200)
    decided_on = models.DateField("决定日期")
    until_on = models.DateField("公示截止期")
    said = models.JSONField("各项", default=dict)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示行"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="decision_once_in_edition")
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "kind", "-decided_on", "-id"], name="decision_newest"),
            models.Index(fields=["agency", "key"], name="decision_by_key"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return f"/{self.agency.slug}/decisions/{self.key}/"

    @property
    def row(self) -> PublicRow:
        return PublicRow.of(Kind(self.kind), self.said)


class EndedDisplayQuerySet(models.QuerySet["EndedDisplay"]):
    """Which ended displays hold."""

    def standing(self) -> Self:
        return self.filter(put_back_at=None)


class EndedDisplay(models.Model):
    """提前结束公示: a decision that is shown no longer, with the cause its address tells."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=10, choices=KINDS)
    key = models.CharField("编号", max_length=12)
    number = models.CharField("决定文书号", max_length=64)
    cause = models.CharField("原因", max_length=20)
    reason = models.CharField("理由", max_length=500)
    happened_on = models.DateField("发生日期")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    put_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    put_back_at = models.DateTimeField("恢复公示时间", null=True)
    put_back_because = models.CharField("恢复理由", max_length=500, blank=True)

    objects = EndedDisplayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提前结束公示"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "key"],
                condition=Q(put_back_at=None),
                name="ended_display_once",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def told(self) -> str:
        return endings()[self.cause].label

    @property
    def is_told_with_reason(self) -> bool:
        return endings()[self.cause].art48
