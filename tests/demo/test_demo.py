"""The demo bureau builds by the actions alone, and shows something on every screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils.timezone import localdate

from gongkai.demo.build import build
from gongkai.demo.bureau import SLUG, STAFF, Account, credit_code
from gongkai.inbound.cases.models import (
    Case,
    CaseFile,
    CaseWarning,
    Consultation,
    LetterSettings,
    Party,
    Redaction,
)
from gongkai.inbound.foi.models import DisclosureProposal, Proceeding
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.lawbook.queries import law_of
from gongkai.ledger.models import LedgerEntry
from gongkai.ledger.queries import first_broken
from gongkai.outbound.boards.queries import hanging
from gongkai.outbound.guides.queries import actual_time
from gongkai.outbound.publishing.models import Edition, Publication, Record
from gongkai.people.models import Agency, User
from gongkai.rules.boards import Fault
from gongkai.rules.guides import lint
from gongkai.rules.guides.plain import guide_of
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
    tables = (Record, User, Case, ReceptionDay, LedgerEntry)
    before = [table.objects.count() for table in tables]
    assert build(at=AT, tell=lambda line: None) == []
    assert [table.objects.count() for table in tables] == before


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


def test_cases_of_many_kinds_stand_at_every_stage(accounts: list[Account]) -> None:
    assert set(Case.objects.values_list("kind", flat=True)) == {
        "foi",
        "enquiry",
        "complaint",
        "suggestion",
        "deputy-proposal",
        "document-report",
        "reception",
    }
    assert set(Case.objects.values_list("stage", flat=True)) == set(Case.Stage)
    outcomes = Case.objects.filter(kind="foi").exclude(closed_on=None)
    assert sorted(outcomes.values_list("outcome", flat=True)) == ["R-1", "R-1", "R-2", "R-3.6"]
    assert not Party.objects.filter(case__kind="suggestion").exists()
    assert Case.objects.get(kind="complaint").holdings.offered().get().unit.code == "YSK"


def test_one_case_is_a_workday_late_and_one_has_two_left(accounts: list[Account]) -> None:
    on, calendar = AT.date(), law_of(Agency.objects.get(slug=SLUG)).calendar
    late = Case.objects.overdue(on).get()
    assert calendar.workdays_between(late.due_on, on) == 1
    near = Case.objects.open().filter(due_on__gte=on).order_by("due_on")[0]
    assert calendar.workdays_between(on, near.due_on) == 2
    assert near.replies.get().state == "in_review"
    warned = dict(CaseWarning.objects.values_list("case", "level"))
    assert warned == {late.pk: "overdue", near.pk: "three-days"}


def test_what_surrounds_requests_is_there(accounts: list[Account]) -> None:
    copy = CaseFile.objects.ready().get()
    assert sorted(Redaction.objects.filter(copy=copy).values_list("places", flat=True)) == [1, 1]
    assert "莫示例" not in copy.text
    assert "13800138000" not in copy.text
    assert Consultation.objects.get().is_waiting(AT.date())
    assert Proceeding.objects.get().case.outcome == "R-3.6"
    assert DisclosureProposal.objects.get().members.count() == 2
    assert LetterSettings.objects.get().review_body


def test_a_reception_was_held_and_another_can_be_booked(accounts: list[Account]) -> None:
    held, coming = ReceptionDay.objects.announced()
    assert held.on < AT.date() < coming.on
    kept, booked = Appointment.objects.order_by("day__on")
    assert kept.minutes_at is not None
    assert kept.is_promised
    assert booked.state == Appointment.State.BOOKED


def test_its_guides_are_live_and_leave_nothing_to_say(accounts: list[Account]) -> None:
    live = Record.objects.public().filter(live_edition__elements__kind="guide")
    assert live.count() == 8
    for record in live.select_related("live_edition__elements"):
        doubts = lint(guide_of(record.live_edition.elements.said), on=localdate(AT))
        assert [one for one in doubts if one.severity != "inform"] == []


def test_a_board_hangs_and_another_is_late(accounts: list[Account]) -> None:
    boards = hanging(Agency.objects.get(slug=SLUG), on=localdate(AT))
    assert [bool(one.up) for one in boards] == [True, False]
    assert [one.fault for one in boards[1].findings] == [Fault.OVERDUE]


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


def test_three_guides_tell_how_long_it_really_took(accounts: list[Account]) -> None:
    live = Record.objects.public().filter(live_edition__elements__kind="guide")
    told = {}
    for record in live.select_related("live_edition__elements"):
        if actual := actual_time(record, localdate(AT)):
            promised = guide_of(record.live_edition.elements.said).promised_limit
            assert actual.slowest <= promised.number
            told[record.live_edition.title] = actual.count
    assert sorted(told.values()) == [8, 14, 24]


def test_the_ledger_reads_in_the_order_of_time_and_holds(accounts: list[Account]) -> None:
    times = list(LedgerEntry.objects.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)
    assert not list(first_broken())
