"""Reports from before they were cases: moved with their numbers, codes, contacts and answers.

The table they lie in is made for the test, as the migration makes none of it; the models are those
of its time.
"""

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from gongkai.inbound.cases import actions, codes, queries
from gongkai.inbound.cases.intake import report_of
from gongkai.inbound.cases.models import Case, Party
from gongkai.inbound.cases.tasks import recompute_outdated
from gongkai.outbound.publishing.models import Edition
from tests.factories.cases import at
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import EditionFactory

SEED = "a" * 32
CODE = codes.code_of(SEED)
NOW = at("2026-03-10")
ANSWER = f"已经更正，{'并逐项核对，' * 100}谢谢。"

Before = Callable[..., Any]


@pytest.fixture(scope="module")
def earlier() -> Any:
    loader = MigrationLoader(None)
    return loader.project_state(("cases", "0006_papers")).apps


@pytest.fixture
def edition(bureau: Bureau) -> Edition:
    return EditionFactory(bureau=bureau, published=True, title="关于桥梁维修的通告")


@pytest.fixture
def before(edition: Edition, earlier: Any) -> Iterator[Before]:
    """`before(number="JC2026000003")`: a report as it was kept."""
    model = earlier.get_model("cases", "DocumentReport")
    editor = connection.schema_editor()
    editor.deferred_sql = []
    editor.create_model(model)

    def create(of: Edition = edition, **given: Any) -> Any:
        number = given.get("number", "JC2026000003")
        fields = {
            "agency_id": of.record.agency_id,
            "record_id": of.record_id,
            "number": number,
            "code": codes.hashed(number, CODE),
            "reason": "stale",
            "message": "桥梁已经修好，通告该撤下了。",
            "received_at": at("2026-02-10"),
            "due_on": date(2026, 3, 9),
            "due_version": "v1",
        }
        return model.objects.create(**fields | given)

    with time_machine.travel(NOW, tick=False):
        yield create


def move(earlier: Any) -> None:
    migration = import_module("gongkai.inbound.cases.migrations.0007_reports_are_cases")
    migration.move(earlier, connection.schema_editor())


def test_what_waited_waits_as_a_case_of_the_documents_unit(
    bureau: Bureau, edition: Edition, before: Before, earlier: Any
) -> None:
    before(contact="13900000000")
    move(earlier)
    case = Case.objects.get()
    assert (case.number, case.kind, case.stage) == ("JC2026000003", "document-report", "open")
    assert (case.record, case.unit) == (edition.record, edition.record.unit)
    assert case.subject == "已经过时：关于桥梁维修的通告"
    assert (case.received_on, case.due_on) == (date(2026, 2, 10), date(2026, 3, 9))
    assert queries.offered(case).unit == edition.record.unit
    assert Party.objects.get().particulars == {"phone": "13900000000"}
    actions.accept(queries.offered(case), by=bureau.clerk, at=NOW)
    assert recompute_outdated(NOW) == 0
    case.refresh_from_db()
    assert case.due_on == date(2026, 3, 9)


def test_what_was_written_and_how_to_reach_whom_are_sealed(before: Before, earlier: Any) -> None:
    before(contact="duzhe@example.com")
    move(earlier)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM cases_case")
        (text,) = cursor.fetchone()
        cursor.execute("SELECT particulars FROM cases_party")
        (particulars,) = cursor.fetchone()
    assert "桥梁" not in text
    assert "duzhe" not in particulars
    assert Case.objects.get().text == "桥梁已经修好，通告该撤下了。"
    assert Party.objects.get().particulars == {"email": "duzhe@example.com"}


def test_its_sender_still_finds_it_and_reads_the_whole_answer(
    client: Client, bureau: Bureau, before: Before, earlier: Any
) -> None:
    before(answer=ANSWER, answered_at=at("2026-02-12"), answered_by_id=bureau.clerk.pk)
    move(earlier)
    case = Case.objects.get()
    assert (case.stage, case.closed_on) == ("closed", date(2026, 2, 12))
    assert [(event.name, event.by) for event in case.events.all()] == [
        ("received", None),
        ("replied", bureau.clerk),
    ]
    assert queries.holding_of(case).user == bureau.clerk
    given = {"number": case.number, "code": CODE}
    page = client.post("/shili/follow/", given, follow=True).content.decode()
    assert "已经办结" in page
    assert ANSWER in page


def test_numbers_go_on_above_the_highest_of_each_agency(before: Before, earlier: Any) -> None:
    theirs = EditionFactory(bureau=staffed_bureau(), published=True)
    before(number="JC2026000041")
    before(number="JC2026000007")
    before(of=theirs, number="JC2026000108")
    move(earlier)
    for of, number in ((Case.objects.get(number="JC2026000041").record, "JC202600042"),
                       (theirs.record, "JC202600109")):  # fmt: skip
        new = report_of(of, reason="其他", text="还是有错。", received_on=NOW.date())
        assert actions.receive(new, seed=SEED, by=None, at=NOW).number == number


def test_moving_twice_does_no_harm(before: Before, earlier: Any) -> None:
    before(contact="13900000000")
    move(earlier)
    move(earlier)
    assert Case.objects.count() == Party.objects.count() == 1
