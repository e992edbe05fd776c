"""Due dates of readers' reports, reckoned anew when the law as known here changes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases import actions as cases
from gongkai.inbound.cases import queries
from gongkai.inbound.cases.actions import reckoning as reckoning_cases
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.tasks import recompute_outdated
from gongkai.lawbook import actions, reckoning
from gongkai.lawbook.queries import calendar_of
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.ledger.queries import first_broken
from tests.factories.lawbook import ClosureFactory, NoticeFactory, morning
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import EditionFactory

Reported = Callable[..., Case]
NOW = morning("2026-12-28")


def due(report: Case) -> tuple[str, bool]:
    report.refresh_from_db()
    return str(report.due_on), report.due_provisional


def moves() -> list[tuple[str, str]]:
    entries = LedgerEntry.objects.filter(verb="case.due-moved").order_by("pk")
    return [(entry.details["before"], entry.details["after"]) for entry in entries]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        pytest.param("2026-11-24", ("2026-12-15", False), id="within-the-year"),
        pytest.param("2026-09-18", ("2026-10-15", False), id="over-a-festival"),
        pytest.param("2026-12-21", ("2027-01-12", True), id="into-a-year-without-notice"),
    ],
)
def test_a_report_has_fifteen_working_days_from_receipt(
    reported: Reported, received: str, expected: tuple[str, bool]
) -> None:
    report = reported(received)
    assert due(report) == expected
    entry = LedgerEntry.objects.get(verb="case.received")
    assert entry.details["due_on"] == expected[0]


def test_a_notice_moves_exactly_the_reports_it_touches(bureau: Bureau, reported: Reported) -> None:
    early, certain = reported("2026-12-01"), reported("2026-12-11")
    moving, answered = reported("2026-12-21"), reported("2026-12-22")
    cases.take_step(answered, "withdrawn", on=NOW.date(), by=None, at=NOW)
    before = due(answered)
    assert due(certain) == ("2027-01-04", True)
    NoticeFactory(bureau=bureau, at=NOW)
    moved = reckoning.reckon_anew(by=bureau.operator, at=NOW)
    assert [(one.number, one.before, one.after) for one in moved] == [
        (moving.number, date(2027, 1, 12), date(2027, 1, 11))
    ]
    assert due(early) == ("2026-12-22", False)
    assert due(certain) == ("2027-01-04", False)
    assert due(moving) == ("2027-01-11", False)
    assert due(answered) == before
    assert moves() == [("2027-01-12", "2027-01-11")]
    entry = LedgerEntry.objects.get(verb="case.due-moved")
    assert (entry.subject_label, entry.by) == (moving.number, bureau.operator)
    assert list(first_broken()) == []


def test_reckoning_again_changes_nothing_and_leaves_no_entry(
    bureau: Bureau, reported: Reported
) -> None:
    reported("2026-12-21")
    NoticeFactory(bureau=bureau, at=NOW)
    assert len(reckoning.reckon_anew(by=bureau.operator, at=NOW)) == 1
    entries = LedgerEntry.objects.count()
    assert reckoning.reckon_anew(by=bureau.operator, at=NOW) == []
    assert recompute_outdated(NOW) == 0
    assert LedgerEntry.objects.count() == entries
    with pytest.raises(Refused, match="没有需要重算期限"):
        cases.reckon_cases(bureau.agency, by=None, at=NOW)


def test_the_round_finds_what_nobody_reckoned(bureau: Bureau, reported: Reported) -> None:
    report = reported("2026-12-21")
    NoticeFactory(bureau=bureau, at=NOW)
    assert recompute_outdated(NOW) == 1
    assert due(report) == ("2027-01-11", False)
    assert LedgerEntry.objects.get(verb="case.due-moved").by_name == "定时任务"


def test_a_report_from_before_due_dates_gets_one(reported: Reported) -> None:
    report = reported("2026-12-01")
    Case.objects.update(due_on=None, due_provisional=False, due_version="")
    assert recompute_outdated(NOW) == 1
    assert due(report) == ("2026-12-22", False)


def test_a_closure_moves_the_reports_of_its_agency_only_and_lifting_it_moves_them_back(
    bureau: Bureau, reported: Reported
) -> None:
    theirs = EditionFactory(bureau=staffed_bureau(), published=True)
    ours, others = reported("2026-12-01"), reported("2026-12-01", of=theirs)
    closure = ClosureFactory(bureau=bureau, first_on=date(2026, 12, 10), at=NOW)
    reckoning.reckon_anew(by=bureau.operator, at=NOW)
    assert due(ours) == ("2026-12-23", False)
    assert due(others) == ("2026-12-22", False)
    actions.lift_closure(closure, reason="当天照常办公。", by=bureau.operator, at=NOW)
    reckoning.reckon_anew(by=bureau.operator, at=NOW)
    assert due(ours) == ("2026-12-22", False)
    assert moves() == [("2026-12-22", "2026-12-23"), ("2026-12-23", "2026-12-22")]


def test_a_corrected_term_moves_every_waiting_report(bureau: Bureau, reported: Reported) -> None:
    report = reported("2026-12-01")
    actions.check_fact(
        "document-report", value="10", source="本机关纠错办理制度第四条", reason="承诺十个工作日",
        by=bureau.operator, at=NOW,
    )  # fmt: skip
    reckoning.reckon_anew(by=bureau.operator, at=NOW)
    assert due(report) == ("2026-12-15", False)
    assert due(reported("2026-12-01")) == ("2026-12-15", False)


def test_what_a_change_would_move_is_told_and_nothing_is_changed(
    bureau: Bureau, reported: Reported
) -> None:
    report = reported("2026-12-21")
    entries = LedgerEntry.objects.count()
    moved = reckoning.foresee(
        lambda: NoticeFactory(bureau=bureau, at=NOW), by=bureau.operator, at=NOW
    )
    assert [one.number for one in moved] == [report.number]
    assert due(report) == ("2027-01-12", True)
    assert LedgerEntry.objects.count() == entries
    assert not reckoning.outdated_agencies(Case.objects.open())


def test_many_reports_are_reckoned_in_batches(
    bureau: Bureau, reported: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reckoning_cases, "AT_ONCE", 2)
    reports = [reported("2026-12-21") for _ in range(5)]
    NoticeFactory(bureau=bureau, at=NOW)
    assert recompute_outdated(NOW) == 5
    assert {due(report) for report in reports} == {("2027-01-11", False)}
    runs = LedgerEntry.objects.filter(verb="agency.cases-reckoned").order_by("pk")
    assert [entry.details["cases"] for entry in runs] == [2, 2, 1]


def test_finding_nothing_costs_as_much_for_many_agencies_as_for_one(reported: Reported) -> None:
    reported("2026-12-01")
    with CaptureQueriesContext(connection) as for_one:
        assert reckoning.outdated_agencies(Case.objects.open()) == []
    for _ in range(4):
        reported("2026-12-01", of=EditionFactory(bureau=staffed_bureau(), published=True))
    with CaptureQueriesContext(connection) as for_many:
        assert reckoning.outdated_agencies(Case.objects.open()) == []
    assert len(for_many) == len(for_one)


@pytest.mark.parametrize(
    ("on", "told", "is_overdue"),
    [
        pytest.param("2026-12-21", "还剩1个工作日", False, id="the-day-before"),
        pytest.param("2026-12-22", "今天到期", False, id="the-day-itself"),
        pytest.param("2026-12-23", "已逾期1个工作日", True, id="the-day-after"),
        pytest.param("2026-12-27", "已逾期3个工作日", True, id="after-a-weekend"),
    ],
)
def test_how_a_report_stands_is_said_in_words(
    bureau: Bureau, reported: Reported, on: str, told: str, is_overdue: bool
) -> None:
    standing = queries.standing_of_case(
        reported("2026-12-01"), calendar_of(bureau.agency), on=date.fromisoformat(on)
    )
    assert (standing.told, standing.is_overdue) == (told, is_overdue)
