"""Cases near their due date or past it: who is told, once, and what makes it begin anew."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases import actions, queries, tasks
from gongkai.inbound.cases.models import Case, CaseWarning
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import User
from gongkai.rules.case_warnings import reached
from gongkai.rules.workdays import DAY, national_calendar
from tests.factories.cases import at, consulted, received
from tests.factories.lawbook import ClosureFactory
from tests.factories.people import Bureau, LeaveFactory, UserFactory, staffed_bureau

# Received on 10 February 2026, a request is due on Monday 16 March.
DUE = date(2026, 3, 16)


@pytest.fixture
def case(bureau: Bureau) -> Case:
    made = received(bureau)
    return actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-02-10"))


def warned(day: str) -> list[tuple[str, set[User]]]:
    """What a round on that morning tells, and to whom."""
    before = set(CaseWarning.objects.values_list("pk", flat=True))
    tasks.warn_of_due_dates(at(day))
    return [
        (each.level, set(each.told.all())) for each in CaseWarning.objects.exclude(pk__in=before)
    ]


def test_a_case_is_told_of_as_its_due_date_comes_nearer_and_goes_by(
    bureau: Bureau, case: Case
) -> None:
    holder, head, office = bureau.clerk, bureau.head, bureau.office
    assert case.due_on == DUE
    assert warned("2026-03-06") == []
    assert warned("2026-03-09") == [("five-days", {holder})]
    assert warned("2026-03-10") == []
    assert warned("2026-03-11") == [("three-days", {holder})]
    assert warned("2026-03-13") == [("one-day", {holder, head})]
    assert warned("2026-03-15") == []
    assert warned("2026-03-16") == [("today", {holder})]
    assert warned("2026-03-17") == [("overdue", {holder, head, office})]
    assert warned("2026-03-20") == []
    assert warned("2026-03-23") == [("very-late", {holder, head, office, bureau.leader})]
    assert warned("2026-04-23") == []
    verbs = LedgerEntry.objects.filter(subject_id=str(case.pk), by=None).order_by("id")
    told = [verb for verb in verbs.values_list("verb", flat=True) if verb != "case.received"]
    assert told == ["case.warned"] * 4 + ["case.escalated"] * 2
    assert verbs.last().details["due_on"] == "2026-03-16"


def test_a_round_that_comes_again_tells_nothing(bureau: Bureau, case: Case) -> None:
    assert tasks.warn_of_due_dates(at("2026-03-17")) == 1
    assert tasks.warn_of_due_dates(at("2026-03-17")) == 0
    with pytest.raises(Refused, match="没有需要提醒"):
        actions.warn(bureau.agency, at=at("2026-03-17"))
    assert CaseWarning.objects.count() == 1


def test_rounds_that_were_missed_are_made_good_by_the_gravest(bureau: Bureau, case: Case) -> None:
    (level, people) = warned("2026-04-23")[0]
    assert level == "very-late"
    assert bureau.leader in people
    assert warned("2026-04-24") == []


def test_a_due_date_that_moves_starts_the_warnings_anew(bureau: Bureau, case: Case) -> None:
    assert len(warned("2026-03-13")) == 1
    actions.take_step(
        case, "extended", on=date(2026, 3, 13), days=5, by=bureau.office, at=at("2026-03-13")
    )
    case.refresh_from_db()
    assert case.due_on == date(2026, 3, 23)
    assert [level for level, _ in warned("2026-03-16")] == ["five-days"]


def test_a_case_that_waits_for_others_or_is_closed_is_told_to_nobody(
    bureau: Bureau, case: Case
) -> None:
    day = date(2026, 2, 11)
    waiting = received(bureau, seed="b" * 32)
    actions.take_step(waiting, "clarification-asked", on=day, by=bureau.office, at=at(day))
    actions.take_step(case, "withdrawn", on=day, outcome="R-1", by=bureau.office, at=at(day))
    assert warned("2026-06-01") == []


def test_while_a_third_party_is_asked_nobody_is_told_and_once_it_was_silent_again(
    bureau: Bureau, case: Case
) -> None:
    day = date(2026, 3, 12)
    consulted(case, by=bureau.office, day=day)
    case.refresh_from_db()
    # Silent for fifteen workdays, to 2 April; then two are left of the term.
    assert case.due_on == date(2026, 4, 7)
    assert warned("2026-04-02") == []
    assert [level for level, _ in warned("2026-04-03")] == ["one-day"]


def test_the_unit_is_told_while_nobody_has_taken_it_up(bureau: Bureau, window: User) -> None:
    received(bureau)
    assert warned("2026-03-09") == [("five-days", {bureau.clerk, bureau.head})]


def test_whoever_covers_for_an_absent_holder_is_told(bureau: Bureau, case: Case) -> None:
    cover = UserFactory(agency=bureau.agency)
    LeaveFactory(user=bureau.clerk, cover=cover)
    assert warned("2026-03-09") == [("five-days", {cover})]


def test_each_agency_counts_by_its_own_calendar(bureau: Bureau, case: Case) -> None:
    other = staffed_bureau(slug="bieju")
    ClosureFactory(
        bureau=other, first_on=date(2026, 3, 10), last_on=date(2026, 3, 12), at=at("2026-03-09")
    )
    theirs = received(other)
    Case.objects.filter(pk=theirs.pk).update(due_on=DUE)
    tasks.warn_of_due_dates(at("2026-03-09"))
    levels = dict(CaseWarning.objects.values_list("case", "level"))
    assert levels == {case.pk: "five-days", theirs.pk: "three-days"}


def test_the_levels_leave_no_day_out_and_agree_with_the_count_of_workdays() -> None:
    calendar = national_calendar()
    for on in (date(2026, 2, 13) + DAY * n for n in range(60)):
        levels = list(reached(calendar, on))
        for due_on in (on + DAY * n for n in range(-12, 13)):
            held = [
                one.level
                for one in levels
                if due_on <= one.until and (one.after is None or due_on > one.after)
            ]
            left = calendar.workdays_between(on, due_on)
            if due_on < on:
                late = calendar.workdays_between(due_on, on)
                assert [one.key for one in held] == ["very-late" if late >= 5 else "overdue"]
            elif left > 5:
                assert held == []
            else:
                (level,) = held
                assert level.days is not None
                assert left <= level.days
                assert not any(
                    left <= (one.level.days or 0) < level.days
                    for one in levels
                    if one.level.days is not None
                )


def test_a_round_is_bounded_and_the_next_one_goes_on(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.inbound.cases.actions.warning.AT_ONCE", 2)
    monkeypatch.setattr(tasks, "MOST_WARNED", 4)
    for number in range(5):
        received(bureau, seed=str(number) * 32)
    assert tasks.warn_of_due_dates(at("2026-03-17")) == 4
    assert tasks.warn_of_due_dates(at("2026-03-17")) == 1


def test_finding_the_work_costs_as_much_for_many_agencies_as_for_one(bureau: Bureau) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert queries.agencies_to_warn(date(2026, 3, 17))
        return len(taken)

    received(bureau)
    few = cost()
    for number in range(4):
        other = staffed_bureau(slug=f"ju-{number}")
        received(other)
        received(other, seed="b" * 32)
    assert cost() == few


def test_the_page_of_a_case_says_who_was_told(bureau: Bureau, case: Case, client: Client) -> None:
    tasks.warn_of_due_dates(at("2026-03-17"))
    client.force_login(bureau.clerk)
    with time_machine.travel(at("2026-03-17"), tick=False):
        text = client.get(f"/office/cases/{case.pk}/").content.decode()
    assert "期限提醒：已逾期" in text
    assert f"提醒了{bureau.clerk}、{bureau.head}、{bureau.office}" in text


def test_today_says_that_a_case_was_reported_to_this_person(
    bureau: Bureau, case: Case, client: Client
) -> None:
    def said(user: User) -> bool:
        client.force_login(user)
        return "已报告您" in client.get("/office/").content.decode()

    with time_machine.travel(at("2026-03-17"), tick=False):
        assert not said(bureau.office)
        tasks.warn_of_due_dates(at("2026-03-17"))
        assert said(bureau.office)
        assert said(bureau.head)
        assert not said(bureau.clerk)
        assert not said(bureau.leader)
        actions.take_step(case, "extended", on=DUE, days=5, by=bureau.office, at=at("2026-03-17"))
        assert not said(bureau.office)


def test_a_petition_says_by_when_its_sender_is_told_that_it_is_taken_up(
    bureau: Bureau, client: Client
) -> None:
    petition, request = received(bureau, kind="petition"), received(bureau, seed="b" * 32)
    client.force_login(bureau.office)
    with time_machine.travel(at("2026-02-11"), tick=False):
        text = client.get(f"/office/cases/{petition.pk}/").content.decode()
        # Fifteen days after 10 February.
        assert '受理告知期限 <span class="gk-number">2026-02-25</span>' in text
        assert "受理告知期限" not in client.get(f"/office/cases/{request.pk}/").content.decode()
