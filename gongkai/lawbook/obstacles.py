"""What stands in the way of changing the calendar and the facts of law, in the screen's words."""

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.lawbook import queries
from gongkai.lawbook.models import OfficeClosure, RegionalHoliday
from gongkai.people.models import Agency, Role, User
from gongkai.people.queries import holds

SHORTEST_REASON = 4
LONGEST_CLOSURE_DAYS = 92
A_YEAR = timedelta(days=366)


def to_keeping_law(*, by: User, on: date) -> Iterator[str]:
    """The law is the same for every agency here: it is kept by those above all others."""
    if by.agency is None or not holds(by, Role.OPERATOR, on=on):
        yield "只有系统管理员可以修改，请联系本机关的系统管理员。"
    elif (top := _top_of(by.agency)) != by.agency:
        yield f"放假安排和法定事项各机关共用，由“{top}”的系统管理员维护，请联系他们。"


def _top_of(agency: Agency) -> Agency:
    seen = {agency.pk}
    while agency.upper is not None and agency.upper_id not in seen:
        agency = agency.upper
        seen.add(agency.pk)
    return agency


def to_closing(closure: OfficeClosure, *, on: date) -> Iterator[str]:
    if closure.last_on < closure.first_on:
        yield "结束日期早于开始日期，请核对。"
    elif (closure.last_on - closure.first_on).days >= LONGEST_CLOSURE_DAYS:
        yield f"一次最多登记{LONGEST_CLOSURE_DAYS}天，更长的请分次登记。"
    if not on - A_YEAR < closure.first_on < on + A_YEAR:
        yield f"开始日期{closure.first_on}离今天超过一年，请核对年份。"
    yield from _reason(closure.cause, "事由和依据")
    standing = OfficeClosure.objects.standing().filter(agency=closure.agency)
    for other in standing.touching(closure.first_on, closure.last_on):
        yield f"与已登记的“{other}”日期重叠，请先撤销那一条或者改日期。"


def to_lifting(closure: OfficeClosure, *, reason: str) -> Iterator[str]:
    if closure.lifted_at is not None:
        yield "这一条已经撤销过。"
    yield from _reason(reason, "撤销理由")


def to_arranging(holiday: RegionalHoliday) -> Iterator[str]:
    if not holiday.region:
        yield "本机关的行政区划代码没有对应的地方节假日地区，请先在“本机关”里填写代码。"
    if not holiday.off:
        yield "请至少填写一天放假的日期。"
    for day in sorted({*holiday.off, *holiday.makeup}):
        if not day.startswith(f"{holiday.year}-"):
            yield f"{day}不在{holiday.year}年，请核对。"
        elif day in holiday.off and day in holiday.makeup:
            yield f"{day}既放假又上班，请核对。"
    yield from _reason(holiday.source, "依据")


def to_checking(
    known: queries.Known | None, *, value: str, source: str, reason: str
) -> Iterator[str]:
    if known is None:
        yield "没有这一事项，请从列表里选。"
        return
    yield from queries.in_value(known.fact, value)
    yield from _reason(source, "核对所据的原文")
    if value != known.value:
        yield from _reason(reason, "与原数值不同的理由")


def _reason(reason: str, what: str) -> Iterator[str]:
    if len(reason.strip()) < SHORTEST_REASON:
        yield f"请写明{what}（至少{SHORTEST_REASON}个字）。"
