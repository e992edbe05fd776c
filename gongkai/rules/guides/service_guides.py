"""办事指南 as values: everything a person must know to get one service from one agency.

The elements are those of article 30 of the 行政许可法 and of the national implementation list;
`law/guides.toml` says which column of the national tables is which attribute. An element that is
not filled in is empty or none, so that a lint can tell it from a deliberate “无”.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ServiceKind(StrEnum):
    """事项类型."""

    LICENCE = "行政许可"
    BENEFIT = "行政给付"
    CONFIRMATION = "行政确认"
    REWARD = "行政奖励"
    RULING = "行政裁决"
    OTHER_POWER = "其他行政权力"
    PUBLIC_SERVICE = "公共服务"


class Handling(StrEnum):
    """办件类型: done while the applicant waits, or within a promised term."""

    AT_ONCE = "即办件"
    PROMISED = "承诺件"


class TimeUnit(StrEnum):
    """The unit of a term; different ones cannot be compared without a calendar."""

    WORKDAYS = "工作日"
    CALENDAR_DAYS = "日"
    MONTHS = "个月"


class Original(StrEnum):
    """材料类型: what of a material is handed in."""

    ORIGINAL = "原件"
    COPY = "复印件"
    BOTH = "原件和复印件"


class Medium(StrEnum):
    """材料形式."""

    PAPER = "纸质"
    ELECTRONIC = "电子"
    EITHER = "纸质或电子"


class Origin(StrEnum):
    """来源渠道: who makes the material."""

    APPLICANT = "申请人自备"
    AGENCY = "政府部门核发"
    OTHER = "其他"


class Necessity(StrEnum):
    """必要性: whether the application is refused without it."""

    NEEDED = "必要"
    OPTIONAL = "非必要"
    LATER = "容缺"


@dataclass(frozen=True, kw_only=True)
class Term:
    """办结时限: a number of days, and what is not counted in them."""

    number: int
    unit: TimeUnit = TimeUnit.WORKDAYS
    article: str = ""
    explanation: str = ""

    def __str__(self) -> str:
        return f"{self.number} {'个' if self.unit is TimeUnit.WORKDAYS else ''}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Basis:
    """设定依据: an act, and the article of it that provides for the service.

    `record` is the number of the public record that holds the act's text, where there is one.
    """

    name: str
    number: str = ""
    article: str = ""
    text: str = ""
    in_force_from: date | None = None
    ended_on: date | None = None
    record: int | None = None


@dataclass(frozen=True, kw_only=True)
class Material:
    """申请材料: one thing the applicant brings."""

    name: str
    original: Original | None = None
    medium: Medium | None = None
    copies: int | None = None
    size: str = ""
    origin: Origin | None = None
    necessity: Necessity | None = None
    blank_form: str = ""
    sample: str = ""
    filling_in: str = ""
    standard: str = ""
    basis: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """办理环节: who does what in how long, by which standard.

    A `question` may follow the step; who must answer no goes on as `otherwise` says.
    """

    name: str
    role: str = ""
    term: Term | None = None
    standard: str = ""
    outcome: str = ""
    question: str = ""
    otherwise: str = ""


@dataclass(frozen=True, kw_only=True)
class Fee:
    """收费: one item with its price and the act that allows it."""

    name: str
    price: str = ""
    basis: str = ""
    may_be_reduced: bool | None = None
    reduction_basis: str = ""
    payment: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """办理地点: where an application is taken, and when."""

    address: str
    hours: str = ""
    windows: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """咨询方式 or 监督投诉方式: a telephone, an address, a page."""

    phone: str = ""
    address: str = ""
    page: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """办理结果: the paper at the end."""

    name: str
    kind: str = ""
    sample: str = ""
    valid_for: str = ""


@dataclass(frozen=True, kw_only=True)
class SpecialProcedure:
    """特别程序: a hearing, a test; its time does not count (行政许可法 art. 45)."""

    name: str
    basis: str = ""
    term: Term | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """常见问题, with its answer."""

    question: str
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceGuide:
    """办事指南: one service as one agency offers it, in one version."""

    name: str = ""
    kind: ServiceKind | None = None
    version: str = ""
    state: str = ""
    effective_on: date | None = None
    cancelled_on: date | None = None

    basic_code: str = ""
    local_basic_code: str = ""
    task_code: str = ""
    local_task_code: str = ""
    handling_code: str = ""

    agency: str = ""
    agency_code: str = ""
    agency_kind: str = ""
    entrusted_agency: str = ""
    joint_agencies: tuple[str, ...] = ()
    power_source: str = ""
    level: str = ""

    audiences: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    conditions: tuple[str, ...] = ()
    quantity_limit: str = ""
    materials: tuple[Material, ...] = ()
    process: tuple[Step, ...] = ()
    special_procedures: tuple[SpecialProcedure, ...] = ()
    intermediary_services: tuple[str, ...] = ()

    handling: Handling | None = None
    statutory_limit: Term | None = None
    promised_limit: Term | None = None
    visits: int | None = None

    is_charged: bool | None = None
    fees: tuple[Fee, ...] = ()

    places: tuple[Place, ...] = ()
    is_in_service_centre: bool | None = None
    channels: tuple[str, ...] = ()
    area: str = ""
    online_address: str = ""
    mobile_address: str = ""
    enquiries: tuple[Contact, ...] = ()
    complaints: tuple[Contact, ...] = ()

    outcomes: tuple[Outcome, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def is_licence(self) -> bool:
        return self.kind is ServiceKind.LICENCE

    @property
    def hours(self) -> tuple[str, ...]:
        """办理时间 of all places, as far as they say."""
        return tuple(place.hours for place in self.places if place.hours.strip())
