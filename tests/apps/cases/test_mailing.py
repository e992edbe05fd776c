"""A reply by e-mail goes to the sender's own mailbox, once it is cleared, and is proven."""

import smtplib
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.test import Client

from gongkai.inbound.cases import actions, obstacles
from gongkai.inbound.cases.models import Case, CaseFile, Reply
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from tests.apps.cases.mailbox import Sink, free_port
from tests.factories.case_files import DAY, SECRET, agreed, laid
from tests.factories.cases import CITIZEN, at, received
from tests.factories.people import Bureau

MAILBOX = "huang@example.com"


@pytest.fixture
def self_signed(tmp_path: Path) -> Path:
    """What a relay in the house shows: nobody but the operator vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + signed.public_bytes(Encoding.PEM)
    )
    return file


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


@pytest.mark.parametrize("account", ["", "clerk:secret@"])
def test_no_letter_goes_to_a_server_nobody_vouches_for(
    bureau: Bureau, settings: Any, self_signed: Path, account: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed)
    sink = Sink([])
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), tls_context=context)
    controller.start()
    settings.MAIL_FROM = "gongkai@example.com"
    settings.SMTP_SERVER = f"smtp://{account}127.0.0.1:{controller.port}"
    reply = cleared(bureau)
    try:
        with pytest.raises(Refused, match="证书不可信"):
            actions.send(reply, channel="email", by=bureau.office, at=at("2026-03-16"))
        settings.SMTP_CA = str(self_signed.with_name("nowhere.pem"))
        with pytest.raises(Refused, match="读不到 GONGKAI_SMTP_CA"):
            actions.send(reply, channel="email", by=bureau.office, at=at("2026-03-16"))
        assert sink.letters == []
        settings.SMTP_CA = str(self_signed)
        settings.SMTP_SERVER = f"smtp://127.0.0.1:{controller.port}"
        actions.send(reply, channel="email", by=bureau.office, at=at("2026-03-16"))
        assert len(sink.letters) == 1
    finally:
        controller.stop()


def test_two_who_send_at_once_mail_once(
    bureau: Bureau, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = cleared(bureau)
    really = smtplib.SMTP.send_message

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(smtplib.SMTP, "send_message", really)
        for channel in ("email", "web"):
            with pytest.raises(Refused, match="正在用电子邮件发送"):
                actions.send(reply, channel=channel, by=bureau.head, at=at("2026-03-16"))
        with pytest.raises(Refused, match="正在用电子邮件发送"):
            actions.draft_reply(
                reply.case, text="另一个答复。", outcome="R-1", by=bureau.office,
                at=at("2026-03-16"),
            )  # fmt: skip
        return really(*args, **kwargs)

    monkeypatch.setattr(smtplib.SMTP, "send_message", meanwhile)
    case = actions.send(reply, channel="email", by=bureau.office, at=at("2026-03-16"))
    assert len(sink.letters) == 1
    assert case.replies.get().claimed_at is None
    verbs = LedgerEntry.objects.filter(verb__startswith="reply.").order_by("id")
    assert list(verbs.values_list("verb", flat=True))[-2:] == ["reply.sending", "reply.sent"]


@pytest.fixture
def in_doubt(bureau: Bureau, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> Reply:
    """The computer went down after the letter had gone and before that was recorded."""
    reply = cleared(bureau)
    really = smtplib.SMTP.send_message

    def goes_down(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(smtplib.SMTP, "send_message", really)
        really(*args, **kwargs)
        raise SystemExit

    monkeypatch.setattr(smtplib.SMTP, "send_message", goes_down)
    with pytest.raises(SystemExit):
        actions.send(reply, channel="email", by=bureau.office, at=at("2026-03-16"))
    return reply


LATER = at("2026-03-16") + timedelta(minutes=11)


@pytest.mark.parametrize(
    ("unsure", "letters"), [pytest.param("went", 1, id="went"), pytest.param("lost", 2, id="lost")]
)
def test_what_became_of_a_letter_in_doubt_is_asked_before_anything_else(
    bureau: Bureau, sink: Sink, in_doubt: Reply, unsure: str, letters: int
) -> None:
    with pytest.raises(Refused, match="正在用电子邮件发送"):
        actions.send(in_doubt, channel="email", by=bureau.office, at=at("2026-03-16"))
    for channel in ("email", "web"):
        with pytest.raises(Refused, match="没有记录结果"):
            actions.send(in_doubt, channel=channel, by=bureau.office, at=LATER)
    with pytest.raises(Refused, match="没有记录结果"):
        actions.take_step(
            in_doubt.case, "extended", on=LATER.date(), days=5, by=bureau.office, at=LATER
        )
    case = actions.send(in_doubt, channel="email", unsure=unsure, by=bureau.office, at=LATER)
    assert len(sink.letters) == letters
    message = message_from_bytes(sink.letters[-1], policy=policy.default)
    assert case.replies.get().proof == f"邮件 {message['Message-ID']}"
    assert case.stage == Case.Stage.CLOSED


def test_nobody_records_a_letter_that_was_never_begun(bureau: Bureau, sink: Sink) -> None:
    with pytest.raises(Refused, match="没有尚待说明的发送"):
        actions.send(
            cleared(bureau), channel="email", unsure=obstacles.Unsure.WENT, by=bureau.office,
            at=at("2026-03-16"),
        )  # fmt: skip


def test_a_server_that_falls_silent_leaves_the_letter_in_doubt(
    bureau: Bureau, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_args: Any, **_kwargs: Any) -> Any:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(smtplib.SMTP, "send_message", silent)
    reply = cleared(bureau)
    with pytest.raises(Refused, match="邮件可能已经发出"):
        actions.send(reply, channel="email", by=bureau.office, at=at("2026-03-16"))
    reply.refresh_from_db()
    assert reply.claimed_at is not None


def test_the_page_asks_what_became_of_it(
    bureau: Bureau, sink: Sink, in_doubt: Reply, client: Client
) -> None:
    address = f"/office/cases/{in_doubt.case_id}"
    client.force_login(bureau.office)
    with time_machine.travel(at("2026-03-16"), tick=False):
        text = client.get(f"{address}/reply/").content.decode()
        assert "正在用电子邮件发送" in text
        assert "送出答复" not in text
    with time_machine.travel(LATER, tick=False):
        text = client.get(f"{address}/reply/").content.decode()
        assert "没有记录结果，邮件可能已经发出" in text
        refused = client.post(f"{address}/send/", {"channel": "email"})
        assert refused.status_code == 422
        assert "再说明有没有发出" in refused.content.decode()
        assert client.post(f"{address}/send/", {"unsure": "went"}).status_code == 302
    assert Case.objects.get().stage == Case.Stage.CLOSED
    assert len(sink.letters) == 1


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
