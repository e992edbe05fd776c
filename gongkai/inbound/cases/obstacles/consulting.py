"""What stands in the way of asking others, of their answers, and of deciding against them."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.intake import NewConsultation
from gongkai.inbound.cases.models import Case, Consultation, Party
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.cases.obstacles.replying import blocking
from gongkai.people.models import User
from gongkai.rules.clocks.kinds import clock_kind

LONGEST_INFORMATION, LONGEST_INTEREST = 200, 2000
SHORTEST_OPINION, LONGEST_OPINION = 2, 5000
SHORTEST_PURPOSE = 2
# What tells who applied, with the word for it; a single sign would be found everywhere.
TELLING = {
    "name": "姓名",
    "organisation": "单位名称",
    "identity_number": "证件号码",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "通信地址",
}
SHORTEST_TELLING = 2
APPLICANTS = (Party.Part.SENDER, Party.Part.AGENT)


def to_consulting(case: Case, new: NewConsultation, *, by: User, on: date) -> Iterator[str]:
    """The applicant's particulars are read here, within the action, and told in no sentence."""
    yield from to_working_on(case, by=by, on=on)
    if case.closed_on is not None:
        yield "这一件已经办结，不能再征求意见。"
    if new.kind not in Consultation.Kind.values:
        yield "请选择征求第三方还是共同制作机关的意见。"
        return
    if queries.asked_step(new.kind) not in clock_kind(case.ruled.clock).steps:
        yield f"“{case.ruled.name}”不用征求意见，只有政府信息公开申请才征求。"
    yield from _whole(new)
    typed = {"信息名称": new.information, "涉及的内容": new.interest}
    also = (new.party.name, new.party.organisation)
    yield from _presentable(case, typed, also=also, on=on)


def _whole(new: NewConsultation) -> Iterator[str]:
    if new.kind == Consultation.Kind.JOINT_MAKER and not new.party.organisation.strip():
        yield "请填写共同制作机关的名称。"
    elif not (new.party.organisation.strip() or new.party.name.strip()):
        yield "请填写第三方的姓名或者单位名称。"
    for label, text, longest in (
        ("信息名称", new.information, LONGEST_INFORMATION),
        ("涉及的内容", new.interest, LONGEST_INTEREST),
    ):
        if not text.strip():
            yield f"请填写{label}。"
        elif len(text) > longest:
            yield f"{label}最多{longest}个字，其余的请作为附件随信寄送。"


def _presentable(
    case: Case, typed: Mapping[str, str], *, also: Iterable[str] = (), on: date
) -> Iterator[str]:
    """What goes to somebody else names no applicant, and passes the gate of publications."""
    for label, text in typed.items():
        yield from blocking(text, on=on, where=label)
    written = _bare(" ".join((*typed.values(), *also)))
    found = {
        word
        for party in case.parties.filter(part__in=APPLICANTS)
        for name, word in TELLING.items()
        if len(said := _bare(party.particulars.get(name, ""))) >= SHORTEST_TELLING
        and said in written
    }
    if _bare(case.number) in written:
        yield f"填写的内容里有申请的编号{case.number}，不能让被征求意见的一方知道，请删去。"
    if found:
        words = "、".join(word for word in TELLING.values() if word in found)
        yield f"填写的内容里有申请人的{words}，不能让被征求意见的一方知道，请删去。"


def _bare(text: str) -> str:
    """Without what is put between the signs of a name or a number."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def to_registering_arrival(
    asked: Consultation, case: Case, *, told_on: date, by: User, on: date
) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    yield from _still_open(asked, case)
    yield from _in_order("对方收到征询书", told_on, asked, on=on)


def to_answering_consultation(
    asked: Consultation,
    case: Case,
    *,
    answer: str,
    reasons: str,
    releasable: str,
    how: str,
    answered_on: date,
    by: User | None,
    on: date,
) -> Iterator[str]:
    if by is not None:
        yield from to_working_on(case, by=by, on=on)
    yield from _still_open(asked, case)
    yield from _in_order("答复", answered_on, asked, on=on)
    if (how == Consultation.How.LINK) != (by is None) or how not in Consultation.How.values:
        yield "请选择对方用什么方式答复。"
    if answer not in Consultation.Answer.values:
        yield "请选择同意公开、部分同意公开或者不同意公开。"
    if answer == Consultation.Answer.REFUSE and len(reasons.strip()) < SHORTEST_OPINION:
        yield "不同意公开的，请写明理由。"
    if answer == Consultation.Answer.PARTLY and len(releasable.strip()) < SHORTEST_OPINION:
        yield "部分同意公开的，请写明同意公开哪些内容。"
    for label, text in (("理由", reasons), ("同意公开的内容", releasable)):
        if len(text) > LONGEST_OPINION:
            yield f"{label}最多{LONGEST_OPINION}个字，其余的请作为附件。"


def _still_open(asked: Consultation, case: Case) -> Iterator[str]:
    if case.closed_on is not None:
        yield "这一件政府信息公开申请已经办结，不再收意见。"
    if asked.answer:
        yield f"已经在{asked.answered_on}答复“{asked.get_answer_display()}”，不能更改。"


def _in_order(what: str, day: date, asked: Consultation, *, on: date) -> Iterator[str]:
    if day > on:
        yield f"{what}的日期{day}还没有到，请核对。"
    if day < asked.asked_on:
        yield f"{what}的日期{day}早于征求之日{asked.asked_on}，请核对。"


def to_lapsing(*, has_changed: bool) -> Iterator[str]:
    """Two that find the same work: the one that comes second has none left."""
    if not has_changed:
        yield "征求意见的期限还没有届满。"


def to_reading_consultation(case: Case, *, purpose: str, by: User, on: date) -> Iterator[str]:
    yield from to_reading_letter(case, by=by, on=on)
    if len(purpose.strip()) < SHORTEST_PURPOSE:
        yield "请写明查看的用途。"


def to_reading_letter(case: Case, *, by: User, on: date) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if case.erased_at is not None:
        yield "个人信息已经按期清除。"


def to_telling_third_party(
    asked: Consultation, case: Case, *, typed: Mapping[str, str], by: User, on: date
) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if case.closed_on is not None:
        yield "这一件已经办结；告知第三方应当在答复申请人以前。"
    if asked.kind != Consultation.Kind.THIRD_PARTY or asked.answer not in (
        Consultation.Answer.REFUSE,
        Consultation.Answer.PARTLY,
    ):
        yield "第三方没有不同意公开，不用告知决定。"
    if asked.decided_told_on is not None:
        yield f"已经在{asked.decided_told_on}以{asked.decided_number}告知。"
    for label, text in typed.items():
        if len(text) > LONGEST_INTEREST:
            yield f"{label}最多{LONGEST_INTEREST}个字。"
    # The page asks whether it may be told before anything is typed, and reads nobody for that.
    if typed:
        yield from _presentable(case, typed, on=on)
