"""Reception days: planned, announced by another, changed, called off."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from gongkai.inbound.reception import actions, queries
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import User
from tests.factories.cases import at
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.reception import DAY, RECEPTION_DAY, announced, booked, plan_of, planned

NOW = at(DAY)


def test_a_day_is_public_only_once_somebody_else_announced_it(bureau: Bureau) -> None:
    day = planned(bureau)
    assert queries.notices(bureau.agency, at=NOW) == []
    with pytest.raises(Refused, match="您安排的"):
        actions.announce(day, by=bureau.office, at=NOW)
    actions.announce(day, by=bureau.head, at=NOW)
    (notice,) = queries.notices(bureau.agency, at=NOW)
    assert [str(slot) for slot in notice.free] == ["09:00—09:30", "09:30—10:00", "10:00—10:30"]
    with pytest.raises(Refused, match="已经公布"):
        actions.announce(day, by=bureau.leader, at=NOW)


def test_the_database_itself_wants_a_second_person(bureau: Bureau) -> None:
    day = planned(bureau)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceptionDay.objects.filter(pk=day.pk).update(
            state="announced", announced_by=bureau.office, announced_at=NOW
        )


def test_a_change_takes_it_back_until_it_is_announced_anew(bureau: Bureau) -> None:
    day = announced(bureau)
    changed = actions.change(day, plan_of(bureau, place="二楼"), by=bureau.head, at=NOW)
    assert changed.state == ReceptionDay.State.PLANNED
    assert queries.notices(bureau.agency, at=NOW) == []
    with pytest.raises(Refused, match="您安排的"):
        actions.announce(changed, by=bureau.head, at=NOW)
    assert queries.announced_day(bureau.agency, day.pk) is not None
    actions.announce(changed, by=bureau.office, at=NOW)
    assert queries.notices(bureau.agency, at=NOW)[0].day.place == "二楼"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"on": date(2026, 2, 9)}, "已经过去", id="past"),
        pytest.param({"closes": time(9, 30)}, "只有30分钟", id="no-room"),
        pytest.param({"place": "  "}, "请写明接访的地点", id="no-place"),
        pytest.param({"place": "在" * 101}, "地点最多100个字", id="long-place"),
        pytest.param({"topics": "电话13800138000"}, "必须处理的问题", id="personal"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    bureau: Bureau, given: dict[str, object], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        planned(bureau, **given)
    assert not ReceptionDay.objects.exists()


def test_the_same_leader_is_not_in_two_places(bureau: Bureau) -> None:
    day = planned(bureau)
    with pytest.raises(Refused, match="这段时间已经有接访安排"):
        planned(bureau, opens=time(10), closes=time(12), place="别处")
    planned(bureau, received_by="副局长")
    planned(bureau, opens=time(14), closes=time(16))
    actions.call_off(day, reason="外出开会", by=bureau.office, at=NOW)
    planned(bureau)


@pytest.mark.parametrize("who", ["clerk", "secrecy", "operator", "window", "outsider"])
def test_others_may_not_make_days(bureau: Bureau, window: User, who: str) -> None:
    people = {"window": window, "outsider": staffed_bureau().office}
    by = people.get(who) or getattr(bureau, who)
    day = planned(bureau)
    with pytest.raises(Refused, match="没有这个权限"):
        actions.plan(plan_of(bureau, received_by="副局长"), by=by, at=NOW)
    with pytest.raises(Refused, match="没有这个权限"):
        actions.change(day, plan_of(bureau), by=by, at=NOW)
    with pytest.raises(Refused, match="没有这个权限"):
        actions.announce(day, by=by, at=NOW)
    with pytest.raises(Refused, match="没有这个权限"):
        actions.call_off(day, reason="外出开会", by=by, at=NOW)


def test_a_unit_of_another_agency_sits_beside_nobody(bureau: Bureau) -> None:
    day = planned(bureau)
    plan = plan_of(bureau, unit=staffed_bureau().unit)
    with pytest.raises(Refused, match="本机关的单位"):
        actions.change(day, plan, by=bureau.office, at=NOW)
    with pytest.raises(Refused, match="没有这个权限"):
        actions.plan(plan, by=bureau.office, at=NOW)


def test_what_somebody_counts_on_is_not_changed_under_them(bureau: Bureau) -> None:
    day = announced(bureau)
    booked(bureau, day, 2)
    for given in ({"on": date(2026, 3, 11)}, {"opens": time(9, 30)}, {"minutes": 20}):
        with pytest.raises(Refused, match="已经有人预约"):
            actions.change(day, plan_of(bureau, **given), by=bureau.office, at=NOW)
    with pytest.raises(Refused, match="名额不能少于2个"):
        actions.change(day, plan_of(bureau, slots=1), by=bureau.office, at=NOW)
    actions.change(day, plan_of(bureau, slots=2, place="二楼"), by=bureau.office, at=NOW)


def test_a_day_called_off_leaves_its_cases_waiting_for_a_time(bureau: Bureau) -> None:
    day = announced(bureau)
    first, second = booked(bureau, day, 1), booked(bureau, day, 2)
    assert not queries.waiting_for_a_time(bureau.agency).exists()
    with pytest.raises(Refused, match="原因"):
        actions.call_off(day, reason=" ", by=bureau.office, at=NOW)
    actions.call_off(day, reason="局长外出开会", by=bureau.office, at=NOW)
    states = Appointment.objects.values_list("state", "ended_because")
    assert set(states) == {("cancelled", "接访日取消：局长外出开会")}
    assert set(queries.waiting_for_a_time(bureau.agency)) == {first.case, second.case}
    assert LedgerEntry.objects.filter(verb="appointment.cancelled").count() == 2
    assert LedgerEntry.objects.get(verb="reception.cancelled").details["appointments"] == 2
    with pytest.raises(Refused, match="已经取消"):
        actions.call_off(day, reason="局长外出开会", by=bureau.office, at=NOW)
    other = announced(bureau, on=date(2026, 3, 17))
    actions.book(first.case, other, 1, by=None, at=NOW)


def test_what_has_begun_is_neither_changed_nor_called_off(bureau: Bureau) -> None:
    day = announced(bureau)
    on = at(RECEPTION_DAY)
    with pytest.raises(Refused, match="已经开始"):
        actions.call_off(day, reason="外出开会", by=bureau.office, at=on)
    with pytest.raises(Refused, match="已经开始"):
        actions.change(day, plan_of(bureau), by=bureau.office, at=on)


def test_a_period_counts_what_was_held(bureau: Bureau) -> None:
    day = announced(bureau)
    off = announced(bureau, on=date(2026, 3, 17))
    planned(bureau, on=date(2026, 3, 18))
    announced(bureau, on=date(2026, 4, 1))
    came, absent = booked(bureau, day, 1), booked(bureau, day, 2)
    booked(bureau, off, 1, number=9)
    actions.call_off(off, reason="外出开会", by=bureau.office, at=NOW)
    moved = booked(bureau, day, 3)
    actions.cancel_appointment(moved, by=None, at=NOW)
    on = at(RECEPTION_DAY)
    actions.mark(came, came=True, by=bureau.clerk, at=on)
    actions.mark(absent, came=False, by=bureau.clerk, at=on)
    actions.write_minutes(
        came, minutes="要求修路灯，答复本周修好。", follow_up="养护科修好路灯",
        due_on=date(2026, 3, 13), by=bureau.clerk, at=on,
    )  # fmt: skip
    month = (date(2026, 3, 1), date(2026, 3, 31))
    counted = queries.receptions_in(bureau.agency, *month)
    assert counted == queries.Receptions(1, 2, 1, 1, 0)
    actions.mark_followed_up(came, by=bureau.clerk, at=on)
    assert queries.receptions_in(bureau.agency, *month).followed_up == 1
    assert queries.receptions_in(staffed_bureau().agency, *month).days == 0
