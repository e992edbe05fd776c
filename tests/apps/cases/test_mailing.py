"""A reply by e-mail goes to the sender's own mailbox, once it is cleared, and is proven."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from gongkai.inbound.cases import actions, queries, tasks
from gongkai.inbound.cases.models import Case, Reply
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import User
from tests.factories.cases import CITIZEN, at, received
from tests.factories.people import Bureau

MAILBOX = "huang@example.com"


@dataclass
class Sink:
    """A server that keeps what it is sent, or refuses everybody."""

    letters: list[bytes]
    refuses: bool = False

    async def handle_RCPT(  # noqa: N802  aiosmtpd's own name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(envelope.content)
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    kept = Sink([])
    controller = Controller(kept, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.SMTP_SERVER = f"smtp://127.0.0.1:{controller.port}"
    settings.MAIL_FROM = "gongkai@example.com"
    yield kept
    controller.stop()


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """What a server shows that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + signed.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def cleared(bureau: Bureau, *, email: str = MAILBOX) -> Reply:
    case = received(bureau, sender=replace(CITIZEN, email=email))
    day = at("2026-03-02")
    reply = actions.draft_reply(
        case, text="中标结果见附件。", outcome="R-1", by=bureau.office, at=day
    )
    reply = actions.submit(reply, by=bureau.office, at=day)
    return actions.clear(reply, digest=reply.digest, by=bureau.leader, at=day)


def test_the_reply_arrives_as_it_was_cleared(bureau: Bureau, sink: Sink) -> None:
    case = actions.send(cleared(bureau), channel="email", by=bureau.office, at=at("2026-03-16"))
    (letter,) = sink.letters
    message = message_from_bytes(letter, policy=policy.default)
    assert message["To"] == MAILBOX
    assert case.number in message["Subject"]
    assert message.get_content().strip() == "中标结果见附件。"
    reply = case.replies.get()
    assert message["Message-ID"] in reply.proof
    assert case.stage == Case.Stage.CLOSED


def test_what_was_not_cleared_is_not_mailed(bureau: Bureau, sink: Sink) -> None:
    reply = cleared(bureau)
    actions.draft_reply(
        reply.case, text="另一个答复。", outcome="R-1", by=bureau.office, at=at("2026-03-03")
    )
    reply.refresh_from_db()
    with pytest.raises(Refused, match="审定以后才能送出"):
        actions.send(reply, channel="email", by=bureau.office, at=at("2026-03-03"))
    assert sink.letters == []


def test_a_refused_mailbox_leaves_the_case_open(bureau: Bureau, sink: Sink) -> None:
    sink.refuses = True
    reply = cleared(bureau)
    with pytest.raises(Refused, match="不收这个邮箱"):
        actions.send(reply, channel="email", by=bureau.office, at=at("2026-03-16"))
    reply.refresh_from_db()
    assert reply.state == Reply.State.CLEARED
    assert reply.case.closed_on is None


def test_no_password_is_told_to_a_server_nobody_vouches_for(
    bureau: Bureau, settings: Any, self_signed: ssl.SSLContext
) -> None:
    sink = Sink([])
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port(), tls_context=self_signed)
    controller.start()
    settings.MAIL_FROM = "gongkai@example.com"
    server = f"127.0.0.1:{controller.port}"
    try:
        settings.SMTP_SERVER = f"smtp://clerk:secret@{server}"
        with pytest.raises(Refused, match="证书不可信"):
            actions.send(cleared(bureau), channel="email", by=bureau.office, at=at("2026-03-16"))
        assert sink.letters == []
        settings.SMTP_SERVER = f"smtp://{server}"
        actions.send(Reply.objects.get(), channel="email", by=bureau.office, at=at("2026-03-16"))
        assert len(sink.letters) == 1
    finally:
        controller.stop()


@pytest.mark.parametrize(
    ("email", "server", "says"),
    [
        pytest.param("", "smtp://127.0.0.1:1", "没有留电子邮箱", id="no-mailbox"),
        pytest.param(MAILBOX, "", "没有设置发信服务器", id="no-server"),
        pytest.param(MAILBOX, "smtp://127.0.0.1:1", "连不上发信服务器", id="server-away"),
    ],
)
def test_what_keeps_a_letter_from_going_is_told(
    bureau: Bureau, settings: Any, email: str, server: str, says: str
) -> None:
    settings.SMTP_SERVER, settings.MAIL_FROM = server, "gongkai@example.com"
    with pytest.raises(Refused, match=says):
        actions.send(cleared(bureau, email=email), channel="email", by=bureau.office,
                     at=at("2026-03-16"))  # fmt: skip


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
