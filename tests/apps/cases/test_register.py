"""The register counts what the pure rules count, and every cell opens the cases it counts."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.models import Case
from gongkai.rules.annual_report.register import (
    ApplicantKind,
    Application,
    applications_table,
    counted,
)
from gongkai.rules.annual_report.tables import CARRIED_IN, CARRIED_OVER, CONCLUDED, RECEIVED
from gongkai.rules.outcomes import outcomes
from tests.factories.cases import at
from tests.factories.people import Bureau, staffed_bureau


def fill(bureau: Bureau, number: int, *, seed: int = 7) -> list[Application]:
    """Rows of a register as they lie in the table; their events do not matter to the counts."""
    chance = random.Random(seed)
    kinds, codes = list(ApplicantKind), list(outcomes())
    made, rows = [], []
    for serial in range(number):
        received_on = date(2024, 1, 1) + timedelta(days=chance.randrange(3 * 365))
        ended = (
            None if chance.random() < 0.2 else received_on + timedelta(days=chance.randrange(90))
        )
        kind, outcome = chance.choice(kinds), chance.choice(codes) if ended else None
        made.append(
            Application(
                received_on=received_on, applicant=kind, concluded_on=ended, outcome=outcome
            )
        )
        rows.append(
            Case(
                agency=bureau.agency,
                unit=bureau.unit,
                kind="foi",
                number=f"T{seed}{serial:06}",
                code="x",
                channel="internet",
                subject="示例",
                text="示例内容",
                applicant_kind=kind,
                received_on=received_on,
                received_at=at(received_on),
                stage=Case.Stage.CLOSED if ended else Case.Stage.OPEN,
                closed_on=ended,
                outcome=outcome or "",
            )
        )
    Case.objects.bulk_create(rows, batch_size=500)
    return made


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027])
def test_the_database_counts_what_the_rules_count(bureau: Bureau, year: int) -> None:
    made = fill(bureau, 300)
    fill(staffed_bureau(slug="bieju"), 50, seed=8)
    assert applications_table(queries.counts_of(bureau.agency, year)) == applications_table(
        counted(made, year)
    )


def test_every_cell_opens_the_cases_it_counts(bureau: Bureau) -> None:
    fill(bureau, 300)
    table = applications_table(queries.counts_of(bureau.agency, 2025))
    rows = {
        RECEIVED: table.received,
        CARRIED_IN: table.carried_in,
        CONCLUDED: table.concluded,
        CARRIED_OVER: table.carried_over,
    }
    for name, row in rows.items():
        for count, kind in zip(row.counts, (*ApplicantKind, None), strict=True):
            behind = queries.applications_behind(bureau.agency, 2025, row=name, applicant=kind)
            assert behind.count() == count, (name, kind)
    for code, row in table.results.items():
        behind = queries.applications_behind(
            bureau.agency, 2025, row=CONCLUDED, applicant=None, outcome=code
        )
        assert behind.count() == row.total


def test_the_tables_take_four_queries_however_large_the_register(bureau: Bureau) -> None:
    for number in (10, 300):
        fill(bureau, number, seed=number)
        with CaptureQueriesContext(
            connection,
        ) as taken:
            queries.counts_of(bureau.agency, 2025)
        assert len(taken) == 4


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is told in SQLite's words")
@pytest.mark.parametrize("row", queries.register.ROWS)
def test_a_row_is_counted_from_an_index_alone(bureau: Bureau, row: str) -> None:
    fill(bureau, 300)
    behind = queries.applications_behind(bureau.agency, 2025, row=row, applicant=None)
    counted_by = behind.order_by().values_list("applicant_kind").annotate(count=Count("*"))
    assert "USING COVERING INDEX" in counted_by.explain()
