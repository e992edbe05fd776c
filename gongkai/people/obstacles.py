"""What stands in the way of a change to agencies, units, staff, roles and leave."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from gongkai.people.models import Agency, Leave, Role, RoleHolding, Unit, User
from gongkai.people.queries import holds, units_below
from gongkai.rules.identifiers import index_numbers


def to_setting_up(agency: Agency, *, by: User | None, on: date) -> Iterator[str]:
    """Nobody acting means the command line, whose user owns the computer anyway."""
    if by is not None and not (by.agency_id == agency.pk and holds(by, Role.OPERATOR, on=on)):
        yield f"只有“{agency}”的系统管理员可以修改这项设置。"


def to_keeping_agency(agency: Agency) -> Iterator[str]:
    yield from index_numbers.obstacles_to_using(agency.index_template)
    unit = agency.receiving_unit
    if unit is not None and unit.agency_id != agency.pk:
        yield "接收网上来件的单位不属于本机关，请另选一个。"


def to_keeping_unit(unit: Unit) -> Iterator[str]:
    if unit.index_template:
        yield from index_numbers.obstacles_to_using(unit.index_template)
    if unit.upper is None:
        return
    if unit.upper.agency_id != unit.agency_id:
        yield "上级单位不属于本机关。"
    elif unit.pk and unit.upper_id in units_below(unit.agency).get(unit.pk, frozenset()):
        yield "上级单位不能是本单位或它的下级。"


def to_keeping_person(person: User, *, on: date) -> Iterator[str]:
    if person.pk and not person.is_active and _is_last_operator(person, on=on):
        yield f"“{person}”是最后一名系统管理员，停用后没有人能修改设置；请先指定另一名。"


def to_keeping_role(holding: RoleHolding, *, on: date) -> Iterator[str]:
    if holding.unit is not None and holding.unit.agency_id != holding.user.agency_id:
        yield "角色的单位和工作人员不在同一机关。"
    if holding.to_on and holding.to_on < holding.from_on:
        yield "结束日期早于开始日期。"
    if not holding.pk:
        return
    before = RoleHolding.objects.get(pk=holding.pk)
    ends = holding.role != Role.OPERATOR or (holding.to_on is not None and holding.to_on < on)
    ends = ends or holding.from_on > on or holding.user_id != before.user_id
    if before.role == Role.OPERATOR and ends and _is_last_operator(before.user, on=on):
        yield f"“{before.user}”是最后一名系统管理员，请先指定另一名。"


def to_recording_leave(leave: Leave, *, by: User | None, on: date) -> Iterator[str]:
    if by is not None and not (
        by.agency_id == leave.user.agency_id
        and holds(by, Role.OPERATOR, Role.OPENNESS_OFFICE, on=on)
    ):
        yield "只有领导小组办公室或系统管理员可以登记请假。"
    if leave.to_on < leave.from_on:
        yield "结束日期早于开始日期。"
    yield from _to_covering(leave)
    yield from _to_being_away_then(leave)


def _to_covering(leave: Leave) -> Iterator[str]:
    if leave.cover_id == leave.user_id:
        yield "代理人不能是请假人自己。"
    if leave.cover.agency_id != leave.user.agency_id:
        yield "代理人和请假人不在同一机关。"
    if not leave.cover.is_active:
        yield f"“{leave.cover}”的账号已停用，不能代理。"


def _to_being_away_then(leave: Leave) -> Iterator[str]:
    meanwhile = Leave.objects.filter(from_on__lte=leave.to_on, to_on__gte=leave.from_on)
    for other in meanwhile.exclude(pk=leave.pk).filter(user_id=leave.user_id):
        yield f"“{leave.user}”{other.from_on}至{other.to_on}已登记请假，日期重叠。"
    for other in meanwhile.exclude(pk=leave.pk).filter(user_id=leave.cover_id):
        yield f"“{leave.cover}”{other.from_on}至{other.to_on}自己也请假，请另选代理人。"
    for other in meanwhile.exclude(pk=leave.pk).filter(cover_id=leave.user_id):
        yield f"“{leave.user}”在此期间代理“{other.user}”，请先为“{other.user}”另选代理人。"


def _is_last_operator(person: User, *, on: date) -> bool:
    others = RoleHolding.objects.current(on).filter(
        Q(user__agency_id=person.agency_id), role=Role.OPERATOR, user__is_active=True
    )
    mine = others.filter(user=person).exists()
    return mine and not others.exclude(user=person).exists()
