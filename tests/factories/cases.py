"""Cases, made by taking them in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.intake import NewCase, NewConsultation
from gongkai.inbound.cases.models import Case, Consultation, Reply
from gongkai.people.models import User
from gongkai.rules.cases import Sender
from tests.factories.people import Bureau

BEIJING = ZoneInfo("Asia/Shanghai")
CITIZEN = Sender(
    name="黄示例",
    identity_kind="身份证",
    identity_number="451400199001010014",
    phone="13800138000",
    address="示例市江城区太平街道新民路8号",
)


def at(day: str | date) -> datetime:
    """Nine in the morning of a day."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(on.year, on.month, on.day, 9, tzinfo=BEIJING)


def new_case(bureau: Bureau, **given: object) -> NewCase:
    """A citizen's request by the web, received on 10 February 2026 unless said otherwise."""
    fields: dict[str, object] = {
        "kind": "foi",
        "unit": bureau.unit,
        "channel": "internet",
        "received_on": date(2026, 2, 10),
        "subject": "东环路改造工程的中标结果",
        "text": "请提供东环路改造工程的中标结果公告和合同。",
        "sender": CITIZEN,
        "applicant_kind": "natural_person",
    }
    fields |= given
    if fields["kind"] != "foi" and "applicant_kind" not in given:
        fields["applicant_kind"] = ""
    return NewCase(**fields)  # type: ignore[arg-type]


def received(
    bureau: Bureau, *, by: User | None = None, seed: str = "a" * 32, **given: object
) -> Case:
    new = new_case(bureau, **given)
    return actions.receive(new, seed=seed, by=by, at=at(new.received_on))


def cleared(case: Case, bureau: Bureau, *, text: str = "东环路改造工程中标结果附后。") -> Reply:
    day = at("2026-03-02")
    reply = actions.draft_reply(case, text=text, outcome="R-1", by=bureau.office, at=day)
    reply = actions.submit(reply, by=bureau.office, at=day)
    return actions.clear(reply, digest=reply.digest, by=bureau.leader, at=day)


COMPANY = Sender(organisation="示例路桥有限公司", phone="0771-5812345", address="示例市工业路1号")


def consulted(
    case: Case, *, by: User, day: str | date, seed: str = "c" * 32, **given: object
) -> Consultation:
    """A company asked about its prices in the case, unless said otherwise."""
    fields: dict[str, object] = {
        "kind": "third-party",
        "party": COMPANY,
        "information": "东环路改造工程合同",
        "interest": "合同第三条的单价和付款账户名称",
    }
    new = NewConsultation(**fields | given)  # type: ignore[arg-type]
    return actions.consult(case, new, seed=seed, by=by, at=at(day))


def opined(
    asked: Consultation, *, day: str, answer: str = "agree", by: User | None = None, **given: object
) -> Consultation:
    """An answer by the link, or the one that `by` took down from a letter."""
    how = "letter" if by else "link"
    on = date.fromisoformat(day)
    fields: dict[str, object] = {"how": how, "on": on} | given
    return actions.answer_consultation(asked, answer=answer, by=by, at=at(day), **fields)  # type: ignore[arg-type]
