"""What stands in the way of planning, changing, announcing and calling off a reception day."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.reception import queries
from gongkai.inbound.reception.models import ReceptionDay
from gongkai.inbound.reception.plans import Plan
from gongkai.people.models import Agency, Role, User
from gongkai.people.queries import holds
from gongkai.rules.gate.findings import Severity
from gongkai.rules.gate.scanning import Part, scan
from gongkai.rules.reception import obstacles_to_hours

PLANNERS = (Role.OPENNESS_OFFICE, Role.UNIT_HEAD)
ANNOUNCERS = (*PLANNERS, Role.LEADER)
SHORTEST_REASON, LONGEST_REASON = 2, 200
LONGEST = (("place", "地点", 100), ("received_by", "接访领导", 60), ("topics", "主题", 200))


def to_planning(plan: Plan, *, by: User, at: datetime) -> Iterator[str]:
    yield from _may(by, *PLANNERS, agency=plan.unit.agency, on=localdate(at))
    yield from _in_plan(plan, at=at)
    yield from _clashes(plan, plan.unit.agency, but=None)


def to_changing(day: ReceptionDay, plan: Plan, *, by: User, at: datetime) -> Iterator[str]:
    yield from _may(by, *PLANNERS, agency=day.agency, on=localdate(at))
    yield from _over(day, at=at)
    if plan.unit.agency_id != day.agency_id:
        yield "请选择本机关的单位陪同。"
    yield from _in_plan(plan, at=at)
    yield from _clashes(plan, day.agency, but=day)
    taken = queries.taken_slots([day])[day.pk]
    if taken and (plan.on, plan.opens, plan.minutes) != (day.on, day.opens, day.minutes):
        yield (
            "已经有人预约，不能改日期、开始时间和每个名额的分钟数；要改的，请取消这一天，另排一天。"
        )
    if taken and plan.slots < max(taken):
        yield f"第{max(taken)}个名额已经有人预约，名额不能少于{max(taken)}个。"


def to_announcing(day: ReceptionDay, *, by: User, at: datetime) -> Iterator[str]:
    yield from _may(by, *ANNOUNCERS, agency=day.agency, on=localdate(at))
    yield from _over(day, at=at)
    if day.state == ReceptionDay.State.ANNOUNCED:
        yield "这一天已经公布。"
    if day.written_by_id == by.pk:
        yield "这一天是您安排的，请另一位科室负责人、领导小组办公室的人或者分管领导核对后公布。"


def to_calling_off(day: ReceptionDay, *, reason: str, by: User, at: datetime) -> Iterator[str]:
    yield from _may(by, *PLANNERS, Role.LEADER, agency=day.agency, on=localdate(at))
    yield from _over(day, at=at)
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        yield f"请写明取消的原因（不超过{LONGEST_REASON}个字），预约的人看得到。"
    yield from _blocking(reason, on=localdate(at))


def to_keeping(day: ReceptionDay, *, by: User, on: date) -> Iterator[str]:
    """Whoever sits beside the leader, or the office over all, keeps the record of the day."""
    workers = (Role.CLERK, Role.UNIT_HEAD, Role.WINDOW)
    if by.agency_id != day.agency_id or not (
        holds(by, *workers, on=on, unit=day.unit)
        or holds(by, Role.OPENNESS_OFFICE, Role.LEADER, on=on)
    ):
        yield f"接访由陪同单位“{day.unit}”或者领导小组办公室登记。"


def _may(by: User, *roles: Role, agency: Agency, on: date) -> Iterator[str]:
    if by.agency_id != agency.pk or not holds(by, *roles, on=on):
        named = "、".join(role.label for role in dict.fromkeys(roles))
        yield f"接访日由{named}安排，您没有这个权限。"


def _over(day: ReceptionDay, *, at: datetime) -> Iterator[str]:
    if day.state == ReceptionDay.State.CANCELLED:
        yield "这一天已经取消。"
    elif day.begins_at() <= at:
        yield "这一天的接访已经开始，不能再改。"


def _in_plan(plan: Plan, *, at: datetime) -> Iterator[str]:
    if plan.on < localdate(at):
        yield f"{plan.on}已经过去，请选今天以后的一天。"
    yield from obstacles_to_hours(plan.opens, plan.closes, slots=plan.slots, minutes=plan.minutes)
    for name, label, longest in LONGEST:
        if len(getattr(plan, name)) > longest:
            yield f"{label}最多{longest}个字。"
    if not plan.place.strip() or not plan.received_by.strip():
        yield "请写明接访的地点和接访领导的职务。"
    yield from _blocking("\n".join((plan.place, plan.received_by, plan.topics)), on=plan.on)


def _blocking(text: str, *, on: date) -> Iterator[str]:
    """Everybody reads it, so it passes the gate of publications."""
    for hit in scan(text, on=on, parts=Part.WORDS | Part.PERSONAL | Part.SECRECY):
        if hit.severity is Severity.BLOCK:
            yield f"公布的内容里有必须处理的问题：{hit.message}。"


def _clashes(plan: Plan, agency: Agency, *, but: ReceptionDay | None) -> Iterator[str]:
    days = ReceptionDay.objects.standing().filter(
        agency=agency,
        on=plan.on,
        received_by=plan.received_by.strip(),
        opens__lt=plan.closes,
        closes__gt=plan.opens,
    )
    if days.exclude(pk=but.pk if but else None).exists():
        yield f"“{plan.received_by}”在{plan.on}的这段时间已经有接访安排。"
