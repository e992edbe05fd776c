"""Signs that say who is in, the counts that remain of them, doors, and badges.

A sign is one row that is overwritten: of where somebody was, nothing is kept.
"""

from datetime import date, datetime, time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.media.models import StoredFile
from gongkai.people.models import Agency, Post, PostHolding, Unit, User
from gongkai.rules import whereabouts

STATES = [(one.key, one.word) for one in whereabouts.states()]


class SignBoard(models.Model):
    """去向牌: the sign of a unit, shown only once somebody has switched it on."""

    class Naming(models.TextChoices):
        NAME_AND_POST = "name_post", "姓名和岗位"
        POST = "post", "只写岗位"

    unit = models.OneToOneField(
        Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="sign_board"
    )
    is_shown = models.BooleanField("对外公开", default=False)
    naming = models.CharField(
        "怎样称呼", max_length=20, choices=Naming.choices, default=Naming.NAME_AND_POST
    )
    first_asked = models.CharField("首问联系人", max_length=60)
    phone = models.CharField("首问电话", max_length=40)
    opens = models.TimeField("上班", default=time(8, 30))
    closes = models.TimeField("下班", default=time(17, 30))
    # Of the board and who is on it, never of a state.
    changed_at = models.DateTimeField("改动时间")

    class Meta:
        verbose_name = verbose_name_plural = "去向牌"

    def __str__(self) -> str:
        return f"{self.unit}去向牌"


class Sign(models.Model):
    """去向: the present state of one person and when it ends; the last one is overwritten."""

    board = models.ForeignKey(SignBoard, on_delete=models.CASCADE, related_name="signs")
    user = models.OneToOneField(
        User, verbose_name="工作人员", on_delete=models.PROTECT, related_name="sign"
    )
    post = models.ForeignKey(Post, verbose_name="岗位", on_delete=models.PROTECT)
    substitute = models.ForeignKey(
        User, verbose_name="替岗人", on_delete=models.PROTECT, null=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    state = models.CharField("状态", max_length=10, choices=STATES, blank=True)
    until = models.DateTimeField("到何时", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "去向"
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.post.name} {self.user}"


class DailyCount(models.Model):
    """去向计数: how often a state was set on a day, without a person.

    Without a unit, of all units too small to be counted by themselves.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    on = models.DateField("日期")
    state = models.CharField("状态", max_length=10, choices=STATES)
    number = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "去向计数"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "on", "state"],
                condition=Q(unit__isnull=False),
                name="whereabouts_once_per_unit",
            ),
            models.UniqueConstraint(
                fields=["agency", "on", "state"],
                condition=Q(unit=None),
                name="whereabouts_once_per_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.agency} {self.on} {self.get_state_display()} {self.number}"


class Door(models.Model):
    """门口终端: a screen at a unit's door, opened by a long link of which only a digest is kept."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT)
    place = models.CharField("放在哪里", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField("开通时间")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField("有效期至")
    closed_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "门口终端"
        ordering: ClassVar = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.place}"

    def is_open(self, on: date) -> bool:
        return self.closed_at is None and on <= self.expires_on


class Badge(models.Model):
    """岗位证: a card with photo, number and post, and a code that tells whether it still holds."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT)
    user = models.ForeignKey(
        User, verbose_name="工作人员", on_delete=models.PROTECT, related_name="badges"
    )
    post = models.ForeignKey(Post, verbose_name="岗位", on_delete=models.PROTECT)
    name = models.CharField("证上姓名", max_length=60)
    number = models.CharField("证号", max_length=20)
    code = models.CharField("查验码", max_length=32, unique=True)
    photo = models.ForeignKey(
        StoredFile, verbose_name="照片", on_delete=models.PROTECT, null=True, related_name="+"
    )
    shows_photo = models.BooleanField("查验页显示照片", default=False)
    issued_at = models.DateTimeField("发证时间")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_because = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "岗位证"
        ordering: ClassVar = ["unit", "number", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "post"],
                condition=Q(voided_at=None),
                name="badge_in_force_once_per_post",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        return f"/badges/{self.code}/"

    def is_in_post(self, at: datetime) -> bool:
        """Whether the holder may work, and holds the post on that day."""
        held = PostHolding.objects.current(localdate(at)).filter(
            user=self.user_id, post=self.post_id
        )
        return self.user.is_active and self.user.agency_id == self.unit.agency_id and held.exists()
