"""The trunk: a case, who it concerns, what happened to it, and who has it in hand."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.inbound.cases.sealing import SealedJSONField, SealedTextField
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency, Unit, User
from gongkai.rules import document_reports
from gongkai.rules.cases import CaseKind, case_kinds, keep_years


class CaseQuerySet(models.QuerySet):
    """Cases by where they stand."""

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_on=None)

    def to_erase(self, on: date) -> "CaseQuerySet":
        """Closed so long ago that nobody's personal data is kept any longer."""
        leap = (on.month, on.day) == (2, 29)
        last = on.replace(year=on.year - keep_years(), day=28 if leap else on.day)
        return self.filter(closed_on__lte=last, erased_at=None)

    def overdue(self, on: date) -> "CaseQuerySet":
        return self.open().filter(due_on__lt=on)


class Case(models.Model):
    """办件: what somebody brought to the agency; its state is what its events amount to."""

    class Stage(models.TextChoices):
        OPEN = "open", "办理中"
        AWAITING = "awaiting", "等待申请人"
        CONSULTING = "consulting", "征求意见中"
        CLOSED = "closed", "已办结"

    class Channel(models.TextChoices):
        INTERNET = "internet", "网站"
        COUNTER = "counter", "当面"
        REGISTERED_POST = "registered-post", "挂号信、快递"
        PLAIN_POST = "plain-post", "平信"
        FAX = "fax", "传真"
        PHONE = "phone", "电话"
        TRANSFERRED = "transferred", "上级或者其他单位转来"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT)
    # The kinds are data, and so are the columns of applicants: another one is no migration.
    kind = models.CharField("种类", max_length=30)
    number = models.CharField("编号", max_length=20, db_index=True)
    code = models.CharField("查询码", max_length=64)
    channel = models.CharField("渠道", max_length=20, choices=Channel.choices)
    subject = models.CharField("事由", max_length=200)
    text = SealedTextField("内容")
    record = models.ForeignKey(
        Record, verbose_name="所涉政府信息", on_delete=models.PROTECT, null=True, blank=True
    )
    continues = models.ForeignKey(
        "self", verbose_name="接续", on_delete=models.PROTECT, null=True, blank=True
    )
    applicant_kind = models.CharField("申请人类别", max_length=20, blank=True)
    received_on = models.DateField("收到之日")
    received_at = models.DateTimeField("登记时间")
    first_receiver = models.ForeignKey(
        User, verbose_name="首问责任人", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # What the events amount to, kept for lists; `reckon` writes it and can always write it again.
    stage = models.CharField("状态", max_length=20, choices=Stage.choices, default=Stage.OPEN)
    due_on = models.DateField("期限", null=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    due_version = models.CharField("期限依据版本", max_length=16, blank=True)
    closed_on = models.DateField("办结之日", null=True)
    outcome = models.CharField("办理结果", max_length=10, blank=True)
    erased_at = models.DateTimeField("个人信息清除时间", null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办件"
        ordering: ClassVar = ["-received_at", "-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "due_on", "id"],
                condition=Q(closed_on__isnull=True),
                name="case_open_by_due",
            ),
            models.Index(
                fields=["closed_on"],
                condition=Q(closed_on__isnull=False, erased_at__isnull=True),
                name="case_kept_since",
            ),
            models.Index(
                fields=["agency", "due_version"],
                condition=Q(closed_on__isnull=True),
                name="case_reckoned_by",
            ),
            # These two hold all that the annual report counts, so that no row has to be read.
            models.Index(
                fields=["agency", "kind", "received_on", "closed_on", "applicant_kind"],
                name="case_received",
            ),
            models.Index(
                fields=["agency", "kind", "closed_on", "outcome", "applicant_kind"],
                name="case_closed",
            ),
            models.Index(fields=["agency", "-received_at"], name="case_register"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("received_on")),
                name="case_closed_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) ^ Q(stage="closed"), name="case_closed_is_a_stage"
            ),
            models.CheckConstraint(
                condition=~Q(kind="foi")
                | (~Q(applicant_kind="") & (Q(closed_on=None) | ~Q(outcome=""))),
                name="case_foi_is_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ruled(self) -> CaseKind:
        return case_kinds()[self.kind]

    @property
    def is_urgent(self) -> bool:
        is_report = self.kind == document_reports.KIND and self.closed_on is None
        return is_report and document_reports.is_urgent(self.subject)

    def is_overdue(self, on: date) -> bool:
        return self.closed_on is None and self.due_on is not None and self.due_on < on


class CaseSerial(models.Model):
    """办件流水: the last number given in one agency, kind and year; it only ever grows."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    scope = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "办件流水"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "scope"], name="case_serial_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.last}"


class Party(models.Model):
    """当事人: somebody a case concerns; what identifies them is sealed, a mask is shown."""

    class Part(models.TextChoices):
        SENDER = "sender", "来件人"
        AGENT = "agent", "代理人"
        THIRD_PARTY = "third_party", "第三方"
        JOINT_MAKER = "joint_maker", "共同制作机关"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    part = models.CharField("身份", max_length=20, choices=Part.choices)
    shown_as = models.CharField("显示为", max_length=60)
    particulars = SealedJSONField("个人信息")
    # The same person is known again without being read: a keyed digest of name and number.
    known_by = models.CharField("比对摘要", max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "当事人"

    def __str__(self) -> str:
        return self.shown_as


class CaseEvent(models.Model):
    """办件事项: something that happened to a case on a day; added, never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    name = models.CharField("事项", max_length=40)
    on = models.DateField("日期")
    at = models.DateTimeField("登记时间")
    days = models.PositiveSmallIntegerField("延长天数", null=True)
    note = models.CharField("说明", max_length=2000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "办件事项"
        ordering: ClassVar = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


class HoldingQuerySet(models.QuerySet):
    """Holdings by where they stand."""

    def standing(self) -> "HoldingQuerySet":
        """In hand, or offered: neither ended nor declined."""
        return self.filter(ended_at=None, declined_at=None)

    def in_hand(self) -> "HoldingQuerySet":
        return self.filter(accepted_at__isnull=False, ended_at=None)

    def offered(self) -> "HoldingQuerySet":
        return self.standing().filter(accepted_at=None)


class Holding(models.Model):
    """经办: who has a case in hand, from when; handed over, it is theirs once they accept it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT)
    user = models.ForeignKey(
        User, verbose_name="经办人", on_delete=models.PROTECT, null=True, related_name="+"
    )
    handed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField("移交时间")
    reason = models.CharField("移交理由", max_length=200, blank=True)
    accepted_at = models.DateTimeField("接收时间", null=True)
    declined_at = models.DateTimeField("退回时间", null=True)
    declined_because = models.CharField("退回理由", max_length=200, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经办"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(accepted_at__isnull=False, ended_at__isnull=True),
                name="case_in_one_hand",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(
                    accepted_at__isnull=True, declined_at__isnull=True, ended_at__isnull=True
                ),
                name="case_offered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.user or ''}".strip()

    @property
    def is_in_hand(self) -> bool:
        return self.accepted_at is not None and self.ended_at is None

    @property
    def is_offered(self) -> bool:
        return self.accepted_at is None and self.declined_at is None and self.ended_at is None
