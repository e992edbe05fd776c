"""The one letter a day that tells an officer what is near its due date or late."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from gongkai.inbound.cases import actions, queries, tasks
from gongkai.inbound.cases.models import Case
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import User
from tests.apps.cases.mailbox import Sink
from tests.factories.cases import at, received
from tests.factories.people import Bureau


@pytest.fixture
def told(bureau: Bureau) -> Case:
    """A case due on 16 March whose holder was told of it on the 9th."""
    User.objects.filter(pk=bureau.clerk.pk).update(email="jingban@example.com")
    case = actions.accept(queries.offered(received(bureau)), by=bureau.clerk, at=at("2026-02-10"))
    tasks.warn_of_due_dates(at("2026-03-09"))
    return case


def test_whoever_was_told_gets_one_letter_that_day_with_nothing_personal(
    bureau: Bureau, sink: Sink, told: Case
) -> None:
    other = actions.accept(
        queries.offered(received(bureau, kind="enquiry")), by=bureau.clerk, at=at("2026-02-10")
    )
    tasks.warn_of_due_dates(at("2026-03-09"))
    assert tasks.mail_digests(at("2026-03-09")) == 1
    assert tasks.mail_digests(at("2026-03-09") + timedelta(hours=2)) == 0
    (letter,) = sink.letters
    message = message_from_bytes(letter, policy=policy.default)
    text = message.get_content()
    assert message["To"] == "jingban@example.com"
    assert f"{told.number}　依申请公开　期限2026-03-16" in text
    assert f"{other.number}　咨询" in text
    assert f"http://testserver/office/cases/{told.pk}/" in text
    for personal in ("黄", "东环路", "13800138000"):
        assert personal not in text
        assert personal not in message["Subject"]
    assert tasks.mail_digests(at("2026-03-10")) == 0
    tasks.warn_of_due_dates(at("2026-03-11"))
    assert tasks.mail_digests(at("2026-03-11")) == 1


def test_nobody_gets_a_letter_at_night_or_without_a_mailbox_or_of_what_is_settled(
    bureau: Bureau, sink: Sink, told: Case
) -> None:
    assert tasks.mail_digests(at("2026-03-09") - timedelta(hours=3)) == 0
    clerk = User.objects.filter(pk=bureau.clerk.pk)
    clerk.update(email="")
    assert tasks.mail_digests(at("2026-03-09")) == 0
    clerk.update(email="jingban@example.com", is_active=False)
    assert tasks.mail_digests(at("2026-03-09")) == 0
    clerk.update(is_active=True)
    actions.take_step(
        told, "extended", on=at("2026-03-09").date(), days=9, by=bureau.office, at=at("2026-03-09")
    )
    assert tasks.mail_digests(at("2026-03-09")) == 0
    assert sink.letters == []


def test_a_letter_the_server_refused_is_tried_again_an_hour_later(
    bureau: Bureau, sink: Sink, told: Case
) -> None:
    sink.refuses = True
    assert tasks.mail_digests(at("2026-03-09")) == 0
    sink.refuses = False
    assert tasks.mail_digests(at("2026-03-09") + timedelta(minutes=30)) == 0
    assert tasks.mail_digests(at("2026-03-09") + timedelta(minutes=61)) == 1
    verbs = LedgerEntry.objects.filter(subject_type="people.user").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "user.reminded", "user.not-reminded", "user.reminded",
    ]  # fmt: skip
    assert "jingban" not in str([entry.details for entry in verbs])


def test_two_workers_do_not_both_write_to_one_person(
    bureau: Bureau, sink: Sink, told: Case
) -> None:
    actions.claim_digest(bureau.clerk, [told], at=at("2026-03-09"))
    assert tasks.mail_digests(at("2026-03-09")) == 0
    with pytest.raises(Refused, match="已经发过"):
        actions.claim_digest(bureau.clerk, [told], at=at("2026-03-09"))
