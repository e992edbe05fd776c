"""Proposals: raised by hand, accepted as a duty, dismissed for good, done by a public record."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.inbound.foi import actions
from gongkai.inbound.foi.models import DisclosureProposal
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Role
from tests.factories.cases import at, received
from tests.factories.foi import accepted, answered, proposed
from tests.factories.people import Bureau, UnitFactory, UserFactory
from tests.factories.publishing import EditionFactory, set_steps

DAY = at("2026-03-04")


def public(bureau: Bureau) -> Record:
    set_steps(bureau.agency)
    return EditionFactory(bureau=bureau, published=True).record


def test_a_story_from_two_requests_to_everybody(bureau: Bureau) -> None:
    duty = accepted(bureau)
    assert (duty.state, duty.unit, duty.due_on) == ("accepted", bureau.unit, date(2026, 4, 1))
    record = public(bureau)
    done = actions.finish(duty, record, by=bureau.clerk, at=at("2026-03-20"))
    assert (done.state, done.record, done.done_by) == ("done", record, bureau.clerk)
    verbs = [one.verb for one in LedgerEntry.objects.filter(verb__startswith="proposal.")]
    assert sorted(verbs) == ["proposal.accepted", "proposal.done", "proposal.raised"]


def test_an_applicants_suggestion_is_taken_up_by_hand(bureau: Bureau) -> None:
    case = received(bureau, kind="should-be-public", subject="公交线路调整方案应当公开")
    proposal = actions.propose(case, by=bureau.clerk, at=DAY)
    assert proposal.raised_by == bureau.clerk
    assert [one.case for one in proposal.members.all()] == [case]
    with pytest.raises(Refused, match="已经在转主动公开建议"):
        actions.propose(case, by=bureau.clerk, at=DAY)


def test_a_grant_that_was_compared_without_a_find_can_be_taken_up(bureau: Bureau) -> None:
    case = answered(bureau)
    actions.compare(bureau.agency, by=None, at=DAY)
    assert actions.propose(case, by=bureau.office, at=DAY).members.get().case == case


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [pytest.param("enquiry", "", id="enquiry"), pytest.param("foi", "R-3.1", id="refused")],
)
def test_other_cases_suggest_nothing(bureau: Bureau, kind: str, outcome: str) -> None:
    applicant = "natural_person" if kind == "foi" else ""
    case = answered(bureau, kind=kind, outcome=outcome, applicant_kind=applicant)
    with pytest.raises(Refused, match="只有“应公开未公开”"):
        actions.propose(case, by=bureau.office, at=DAY)


def test_a_proposal_is_decided_by_the_office_alone(bureau: Bureau, other: Bureau) -> None:
    proposal = proposed(bureau)
    for person in (bureau.clerk, bureau.head, bureau.leader, bureau.operator, other.office):
        with pytest.raises(Refused, match="由本机关的领导小组办公室决定"):
            actions.accept(
                proposal, unit=bureau.unit, title="中标结果", reason="多人申请", by=person, at=DAY
            )
        with pytest.raises(Refused, match="由本机关的领导小组办公室决定"):
            actions.dismiss(proposal, reason="涉及商业秘密", by=person, at=DAY)


def test_a_decision_says_what_by_whom_and_why_and_stays(bureau: Bureau, other: Bureau) -> None:
    proposal = proposed(bureau)

    def accept(**changed: object) -> DisclosureProposal:
        fields = {"unit": bureau.unit, "title": "中标结果", "reason": "多人申请"} | changed
        return actions.accept(proposal, **fields, by=bureau.office, at=DAY)  # type: ignore[arg-type]

    for changed, why in (
        ({"title": " "}, "要公开的是什么"),
        ({"title": "字" * 201}, "最多写200"),
        ({"reason": "好"}, "至少4个字"),
        ({"reason": "字" * 501}, "最多500"),
        ({"unit": other.unit}, "本机关的单位"),
    ):
        with pytest.raises(Refused, match=why):
            accept(**changed)
    with pytest.raises(Refused, match="至少4个字"):
        actions.dismiss(proposal, reason="", by=bureau.office, at=DAY)
    actions.dismiss(proposal, reason="涉及商业秘密", by=bureau.office, at=DAY)
    with pytest.raises(Refused, match="已经决定过：不采纳"):
        accept()
    proposal.refresh_from_db()
    assert proposal.reason == "涉及商业秘密"


def test_only_what_is_public_here_ends_a_duty(bureau: Bureau, other: Bureau) -> None:
    theirs, own = public(other), public(bureau)
    draft = EditionFactory(bureau=bureau).record
    with pytest.raises(Refused, match="采纳以后"):
        actions.finish(proposed(bureau), own, by=bureau.office, at=DAY)
    duty = accepted(bureau, DisclosureProposal.objects.get())
    with pytest.raises(Refused, match="不是本机关公开的"):
        actions.finish(duty, theirs, by=bureau.office, at=DAY)
    with pytest.raises(Refused, match="现在没有公开"):
        actions.finish(duty, draft, by=bureau.office, at=DAY)
    elsewhere = UserFactory(
        agency=bureau.agency, role=Role.CLERK, role__unit=UnitFactory(agency=bureau.agency)
    )
    for person in (elsewhere, bureau.operator, other.office):
        with pytest.raises(Refused, match="由责任单位"):
            actions.finish(duty, own, by=person, at=DAY)
    actions.finish(duty, own, by=bureau.head, at=DAY)
    with pytest.raises(Refused, match="现在是“已公开”"):
        actions.finish(duty, own, by=bureau.head, at=DAY)


def test_the_table_holds_no_duty_without_a_unit_and_no_end_without_a_record(
    bureau: Bureau,
) -> None:
    proposal = proposed(bureau)
    for wrong in ({"state": "accepted", "reason": "x"}, {"state": "dismissed"}, {"state": "done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DisclosureProposal.objects.filter(pk=proposal.pk).update(**wrong)


def test_what_people_write_is_masked(bureau: Bureau) -> None:
    proposal = actions.dismiss(
        proposed(bureau), reason="申请人13800138000不同意", by=bureau.office, at=DAY
    )
    assert "13800138000" not in proposal.reason
