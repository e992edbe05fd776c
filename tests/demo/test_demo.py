"""The demo bureau builds by the actions alone, and shows something on every screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from gongkai.demo.build import build
from gongkai.demo.bureau import SLUG, STAFF, Account, credit_code
from gongkai.inbound.cases.models import Case
from gongkai.ledger.models import LedgerEntry
from gongkai.ledger.queries import first_broken
from gongkai.outbound.publishing.models import Edition, Publication, Record
from gongkai.people.models import Agency, User
from gongkai.rules.identifiers.organisation_codes import is_credit_code
from tests.factories.publishing import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def accounts(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Account]]:
    """The bureau, built once for this module and rolled back after it."""
    folder = tmp_path_factory.mktemp("search")
    with (
        django_db_blocker.unblock(),
        override_settings(SEARCH_ROOT=folder),
        transaction.atomic(),
    ):
        yield build(at=AT, tell=lambda line: None)
        transaction.set_rollback(True)


def test_everybody_gets_a_password_of_their_own_that_must_be_changed(
    accounts: list[Account],
) -> None:
    assert [account.username for account in accounts] == [name for name, _, _ in STAFF]
    assert len({account.password for account in accounts}) == len(STAFF)
    for account in accounts:
        person = User.objects.get(username=account.username)
        assert person.must_change_password
        assert person.check_password(account.password)


def test_it_is_marked_as_fictional(accounts: list[Account]) -> None:
    agency = Agency.objects.get(slug=SLUG)
    assert agency.is_demo
    assert is_credit_code(credit_code())
    # 999999 is no region of GB/T 2260.
    assert agency.credit_code[2:8] == "999999"


def test_a_second_build_changes_nothing(accounts: list[Account]) -> None:
    before = (Record.objects.count(), User.objects.count())
    assert build(at=AT, tell=lambda line: None) == []
    assert (Record.objects.count(), User.objects.count()) == before


def test_there_is_something_in_every_state(accounts: list[Account]) -> None:
    states = set(Edition.objects.values_list("state", flat=True))
    assert states == set(Edition.State) - {Edition.State.DROPPED}
    acts = set(Publication.objects.values_list("act", flat=True))
    assert acts >= {"published", "corrected", "withdrawn"}
    assert Edition.objects.with_unconfirmed_release().filter(is_unconfirmed=True).exists()
    assert Edition.objects.filter(validity=Edition.Validity.REPEALED, state="published").exists()


def test_a_reader_waits_for_an_answer_and_another_has_one(accounts: list[Account]) -> None:
    cases = Case.objects.filter(kind="document-report").order_by("received_at")
    assert [case.replies.filter(state="sent").exists() for case in cases] == [True, False]


def test_enough_is_public_and_all_of_it_can_be_found(accounts: list[Account]) -> None:
    assert Record.objects.public().count() >= 25
    assert not Publication.objects.filter(indexed_at=None).exists()


def test_the_long_sample_went_through_the_whole_flow(accounts: list[Account]) -> None:
    edition = Edition.objects.get(title__endswith="上半年政务公开工作总结")
    assert len(edition.body_text) >= 1500
    assert edition.excuses.exists()
    assert [one.step_key for one in edition.signatures.all()] == [
        "unit-head",
        "secrecy",
        "openness-office",
    ]
    assert edition.attachments.filter(part="source", format="DOCX").exists()


def test_the_ledger_reads_in_the_order_of_time_and_holds(accounts: list[Account]) -> None:
    times = list(LedgerEntry.objects.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)
    assert not list(first_broken())
