"""E-mail through the server the operator named: replies to senders, reminders to officers."""

import smtplib
import ssl
from collections.abc import Iterable, Iterator
from datetime import date
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import reverse

from gongkai.inbound.cases.models import Case, Party, Reply
from gongkai.people.models import Agency, User
from gongkai.web.pages import public_address

SECONDS = 20
SECURE = "smtps"


class CannotMail(Exception):
    """The letter did not go out; says why in Chinese."""


def obstacles_to_mailing(case: Case) -> Iterator[str]:
    if not settings.SMTP_SERVER:
        yield "没有设置发信服务器，请系统管理员设置 GONGKAI_SMTP，或者改用其他送达方式。"
    if not _mailbox_of(case):
        yield "来件人没有留电子邮箱，请改用其他送达方式。"
    if not (settings.MAIL_FROM or case.agency.email):
        yield "没有设置本机关的发信邮箱。"


def mail(reply: Reply) -> str:
    """Sends a cleared reply; returns what proves it: the message's id and the server's word."""
    case = reply.case
    message = _letter(
        case.agency,
        to=_mailbox_of(case),
        subject=f"{case.agency.name}：{case.ruled.name}{case.number}的答复",
        text=reply.text,
    )
    _deliver(message)
    return f"邮件 {message['Message-ID']}"


def remind(user: User, cases: Iterable[Case], *, on: date) -> None:
    """Tells a member of staff what is near its due date or late: no name, not even a subject."""
    agency = user.agency
    if agency is None:
        raise ValueError("only the staff of an agency is told of its cases")
    told = [
        f"{case.number}　{case.ruled.name}　期限{case.due_on:%Y-%m-%d}"
        f"{'（已逾期）' if case.is_overdue(on) else ''}\n"
        f"{public_address(reverse('casework:case', args=[case.pk]))}\n"
        for case in cases
    ]
    closing = "在“今日”里可以看到由谁办理。邮件由系统发出，请不要回复。"
    _deliver(
        _letter(
            agency,
            to=user.email,
            subject=f"{agency.short_name}：{len(told)}件来件快到期或者已逾期",
            text="\n".join(("下列来件快到期或者已逾期：\n", *told, closing)),
        )
    )


def _letter(agency: Agency, *, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = formataddr((agency.name, settings.MAIL_FROM or agency.email))
    message["To"] = to
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain="gongkai.invalid")
    message.set_content(text)
    return message


def _deliver(message: EmailMessage) -> None:
    try:
        with _server() as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as trouble:
        raise CannotMail(
            f"邮件没有发出（{_said(trouble)}），请稍后再试或者改用其他方式。"
        ) from trouble


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
