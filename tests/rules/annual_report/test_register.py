"""Whatever applications a register holds, its table 3 adds up, year after year."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.annual_report.checks import carried_from_last_year, table_findings
from gongkai.rules.annual_report.register import (
    RULES,
    ApplicantKind,
    Application,
    applications_table,
    counted,
)
from gongkai.rules.annual_report.tables import CARRIED_IN, CARRIED_OVER, CONCLUDED, RECEIVED
from gongkai.rules.outcomes import outcomes

DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@st.composite
def applications(draw: st.DrawFn) -> Application:
    received_on = draw(DAYS)
    ended = draw(st.none() | st.integers(0, 400))
    return Application(
        received_on=received_on,
        applicant=draw(st.sampled_from(ApplicantKind)),
        concluded_on=None if ended is None else received_on + timedelta(days=ended),
        outcome=None if ended is None else draw(st.sampled_from(list(outcomes()))),
    )


def history(seed: int, number: int) -> list[Application]:
    """Random legal histories of four years, a tenth of them still open."""
    chance = random.Random(seed)
    kinds, codes = list(ApplicantKind), list(outcomes())
    made = []
    for _ in range(number):
        received_on = date(2023, 1, 1) + timedelta(days=chance.randrange(4 * 365))
        is_open = chance.random() < 0.1
        made.append(
            Application(
                received_on=received_on,
                applicant=chance.choice(kinds),
                concluded_on=None
                if is_open
                else received_on + timedelta(days=chance.randrange(120)),
                outcome=None if is_open else chance.choice(codes),
            )
        )
    return made


def assert_every_year_adds_up(register: list[Application]) -> None:
    before = None
    for year in range(2022, 2029):
        table = applications_table(counted(register, year))
        assert table_findings(table) == ()
        if before is not None:
            assert list(carried_from_last_year(table, before, restated=False)) == []
        before = table


@given(st.lists(applications(), max_size=40))
def test_every_year_of_any_register_adds_up(register: list[Application]) -> None:
    assert_every_year_adds_up(register)


def test_a_hundred_thousand_histories_add_up() -> None:
    register = history(20260301, 100_000)
    assert_every_year_adds_up(register)
    received = sum(
        applications_table(counted(register, year)).received.total for year in range(2023, 2027)
    )
    assert received == 100_000


@pytest.mark.parametrize(
    ("received_on", "concluded_on", "rows"),
    [
        pytest.param("2025-03-01", "2025-03-20", {RECEIVED, CONCLUDED}, id="within-the-year"),
        pytest.param("2025-12-31", "2026-01-04", {RECEIVED, CARRIED_OVER}, id="over-new-year"),
        pytest.param("2024-12-31", "2025-12-31", {CARRIED_IN, CONCLUDED}, id="from-last-year"),
        pytest.param("2024-06-01", None, {CARRIED_IN, CARRIED_OVER}, id="open-all-year"),
        pytest.param("2024-06-01", "2024-07-01", set(), id="ended-before"),
        pytest.param("2026-01-01", None, set(), id="not-yet-there"),
        pytest.param("2025-01-01", "2025-01-01", {RECEIVED, CONCLUDED}, id="on-the-spot"),
    ],
)
def test_an_application_counts_in_its_rows(
    received_on: str, concluded_on: str | None, rows: set[str]
) -> None:
    one = Application(
        received_on=date.fromisoformat(received_on),
        applicant=ApplicantKind.BUSINESS,
        concluded_on=date.fromisoformat(concluded_on) if concluded_on else None,
        outcome="R-1" if concluded_on else None,
    )
    assert {name for name, counts in RULES.items() if counts(one, 2025)} == rows


@pytest.mark.parametrize(
    ("concluded_on", "outcome"),
    [
        pytest.param(date(2025, 3, 1), None, id="ended-without-a-result"),
        pytest.param(None, "R-1", id="a-result-without-an-end"),
        pytest.param(date(2024, 3, 1), "R-1", id="ended-before-it-came"),
    ],
)
def test_an_impossible_history_is_refused(concluded_on: date | None, outcome: str | None) -> None:
    with pytest.raises(ValueError, match="办结"):
        Application(
            received_on=date(2025, 1, 1),
            applicant=ApplicantKind.OTHER,
            concluded_on=concluded_on,
            outcome=outcome,
        )
