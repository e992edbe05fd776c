"""The ledger takes entries, keeps them, and tells when one was tampered with."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from gongkai.ledger.actions import Refused, Unrecorded, action, record, refuse_if
from gongkai.ledger.chain import plain
from gongkai.ledger.models import LedgerEntry, LedgerHead
from gongkai.ledger.queries import _hash_of, first_broken, history
from gongkai.people.models import Agency
from tests.databases import guards_off
from tests.factories.people import AgencyFactory, UnitFactory
from tests.factories.publishing import AT


@action
def rename(agency: Agency, name: str) -> Agency:
    """An act of these tests' own."""
    before = agency.name
    agency.name = name
    agency.save(update_fields=["name"])
    record("agency.renamed", agency, agency=agency, by=None, at=AT, before=before, after=name)
    return agency


@pytest.fixture
def agency(db: None) -> Agency:
    """An agency with five entries in its chain."""
    made = AgencyFactory(name="示例市水务局")
    for number in range(5):
        rename(made, f"示例市水务局{number}")
    return made


def test_an_action_without_an_entry_did_not_happen(agency: Agency) -> None:
    @action
    def forget(name: str) -> None:
        Agency.objects.filter(pk=agency.pk).update(name=name)

    with pytest.raises(Unrecorded):
        forget("改了没有记")
    agency.refresh_from_db()
    assert agency.name == "示例市水务局4"


def test_an_entry_outside_an_action_is_refused(agency: Agency) -> None:
    with pytest.raises(Unrecorded):
        record("agency.renamed", agency, agency=agency, by=None, at=AT)


def test_an_action_within_an_action_does_not_record_for_the_outer_one(agency: Agency) -> None:
    @action
    def delegate() -> None:
        rename(agency, "里面的动作记了")

    with pytest.raises(Unrecorded):
        delegate()
    agency.refresh_from_db()
    assert agency.name == "示例市水务局4"


def test_a_refused_action_leaves_neither_row_nor_entry(agency: Agency) -> None:
    @action
    def refuse_late() -> None:
        rename(agency, "拒绝之前的改动")
        refuse_if(["时间已过。", "没有权限。"])

    with pytest.raises(Refused) as refused:
        refuse_late()
    assert refused.value.obstacles == ("时间已过。", "没有权限。")
    assert LedgerEntry.objects.filter(chain__agency=agency).count() == 5
    assert not list(first_broken())


def test_an_entry_says_who_what_when_and_from_what_to_what(agency: Agency) -> None:
    entry = history(agency).first()
    assert entry is not None
    assert (entry.verb, entry.by_name, entry.at) == ("agency.renamed", "定时任务", AT)
    assert entry.details == {"before": "示例市水务局3", "after": "示例市水务局4"}


def test_each_entry_carries_the_hash_of_the_one_before(agency: Agency) -> None:
    hashes = list(LedgerEntry.objects.values_list("previous_hash", "hash"))
    assert [previous for previous, _ in hashes] == ["", *[one for _, one in hashes[:-1]]]
    assert not list(first_broken())


def test_every_agency_has_a_chain_of_its_own_and_the_platform_one(agency: Agency) -> None:
    rename(AgencyFactory(), "另一个局")

    @action
    def tend() -> None:
        record("platform.tended", agency, agency=None, by=None, at=AT)

    tend()
    heads = LedgerHead.objects.order_by("id").values_list("agency", "number")
    assert [number for _, number in heads] == [5, 1, 1]
    assert not list(first_broken())


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        pytest.param(
            "UPDATE ledger_ledgerentry SET by_name = '别人' WHERE number = 3", 3, id="who"
        ),
        pytest.param("UPDATE ledger_ledgerentry SET verb = 'x' WHERE number = 2", 2, id="what"),
        pytest.param(
            'UPDATE ledger_ledgerentry SET details = \'{"after": "x"}\' WHERE number = 4',
            4,
            id="details",
        ),
        pytest.param("DELETE FROM ledger_ledgerentry WHERE number = 3", 3, id="removed"),
        pytest.param("DELETE FROM ledger_ledgerentry WHERE number = 1", 1, id="first-removed"),
        pytest.param("DELETE FROM ledger_ledgerentry WHERE number = 5", 5, id="end-cut-off"),
        pytest.param("DELETE FROM ledger_ledgerentry", 1, id="all-removed"),
        pytest.param(
            "UPDATE ledger_ledgerentry SET number = CASE number WHEN 2 THEN 93 ELSE 92 END "
            "WHERE number IN (2, 3); UPDATE ledger_ledgerentry SET number = number - 90 "
            "WHERE number > 90",
            2,
            id="reordered",
        ),
        pytest.param("UPDATE ledger_ledgerhead SET number = 4", 5, id="head-turned-back"),
    ],
)
def test_tampering_behind_the_guards_is_found_at_its_first_entry(
    agency: Agency, statement: str, broken_at: int
) -> None:
    with guards_off(), connection.cursor() as cursor:
        for one in statement.split("; "):
            cursor.execute(one)
    (broken,) = first_broken()
    assert (broken.chain, broken.number) == (agency.name, broken_at)


def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_next_one(agency: Agency) -> None:
    forged = LedgerEntry.objects.get(number=3)
    forged.by_name = "别人"
    with guards_off():
        LedgerEntry.objects.filter(pk=forged.pk).update(by_name="别人", hash=_hash_of(forged))
    (broken,) = first_broken()
    assert broken.number == 4


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: LedgerEntry.objects.update(by_name="别人"), id="update"),
        pytest.param(lambda: LedgerEntry.objects.all().delete(), id="delete"),
        pytest.param(
            lambda: connection.cursor().execute("DELETE FROM ledger_ledgerentry"), id="raw-delete"
        ),
    ],
)
def test_the_database_itself_refuses_to_change_or_remove(
    agency: Agency, change: Callable[[], object]
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
    assert LedgerEntry.objects.filter(chain__agency=agency).count() == 5


def test_postgresql_refuses_to_truncate(agency: Agency) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_ledgerentry CASCADE")


def test_concurrent_writers_keep_one_unbroken_chain(lasting_db: None) -> None:
    agency = AgencyFactory()
    failures: list[Exception] = []

    def write(name: str) -> None:
        try:
            for number in range(5):
                rename(Agency.objects.get(pk=agency.pk), f"{name}{number}")
        except Exception as failure:  # noqa: BLE001  shown by the assertion below
            failures.append(failure)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=[name]) for name in "甲乙丙丁"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failures
    assert LedgerHead.objects.get(agency=agency).number == 20
    assert not list(first_broken())


def test_one_agency_does_not_wait_for_another(lasting_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, whatever it writes")
    busy, free = AgencyFactory(), AgencyFactory()
    rename(busy, "先有链头")
    done = threading.Event()

    def write() -> None:
        rename(Agency.objects.get(pk=free.pk), "不必等")
        done.set()
        connections.close_all()

    with transaction.atomic():
        rename(busy, "占着自己的链头")
        other = threading.Thread(target=write)
        other.start()
        assert done.wait(10)
    other.join()


def test_values_are_kept_as_json_gives_them_back(db: None) -> None:
    unit = UnitFactory(name="办公室")
    kept = plain({"unit": unit, "at": AT, "days": timedelta(days=2).days, "names": ("甲", "乙")})
    assert kept == {
        "unit": {"id": unit.pk, "label": "办公室"},
        "at": "2024-03-05T01:00:00.000000+00:00",
        "days": 2,
        "names": ["甲", "乙"],
    }


def test_what_has_no_plain_form_is_refused_at_once() -> None:
    with pytest.raises(TypeError):
        plain(object())
