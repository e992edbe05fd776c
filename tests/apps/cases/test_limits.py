"""Tries and spent challenges are counted by all web processes together, and stay counted."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases import challenge, limits
from gongkai.inbound.cases.durable_cache import DurableCache
from tests.apps.cases.asking import NOON
from tests.factories.people import Bureau

REQUEST = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")


@pytest.fixture
def emptied(lasting_db: None) -> Iterator[None]:
    """For threads with connections of their own: what they keep lasts until the test ends."""
    caches["shared"].clear()
    yield
    caches["shared"].clear()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gives or raises, all of them begun at the same moment."""
    results: list[object] = []
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            results.append(act())
        except challenge.NotPassed as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_challenge_is_spent_by_one_of_two_at_once(emptied: None) -> None:
    for _ in range(5):
        ticket = challenge.challenge(NOON).ticket
        spent = at_once(*[lambda ticket=ticket: challenge.spend(ticket)] * 2)
        assert [type(one) for one in spent].count(challenge.NotPassed) == 1


def test_tries_at_once_are_all_counted(emptied: None) -> None:
    at_once(*[lambda: [limits.count("case", REQUEST) for _ in range(5)]] * 4)
    assert limits.has_had("case", REQUEST, an_hour=20)
    assert not limits.has_had("case", REQUEST, an_hour=21)


def test_nothing_is_counted_inside_what_may_be_rolled_back(emptied: None) -> None:
    ticket = challenge.challenge(NOON).ticket
    with transaction.atomic():
        for act in (
            lambda: limits.count("case", REQUEST),
            lambda: challenge.spend(ticket),
            lambda: challenge.give_back(ticket),
        ):
            with pytest.raises(RuntimeError, match="durable"):
                act()


def test_a_count_is_gone_an_hour_after_the_first_try(db: None) -> None:
    with time_machine.travel(NOON, tick=False):
        assert not limits.is_over("case", REQUEST, an_hour=2)
    with time_machine.travel(NOON + timedelta(minutes=59), tick=False):
        assert not limits.is_over("case", REQUEST, an_hour=2)
        assert limits.is_over("case", REQUEST, an_hour=2)
    with time_machine.travel(NOON + timedelta(minutes=61), tick=False):
        assert not limits.has_had("case", REQUEST, an_hour=1)
        assert not limits.is_over("case", REQUEST, an_hour=1)


def test_a_number_that_is_not_there_cannot_be_added_to(db: None) -> None:
    with pytest.raises(ValueError, match="not found"):
        caches["shared"].incr("nothing")


def test_what_ran_out_is_thrown_away_when_there_is_too_much(db: None) -> None:
    small = DurableCache("cases_shared_cache", {"OPTIONS": {"MAX_ENTRIES": 3}})
    with time_machine.travel(NOON, tick=False):
        for number in range(4):
            small.add(f"old{number}", 1, 60)
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False):
        small.add("new", 1, 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cases_shared_cache")
        assert cursor.fetchall() == [(":1:new",)]


@pytest.mark.parametrize(
    "address",
    ["/shili/", "/shili/ask/", "/shili/ask/foi/", "/shili/follow/", "/shili/ask/enquiry/"],
)
def test_a_page_that_is_only_read_counts_nobody(
    client: Client, bureau: Bureau, address: str
) -> None:
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    assert "cases_shared_cache" not in str(taken.captured_queries)
