"""What stands in the way of entering a 复议 or 诉讼, of its steps, and of answering anew."""

from collections.abc import Iterator
from datetime import date

from gongkai.inbound.cases.models import Case, Party
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.foi.intake import NewProceeding
from gongkai.inbound.foi.models import Proceeding
from gongkai.people.models import User
from gongkai.rules.annual_report.proceedings import ProceedingKind, Result

SHORTEST_REASON = 2
LONGEST_BODY, LONGEST_NUMBER, LONGEST_NOTES = 100, 60, 500


def to_registering(case: Case, new: NewProceeding, *, by: User, on: date) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if case.kind != "foi":
        yield "只有依申请公开的件登记复议、诉讼；信访的复查、复核另行办理。"
    elif case.closed_on is None and not case.is_overdue(on):
        yield "这一件还没有办结，也没有逾期，不会有对它的复议、诉讼。请核对编号。"
    if new.kind not in list(ProceedingKind):
        yield "请选择种类：行政复议、未经复议直接起诉或者复议后起诉。"
    elif new.is_summary and new.kind != ProceedingKind.REVIEW:
        yield "“简易程序”只对行政复议选；诉讼的答辩期限不因简易程序改变。"
    yield from _in_words(new)
    yield from _on_a_day(new.notified_on, "收到副本之日", on=on)
    if new.notified_on < case.received_on:
        yield f"收到副本之日{new.notified_on}早于收到申请之日{case.received_on}，请核对。"
    if Proceeding.objects.standing().filter(
        case=case,
        kind=new.kind,
        body=new.body.strip(),
        document_number=new.document_number.strip(),
        notified_on=new.notified_on,
    ):
        yield "这一件复议、诉讼已经登记过，不用再登记。"


def _in_words(new: NewProceeding) -> Iterator[str]:
    if not new.body.strip():
        yield "请写明复议机关或者法院的名称。"
    for said, most, what in (
        (new.body, LONGEST_BODY, "复议机关或者法院的名称"),
        (new.document_number, LONGEST_NUMBER, "文号或者案号"),
        (new.notes, LONGEST_NOTES, "备注"),
    ):
        if len(said) > most:
            yield f"{what}最多{most}个字，请写得短一些。"


def to_answering(one: Proceeding, *, answered_on: date, by: User, on: date) -> Iterator[str]:
    yield from _to_moving(one, by=by, on=on)
    if one.answered_on is not None:
        yield f"已经登记{one.answered_on}答复，不用再登记。"
    yield from _on_a_day(answered_on, "答复之日", on=on)
    if answered_on < one.notified_on:
        yield f"答复之日早于收到副本之日{one.notified_on}，请核对。"


def to_concluding(
    one: Proceeding, *, result: str, concluded_on: date, by: User, on: date
) -> Iterator[str]:
    yield from _to_moving(one, by=by, on=on)
    if result not in list(Result):
        yield "请选择审理结果，年度报告要按它统计。"
    yield from _on_a_day(concluded_on, "审结之日", on=on)
    if concluded_on < (one.answered_on or one.notified_on):
        yield f"审结之日早于答复或者收到副本之日{one.answered_on or one.notified_on}，请核对。"


def to_voiding(one: Proceeding, *, reason: str, by: User, on: date) -> Iterator[str]:
    yield from to_working_on(one.case, by=by, on=on)
    if one.voided_at is not None:
        yield "这一条登记已经作废。"
    if len(reason.strip()) < SHORTEST_REASON:
        yield "请写明登记错在哪里。"


def to_answering_anew(
    one: Proceeding, sender: Party | None, *, received_on: date, by: User, on: date
) -> Iterator[str]:
    yield from to_working_on(one.case, by=by, on=on)
    if one.voided_at is not None or one.result != Result.CORRECTED:
        yield "审理结果是“结果纠正”的，才另立一件重新答复。"
    elif one.concluded_on and received_on < one.concluded_on:
        yield f"收到决定、判决之日早于审结之日{one.concluded_on}，请核对。"
    if one.anew is not None:
        yield f"已经另立{one.anew}重新答复，不用再立。"
    if one.case.erased_at is not None or sender is None:
        yield "申请人的信息已经按期清除，不能带过来；请点“登记来件”另行登记。"


def _to_moving(one: Proceeding, *, by: User, on: date) -> Iterator[str]:
    yield from to_working_on(one.case, by=by, on=on)
    if one.voided_at is not None:
        yield "这一条登记已经作废，不能再登记；请看同一件申请的其他登记。"
    elif one.concluded_on is not None:
        yield f"已经在{one.concluded_on}审结；登记错了的，作废后重新登记。"


def _on_a_day(day: date, what: str, *, on: date) -> Iterator[str]:
    if day > on:
        yield f"{what}{day}还没有到，请核对。"
