"""Appointments: one slot for one case, moved, given up, freed, and what came of them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.inbound.cases import actions as cases
from gongkai.inbound.reception import actions, queries
from gongkai.inbound.reception.models import Appointment
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import User
from gongkai.rules.cases import Sender
from gongkai.timetable import rounds
from tests.factories.cases import at, received
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.reception import (
    DAY,
    RECEPTION_DAY,
    announced,
    booked,
    come,
    planned,
    wanting,
)

NOW = at(DAY)
ON = at(RECEPTION_DAY)


def withdraw(appointment: Appointment) -> None:
    cases.take_step(appointment.case, "withdrawn", on=DAY, by=None, at=NOW)


def test_of_two_who_want_one_slot_one_gets_it(bureau: Bureau) -> None:
    day = announced(bureau)
    booked(bureau, day, 1)
    late = wanting(bureau, 2)
    with pytest.raises(Refused, match="刚刚被别人约走"):
        actions.book(late, day, 1, by=None, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(case=late, day=day, slot=1, booked_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            case=Appointment.objects.get().case, day=day, slot=2, booked_at=NOW
        )


def test_who_comes_second_past_the_check_is_told_so_by_the_constraint(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = announced(bureau)
    booked(bureau, day, 1)
    late = wanting(bureau, 2)
    monkeypatch.setattr(queries, "taken_slots", lambda days: {day.pk: set()})
    with pytest.raises(Refused, match="刚刚被别人约走"):
        actions.book(late, day, 1, by=None, at=NOW)
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("slot", [0, 4, -1, 10**9])
def test_there_are_no_slots_beside_those_of_the_day(bureau: Bureau, slot: int) -> None:
    day = announced(bureau)
    with pytest.raises(Refused, match="没有这个时间"):
        actions.book(wanting(bureau), day, slot, by=None, at=NOW)


def test_only_an_announced_slot_to_come_is_booked(bureau: Bureau) -> None:
    case = wanting(bureau)
    with pytest.raises(Refused, match="还没有公布"):
        actions.book(case, planned(bureau), 1, by=None, at=NOW)
    day = announced(bureau, received_by="副局长")
    half_past = ON.replace(hour=9, minute=30)
    with pytest.raises(Refused, match="已经过了"):
        actions.book(case, day, 2, by=None, at=half_past)
    with pytest.raises(Refused, match="没有这个时间"):
        actions.book(case, announced(staffed_bureau()), 1, by=None, at=NOW)
    with pytest.raises(Refused, match="只有“预约领导接访”的件"):
        actions.book(received(bureau, kind="petition"), day, 1, by=None, at=NOW)
    actions.book(case, day, 3, by=None, at=half_past)
    with pytest.raises(Refused, match="已经约了时间"):
        actions.book(case, day, 1, by=None, at=NOW)


def test_one_person_has_one_appointment_and_a_namesake_another(bureau: Bureau) -> None:
    day = announced(bureau)
    first = booked(bureau, day, 1, sender=Sender(name="王伟", phone="138 0013-8000"))
    again = wanting(bureau, 2, sender=Sender(name="王伟", phone="13800138000"))
    with pytest.raises(Refused, match="同时只约一次") as refusal:
        actions.book(again, day, 2, by=None, at=NOW)
    assert first.case.number not in str(refusal.value)
    assert str(RECEPTION_DAY) not in str(refusal.value)
    namesake = wanting(bureau, 3, sender=Sender(name="王伟", phone="13900139000"))
    actions.book(namesake, day, 2, by=None, at=NOW)
    actions.cancel_appointment(first, by=None, at=NOW)
    actions.book(again, day, 3, by=None, at=NOW)


def test_a_case_taken_back_frees_its_slot_at_once(bureau: Bureau) -> None:
    day = announced(bureau)
    gone = booked(bureau, day, 1)
    withdraw(gone)
    assert queries.taken_slots([day]) == {day.pk: set()}
    booked(bureau, day, 1, number=2)
    gone.refresh_from_db()
    assert gone.state == Appointment.State.CANCELLED
    entry = LedgerEntry.objects.get(verb="appointment.released")
    assert entry.subject_id == str(gone.pk)


def test_the_round_writes_down_what_a_case_taken_back_freed(bureau: Bureau) -> None:
    gone, stays = booked(bureau, announced(bureau), 1), booked(bureau, announced(bureau,
        received_by="副局长"), 2)  # fmt: skip
    withdraw(gone)
    rounds.run_due(NOW)
    gone.refresh_from_db()
    stays.refresh_from_db()
    assert (gone.state, stays.state) == ("cancelled", "booked")
    rounds.run_due(NOW)
    assert LedgerEntry.objects.filter(verb="appointment.released").count() == 1
    with pytest.raises(Refused, match="没有因为撤回"):
        actions.release(stays, by=None, at=NOW)


def test_moving_keeps_the_first_slot_until_the_second_is_had(bureau: Bureau) -> None:
    day = announced(bureau)
    mine, other = booked(bureau, day, 1), booked(bureau, day, 2)
    with pytest.raises(Refused, match="刚刚被别人约走"):
        actions.move(mine, day, 2, by=None, at=NOW)
    with pytest.raises(Refused, match="就是现在约的时间"):
        actions.move(mine, day, 1, by=None, at=NOW)
    assert queries.is_booked(mine)
    moved = actions.move(mine, day, 3, by=None, at=NOW)
    assert queries.taken_slots([day]) == {day.pk: {2, 3}}
    assert [one.state for one in queries.story_of(mine.case)] == ["booked", "moved"]
    with pytest.raises(Refused, match="“已改期”，不能再改"):
        actions.move(mine, day, 1, by=None, at=NOW)
    with pytest.raises(Refused, match="时间已经到了"):
        actions.cancel_appointment(moved, by=None, at=ON.replace(hour=10))
    actions.move(other, day, 1, by=None, at=NOW)


@pytest.mark.parametrize("who", ["operator", "secrecy", "outsider"])
def test_whoever_has_nothing_to_do_with_it_books_nothing(bureau: Bureau, who: str) -> None:
    by = staffed_bureau().office if who == "outsider" else getattr(bureau, who)
    day = announced(bureau)
    with pytest.raises(Refused, match="不在您的范围"):
        actions.book(wanting(bureau), day, 1, by=by, at=NOW)
    mine = booked(bureau, day, 2)
    for refused in (
        lambda: actions.move(mine, day, 3, by=by, at=NOW),
        lambda: actions.cancel_appointment(mine, reason="不来了", by=by, at=NOW),
    ):
        with pytest.raises(Refused, match="不在您的范围"):
            refused()


def test_the_window_books_what_it_took_down(bureau: Bureau, window: User) -> None:
    day = announced(bureau)
    case = wanting(bureau, by=window, channel="counter")
    assert actions.book(case, day, 1, by=window, at=NOW).booked_by == window
    with pytest.raises(Refused, match="不在您的范围"):
        actions.book(wanting(bureau, 2), day, 2, by=window, at=NOW)


def test_who_came_is_entered_on_the_day_and_minutes_only_then(bureau: Bureau, window: User) -> None:
    mine = booked(bureau, announced(bureau), 1)
    with pytest.raises(Refused, match="到了那一天再登记"):
        actions.mark(mine, came=True, by=bureau.clerk, at=NOW)
    with pytest.raises(Refused, match="先登记“来了”"):
        actions.write_minutes(mine, minutes="说了路灯的事。", by=bureau.clerk, at=ON)
    for outsider in (window, bureau.operator, staffed_bureau().office):
        with pytest.raises(Refused, match="由陪同单位"):
            actions.mark(mine, came=True, by=outsider, at=ON)
    actions.mark(mine, came=False, by=bureau.clerk, at=ON)
    assert mine.case in queries.waiting_for_a_time(bureau.agency)
    marked = actions.mark(mine, came=True, by=bureau.clerk, at=ON)
    for given, told in (
        ({"minutes": "短"}, "请写明说了什么"),
        ({"minutes": "说" * 5001}, "5到5000个字"),
        ({"minutes": "说了路灯的事。", "follow_up": "修好路灯"}, "要一起写"),
        ({"minutes": "说了路灯的事。", "due_on": RECEPTION_DAY}, "要一起写"),
        ({"minutes": "说了路灯的事。", "follow_up": "修", "due_on": DAY}, "不能早于"),
    ):
        with pytest.raises(Refused, match=told):
            actions.write_minutes(marked, **given, by=bureau.clerk, at=ON)
    actions.write_minutes(marked, minutes="说了路灯的事。", by=bureau.clerk, at=ON)
    with pytest.raises(Refused, match="已经写了接访记录"):
        actions.mark(marked, came=False, by=bureau.clerk, at=ON)


def test_the_case_runs_on_by_its_own_clock(bureau: Bureau) -> None:
    mine = booked(bureau, announced(bureau), 1)
    come(bureau, mine)
    mine.case.refresh_from_db()
    assert mine.case.closed_on is None
    assert mine.case.due_on == date(2026, 4, 13)


def test_what_is_agreed_is_seen_to_once(bureau: Bureau) -> None:
    came = come(bureau, booked(bureau, announced(bureau), 1))
    with pytest.raises(Refused, match="没有需要落实的事项"):
        actions.mark_followed_up(came, by=bureau.clerk, at=ON)
    with_promise = come(
        bureau, booked(bureau, announced(bureau, received_by="副局长"), 2),
        follow_up="修好路灯", due_on=date(2026, 3, 13),
    )  # fmt: skip
    done = actions.mark_followed_up(with_promise, by=bureau.clerk, at=ON)
    with pytest.raises(Refused, match="已经登记落实"):
        actions.mark_followed_up(done, by=bureau.clerk, at=ON)
