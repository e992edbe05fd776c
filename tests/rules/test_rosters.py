"""Rosters: what is missing and what collides, and what is no roster at all."""

from datetime import date
from typing import Any

import pytest

from gongkai.rules.rosters import doubts_about, moved, roster_of, said_of

MONDAY = date(2026, 3, 9)


def _said(*shifts: tuple[str, str, str, str], **given: Any) -> dict[str, Any]:
    rows = [
        {"on": on, "opens": opens, "closes": closes, "post": "", "person": who, "phone": ""}
        for on, opens, closes, who in shifts
    ]
    return {
        "agency": "shili", "week": "2026-03-09", "whose": "示例局", "phone": "1", "shifts": rows,
    } | given  # fmt: skip


def test_a_night_shift_collides_with_the_next_morning() -> None:
    said = _said(
        ("2026-03-09", "17:30", "08:30", "甲"), ("2026-03-10", "08:00", "12:00", "甲"),
        ("2026-03-10", "08:00", "12:00", "乙"),
    )  # fmt: skip
    overlaps = [one for one in doubts_about(roster_of(said)) if "重叠" in one.message]
    assert len(overlaps) == 1
    assert "甲" in overlaps[0].message


def test_a_shift_that_follows_another_collides_with_nothing() -> None:
    said = _said(("2026-03-09", "08:30", "12:00", "甲"), ("2026-03-09", "12:00", "17:30", "甲"))
    assert not [one for one in doubts_about(roster_of(said)) if "重叠" in one.message]


def test_each_day_without_a_shift_is_told() -> None:
    said = _said(("2026-03-09", "08:30", "17:30", "甲"))
    gaps = [one.message for one in doubts_about(roster_of(said)) if "没有人值班" in one.message]
    assert len(gaps) == 6


def test_last_week_is_copied_day_by_day() -> None:
    copied = moved(roster_of(_said(("2026-03-11", "08:30", "17:30", "甲"))), date(2026, 3, 16))
    assert copied.shifts[0].on == date(2026, 3, 18)
    assert roster_of(said_of(copied)) == copied


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(_said(week="2026-03-10"), id="not-a-monday"),
        pytest.param(_said(week="x"), id="no-date"),
        pytest.param(_said(("2026-03-16", "08:30", "17:30", "甲")), id="next-week"),
        pytest.param(_said(("2026-03-09", "25:30", "17:30", "甲")), id="no-hour"),
        pytest.param(_said(("2026-03-09", "08:30", "17:30", "")), id="nobody"),
        pytest.param(_said(whose=" "), id="of-nobody"),
        pytest.param(_said(("2026-03-09", "08:30", "17:30", "甲\0")), id="control-sign"),
        pytest.param(_said(phone="1\0"), id="control-sign-in-phone"),
        pytest.param({}, id="empty"),
        pytest.param(_said(shifts=[1]), id="no-row"),
    ],
)
def test_what_is_no_roster_is_refused_in_chinese(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        roster_of(said)
