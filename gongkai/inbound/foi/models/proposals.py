"""转主动公开: what several people were given on request, and everybody should perhaps have."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.inbound.cases.models import Case
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency, Unit, User


class ProposalQuerySet(models.QuerySet["DisclosureProposal"]):
    """Proposals by where they stand."""

    def open(self) -> "ProposalQuerySet":
        return self.filter(state=DisclosureProposal.State.OPEN)

    def ticking(self) -> "ProposalQuerySet":
        """Those accepted and not yet made public: duties."""
        return self.filter(state=DisclosureProposal.State.ACCEPTED)


class DisclosureProposal(models.Model):
    """转主动公开建议: that what was given on request be public; accepted, it is a duty."""

    class State(models.TextChoices):
        OPEN = "open", "待决定"
        ACCEPTED = "accepted", "已采纳，待公开"
        DISMISSED = "dismissed", "不采纳"
        DONE = "done", "已公开"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.OPEN)
    raised_at = models.DateTimeField("提出时间")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # Named by a person when it is accepted: subjects of cases are erased with them.
    title = models.CharField("公开什么", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, verbose_name="责任单位", on_delete=models.PROTECT, null=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True)
    due_on = models.DateField("公开期限", null=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    due_version = models.CharField("期限依据版本", max_length=16, blank=True)
    record = models.ForeignKey(
        Record, verbose_name="公开的政府信息", on_delete=models.PROTECT, null=True
    )
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField("完成时间", null=True)

    objects = ProposalQuerySet.as_manager()

    clock_kind = "proactive-disclosure"

    class Meta:
        verbose_name = verbose_name_plural = "转主动公开建议"
        ordering: ClassVar = ["-raised_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["agency", "state"], name="proposal_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "dismissed"])
                | Q(unit__isnull=False, decided_at__isnull=False),
                name="proposal_duty_has_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(record__isnull=False), name="proposal_done_by_record"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(reason=""), name="proposal_decided_because"
            ),
        ]

    def __str__(self) -> str:
        return f"转主动公开建议{self.pk}"

    @property
    def starts_on(self) -> date:
        if self.decided_at is None:
            raise ValueError("没有采纳的建议没有期限。")
        return localdate(self.decided_at)

    @property
    def is_ticking(self) -> bool:
        return self.state == self.State.ACCEPTED


class ComparedCase(models.Model):
    """已比对的申请: a case that was looked at once, and the proposal it stands behind, if any."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="compared")
    proposal = models.ForeignKey(
        DisclosureProposal, on_delete=models.PROTECT, null=True, related_name="members"
    )
    at = models.DateTimeField("比对时间")

    class Meta:
        verbose_name = verbose_name_plural = "已比对的申请"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.case)
