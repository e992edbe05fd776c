"""How the hours of a reception fall into slots."""

from datetime import time

import pytest

from gongkai.rules.reception import most_representatives, obstacles_to_hours, slots_of


def test_slots_follow_one_another_from_the_opening() -> None:
    slots = slots_of(time(9), slots=3, minutes=40)
    assert [str(slot) for slot in slots] == ["09:00—09:40", "09:40—10:20", "10:20—11:00"]
    assert [slot.number for slot in slots] == [1, 2, 3]


@pytest.mark.parametrize(
    ("opens", "closes", "slots", "minutes", "told"),
    [
        pytest.param(time(9), time(9), 1, 30, "晚于开始时间", id="no-time"),
        pytest.param(time(11), time(9), 1, 30, "晚于开始时间", id="backwards"),
        pytest.param(time(9), time(10), 0, 30, "1到60个", id="nobody"),
        pytest.param(time(9), time(10), 61, 5, "1到60个", id="too-many"),
        pytest.param(time(9), time(10), 1, 4, "5到240分钟", id="short"),
        pytest.param(time(9), time(10), 3, 30, "共90分钟，而接访时间只有60分钟", id="no-room"),
    ],
)
def test_hours_that_do_not_hold_the_slots_are_refused(
    opens: time, closes: time, slots: int, minutes: int, told: str
) -> None:
    assert told in " ".join(obstacles_to_hours(opens, closes, slots=slots, minutes=minutes))


def test_slots_that_just_fit_are_not_refused() -> None:
    assert not list(obstacles_to_hours(time(23), time(23, 59), slots=1, minutes=59))


def test_a_group_sends_five_at_most() -> None:
    assert most_representatives() == 5
