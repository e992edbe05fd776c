"""What a sign shows: an ended state never, and nothing but one of eight words."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules import whereabouts

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 10, 10, 0, tzinfo=ZONE)
CLOSES = time(17, 30)
KEYS = [one.key for one in whereabouts.states()]
moments = st.timedeltas(timedelta(0), timedelta(days=300)).map(lambda later: AT + later)


def test_there_are_six_states_and_each_has_a_word_and_a_shape_of_its_own() -> None:
    assert [one.word for one in whereabouts.states()] == [
        "在岗", "开会", "出差", "外出办事", "请假", "暂离",
    ]  # fmt: skip
    assert len({one.shape for one in whereabouts.states()}) == 6


@pytest.mark.parametrize(
    ("key", "ends"),
    [
        pytest.param("away", AT + timedelta(minutes=30), id="暂离"),
        pytest.param("meeting", AT + timedelta(hours=2), id="开会"),
        pytest.param("errand", datetime(2026, 3, 11, tzinfo=ZONE), id="外出办事"),
        pytest.param("in", datetime(2026, 3, 10, 17, 30, tzinfo=ZONE), id="在岗"),
    ],
)
def test_each_state_ends_by_itself(key: str, ends: datetime) -> None:
    assert whereabouts.ends_at(key, None, at=AT, closes=CLOSES) == ends


@given(st.sampled_from(KEYS), moments, st.integers(0, 60), st.timedeltas(timedelta(0)))
def test_an_ended_state_is_never_shown(key: str, at: datetime, days: int, later: timedelta) -> None:
    until_on = (at + timedelta(days=days)).date()
    ends = whereabouts.ends_at(key, until_on, at=at, closes=CLOSES)
    assert ends >= at
    after = ends + min(later, timedelta(days=4000))
    for is_open, word in ((True, "在岗"), (False, "下班")):
        shown = whereabouts.shown_state(
            key, ends, at=after, is_office_hours=is_open, is_on_leave=False
        )
        assert shown.word == word


@given(st.sampled_from([one for one in KEYS if one != "in"]), moments)
def test_a_state_is_shown_until_its_end(key: str, at: datetime) -> None:
    ends = whereabouts.ends_at(key, at.date(), at=at, closes=CLOSES)
    before = ends - timedelta(seconds=1)
    shown = whereabouts.shown_state(key, ends, at=before, is_office_hours=True, is_on_leave=False)
    assert shown.key == key


@given(st.sampled_from(KEYS), moments)
def test_leave_goes_before_whatever_was_set(key: str, at: datetime) -> None:
    shown = whereabouts.shown_state(
        key, at + timedelta(1), at=at, is_office_hours=True, is_on_leave=True
    )
    assert shown.word == "请假"


@given(st.text(max_size=20))
def test_nothing_but_the_six_can_be_set(typed: str) -> None:
    refused = list(whereabouts.obstacles_to_setting(typed, AT.date(), on=AT.date()))
    assert bool(refused) == (typed not in KEYS)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        pytest.param(None, "到哪一天", id="no-day"),
        pytest.param(-1, "不能早于今天", id="yesterday"),
        pytest.param(61, "最多选60天", id="too-far"),
    ],
)
def test_travel_needs_a_near_day(days: int | None, says: str) -> None:
    until_on = None if days is None else AT.date() + timedelta(days=days)
    refused = list(whereabouts.obstacles_to_setting("travel", until_on, on=AT.date()))
    assert says in refused[0]
