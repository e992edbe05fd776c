"""How long a decision is shown, and by when it must be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.clocks.terms import terms
from gongkai.rules.decisions.display import (
    NotShown,
    lateness,
    licence_display,
    penalty_display,
    publicity_due,
    withdrawal_due,
)
from gongkai.rules.workdays import national_calendar

ON = date(2026, 9, 28)
CALENDAR = national_calendar()
DAYS = st.dates(date(2026, 4, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("severity", "until"),
    [
        pytest.param("一般", date(2027, 9, 25), id="general"),
        pytest.param("严重", date(2029, 9, 25), id="serious"),
    ],
)
def test_without_a_choice_the_longest_term_counts(severity: str, until: date) -> None:
    found = penalty_display(date(2026, 9, 25), severity, None, on=ON, terms=terms())
    assert found.until_on == until
    assert "信用修复管理办法" in found.why


def test_a_minor_offence_is_shown_only_when_asked_and_three_months_at_most() -> None:
    decided = date(2026, 9, 25)
    with pytest.raises(NotShown, match="原则上不公示"):
        penalty_display(decided, "轻微", None, on=ON, terms=terms())
    assert penalty_display(decided, "轻微", date(2026, 12, 25), on=ON, terms=terms())
    with pytest.raises(NotShown):
        penalty_display(decided, "轻微", date(2026, 12, 26), on=ON, terms=terms())


def test_before_the_rule_was_in_force_nothing_is_guessed() -> None:
    with pytest.raises(NotShown, match="没有施行"):
        penalty_display(date(2026, 3, 2), "一般", None, on=date(2026, 3, 31), terms=terms())


@given(
    decided=DAYS,
    after=st.integers(0, 4000) | st.none(),
    severity=st.sampled_from(["轻微", "一般", "严重"]),
)
def test_no_display_ends_before_it_starts_or_after_the_law(
    decided: date, after: int | None, severity: str
) -> None:
    wanted = None if after is None else decided + timedelta(days=after)
    try:
        found = penalty_display(decided, severity, wanted, on=decided, terms=terms())
    except NotShown:
        return
    assert decided <= found.until_on <= decided + timedelta(days=3 * 366)
    assert found.until_on >= decided


@given(decided=DAYS, valid_to=DAYS | st.none())
def test_a_licences_display_never_ends_before_its_decision(
    decided: date, valid_to: date | None
) -> None:
    assert licence_display(decided, valid_to).until_on >= decided


def test_seven_workdays_across_national_day_2026() -> None:
    due = publicity_due(date(2026, 9, 25), terms=terms(), calendar=CALENDAR).day
    assert CALENDAR.workdays_between(date(2026, 9, 25), due) == 7
    assert due > date(2026, 10, 7)
    told = lateness(
        publicity_due(date(2026, 9, 25), terms=terms(), calendar=CALENDAR),
        on=due + timedelta(days=1),
        calendar=CALENDAR,
    )
    assert told.workdays_late == 1
    assert "逾期1个工作日" in told.told


def test_a_fallen_penalty_is_taken_down_within_three_workdays() -> None:
    due = withdrawal_due(date(2026, 9, 30), terms=terms(), calendar=CALENDAR).day
    assert CALENDAR.workdays_between(date(2026, 9, 30), due) == 3
