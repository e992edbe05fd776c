"""Agencies, their units, the staff, the roles they hold and who covers for whom."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

# First parts of the site's own addresses.
RESERVED_SLUGS = frozenset(
    [
        "accessibility",
        "badges",
        "documents",
        "door",
        "favourites",
        "office",
        "reports",
        "robots",
        "search",
        "sheets",
        "sitemap",
        "static",
    ]
)


def is_free(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"“{slug}”是系统自己的网址，请换一个简称。")


class Agency(models.Model):
    """机关: the body whose duty to publish it is; every row of the system belongs to one."""

    slug = models.SlugField("网址简称", max_length=40, unique=True, validators=[is_free])
    name = models.CharField("机关名称", max_length=100)
    short_name = models.CharField("简称", max_length=30)
    upper = models.ForeignKey(
        "self",
        verbose_name="上级主管机关",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lower",
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    region = models.CharField("行政区划代码", max_length=12, blank=True)
    index_template = models.CharField(
        "索引号模板", max_length=80, default="{credit_code}/{year}-{serial:05}"
    )
    site_name = models.CharField("网站名称", max_length=60, blank=True)
    site_domain = models.CharField("网站域名", max_length=100, blank=True)
    site_code = models.CharField(
        "网站标识码",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-z]{10}$", "网站标识码为10位数字或小写字母。")],
    )
    icp_number = models.CharField("ICP备案编号", max_length=40, blank=True)
    police_number = models.CharField("公安机关备案号", max_length=40, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    hours = models.CharField("办公时间", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    # Of this agency; until somebody names one, the roles tell where cases from the web arrive.
    receiving_unit = models.ForeignKey(
        "Unit",
        verbose_name="网上来件的接收单位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_demo = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "机关"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.slug}/"


class Unit(models.Model):
    """科室、二层机构、窗口: a part of an agency; units form a tree."""

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", "领导班子"
        OFFICE = "office", "内设科室"
        SUBORDINATE = "subordinate", "二层机构"
        WINDOW = "window", "服务窗口"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    upper = models.ForeignKey(
        "self",
        verbose_name="上级单位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lower",
    )
    name = models.CharField("单位名称", max_length=60)
    code = models.CharField("单位代码", max_length=20)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices, default=Kind.OFFICE)
    index_template = models.CharField(
        "索引号模板", max_length=80, blank=True, help_text="不填即用机关的模板。"
    )
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering: ClassVar = ["agency", "order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code"], name="unit_code_once_per_agency"),
            models.UniqueConstraint(fields=["agency", "name"], name="unit_name_once_per_agency"),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes accounts; a password is always given or unusable, never invented here."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, password: str | None = None, **fields: object
    ) -> "User":
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """工作人员: one person of one agency; what they may do follows from the roles they hold."""

    username = models.CharField(
        "登录名",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[\w.-]+$", "登录名只用字母、数字、下划线、点和短横线。")],
    )
    name = models.CharField("姓名或岗位", max_length=60)
    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, null=True, blank=True
    )
    email = models.EmailField("电子邮箱", blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    is_active = models.BooleanField("可以登录", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    date_joined = models.DateTimeField("建立时间", auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        ordering: ClassVar = ["agency", "id"]

    def __str__(self) -> str:
        return self.name

    # Wagtail's screens ask for the parts of a Western name.
    @property
    def first_name(self) -> str:
        return self.name

    @property
    def last_name(self) -> str:
        return ""

    @property
    def is_staff(self) -> bool:
        return self.is_active

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Post(models.Model):
    """岗位: a place in a unit that a person holds for a time."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT)
    name = models.CharField("岗位名称", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name"], name="post_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.name}"


class PeriodQuerySet(models.QuerySet):
    """Rows that hold from a day to a day; an open end is still running."""

    def current(self, on: date) -> "PeriodQuerySet":
        return self.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)


class PostHolding(models.Model):
    """任职: who holds a post, from when to when."""

    post = models.ForeignKey(Post, verbose_name="岗位", on_delete=models.PROTECT)
    user = models.ForeignKey(User, verbose_name="工作人员", on_delete=models.PROTECT)
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="post_period_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.post}"


class Role(models.TextChoices):
    """What a person may do in the openness work."""

    CLERK = "clerk", "经办人"
    UNIT_HEAD = "unit_head", "科室负责人"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查员"
    OPENNESS_OFFICE = "openness_office", "领导小组办公室"
    LEADER = "leader", "分管领导"
    WINDOW = "window", "窗口人员"
    SUPERVISOR = "supervisor", "监督员"
    ARCHIVIST = "archivist", "档案员"
    OPERATOR = "operator", "系统管理员"


class RoleHolding(models.Model):
    """角色: what a person may do, in a unit and those below it or in the whole agency."""

    user = models.ForeignKey(
        User, verbose_name="工作人员", on_delete=models.PROTECT, related_name="role_holdings"
    )
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit,
        verbose_name="单位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="不填即全机关。",
    )
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        indexes: ClassVar = [models.Index(fields=["role", "user"], name="role_by_user")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="role_period_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Leave(models.Model):
    """请假: days on which a person is away and a named colleague covers; no reason is kept."""

    user = models.ForeignKey(
        User, verbose_name="离岗人员", on_delete=models.PROTECT, related_name="leaves"
    )
    cover = models.ForeignKey(
        User, verbose_name="代理人", on_delete=models.PROTECT, related_name="covers"
    )
    from_on = models.DateField("起")
    to_on = models.DateField("止")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "请假"
        ordering: ClassVar = ["-from_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="leave_period_in_order"
            ),
            models.CheckConstraint(condition=~Q(user=F("cover")), name="leave_cover_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.from_on}—{self.to_on}（{self.cover}代）"
