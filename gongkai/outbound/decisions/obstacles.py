"""What stands in the way of ending a display, and of putting a decision back."""

from collections.abc import Iterator
from datetime import date

from gongkai.outbound.decisions.models import Decision, EndedDisplay
from gongkai.people.models import Role, User
from gongkai.people.queries import holds
from gongkai.rules.clocks.terms import Terms
from gongkai.rules.decisions.columns import Kind, endings
from gongkai.rules.decisions.display import NotShown, shortest_display_ends
from gongkai.rules.gate import personal_data

REASON_LENGTH = 5
LONGEST_REASON = 500


def to_ending(
    decision: Decision,
    *,
    cause: str,
    reason: str,
    happened_on: date,
    by: User,
    on: date,
    terms: Terms,
) -> Iterator[str]:
    if not Decision.objects.filter(pk=decision.pk).shown(on).exists():
        yield "这份决定现在没有公示，不需要撤回。"
    if not holds(by, Role.OPENNESS_OFFICE, Role.LEADER, on=on, unit=decision.edition.record.unit):
        yield "只有领导小组办公室或分管领导可以撤回公示中的决定。"
    if cause not in endings():
        yield "请选择撤回的原因。"
    if not decision.decided_on <= happened_on <= on:
        yield "原因发生的日期应当在作出决定之后，不晚于今天。"
    if cause == "repaired":
        yield from _too_early(decision, on, terms)
    yield from _reason(decision, reason)


def _too_early(decision: Decision, on: date, terms: Terms) -> Iterator[str]:
    if decision.kind != Kind.PENALTY:
        yield "信用修复只用于行政处罚，许可请选择其他原因。"
        return
    try:
        severity = decision.said["values"].get("severity", "")
        first = shortest_display_ends(decision.decided_on, severity, on=on, terms=terms)
    except NotShown as wrong:
        yield str(wrong)
        return
    if on < first:
        yield f"最短公示期到{first}，在此之前不能因信用修复提前结束公示。"


def _reason(decision: Decision, reason: str) -> Iterator[str]:
    if not REASON_LENGTH <= len(reason.strip()) <= LONGEST_REASON:
        yield f"请写明理由（{REASON_LENGTH}到{LONGEST_REASON}个字）。"
    if personal_data.find(reason):
        yield "理由会对外显示，里面有身份证号、手机号或银行卡号，请删去。"
    if decision.name in reason:
        yield "理由会对外显示，请不要写行政相对人的名称。"


def to_putting_back(ended: EndedDisplay, *, reason: str, by: User, on: date) -> Iterator[str]:
    if ended.put_back_at is not None:
        yield "这份决定已经恢复公示。"
    if by.agency_id != ended.agency_id or not holds(by, Role.OPENNESS_OFFICE, Role.LEADER, on=on):
        yield "只有领导小组办公室或分管领导可以恢复公示。"
    if ended.by_id == by.pk:
        yield "撤回和恢复不能是同一个人，请另一位有权的同志核对后恢复。"
    if len(reason.strip()) < REASON_LENGTH:
        yield f"请写明恢复的理由（至少{REASON_LENGTH}个字）。"
