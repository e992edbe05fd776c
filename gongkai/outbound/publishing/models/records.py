"""A record, its editions, where an edition is placed and the files that belong to it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from gongkai.media.models import StoredFile
from gongkai.outbound.publishing.models.columns import Column
from gongkai.people.models import Agency, Unit, User
from gongkai.people.queries import units_of


class RecordQuerySet(models.QuerySet["Record"]):
    """Which records somebody may see."""

    def workable_by(self, user: User, *, on: date) -> Self:
        """Rows of the person's agency, and only of their units where the role has a unit."""
        records = self.filter(agency_id=user.agency_id)
        units = units_of(user, on=on)
        return records if units is None else records.filter(unit_id__in=units)

    def public(self) -> Self:
        return self.exclude(live_edition=None)

    def answering(self) -> Self:
        """Records whose address answers: public now, or once public and withdrawn."""
        return self.exclude(first_published_at=None)


class Record(models.Model):
    """政府信息: a published or coming thing with one identity, one address and many editions."""

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, verbose_name="责任单位", on_delete=models.PROTECT)
    index_number = models.CharField("索引号", max_length=80, blank=True)
    created_at = models.DateTimeField("建立时间")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    live_edition = models.OneToOneField(
        "Edition", on_delete=models.PROTECT, null=True, related_name="live_record"
    )
    first_published_at = models.DateTimeField("首次发布时间", null=True, db_index=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True)
    withdrawn_reason = models.CharField("撤下原因", max_length=500, blank=True)
    hides_title = models.BooleanField("撤下后不显示标题", default=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "政府信息"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "index_number"],
                condition=~Q(index_number=""),
                name="index_number_once",
            ),
            models.CheckConstraint(
                condition=Q(live_edition=None) | Q(withdrawn_at=None),
                name="withdrawn_is_not_live",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "-first_published_at"],
                condition=Q(live_edition__isnull=False),
                name="record_newest_public",
            ),
        ]

    def __str__(self) -> str:
        return self.index_number or f"政府信息{self.pk}"

    def get_absolute_url(self) -> str:
        return f"/documents/{self.pk}/"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by where they stand."""

    def open(self) -> Self:
        return self.filter(state__in=Edition.OPEN)

    def with_unconfirmed_release(self) -> Self:
        """Marks `is_unconfirmed`: released urgently and not yet looked at by a second person."""
        from gongkai.outbound.publishing.models.reviewing import Clearance

        clearances = Clearance.objects.filter(edition=OuterRef("pk"), digest=OuterRef("digest"))
        return self.annotate(
            is_unconfirmed=Exists(clearances.filter(kind=Clearance.Kind.URGENT))
            & ~Exists(clearances.exclude(kind=Clearance.Kind.URGENT))
        )


class Edition(models.Model):
    """版本: what a record says at one time; once sent to review its content does not change."""

    class State(models.TextChoices):
        DRAFT = "draft", "起草"
        IN_REVIEW = "in_review", "送审中"
        RETURNED = "returned", "已退回"
        CLEARED = "cleared", "已审定"
        PUBLISHED = "published", "已公开"
        REPLACED = "replaced", "已被新版本替代"
        WITHDRAWN = "withdrawn", "已撤下"
        DROPPED = "dropped", "已作废"

    class Disclosure(models.TextChoices):
        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        WITHHELD = "withheld", "不予公开"

    class Validity(models.TextChoices):
        IN_FORCE = "in_force", "有效"
        AMENDED = "amended", "已修改"
        EXPIRED = "expired", "失效"
        REPEALED = "repealed", "废止"
        NOT_APPLICABLE = "not_applicable", "不适用"

    class Release(models.TextChoices):
        ON_CLEARANCE = "on_clearance", "审定后立即发布"
        AT_TIME = "at_time", "审定后定时发布"
        BY_HAND = "by_hand", "审定后由经办人发布"

    EDITABLE = (State.DRAFT, State.RETURNED)
    OPEN = (State.DRAFT, State.IN_REVIEW, State.RETURNED, State.CLEARED)

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次", default=1)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    # Everyone who had a hand in the content: none of them may clear it (invariant 1).
    authors = models.ManyToManyField(User, verbose_name="起草人", related_name="+")
    created_at = models.DateTimeField("起草时间")
    saved_at = models.DateTimeField("保存时间")

    title = models.CharField("标题", max_length=200)
    body_html = models.TextField("正文", blank=True)
    body_text = models.TextField("正文文字", blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=100, blank=True)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    genre = models.CharField("体裁", max_length=20, blank=True)
    topic = models.CharField("主题分类", max_length=40, blank=True)
    keywords = models.JSONField("关键词", default=list, blank=True)
    summary = models.CharField("内容概述", max_length=500, blank=True)
    source = models.CharField("来源", max_length=100, blank=True)
    disclosure = models.CharField(
        "公开方式", max_length=20, choices=Disclosure.choices, default=Disclosure.PROACTIVE
    )
    validity = models.CharField(
        "有效性", max_length=20, choices=Validity.choices, default=Validity.IN_FORCE
    )
    validity_note = models.CharField("有效性说明", max_length=300, blank=True)
    validity_on = models.DateField("有效性变更日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    replaced_by = models.ForeignKey(
        Record,
        verbose_name="替代文件",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    change_note = models.CharField("更正说明", max_length=500, blank=True)
    losses = models.JSONField("转换损失", default=list, blank=True)
    columns = models.ManyToManyField(Column, through="Placement", related_name="editions")

    round = models.PositiveSmallIntegerField("送审次数", default=0)
    digest = models.CharField("内容摘要", max_length=64, blank=True)
    submitted_at = models.DateTimeField("送审时间", null=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    release = models.CharField(
        "发布方式", max_length=20, choices=Release.choices, default=Release.ON_CLEARANCE
    )
    release_at = models.DateTimeField("定时发布时间", null=True, blank=True)
    published_at = models.DateTimeField("发布时间", null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版本"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state__in=["draft", "in_review", "returned", "cleared"]),
                name="one_open_edition",
            ),
            models.CheckConstraint(
                condition=~Q(release="at_time") | ~Q(release_at=None), name="release_has_a_time"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["state", "saved_at"],
                condition=Q(state__in=["draft", "in_review", "returned", "cleared"]),
                name="edition_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/office/editions/{self.pk}/"

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    def standing(self, on: date) -> str:
        """The validity on a day: a term that has run out counts without anybody's act."""
        ran_out = self.valid_until is not None and self.valid_until < on
        if ran_out and self.validity in (self.Validity.IN_FORCE, self.Validity.AMENDED):
            return self.Validity.EXPIRED
        return self.validity


