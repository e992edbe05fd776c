"""What stands in the way of proposing that something be public, and of deciding on it."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Model

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.foi.models import DisclosureProposal
from gongkai.inbound.foi.queries.proposals import FOI, GRANTED
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Role, Unit, User
from gongkai.people.queries import holds

SHORTEST_REASON, LONGEST_REASON = 4, 500
LONGEST_TITLE = 200
# An applicant's own suggestion comes as one of these (条例 art. 44(2)).
SUGGESTED = "should-be-public"
MAKERS = (Role.CLERK, Role.UNIT_HEAD)


def to_comparing(cases: Sequence[Case]) -> Iterator[str]:
    """Two that find the same work: the one that comes second has none left."""
    if not cases:
        yield "没有还没比对的申请。"


def to_reckoning(rows: Sequence[Model]) -> Iterator[str]:
    if not rows:
        yield "没有需要重算的期限。"


def to_proposing(
    case: Case, behind: DisclosureProposal | None, *, by: User, on: date
) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if case.kind != SUGGESTED and not (case.kind == FOI and case.outcome in GRANTED):
        yield "只有“应公开未公开”的来件和已经予以公开、部分公开的申请，才能提出转主动公开。"
    if case.erased_at is not None:
        yield "这一件的内容已经按期清除，看不出要公开什么。"
    if behind is not None:
        yield f"这一件已经在{behind}里（{behind.get_state_display()}）。"


def to_accepting(
    proposal: DisclosureProposal, *, unit: Unit, title: str, reason: str, by: User, on: date
) -> Iterator[str]:
    yield from _to_deciding(proposal, reason, by=by, on=on)
    if unit.agency_id != proposal.agency_id:
        yield "责任单位应当是本机关的单位。"
    if not title.strip():
        yield "请写明要公开的是什么。"
    elif len(title.strip()) > LONGEST_TITLE:
        yield f"要公开的是什么最多写{LONGEST_TITLE}个字。"


def to_dismissing(
    proposal: DisclosureProposal, *, reason: str, by: User, on: date
) -> Iterator[str]:
    yield from _to_deciding(proposal, reason, by=by, on=on)


def to_finishing(
    proposal: DisclosureProposal, record: Record, *, by: User, on: date
) -> Iterator[str]:
    if proposal.state != DisclosureProposal.State.ACCEPTED:
        yield f"{proposal}现在是“{proposal.get_state_display()}”，采纳以后、公开以前才登记公开。"
    if by.agency_id != proposal.agency_id or not (
        holds(by, Role.OPENNESS_OFFICE, on=on)
        or (proposal.unit is not None and holds(by, *MAKERS, on=on, unit=proposal.unit))
    ):
        yield "由责任单位的经办人、负责人或者领导小组办公室登记公开。"
    if record.agency_id != proposal.agency_id:
        yield "写的不是本机关公开的信息，请核对索引号。"
    elif record.live_edition_id is None:
        yield "写的信息现在没有公开，请先发布，再登记。"


def _to_deciding(proposal: DisclosureProposal, reason: str, *, by: User, on: date) -> Iterator[str]:
    if by.agency_id != proposal.agency_id or not holds(by, Role.OPENNESS_OFFICE, on=on):
        yield "转主动公开由本机关的领导小组办公室决定。"
    if proposal.state != DisclosureProposal.State.OPEN:
        yield f"{proposal}已经决定过：{proposal.get_state_display()}。"
    if len(reason.strip()) < SHORTEST_REASON:
        yield f"请写明理由（至少{SHORTEST_REASON}个字），它会一直留着。"
    elif len(reason.strip()) > LONGEST_REASON:
        yield f"理由最多{LONGEST_REASON}个字。"
