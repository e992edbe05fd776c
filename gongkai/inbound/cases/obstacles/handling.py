"""What stands in the way of taking a case in, moving it on, handing it over, looking into it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.intake import LONGEST_SUBJECT, NewCase
from gongkai.inbound.cases.models import Case, Consultation, Holding, Party
from gongkai.people.models import Role, Unit, User
from gongkai.people.queries import holds
from gongkai.rules import document_reports
from gongkai.rules.annual_report.register import ApplicantKind
from gongkai.rules.cases import case_kinds, keep_years, obstacles_to_naming
from gongkai.rules.clocks.kinds import Act, Step, clock_kind
from gongkai.rules.outcomes import outcomes

SHORTEST_TEXT, LONGEST_TEXT = 5, 5000
SHORTEST_REASON = 2
WORKERS = (Role.CLERK, Role.UNIT_HEAD, Role.OPENNESS_OFFICE, Role.WINDOW)
EXTENDERS = (Role.UNIT_HEAD, Role.OPENNESS_OFFICE, Role.LEADER)
OVER_ALL = (Role.OPENNESS_OFFICE, Role.LEADER)
# What somebody without an account may do to their own case.
BY_THE_SENDER = ("clarification-received", "withdrawn")
BY_REPLY_ONLY = ("replied", "done")
BY_CONSULTING_ONLY = tuple(
    step(kind)
    for kind in Consultation.Kind.values
    for step in (queries.asked_step, queries.answered_step)
)
# What has a page of its own, where more is asked for than a day.
NOT_A_MERE_STEP = (*BY_REPLY_ONLY, *BY_CONSULTING_ONLY)


def to_receiving(new: NewCase, *, by: User | None, on: date) -> Iterator[str]:
    kind = case_kinds().get(new.kind)
    if kind is None:
        yield "没有这一种来件。"
        return
    yield from _in_words(new)
    if new.received_on > on:
        yield f"收到之日{new.received_on}还没有到，请核对。"
    if new.channel not in Case.Channel.values:
        yield "请选择来件的渠道。"
    if new.kind == document_reports.KIND and new.concerned and not new.concerned.live_edition_id:
        yield "这份文件现在没有公开，不能纠错。"
    yield from obstacles_to_naming(kind, new.sender)
    if new.kind == "foi" and new.applicant_kind not in list(ApplicantKind):
        yield "请选择申请人类别，年度报告要按它统计。"
    if by is None and new.channel != Case.Channel.INTERNET:
        yield "没有账号只能从网站提交。"
    if by is not None and (by.agency_id != new.unit.agency_id or not holds(by, *WORKERS, on=on)):
        yield "您没有登记来件的权限。"


def _in_words(new: NewCase) -> Iterator[str]:
    if not new.subject.strip():
        yield "请写明事由。"
    elif len(new.subject.strip()) > LONGEST_SUBJECT:
        yield f"事由最多{LONGEST_SUBJECT}个字，详细情况写在内容里。"
    if len(new.text.strip()) < SHORTEST_TEXT:
        yield f"请写得具体一些，至少{SHORTEST_TEXT}个字。"
    elif len(new.text) > LONGEST_TEXT:
        yield f"内容最多{LONGEST_TEXT}个字，其余的请作为附件。"


def to_working_on(case: Case, *, by: User, on: date) -> Iterator[str]:
    """Whoever has the case in hand, the head of the unit, or the office over all of them."""
    holding = queries.holding_of(case)
    is_holder = holding is not None and holding.user_id == by.pk
    if by.agency_id != case.agency_id or not (
        (is_holder and holds(by, *WORKERS, on=on))
        or holds(by, Role.UNIT_HEAD, on=on, unit=case.unit)
        or (holding is None and holds(by, *WORKERS, on=on, unit=case.unit))
        or holds(by, *OVER_ALL, on=on)
    ):
        yield f"这一件不在您手里，由“{holding or case.unit}”办理。"


def to_stepping(
    case: Case, name: str, *, on: date, outcome: str, by: User | None, today: date
) -> Iterator[str]:
    if on > today:
        yield f"{on}还没有到，请核对日期。"
    if by is not None:
        yield from _to_stepping_as(by, case, name, on=today)
    elif name not in BY_THE_SENDER:
        yield "这一步由本机关登记。"
    if name in BY_REPLY_ONLY:
        yield "答复须经起草人以外的人审定后送出，不能直接登记办结。"
    if name in BY_CONSULTING_ONLY:
        yield "征求意见要发征询书，答复要记意见，请在这一件的“征求意见”里登记。"
    if case.kind == "foi" and name == "withdrawn" and outcome not in outcomes():
        yield "请选择办理结果，年度报告要按它统计。"


def _to_stepping_as(by: User, case: Case, name: str, *, on: date) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if case.replies.filter(claimed_at__isnull=False).exists():
        yield "答复正在用电子邮件发送，或者上一次发送没有记录结果；请先打开“送出答复”看结果。"
    if step := clock_kind(case.ruled.clock).steps.get(name):
        yield from to_extending(case, step, by=by, on=on)


def to_extending(case: Case, step: Step, *, by: User, on: date) -> Iterator[str]:
    """A longer term is agreed to by somebody who answers for it (条例 art. 33(2))."""
    if step.act is Act.EXTEND and not holds(by, *EXTENDERS, on=on, unit=case.unit):
        yield f"{step.label}须经负责人同意，由科室负责人、领导小组办公室或者分管领导登记。"


def to_handing_over(
    case: Case, *, unit: Unit, user: User | None, reason: str, by: User, on: date
) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if case.closed_on is not None:
        yield "这一件已经办结，不用再移交。"
    if waiting := queries.offered(case):
        yield f"已经移交给“{waiting}”，等对方接收或者退回后才能再移交。"
    if unit.agency_id != case.agency_id:
        yield "只能移交给本机关的单位；属于其他机关的，请告知来件人向哪个机关提出。"
    if user is not None and (user.agency_id != case.agency_id or not user.is_active):
        yield "接收人不是本机关在岗人员。"
    elif user is not None and not holds(user, *WORKERS, on=on, unit=unit):
        yield f"“{user}”不是“{unit}”的经办人员，不能接收；请另选接收人，或者不指定。"
    if user is not None and user.pk == by.pk:
        yield "不能移交给自己。"
    yield from _reason(reason, "移交理由")


def to_accepting(waiting: Holding, case: Case, *, by: User, on: date) -> Iterator[str]:
    if case.closed_on is not None:
        yield "这一件已经办结。"
    if not waiting.is_offered:
        yield "这次移交已经有了结果。"
    if waiting.user_id is not None and waiting.user_id != by.pk:
        yield f"这一件移交给了“{waiting.user}”，由本人接收。"
    elif not holds(by, *WORKERS, on=on, unit=waiting.unit):
        yield f"您不是“{waiting.unit}”的经办人员，不能接收。"


def to_declining(waiting: Holding, case: Case, *, reason: str, by: User, on: date) -> Iterator[str]:
    yield from to_accepting(waiting, case, by=by, on=on)
    if waiting.handed_by_id is None:
        yield "这一件是来件人直接交来的，不能退回；不属于本单位的请移交。"
    yield from _reason(reason, "退回理由，并写明应当由谁办理")


def to_reading_party(
    party: Party, case: Case, *, purpose: str, by: User, on: date
) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if case.erased_at is not None:
        yield "个人信息已经按期清除。"
    yield from _reason(purpose, "查看的用途")


def to_erasing(case: Case, *, by: User | None, at: datetime) -> Iterator[str]:
    if by is not None and not holds(by, Role.OPERATOR, Role.ARCHIVIST, on=localdate(at)):
        yield "只有系统管理员或者档案员可以清除个人信息。"
    if case.erased_at is not None:
        yield "个人信息已经清除过。"
    if case.closed_on is None:
        yield "还没有办结，不能清除个人信息。"
    elif _kept_until(case.closed_on) > localdate(at):
        yield f"个人信息要保存到{_kept_until(case.closed_on)}（办结后{keep_years()}年）。"


def _kept_until(closed_on: date) -> date:
    leap = (closed_on.month, closed_on.day) == (2, 29)
    # 29 February has no counterpart in most years.
    day = 28 if leap else closed_on.day
    return closed_on.replace(year=closed_on.year + keep_years(), day=day)


def to_reckoning(cases: Sequence[Case]) -> Iterator[str]:
    """Two that find the same work: the one that comes second has none left."""
    if not cases:
        yield "没有需要重算期限的办件。"


def _reason(reason: str, what: str) -> Iterator[str]:
    if len(reason.strip()) < SHORTEST_REASON:
        yield f"请写明{what}。"
