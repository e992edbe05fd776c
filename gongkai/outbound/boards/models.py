"""Boards, their issues, the sheets of an issue, and who hung or took down what."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from gongkai.media.models import StoredFile
from gongkai.outbound.publishing.models import Edition, Record
from gongkai.people.models import Agency, Unit, User
from gongkai.rules.boards import Fault, fault_of_issue, fault_of_sheet


class Board(models.Model):
    """公开栏: a board at a place, with room for some sheets of one size."""

    class Paper(models.TextChoices):
        A4 = "a4", "A4"
        A3 = "a3", "A3"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, verbose_name="管护单位", on_delete=models.PROTECT)
    name = models.CharField("名称", max_length=60)
    place = models.CharField("位置", max_length=100)
    slots = models.PositiveSmallIntegerField("位置数", help_text="能并排挂几张。")
    paper = models.CharField("纸张", max_length=2, choices=Paper.choices, default=Paper.A4)
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开栏"
        ordering: ClassVar = ["agency", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name"], name="board_name_once"),
            models.CheckConstraint(condition=Q(slots__gte=1), name="board_has_room"),
        ]

    def __str__(self) -> str:
        return self.name


class BoardIssueQuerySet(models.QuerySet["BoardIssue"]):
    """Issues by where they stand."""

    def up(self) -> Self:
        return self.filter(state=BoardIssue.State.UP)

    def to_come(self) -> Self:
        return self.filter(state__in=BoardIssue.TO_COME)

    def ever_up(self) -> Self:
        return self.filter(state__in=(BoardIssue.State.UP, BoardIssue.State.DOWN))


class BoardIssue(models.Model):
    """公开栏的一期: what hangs on a board together, from a day to a day."""

    class State(models.TextChoices):
        COMPOSING = "composing", "编排中"
        SUBMITTED = "submitted", "待审定"
        APPROVED = "approved", "已审定"
        UP = "up", "已上栏"
        DOWN = "down", "已取下"
        DROPPED = "dropped", "已作废"

    TO_COME = (State.COMPOSING, State.SUBMITTED, State.APPROVED)

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="issues")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号")
    planned_on = models.DateField("计划上栏")
    expires_on = models.DateField("取下日期")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.COMPOSING)
    composed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Everyone who had a hand in it: none of them may approve it.
    composers = models.ManyToManyField(User, verbose_name="参与编排的人", related_name="+")
    digest = models.CharField("内容摘要", max_length=64, blank=True)
    returned_because = models.CharField("退回理由", max_length=300, blank=True)
    dropped_because = models.CharField("作废理由", max_length=300, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("审定时间", null=True)

    objects = BoardIssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开栏各期"
        ordering: ClassVar = ["-year", "-number", "-id"]
        indexes: ClassVar = [models.Index(fields=["board", "state"], name="issue_by_board")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "year", "number"], name="issue_number_once"),
            models.UniqueConstraint(
                fields=["board"], condition=Q(state="up"), name="one_issue_up_a_board"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("planned_on")), name="issue_days_in_order"
            ),
            # Invariant 1 on the wall: what hangs was approved by somebody else.
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "up", "down"])
                | (Q(approved_by__isnull=False) & ~Q(approved_by=F("composed_by")) & ~Q(digest="")),
                name="issue_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.label}"

    @property
    def label(self) -> str:
        return f"{self.year}年第{self.number}期"

    def get_absolute_url(self) -> str:
        home = self.board.agency.get_absolute_url()
        return f"{home}boards/{self.board_id}/{self.year}-{self.number}/"

    def fault(self, on: date) -> Fault | None:
        return fault_of_issue(
            is_up=self.state == self.State.UP,
            is_to_come=self.state in self.TO_COME,
            planned_on=self.planned_on,
            expires_on=self.expires_on,
            on=on,
        )


class BoardSheet(models.Model):
    """栏内一张: one public edition on a board, in as many slots as it takes."""

    issue = models.ForeignKey(BoardIssue, on_delete=models.CASCADE, related_name="sheets")
    order = models.PositiveSmallIntegerField("次序")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    slots = models.PositiveSmallIntegerField("占几个位置")
    pages = models.PositiveSmallIntegerField("全文几张")
    # What hung stays in the books after it was withdrawn and taken off the board.
    taken_at = models.DateTimeField("单独取下时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "栏内各张"
        ordering: ClassVar = ["issue", "order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "record"], name="sheet_once_an_issue"),
            models.CheckConstraint(
                condition=Q(slots__gte=1) & Q(slots__lte=F("pages")), name="sheet_takes_room"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue} · {self.edition}"

    @property
    def fault(self) -> Fault | None:
        if self.taken_at is not None:
            return None
        live = self.record.live_edition_id
        return fault_of_sheet(is_public=live is not None, is_live=live == self.edition_id)

    @property
    def has_rest(self) -> bool:
        return self.slots < self.pages


class Posting(models.Model):
    """上栏登记: who hung or took down or replaced what and when, and a photo of it."""

    class Act(models.TextChoices):
        UP = "up", "上栏"
        DOWN = "down", "取下"
        REPLACED = "replaced", "更换"

    issue = models.ForeignKey(BoardIssue, on_delete=models.PROTECT, related_name="postings")
    act = models.CharField("行为", max_length=10, choices=Act.choices)
    note = models.CharField("说明", max_length=300, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "上栏登记"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.issue}"
