"""Requests that were answered, and what was brought against the answers."""

from datetime import date
from typing import Any

from gongkai.inbound.cases.models import Case, Party
from gongkai.inbound.foi import actions
from gongkai.inbound.foi.intake import NewProceeding
from gongkai.inbound.foi.models import DisclosureProposal, Proceeding
from tests.factories.cases import CITIZEN, at
from tests.factories.people import Bureau
from tests.factories.reports import application

SUBJECT = "东环路改造工程的中标结果"


def answered(
    bureau: Bureau,
    subject: str = SUBJECT,
    *,
    closed_on: str = "2026-03-02",
    outcome: str = "R-1",
    **given: Any,
) -> Case:
    """A request as it lies in the table once it was answered."""
    received_on = given.pop("received_on", date(2026, 2, 10))
    case = application(
        bureau,
        min(received_on, date.fromisoformat(closed_on)),
        closed_on=date.fromisoformat(closed_on),
        outcome=outcome,
        **{"subject": subject, "text": "请提供中标结果公告和合同。"} | given,
    )
    case.save()
    return case


def with_sender(case: Case) -> Case:
    particulars = {name: value for name, value in vars(CITIZEN).items() if value}
    Party.objects.create(
        case=case, part=Party.Part.SENDER, shown_as="黄**", particulars=particulars, known_by="x"
    )
    return case


def brought(bureau: Bureau, case: Case | None = None, **given: Any) -> Proceeding:
    """A 复议 in the short procedure, notified on 9 March 2026 unless said otherwise."""
    fields: dict[str, Any] = {
        "kind": "reviews",
        "is_summary": True,
        "body": "示例市人民政府",
        "document_number": "示复议〔2026〕5号",
        "notified_on": date(2026, 3, 9),
    } | given
    if fields["kind"] != "reviews":
        fields["is_summary"] = False
    about = case or with_sender(answered(bureau))
    return actions.register(
        about, NewProceeding(**fields), by=bureau.office, at=at(fields["notified_on"])
    )


def concluded(
    one: Proceeding, bureau: Bureau, *, result: str = "corrected", on: str = "2026-04-07"
) -> Proceeding:
    return actions.conclude(
        one, result=result, concluded_on=date.fromisoformat(on), by=bureau.office, at=at(on)
    )


def proposed(bureau: Bureau) -> DisclosureProposal:
    """Two requests for the same thing, found to be alike."""
    answered(bureau)
    answered(bureau, "申请公开东环路改造工程中标公告")
    (proposal,) = actions.compare(bureau.agency, by=None, at=at("2026-03-03"))
    return proposal


def accepted(bureau: Bureau, proposal: DisclosureProposal | None = None) -> DisclosureProposal:
    return actions.accept(
        proposal or proposed(bureau),
        unit=bureau.unit,
        title="东环路改造工程中标结果",
        reason="多人申请，属于重大建设项目信息",
        by=bureau.office,
        at=at("2026-03-04"),
    )