class Placement(models.Model):
    """栏目归属: an edition in a column; `live_at` is set while it is public there."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="placements")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="placements")
    # Copied from the record at publication: a column's page is one range of one index.
    live_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "栏目归属"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "column"], name="placement_once")
        ]
        indexes: ClassVar = [
            models.Index(
                F("column"),
                F("live_at").desc(),
                F("id").desc(),
                condition=Q(live_at__isnull=False),
                name="placement_newest_live",
            )
        ]

    def __str__(self) -> str:
        return f"{self.column} · {self.edition}"


class Attachment(models.Model):
    """附件: a file of an edition, as it came and as the public gets it."""

    class Part(models.TextChoices):
        SOURCE = "source", "正文文件"
        ANNEX = "annex", "附件"
        PICTURE = "picture", "正文图片"
        PAGE = "page", "页面图"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="attachments")
    part = models.CharField("用途", max_length=20, choices=Part.choices)
    order = models.PositiveSmallIntegerField("次序", default=0)
    name = models.CharField("文件名", max_length=200)
    original = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="原件"
    )
    public = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="公开件"
    )
    format = models.CharField("格式", max_length=10)
    pages = models.PositiveIntegerField("页数", null=True)
    pages_estimated = models.BooleanField("页数为估计", default=False)
    text = models.TextField("文字", blank=True)
    removed = models.JSONField("清除的隐藏内容", default=list)
    hidden = models.JSONField("发现的隐藏内容", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering: ClassVar = ["edition", "part", "order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "part", "name"], name="attachment_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_download(self) -> bool:
        return self.part in (self.Part.SOURCE, self.Part.ANNEX)

    def get_absolute_url(self) -> str:
        return f"/documents/{self.edition.record_id}/files/{self.pk}/{self.name}"
