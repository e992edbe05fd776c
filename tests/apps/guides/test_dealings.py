"""How long a service really took: from workbooks of dealings to the public page."""

import io
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import Workbook

from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.guides import actions
from gongkai.outbound.guides.models import Dealing
from gongkai.outbound.guides.queries import actual_time
from gongkai.outbound.publishing.models import Record
from gongkai.rules.guides.dealings import Dealt
from tests.factories.guides import published_guide
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import AT, EditionFactory

pytestmark = pytest.mark.django_db
ON = AT.date()


@pytest.fixture(autouse=True)
def _the_day_of_publication() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau()


@pytest.fixture
def guide(bureau: Bureau) -> Record:
    return published_guide(bureau)


def _dealt(number: str, days: int, *, ended: date = ON) -> Dealt:
    return Dealt(number, ended - timedelta(days=days), ended)


def _file(*lines: list) -> SimpleUploadedFile:
    book = Workbook()
    for line in [["办件编号", "受理日期", "办结日期", "申请人"], *lines]:
        book.active.append(line)
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("办结.xlsx", kept.getvalue())


def _finished(guide: Record, workdays: list[int], *, on: date = ON) -> None:
    Dealing.objects.bulk_create(
        Dealing(
            guide=guide, number=f"{on}-{at}", accepted_on=on, finished_on=on, workdays=days
        )
        for at, days in enumerate(workdays)
    )  # fmt: skip


def test_workdays_are_counted_by_the_calendar(guide: Record, bureau: Bureau) -> None:
    # The National Day lies between, and a Saturday was worked for it.
    later = AT.replace(year=2025, month=10, day=13)
    long_ago = Dealt("A-2", date(2001, 1, 1), date(2001, 1, 1))
    given = [Dealt("A-1", date(2025, 9, 29), date(2025, 10, 11)), long_ago]
    actions.bring_in(guide, given, by=bureau.clerk, at=later)
    assert [one.workdays for one in Dealing.objects.order_by("number")] == [4, 0]


def test_many_dealings_over_many_years_are_counted_in_no_time(
    guide: Record, bureau: Bureau
) -> None:
    given = [Dealt(str(at), date(2000, 1, 3), ON) for at in range(3000)]
    before = time.perf_counter()
    actions.bring_in(guide, given, by=bureau.clerk, at=AT)
    assert time.perf_counter() - before < 10
    assert Dealing.objects.first().workdays > 6000


def test_the_same_list_twice_counts_once_and_a_new_date_puts_right(
    guide: Record, bureau: Bureau
) -> None:
    given = [_dealt("A-1", 7), _dealt("A-2", 7)]
    assert actions.bring_in(guide, given, by=bureau.clerk, at=AT).new == 2
    brought = actions.bring_in(guide, [given[0], _dealt("A-2", 14)], by=bureau.clerk, at=AT)
    assert (brought.new, brought.changed) == (0, 1)
    assert Dealing.objects.count() == 2
    assert Dealing.objects.get(number="A-2").accepted_on == ON - timedelta(days=14)
    entry = LedgerEntry.objects.filter(verb="dealings.brought-in").last()
    assert entry.details == {"new": 0, "changed": 1}


def test_only_who_writes_for_the_unit_brings_in(guide: Record, bureau: Bureau) -> None:
    for person in (bureau.secrecy, bureau.leader, staffed_bureau(slug="bieju").clerk):
        with pytest.raises(Refused, match="没有在"):
            actions.bring_in(guide, [_dealt("A-1", 1)], by=person, at=AT)


def test_a_record_that_is_no_guide_has_no_dealings(bureau: Bureau) -> None:
    record = EditionFactory(bureau=bureau, published=True).record
    with pytest.raises(Refused, match="不是办事指南"):
        actions.bring_in(record, [_dealt("A-1", 1)], by=bureau.clerk, at=AT)


def test_the_database_keeps_no_dealing_that_ends_before_it_began(guide: Record) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Dealing.objects.create(
            guide=guide, number="A", accepted_on=ON, finished_on=ON - timedelta(days=1), workdays=0
        )


def test_few_dealings_are_not_told(guide: Record) -> None:
    _finished(guide, [1, 2, 3, 4])
    assert actual_time(guide, ON) is None
    _finished(guide, [9], on=ON - timedelta(days=1))
    actual = actual_time(guide, ON)
    assert (actual.count, actual.median, actual.slowest) == (5, 3, 9)


def test_what_lies_more_than_a_year_back_or_ahead_does_not_count(guide: Record) -> None:
    _finished(guide, [3] * 6)
    _finished(guide, [90] * 6, on=ON - timedelta(days=370))
    _finished(guide, [80] * 6, on=ON + timedelta(days=1))
    other = actual_time(guide, ON)
    assert (other.count, other.slowest) == (6, 3)


@pytest.mark.parametrize("archive", [0, 2000])
def test_the_question_costs_as_much_however_long_the_archive(
    guide: Record, archive: int, django_assert_num_queries: object
) -> None:
    _finished(guide, [5] * archive, on=ON - timedelta(days=900))
    _finished(guide, [2] * 9)
    with django_assert_num_queries(2):
        assert actual_time(guide, ON).median == 2


def test_the_page_tells_it_from_five_on(guide: Record, client: Client) -> None:
    _finished(guide, [4] * 4)
    assert "暂不公布" in client.get(guide.get_absolute_url()).content.decode()
    _finished(guide, [6], on=ON - timedelta(days=1))
    page = client.get(guide.get_absolute_url()).content.decode()
    assert "一半以上在4个工作日内办完，最慢6个工作日" in page
    assert "最近12个月办结5件" in page


def test_a_workbook_is_brought_in_without_the_names(
    guide: Record, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/guides/{guide.pk}/dealings/"
    ended = ON - timedelta(days=1)
    answer = client.post(address, {"file": _file(["A-1", ended, ended, "某某某"])}, follow=True)
    assert "新增1件，更正0件" in answer.content.decode()
    assert Dealing.objects.get().finished_on == ended
    kept = str(list(Dealing.objects.values())) + str(list(LedgerEntry.objects.values()))
    assert "某某某" not in kept


def test_one_bad_row_keeps_all_out_and_every_fault_is_told(
    guide: Record, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.clerk)
    address = f"/office/guides/{guide.pk}/dealings/"
    file = _file(["A-1", ON, ON], ["A-2", "昨天", ON], ["A-3", ON, ON - timedelta(days=3)])
    answer = client.post(address, {"file": file})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "B3：受理日期" in page
    assert "C4：办结日期" in page
    assert not Dealing.objects.exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04nothing", b"a,b", b"%PDF-1.7"])
def test_other_files_are_refused(
    guide: Record, bureau: Bureau, client: Client, content: bytes
) -> None:
    client.force_login(bureau.clerk)
    file = SimpleUploadedFile("办结.xlsx", content)
    answer = client.post(f"/office/guides/{guide.pk}/dealings/", {"file": file})
    assert answer.status_code == 422
    assert "XLSX" in answer.content.decode()


def test_others_do_not_get_there(guide: Record, bureau: Bureau, client: Client) -> None:
    address = f"/office/guides/{guide.pk}/dealings/"
    assert client.get(address).status_code == 302
    client.force_login(staffed_bureau(slug="bieju").clerk)
    assert client.get(address).status_code == 404
    client.force_login(bureau.secrecy)
    assert "导入办结件</button>" not in client.get(address).content.decode()
    assert client.post(address, {"file": _file(["A-1", ON, ON])}).status_code == 422
