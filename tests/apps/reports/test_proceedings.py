"""Table 4 from the register of proceedings: counted, opened cell by cell, and typed over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.foi import actions
from gongkai.inbound.foi import queries as foi
from gongkai.inbound.foi.models import Proceeding
from gongkai.oversight.reports import actions as annual
from gongkai.oversight.reports import queries
from gongkai.rules.annual_report.proceedings import ProceedingKind, Result
from gongkai.rules.annual_report.tables import Endings, ProceedingsTable
from tests.factories.cases import at
from tests.factories.foi import answered
from tests.factories.people import Bureau, UnitFactory, staffed_bureau
from tests.factories.reports import AFTER, NONE, YEAR, a_few, figures, last_year, past
from tests.rules.annual_report.reports import PROCEEDINGS_TABLE

PAGE = f"/office/annual/{YEAR}/"
BLANK = Endings(None, None, None, None, None)
# Kind, notified, concluded, result; the year is 2025.
REGISTER = (
    ("reviews", "2024-11-02", "2024-12-31", "upheld"),
    ("reviews", "2024-12-31", "2025-01-01", "upheld"),
    ("reviews", "2025-02-03", "2025-04-01", "corrected"),
    ("reviews", "2025-12-31", "2025-12-31", "otherwise"),
    ("reviews", "2025-12-20", "2026-01-05", "upheld"),
    ("reviews", "2025-12-31", None, ""),
    ("reviews", "2026-01-02", None, ""),
    ("direct_actions", "2023-05-06", None, ""),
    ("actions_after_review", "2024-06-07", "2025-06-08", "corrected"),
    ("actions_after_review", "2025-07-08", "2025-12-30", "upheld"),
)
# Counted by hand from the rows above.
COUNTED = ProceedingsTable(Endings(1, 1, 1, 2, 5), Endings(0, 0, 0, 1, 1), Endings(1, 1, 0, 0, 2))


@pytest.fixture(autouse=True)
def in_january() -> Iterator[None]:
    with time_machine.travel(AFTER, tick=False):
        yield


def entered_in(bureau: Bureau, rows: object = REGISTER) -> list[Proceeding]:
    case = answered(bureau, received_on=date(2023, 1, 9), closed_on="2023-02-01")
    made = [
        Proceeding(
            agency=bureau.agency, case=case, kind=kind, body=f"第{number}号机关",
            notified_on=date.fromisoformat(notified), result=result,
            concluded_on=date.fromisoformat(ended) if ended else None,
            registered_by=bureau.office, registered_at=AFTER,
        )
        for number, (kind, notified, ended, result) in enumerate(rows)  # type: ignore[arg-type]
    ]  # fmt: skip
    return Proceeding.objects.bulk_create(made)


def seen(client: Client, address: str, **given: str) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200, address
    return answer.content.decode()


def told(bureau: Bureau) -> list[str]:
    return [one.check for one in queries.findings(bureau.agency, YEAR)]


def test_the_table_is_what_a_hand_counts_over_the_turn_of_the_year(bureau: Bureau) -> None:
    entered_in(bureau)
    entered_in(staffed_bureau(slug="bieju"))
    counts = queries.register_counts(bureau.agency, YEAR)
    assert counts.proceedings == COUNTED
    assert counts.new_proceedings == (("行政复议", 4), ("未经复议直接起诉", 0), ("复议后起诉", 1))
    assert queries.report_of(bureau.agency, YEAR).proceedings == COUNTED


def test_a_published_citys_table_is_counted_cell_by_cell(bureau: Bureau) -> None:
    """The golden report, each of its proceedings fed as a row of the register."""
    rows: list[tuple[str, str, str | None, str]] = []
    for kind in ProceedingKind:
        endings = PROCEEDINGS_TABLE.rows[kind.printed]
        for result in Result:
            count = int(getattr(endings, result) or 0)
            rows += [(kind, "2025-03-03", "2025-06-06", result)] * count
        rows += [(kind, "2025-11-11", None, "")] * int(endings.pending or 0)
    entered_in(bureau, rows)
    assert len(rows) == 790 + 56 + 156
    assert queries.report_of(bureau.agency, YEAR).proceedings == PROCEEDINGS_TABLE


def test_what_was_pending_is_followed_into_the_next_year(bureau: Bureau) -> None:
    entered_in(bureau)
    before = queries.register_counts(bureau.agency, YEAR - 1).proceedings
    assert before == ProceedingsTable(
        Endings(1, 0, 0, 1, 2), Endings(0, 0, 0, 1, 1), Endings(0, 0, 0, 1, 1)
    )
    a_few(bureau)
    figures(bureau, proceedings=None)
    # Nothing pending last year and 4 new ones are not the 3 ended and 2 pending of this year.
    past(bureau, last_year([1, 0, 0, 0, 0, 0]))
    assert "T4-2" in told(bureau)
    past(bureau, replace(last_year([1, 0, 0, 0, 0, 0]), proceedings=before))
    assert not {"T4-0", "T4-1", "T4-2", "T4-3"} & set(told(bureau))


def test_a_voided_entry_counts_nowhere(bureau: Bureau) -> None:
    first = entered_in(bureau)[2]
    actions.void(first, reason="登记错了", by=bureau.office, at=AFTER)
    table = queries.register_counts(bureau.agency, YEAR).proceedings
    assert table is not None
    assert table.reviews == Endings(1, 0, 1, 2, 4)


def test_an_unused_register_leaves_the_table_to_people(bureau: Bureau) -> None:
    figures(bureau)
    assert queries.register_counts(bureau.agency, YEAR).proceedings is None
    report = queries.report_of(bureau.agency, YEAR)
    assert report.proceedings is not None
    assert report.proceedings.reviews == Endings(1, 1, 0, 0, 2)
    # A register that begins later says nothing of an earlier year; one used before counts zeros.
    entered_in(bureau, [("reviews", "2026-01-05", None, "")])
    assert queries.register_counts(bureau.agency, YEAR).proceedings is None
    entered_in(bureau, [("reviews", "2023-05-06", "2023-07-01", "upheld")])
    counted = queries.register_counts(bureau.agency, YEAR).proceedings
    assert counted == ProceedingsTable(NONE, NONE, NONE)


def test_a_cell_typed_over_stands_and_is_told_of(bureau: Bureau) -> None:
    entered_in(bureau)
    a_few(bureau)
    figures(bureau, proceedings=ProceedingsTable(BLANK, BLANK, BLANK))
    assert queries.report_of(bureau.agency, YEAR).proceedings == COUNTED
    assert "T4-3" not in told(bureau)
    typed = Endings(2, None, None, None, None)
    figures(bureau, proceedings=ProceedingsTable(typed, BLANK, BLANK))
    report = queries.report_of(bureau.agency, YEAR)
    assert report.proceedings is not None
    assert report.proceedings.reviews == Endings(2, 1, 1, 2, 6)
    assert told(bureau).count("T4-3") == 2
    assert not queries.examined(bureau.agency, YEAR).blocking


def test_every_cell_opens_the_proceedings_it_counts(bureau: Bureau, client: Client) -> None:
    entered_in(bureau)
    client.force_login(bureau.office)
    page = seen(client, PAGE)
    assert "由复议诉讼登记簿统计" in page
    links = re.findall(
        r'<a href="(/office/annual/2025/cases/\?row=(?:rev|dir|act)[^"]+)"[^>]*>(\d+)</a>', page
    )
    assert len(links) == 15
    for address, count in links:
        listed = seen(client, address.replace("&amp;", "&"))
        assert listed.count('<th scope="row" class="gk-number">') == int(count), address


def test_proceedings_of_other_units_are_counted_and_not_listed(
    bureau: Bureau, client: Client
) -> None:
    made = entered_in(bureau)
    made[0].case.unit = UnitFactory(agency=bureau.agency)
    made[0].case.save()
    client.force_login(bureau.clerk)
    page = seen(client, f"{PAGE}cases/", row="reviews", column="total")
    assert "5件都不在您的范围内" in page
    assert "第1号机关" not in page
    for wrong in ("?row=reviews&column=x", "?row=reviews", "?row=x&column=pending"):
        assert client.get(f"{PAGE}cases/{wrong}").status_code == 404


def test_the_form_says_what_the_register_counts(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.clerk)
    assert "登记簿是" not in seen(client, f"{PAGE}enter/")
    entered_in(bureau)
    page = seen(client, f"{PAGE}enter/")
    assert page.count("不填就用它") == 12
    assert "登记簿是2；不填就用它。" in page


def test_the_counts_take_one_query_however_large_the_register(bureau: Bureau) -> None:
    for rows in (REGISTER, REGISTER * 100):
        entered_in(bureau, [(kind, on, end, result) for kind, on, end, result in rows])
        with CaptureQueriesContext(connection) as taken:
            foi.counts_of(bureau.agency, YEAR)
        assert len(taken) == 1
        Proceeding.objects.all().delete()


def test_settled_figures_are_told_of_when_the_register_changes(bureau: Bureau) -> None:
    rows = entered_in(bureau)
    a_few(bureau)
    figures(bureau, proceedings=None)
    checked = annual.check(queries.figures_of(bureau.agency, YEAR), by=bureau.clerk, at=AFTER)
    annual.settle(checked, by=bureau.office, at=AFTER)
    assert "T4-3" not in told(bureau)
    actions.void(rows[2], reason="登记错了", by=bureau.office, at=at("2026-02-03"))
    assert "T4-3" in told(bureau)
    assert queries.report_of(bureau.agency, YEAR).proceedings == COUNTED
