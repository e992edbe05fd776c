"""Reception days, and who comes to them for what."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import get_current_timezone

from gongkai.inbound.cases.models import Case, CaseEvent
from gongkai.inbound.cases.sealing import SealedTextField
from gongkai.people.models import Agency, Unit, User
from gongkai.rules.reception import Slot, slots_of

WITHDRAWN = "withdrawn"


class ReceptionDayQuerySet(models.QuerySet):
    """Reception days by where they stand."""

    def coming(self, on: date) -> "ReceptionDayQuerySet":
        return self.filter(on__gte=on)

    def announced(self) -> "ReceptionDayQuerySet":
        return self.filter(state=ReceptionDay.State.ANNOUNCED)

    def standing(self) -> "ReceptionDayQuerySet":
        return self.exclude(state=ReceptionDay.State.CANCELLED)


class ReceptionDay(models.Model):
    """接访日: a day on which somebody who leads the agency receives, slot by slot."""

    class State(models.TextChoices):
        PLANNED = "planned", "待公布"
        ANNOUNCED = "announced", "已公布"
        CANCELLED = "cancelled", "已取消"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    on = models.DateField("日期")
    opens = models.TimeField("开始时间")
    closes = models.TimeField("结束时间")
    place = models.CharField("地点", max_length=100)
    # A post, as the announcement names it: who holds it may change until the day.
    received_by = models.CharField("接访领导", max_length=60)
    unit = models.ForeignKey(
        Unit, verbose_name="陪同单位", on_delete=models.PROTECT, related_name="+"
    )
    topics = models.CharField("主题", max_length=200, blank=True)
    slots = models.PositiveSmallIntegerField("名额")
    minutes = models.PositiveSmallIntegerField("每个名额的分钟数")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.PLANNED)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    announced_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # Stays after a change: whoever has seen the announcement still finds its address.
    announced_at = models.DateTimeField("公布时间", null=True)
    cancelled_at = models.DateTimeField("取消时间", null=True)
    cancelled_because = models.CharField("取消原因", max_length=200, blank=True)

    objects = ReceptionDayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接访日"
        ordering: ClassVar = ["on", "opens", "id"]
        indexes: ClassVar = [models.Index(fields=["agency", "on"], name="reception_by_day")]
        constraints: ClassVar = [
            # Invariant 1: public as another person cleared it.
            models.CheckConstraint(
                condition=~Q(state="announced")
                | (
                    Q(announced_at__isnull=False)
                    & Q(announced_by__isnull=False)
                    & ~Q(announced_by=F("written_by"))
                ),
                name="reception_announced_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="reception_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.received_by}接访"

    def get_absolute_url(self) -> str:
        return f"{self.agency.get_absolute_url()}reception/{self.pk}/"

    @property
    def all_slots(self) -> tuple[Slot, ...]:
        return slots_of(self.opens, slots=self.slots, minutes=self.minutes)

    def slot(self, number: int) -> Slot:
        return self.all_slots[number - 1]

    def begins_at(self, slot: int = 1) -> datetime:
        return datetime.combine(self.on, self.slot(slot).opens, get_current_timezone())


class AppointmentQuerySet(models.QuerySet):
    """Appointments by where they stand."""

    def booked(self) -> "AppointmentQuerySet":
        """Kept for whoever booked: a case taken back keeps no slot, whatever the row still says."""
        return self.filter(state=Appointment.State.BOOKED).exclude(models.Exists(_taken_back()))

    def taking(self) -> "AppointmentQuerySet":
        """What nobody else can have: booked, or come to already."""
        held = self.filter(state__in=Appointment.HOLDING)
        return held.exclude(models.Exists(_taken_back()), state=Appointment.State.BOOKED)

    def to_release(self) -> "AppointmentQuerySet":
        return self.filter(models.Exists(_taken_back()), state=Appointment.State.BOOKED)

    def to_erase(self) -> "AppointmentQuerySet":
        return self.filter(case__erased_at__isnull=False, erased_at=None)


def _taken_back() -> models.QuerySet:
    return CaseEvent.objects.filter(case=models.OuterRef("case"), name=WITHDRAWN)


class Appointment(models.Model):
    """接访预约: a slot of a reception day kept for a case, and what was said and agreed there."""

    class State(models.TextChoices):
        BOOKED = "booked", "已预约"
        CAME = "came", "已接访"
        ABSENT = "absent", "没有来"
        MOVED = "moved", "已改期"
        CANCELLED = "cancelled", "已取消"

    HOLDING: ClassVar = (State.BOOKED, State.CAME, State.ABSENT)

    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="appointments")
    slot = models.PositiveSmallIntegerField("第几个")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appointments")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.BOOKED)
    booked_at = models.DateTimeField("预约时间")
    # Nobody of ours: the sender themselves.
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField("改期或者取消的原因", max_length=200, blank=True)
    minutes = SealedTextField("接访记录", blank=True)
    minutes_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    minutes_at = models.DateTimeField("记录时间", null=True)
    follow_up = SealedTextField("需要落实的事项", blank=True)
    follow_up_due_on = models.DateField("落实期限", null=True)
    followed_up_at = models.DateTimeField("落实时间", null=True)
    erased_at = models.DateTimeField("个人信息清除时间", null=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接访预约"
        ordering: ClassVar = ["day", "slot", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "slot"],
                condition=Q(state__in=["booked", "came", "absent"]),
                name="appointment_slot_once",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="booked"), name="appointment_case_once"
            ),
            models.CheckConstraint(condition=Q(slot__gte=1), name="appointment_slot_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.day.on} {self.hours}"

    @property
    def hours(self) -> Slot:
        return self.day.slot(self.slot)

    @property
    def begins_at(self) -> datetime:
        return self.day.begins_at(self.slot)

    @property
    def is_promised(self) -> bool:
        """Something was agreed that nobody has seen to yet."""
        return self.follow_up_due_on is not None and self.followed_up_at is None
