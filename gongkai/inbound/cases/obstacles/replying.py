"""What stands in the way of a reply: its words, its outcome, and who may say what about it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.timezone import localtime

from gongkai.inbound.cases import mailing, queries
from gongkai.inbound.cases.models import Case, Reply
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.people.models import Role, User
from gongkai.people.queries import holds
from gongkai.rules.gate.findings import Severity
from gongkai.rules.gate.scanning import Part, scan
from gongkai.rules.letters import CannotWrite, as_text
from gongkai.rules.outcomes import outcomes

SHORTEST_REPLY, LONGEST_REPLY = 4, 20_000
SHORTEST_REASON = 4
REMEDIES = ("行政复议", "行政诉讼")
CLEARERS = (Role.UNIT_HEAD, Role.OPENNESS_OFFICE, Role.LEADER)
EXTENDED = "extended"
EXTENDERS = (Role.OPENNESS_OFFICE, Role.LEADER)
BY_MAIL = "email"
GRANTING = ("R-1", "R-2")
WITH_PROOF = ("post", "counter")
SENT_BY = ("web", BY_MAIL, "phone", *WITH_PROOF)


# A server that takes longer has not answered at all.
SENDING_LASTS = timedelta(minutes=10)


class Unsure(StrEnum):
    """未记录的发送: what became of a letter whose sending was begun and never recorded."""

    LOST = "lost"
    WENT = "went"


def is_unsure(reply: Reply, at: datetime) -> bool:
    """Whether a letter was begun so long ago that its result will not come any more."""
    return reply.claimed_at is not None and at - reply.claimed_at >= SENDING_LASTS


def to_sending_again(reply: Reply, *, unsure: str, at: datetime) -> Iterator[str]:
    """Nobody mails a letter twice, nor changes it on its way."""
    if reply.claimed_at is None:
        if unsure == Unsure.WENT:
            yield "没有尚待说明的发送，请选择送达方式送出。"
        return
    begun = f"{localtime(reply.claimed_at):%Y-%m-%d %H:%M}"
    if not is_unsure(reply, at):
        yield f"这份答复正在用电子邮件发送（{begun}开始），请过几分钟再看结果。"
    elif unsure not in list(Unsure):
        yield (
            f"上一次发送（{begun}）没有记录结果，邮件可能已经发出。"
            f"请先在发信邮箱或者发信服务器里查“{reply.proof}”，再说明有没有发出。"
        )


def to_drafting_reply(case: Case, *, text: str, outcome: str, by: User, on: date) -> Iterator[str]:
    if case.closed_on is not None:
        yield "这一件已经办结；需要再答复的，请另立一件接续办理。"
    yield from to_working_on(case, by=by, on=on)
    if len(text.strip()) < SHORTEST_REPLY:
        yield f"请写明答复内容（至少{SHORTEST_REPLY}个字）。"
    if len(text) > LONGEST_REPLY:
        yield f"答复最多{LONGEST_REPLY}个字，其余的请作为附件。"
    if case.kind == "foi":
        yield from _in_outcome(text, outcome)


def _in_outcome(text: str, outcome: str) -> Iterator[str]:
    if outcome not in outcomes():
        yield "请选择办理结果。"
    elif outcomes()[outcome].needs_remedy and not all(word in text for word in REMEDIES):
        # 行政复议法 art. 23; 条例 art. 51.
        yield "这种结果的答复必须写明救济途径：可以向哪里申请行政复议、向哪里提起行政诉讼。"


def to_submitting_reply(reply: Reply, case: Case, *, by: User, on: date) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if reply.state not in (Reply.State.DRAFT, Reply.State.RETURNED):
        yield f"答复“{reply.get_state_display()}”，不需要送审。"
    if (
        reply.outcome in GRANTING
        and queries.refusing_untold(case)
        and not queries.withholds_for_third_party(reply)
    ):
        # 条例 art. 32.
        yield "第三方不同意公开，决定公开的须先书面告知：请在“征求意见”里制作第三方告知书。"
    yield from blocking(reply.text, on=on)


def blocking(text: str, *, on: date, where: str = "答复") -> Iterator[str]:
    """The gate of publications, which replies pass too: what would block a page blocks a letter."""
    for hit in scan(text, on=on, parts=Part.WORDS | Part.PERSONAL | Part.SECRECY):
        if hit.severity is Severity.BLOCK:
            yield f"{where}里有必须处理的问题：{hit.message}。"


def to_reading_reply(case: Case, *, by: User, on: date) -> Iterator[str]:
    """Whoever works on a case, and whoever may clear what is answered."""
    hindered = list(to_working_on(case, by=by, on=on))
    if not (by.agency_id == case.agency_id and holds(by, *CLEARERS, on=on, unit=case.unit)):
        yield from hindered


def to_clearing(reply: Reply, case: Case, *, digest: str, by: User, on: date) -> Iterator[str]:
    yield from _to_judging(reply, case, by=by, on=on)
    if case.files.ready().filter(by=by).exists():
        yield "随答复提供的文件是您处理的，不能由您审定。"
    if digest != reply.digest:
        yield "您看到的不是现在送审的答复，请重新打开后再签署。"
    if reply.kind and reply.kind.step == EXTENDED and not holds(by, *EXTENDERS, on=on):
        # 条例 art. 33(2).
        yield "延长答复期限，须由政府信息公开工作机构负责人或者分管领导审定。"


def to_returning(reply: Reply, case: Case, *, reason: str, by: User, on: date) -> Iterator[str]:
    yield from _to_judging(reply, case, by=by, on=on)
    if len(reason.strip()) < SHORTEST_REASON:
        yield f"请写明退回理由（至少{SHORTEST_REASON}个字）。"


def _to_judging(reply: Reply, case: Case, *, by: User, on: date) -> Iterator[str]:
    if reply.state != Reply.State.IN_REVIEW:
        yield f"答复“{reply.get_state_display()}”，现在不需要审定。"
    if reply.written_by_id == by.pk:
        yield "答复是您起草的，不能由您审定。"
    if not holds(by, *CLEARERS, on=on, unit=case.unit):
        yield "答复由科室负责人、领导小组办公室或者分管领导审定。"


def to_sending(
    reply: Reply, case: Case, *, channel: str, proof: str, by: User, on: date
) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if reply.state != Reply.State.CLEARED or reply.cleared_digest != reply.digest:
        yield f"答复“{reply.get_state_display()}”，审定以后才能送出。"
    yield from _changed_since(reply)
    if reply.kind and reply.kind.step:
        yield from queries.obstacles_to_step(
            case, reply.kind.step, on=on, days=queries.as_written(reply.facts).days
        )
    if channel not in SENT_BY:
        yield "请选择送达方式。"
    if channel == BY_MAIL:
        yield from mailing.obstacles_to_mailing(case)
    if channel in WITH_PROOF and not proof.strip():
        yield "邮寄要写邮件号，当面领取要写签收人和日期，作为送达凭证。"


def _changed_since(reply: Reply) -> Iterator[str]:
    """A letter goes out as it was cleared: what stands around it may have been set anew since."""
    if not reply.letter:
        return
    try:
        as_now = as_text(queries.letter_of(reply, number=reply.number))
    except CannotWrite as refusal:
        yield from refusal.obstacles
        return
    if as_now != reply.text:
        yield "审定以后，文书设置或者登记的内容改过，文书与审定的不同；请重新起草、送审。"
