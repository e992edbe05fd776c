"""What other pages show of 复议, 诉讼 and 转主动公开: a case's own page, and 今日."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.office.reach import case_desk
from gongkai.inbound.foi import obstacles, queries
from gongkai.inbound.foi.models import ComparedCase, DisclosureProposal
from gongkai.inbound.foi.obstacles.proposals import FOI
from gongkai.people.models import Role
from gongkai.people.queries import holds

SHOWN = 20


class AfterTheAnswer(Component):
    """Proceedings about a request, and whether it is proposed for all to read."""

    template_name = "foi/office/case_panel.html"

    def __init__(self, case: Case) -> None:
        self.case = case

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request, case = parent_context["request"], self.case
        desk = case_desk(request)
        is_foi, may_work = case.kind == FOI, not parent_context["hindered"]
        compared = ComparedCase.objects.filter(case=case).select_related("proposal").first()
        proposal = compared.proposal if compared else None
        may_register = is_foi and may_work
        return {
            "case": case,
            "proceedings": [
                (one, queries.standing_of(one, desk.calendar, on=desk.on))
                for one in (queries.of_case(case) if is_foi else ())
            ],
            "may_register": may_register
            and (case.closed_on is not None or case.is_overdue(desk.on)),
            "proposal": proposal,
            "may_propose": may_work
            and not list(obstacles.to_proposing(case, proposal, by=request.user, on=desk.on)),
        }


class DueAnswers(Component):
    """复议 and 诉讼 that the agency has to answer: late ones, and those due within days."""

    order = 21
    template_name = "foi/office/today/answers.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        desk = case_desk(parent_context["request"])
        due = queries.waiting_for_answer(desk.user, on=desk.on, until=desk.soon_until)
        rows = due.defer("case__text")[:SHOWN]
        return {
            "rows": [(one, queries.standing_of(one, desk.calendar, on=desk.on)) for one in rows]
        }


class Disclosures(Component):
    """What a unit has to make public because it was asked for; what the office has to decide."""

    order = 22
    template_name = "foi/office/today/disclosures.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        desk = case_desk(parent_context["request"])
        duties = list(queries.duties_of(desk.user, on=desk.on)[:SHOWN])
        decides = holds(desk.user, Role.OPENNESS_OFFICE, on=desk.on)
        return {
            "duties": [
                (one, queries.standing_of(one, desk.calendar, on=desk.on)) for one in duties
            ],
            "undecided": DisclosureProposal.objects.open().filter(agency=desk.user.agency).count()
            if decides
            else 0,
        }
