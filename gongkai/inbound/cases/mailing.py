"""Replies by e-mail: to the address the sender gave, through the server the operator named."""

import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from django.conf import settings

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.models import Case, Party, Reply

SECONDS = 20
# Most mailboxes take letters of twenty-five megabytes, and files grow by a third on the way.
MOST_MEGABYTES = 18
SECURE = "smtps"


class CannotMail(Exception):
    """The letter did not go out; says why in Chinese."""


def obstacles_to_mailing(case: Case) -> Iterator[str]:
    if not settings.SMTP_SERVER:
        yield "没有设置发信服务器，请系统管理员设置 GONGKAI_SMTP，或者改用其他送达方式。"
    if not _mailbox_of(case):
        yield "来件人没有留电子邮箱，请改用其他送达方式。"
    if sum(file.size for file in queries.given(case)) > MOST_MEGABYTES * 1024 * 1024:
        yield f"提供的文件合计超过{MOST_MEGABYTES}MB，邮件发不出去，请改用其他送达方式。"
    if not (settings.MAIL_FROM or case.agency.email):
        yield "没有设置本机关的发信邮箱。"


def mail(reply: Reply, paper: bytes | None = None) -> str:
    """Sends a cleared reply with its paper; returns what proves it: the message's id."""
    case = reply.case
    message = EmailMessage()
    message["Subject"] = f"{case.agency.name}：{case.ruled.name}{case.number}的{reply.called}"
    message["From"] = formataddr((case.agency.name, settings.MAIL_FROM or case.agency.email))
    message["To"] = _mailbox_of(case)
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain="gongkai.invalid")
    message.set_content(reply.text)
    if paper is not None:
        name = f"{reply.called}.pdf"
        message.add_attachment(paper, maintype="application", subtype="pdf", filename=name)
    for file in () if reply.is_notice else queries.given(case):
        message.add_attachment(
            file.content(), maintype="application", subtype="octet-stream", filename=file.name
        )
    try:
        with _server() as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as trouble:
        raise CannotMail(
            f"邮件没有发出（{_said(trouble)}），请稍后再试或者改用其他方式。"
        ) from trouble
    return f"邮件 {message['Message-ID']}"


def _mailbox_of(case: Case) -> str:
    sender = case.parties.filter(part=Party.Part.SENDER).first()
    return str(sender.particulars.get("email", "")) if sender else ""


def _server() -> smtplib.SMTP:
    address = urlsplit(settings.SMTP_SERVER)
    host, port, trusted = address.hostname or "", address.port or 0, ssl.create_default_context()
    if address.scheme == SECURE:
        return _signed_in(smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted))
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        # A relay in the house often signs its own certificate; no password is told to such a one.
        server.starttls(context=trusted if address.username else None)
    return _signed_in(server)


def _signed_in(server: smtplib.SMTP) -> smtplib.SMTP:
    address = urlsplit(settings.SMTP_SERVER)
    if address.username:
        server.login(unquote(address.username), unquote(address.password or ""))
    return server


def _said(trouble: Exception) -> str:
    """A server's refusal, without the address it may repeat."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return "对方服务器不收这个邮箱"
    if isinstance(trouble, smtplib.SMTPAuthenticationError):
        return "发信服务器不认账号或者密码"
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return "发信服务器的证书不可信"
    return "连不上发信服务器" if isinstance(trouble, OSError) else "发信服务器拒绝"
