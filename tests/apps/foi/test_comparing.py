"""Grants that ask for the same thing become one proposal, once, at a bounded price."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases.models import Case
from gongkai.inbound.foi import actions, tasks
from gongkai.inbound.foi.models import ComparedCase, DisclosureProposal
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from tests.factories.cases import at
from tests.factories.foi import SUBJECT, accepted, answered, proposed
from tests.factories.lawbook import ClosureFactory
from tests.factories.people import Bureau

DAY = at("2026-03-03")
SAME = "申请公开东环路改造工程中标公告"


def behind(proposal: DisclosureProposal) -> set[Case]:
    return {member.case for member in proposal.members.all()}


def test_two_grants_of_the_same_thing_make_a_proposal(bureau: Bureau) -> None:
    first, second = answered(bureau), answered(bureau, SAME, outcome="R-2")
    apart = answered(bureau, "西环路改造工程的中标结果")
    assert tasks.compare_grants(DAY) == 1
    proposal = DisclosureProposal.objects.get()
    assert behind(proposal) == {first, second}
    assert (proposal.state, proposal.raised_by, proposal.title) == ("open", None, "")
    assert ComparedCase.objects.get(case=apart).proposal is None
    entry = LedgerEntry.objects.get(verb="proposal.raised")
    assert entry.details["cases"] == [first.pk, second.pk]
    assert SUBJECT not in f"{entry.details}{entry.subject_label}"


def test_looking_twice_makes_nothing_twice(bureau: Bureau) -> None:
    proposed(bureau)
    entries = LedgerEntry.objects.count()
    assert tasks.compare_grants(DAY) == 0
    assert tasks.compare_grants(at("2026-03-04")) == 0
    assert DisclosureProposal.objects.count() == 1
    assert LedgerEntry.objects.count() == entries
    with pytest.raises(Refused, match="没有还没比对的"):
        actions.compare(bureau.agency, by=None, at=DAY)


def test_one_grant_alone_waits_for_its_second(bureau: Bureau) -> None:
    answered(bureau)
    assert tasks.compare_grants(DAY) == 0
    answered(bureau, SAME, closed_on="2026-05-06")
    assert tasks.compare_grants(at("2026-05-06")) == 1


def test_a_third_joins_and_a_dismissal_stays(bureau: Bureau) -> None:
    proposal = proposed(bureau)
    third = answered(bureau, SAME)
    assert tasks.compare_grants(DAY) == 0
    assert third in behind(proposal)
    actions.dismiss(proposal, reason="涉及第三方商业秘密", by=bureau.office, at=DAY)
    fourth = answered(bureau)
    assert tasks.compare_grants(DAY) == 0
    proposal.refresh_from_db()
    assert fourth in behind(proposal)
    assert proposal.state == "dismissed"
    assert LedgerEntry.objects.filter(verb="proposal.joined").count() == 2


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"outcome": "R-3.1"}, id="refused"),
        pytest.param({"outcome": "R-4.1"}, id="not-available"),
        pytest.param({"closed_on": "2024-02-27"}, id="longer-ago-than-two-years"),
        pytest.param({"kind": "enquiry", "applicant_kind": ""}, id="no-request"),
        pytest.param({"erased_at": DAY}, id="erased"),
    ],
)
def test_what_was_not_granted_lately_does_not_count(
    bureau: Bureau, given: dict[str, object]
) -> None:
    answered(bureau)
    answered(bureau, SAME, **given)
    assert tasks.compare_grants(DAY) == 0


def test_agencies_are_compared_each_for_itself(bureau: Bureau, other: Bureau) -> None:
    answered(bureau)
    answered(other, SAME)
    assert tasks.compare_grants(DAY) == 0
    answered(other)
    assert tasks.compare_grants(DAY) == 1
    assert DisclosureProposal.objects.get().agency == other.agency


def test_a_long_queue_is_worked_off_in_batches(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.inbound.foi.actions.comparing.AT_ONCE", 3)
    for serial in range(7):
        answered(bureau, f"第{serial + 11}号隧道检测报告")
    rounds = 0
    while ComparedCase.objects.count() < 7:
        tasks.compare_grants(DAY)
        rounds += 1
    assert rounds == 3


def test_a_look_costs_the_same_with_ten_and_with_a_thousand_grants(bureau: Bureau) -> None:
    def fill(number: int, first: int) -> None:
        blank = answered(bureau, outcome="R-3.1")
        fields = {
            field.attname: getattr(blank, field.attname)
            for field in Case._meta.concrete_fields
            if not field.primary_key
        }
        rows = [
            Case(**fields | {"number": f"X{serial:07}", "outcome": "R-1",
                             "subject": f"第{serial}号桥梁检测报告"})
            for serial in range(first, first + number)
        ]  # fmt: skip
        Case.objects.bulk_create(rows)
        kept = Case.objects.filter(number__startswith="X", compared=None)
        ComparedCase.objects.bulk_create([ComparedCase(case=one, at=DAY) for one in kept])

    answered(bureau, "农村客运补贴发放明细")
    tasks.compare_grants(DAY)
    costs = []
    for number, first in ((10, 1000), (990, 2000)):
        fill(number, first)
        answered(bureau, f"第{first + 5000}号收费站设置依据")
        with CaptureQueriesContext(connection) as taken:
            tasks.compare_grants(DAY)
        costs.append(len(taken))
    assert costs[0] == costs[1]


def test_what_was_accepted_is_reckoned_anew_when_the_calendar_changes(bureau: Bureau) -> None:
    proposal = accepted(bureau)
    assert proposal.due_on == date(2026, 4, 1)
    ClosureFactory(
        bureau=bureau, first_on=date(2026, 3, 11), last_on=date(2026, 3, 11), at=at("2026-03-10")
    )
    moved = tasks.reckon_proposals(by=None, at=at("2026-03-10"))
    assert [one.after for one in moved] == [date(2026, 4, 2)]
    assert tasks.recompute_outdated(at("2026-03-10")) == 0
