"""What is public reaches the search index, and what is not leaves it."""

import shutil
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.channels import actions
from gongkai.outbound.publishing import actions as publishing
from gongkai.outbound.publishing.models import Publication
from gongkai.timetable import rounds
from gongkai.web.finding import public_index
from gongkai.web.search import Query
from tests.factories.people import Bureau
from tests.factories.publishing import AT, EditionFactory

NEXT_YEAR = datetime(2025, 3, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def found(words: str = "施工", **filters: str) -> list[int]:
    return [hit.record for hit in public_index().search(Query(words=words, **filters)).hits]


def test_a_publication_is_found_after_the_workers_next_round(bureau: Bureau) -> None:
    record = EditionFactory(bureau=bureau, published=True).record_id
    assert found() == []
    rounds.run_due(AT)
    assert found() == [record]
    assert not Publication.objects.filter(indexed_at=None).exists()


def test_drafts_and_what_is_in_review_are_not_found(bureau: Bureau) -> None:
    EditionFactory(bureau=bureau, submitted=True)
    EditionFactory(bureau=bureau)
    actions.rebuild_search(at=AT)
    assert found() == []


def test_a_withdrawn_record_leaves_the_index(bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, published=True)
    actions.deliver_to_search(at=AT)
    publishing.withdraw(edition.record, reason="内容有误。", by=bureau.office, at=AT)
    actions.deliver_to_search(at=AT)
    assert found() == []


def test_delivering_leaves_no_entry_in_the_ledger(bureau: Bureau) -> None:
    EditionFactory(bureau=bureau, published=True)
    before = LedgerEntry.objects.count()
    actions.deliver_to_search(at=AT)
    assert LedgerEntry.objects.count() == before


def test_a_lost_index_is_made_again_by_the_worker(bureau: Bureau) -> None:
    record = EditionFactory(bureau=bureau, published=True).record_id
    actions.deliver_to_search(at=AT)
    shutil.rmtree(settings.SEARCH_ROOT)
    assert actions.deliver_to_search(at=AT) == 1
    assert found() == [record]


def test_a_term_that_ran_out_reaches_the_filter(bureau: Bureau) -> None:
    record = EditionFactory(
        bureau=bureau, published=True, description={"valid_until": date(2024, 12, 31)}
    ).record_id
    actions.deliver_to_search(at=AT)
    assert found(validity="in_force") == [record]
    assert actions.reconcile_search(at=NEXT_YEAR) == 1
    assert found(validity="in_force") == []
    assert found(validity="expired") == [record]
    assert actions.reconcile_search(at=NEXT_YEAR) == 0


def test_reconciling_takes_out_what_is_no_longer_public(bureau: Bureau) -> None:
    edition = EditionFactory(bureau=bureau, published=True)
    actions.deliver_to_search(at=AT)
    publishing.withdraw(edition.record, reason="内容有误。", by=bureau.office, at=AT)
    actions.reconcile_search(at=AT)
    assert found() == []
