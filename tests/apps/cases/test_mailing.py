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

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.models import Case, CaseFile, Reply
from gongkai.ledger.actions import Refused
from tests.factories.case_files import DAY, SECRET, agreed, laid
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


def test_the_files_cleared_with_the_reply_go_along(bureau: Bureau, sink: Sink) -> None:
    case = received(bureau, sender=replace(CITIZEN, email=MAILBOX))
    laid(case, bureau, part=CaseFile.Part.INTERNAL, name="请示.docx")
    copy = actions.release(laid(case, bureau), passages=[SECRET], by=bureau.clerk, at=DAY)
    reply = agreed(case, bureau)
    actions.send(reply, channel="email", by=bureau.clerk, at=DAY)
    message = message_from_bytes(sink.letters[0], policy=policy.default)
    (sent,) = message.iter_attachments()
    assert sent.get_filename() == copy.name
    assert sent.get_content() == copy.content()


def test_files_too_large_for_a_mailbox_go_another_way(
    bureau: Bureau, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = received(bureau, sender=replace(CITIZEN, email=MAILBOX))
    actions.release(laid(case, bureau), by=bureau.clerk, at=DAY)
    reply = agreed(case, bureau, outcome="R-1")
    monkeypatch.setattr("gongkai.inbound.cases.mailing.MOST_MEGABYTES", 0.001)
    with pytest.raises(Refused, match="请改用其他送达方式"):
        actions.send(reply, channel="email", by=bureau.clerk, at=DAY)
    assert sink.letters == []


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
