"""Personal data of a case: sealed as it is kept, read for a purpose, erased when its time is up."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from gongkai.inbound.cases import actions, tasks
from gongkai.inbound.cases.models import Case, Party, Rating
from gongkai.inbound.cases.sealing import CannotUnseal, seal, unseal
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.media.models import StoredFile
from gongkai.rules.cases import Sender
from tests.factories.cases import at, cleared, received
from tests.factories.people import Bureau, UserFactory


def test_the_database_holds_no_personal_data_in_clear(bureau: Bureau) -> None:
    received(bureau)
    with connection.cursor() as cursor:
        for table in ("cases_case", "cases_party", "cases_caseevent", "ledger_ledgerentry"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)
            for said in ("黄示例", "451400199001010014", "13800138000", "请提供东环路"):
                assert said not in rows, table
    party = Party.objects.get()
    assert party.shown_as == "黄**"
    assert party.particulars["phone"] == "13800138000"


def test_the_same_sender_is_known_again_without_being_read(bureau: Bureau) -> None:
    received(bureau)
    received(bureau, seed="b" * 32)
    received(bureau, seed="c" * 32, sender=Sender(name="黄示例", identity_number="x", phone="1"))
    known = list(Party.objects.order_by("id").values_list("known_by", flat=True))
    assert known[0] == known[1] != known[2]


def test_whoever_looks_at_a_party_says_what_for_and_it_is_in_the_ledger(bureau: Bureau) -> None:
    case = received(bureau)
    party = case.parties.get()
    with pytest.raises(Refused, match="查看的用途"):
        actions.read_party(party, purpose="", by=bureau.office, at=at("2026-02-11"))
    outsider = UserFactory(agency=bureau.agency)
    with pytest.raises(Refused, match="不在您手里"):
        actions.read_party(party, purpose="联系申请人", by=outsider, at=at("2026-02-11"))
    read = actions.read_party(party, purpose="联系申请人", by=bureau.office, at=at("2026-02-11"))
    assert read["name"] == "黄示例"
    entry = LedgerEntry.objects.get(verb="case.party-read")
    assert entry.details["purpose"] == "联系申请人"


def test_erasing_takes_the_person_and_leaves_the_proof(bureau: Bureau) -> None:
    case = received(bureau)
    closed = actions.send(
        cleared(case, bureau), channel="web", by=bureau.office, at=at("2026-03-16")
    )
    with pytest.raises(Refused, match="要保存到2031-03-16"):
        actions.erase(closed, by=bureau.operator, at=at("2031-03-15"))
    erased = actions.erase(closed, by=None, at=at("2031-03-16"))
    assert erased.parties.get().particulars == {}
    assert "东环路" not in erased.text + erased.subject
    entry = LedgerEntry.objects.get(verb="case.erased")
    assert len(entry.details["digests"]) == 2


def test_erasing_takes_the_files_and_the_word_of_the_rating(
    bureau: Bureau, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list]]
) -> None:
    case = received(bureau)
    actions.add_files(
        case, [actions.SentFile("身份证.txt", b"paper", "paper")], by=None, at=at("2026-02-11")
    )
    stored = case.files.get().file
    path = Path(stored.content.path)
    assert path.exists()
    closed = actions.send(
        cleared(case, bureau), channel="web", by=bureau.office, at=at("2026-03-16")
    )
    actions.rate(closed, stars=5, word="我是黄示例", at=at("2026-03-17"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(closed, by=None, at=at("2031-03-16"))
    assert not closed.files.exists()
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert not path.exists()
    rating = Rating.objects.get(case=closed)
    assert (rating.stars, rating.word) == (5, "")
    assert stored.sha256 in LedgerEntry.objects.get(verb="case.erased").details["digests"]


def test_an_open_case_is_not_erased(bureau: Bureau) -> None:
    with pytest.raises(Refused, match="还没有办结"):
        actions.erase(received(bureau), by=bureau.operator, at=at("2040-01-01"))


def test_a_lost_key_is_told_and_another_key_of_the_list_opens(settings: object) -> None:
    settings.SEALING_KEYS = ["first"]  # type: ignore[attr-defined]
    sealed = seal("黄示例")
    settings.SEALING_KEYS = ["second", "first"]  # type: ignore[attr-defined]
    assert unseal(sealed) == "黄示例"
    settings.SEALING_KEYS = ["second"]  # type: ignore[attr-defined]
    with pytest.raises(CannotUnseal, match="GONGKAI_SEALING_KEYS"):
        unseal(sealed)


def test_the_timetable_erases_what_was_kept_long_enough_and_nothing_else(bureau: Bureau) -> None:
    for seed, closed_on in (("a", "2026-03-16"), ("b", "2026-03-17"), ("c", None)):
        case = received(bureau, seed=seed * 32)
        if closed_on:
            day = date.fromisoformat(closed_on)
            actions.take_step(case, "withdrawn", on=day, outcome="R-6.3", by=None, at=at(closed_on))
    assert tasks.erase_what_was_kept_long_enough(at("2031-03-15")) == 0
    assert tasks.erase_what_was_kept_long_enough(at("2031-03-16")) == 1
    assert tasks.erase_what_was_kept_long_enough(at("2031-03-16")) == 0
    kept = Case.objects.exclude(closed_on=None).filter(erased_at=None)
    assert [case.closed_on for case in kept] == [date(2026, 3, 17)]


def test_the_last_days_of_a_month_are_kept_as_long_as_the_others(bureau: Bureau) -> None:
    case = received(bureau, received_on=date(2026, 3, 2))
    actions.take_step(
        case, "withdrawn", on=date(2026, 3, 31), outcome="R-6.3", by=None, at=at("2026-03-31")
    )
    assert tasks.erase_what_was_kept_long_enough(at("2031-03-30")) == 0
    assert tasks.erase_what_was_kept_long_enough(at("2031-03-31")) == 1
