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

from gongkai.inbound.cases import queries
from gongkai.inbound.cases.models import Case, Party, Reply
from gongkai.people.models import Agency, User
from gongkai.web.pages import public_address

SECONDS = 20
# Most mailboxes take letters of twenty-five megabytes, and files grow by a third on the way.
MOST_MEGABYTES = 18
SECURE = "smtps"


class CannotMail(Exception):
    """The letter did not go out; says why in Chinese."""


class MayHaveGone(CannotMail):
    """The server had the letter and fell silent before it said that it takes it."""


def obstacles_to_mailing(case: Case) -> Iterator[str]:
    if not settings.SMTP_SERVER:
        yield "没有设置发信服务器，请系统管理员设置 GONGKAI_SMTP，或者改用其他送达方式。"
    if not _mailbox_of(case):
        yield "来件人没有留电子邮箱，请改用其他送达方式。"
    if sum(file.size for file in queries.given(case)) > MOST_MEGABYTES * 1024 * 1024:
        yield f"提供的文件合计超过{MOST_MEGABYTES}MB，邮件发不出去，请改用其他送达方式。"
    if not (settings.MAIL_FROM or case.agency.email):
        yield "没有设置本机关的发信邮箱。"


def new_id() -> str:
    """What a letter is known by to every server it passes, chosen before it goes."""
    return make_msgid(domain="gongkai.invalid")


def mail(reply: Reply, message_id: str, paper: bytes | None = None) -> None:
    """Sends a cleared reply, with its paper and the files given with it."""
    case = reply.case
    message = _letter(
        case.agency,
        to=_mailbox_of(case),
        subject=f"{case.agency.name}：{case.ruled.name}{case.number}的{reply.called}",
        text=reply.text,
        message_id=message_id,
    )
    if paper is not None:
        name = f"{reply.called}.pdf"
        message.add_attachment(paper, maintype="application", subtype="pdf", filename=name)
    for file in () if reply.is_notice else queries.given(case):
        message.add_attachment(
            file.content(), maintype="application", subtype="octet-stream", filename=file.name
        )
    _deliver(message)


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
            message_id=new_id(),
        )
    )


def _letter(agency: Agency, *, to: str, subject: str, text: str, message_id: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = formataddr((agency.name, settings.MAIL_FROM or agency.email))
    message["To"] = to
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = message_id
    message.set_content(text)
    return message


def _deliver(message: EmailMessage) -> None:
    try:
        with _server() as server:
            _hand_in(server, message)
    except (OSError, smtplib.SMTPException, ValueError) as trouble:
        raise CannotMail(
            f"邮件没有发出（{_said(trouble)}），请稍后再试或者改用其他方式。"
        ) from trouble


def _hand_in(server: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        server.send_message(message)
    except smtplib.SMTPServerDisconnected as silent:
        raise MayHaveGone(
            "发信服务器没有答复就断开了，邮件可能已经发出。请过几分钟打开这一件再看。"
        ) from silent


def _mailbox_of(case: Case) -> str:
    sender = case.parties.filter(part=Party.Part.SENDER).first()
    return str(sender.particulars.get("email", "")) if sender else ""


def _server() -> smtplib.SMTP:
    address = urlsplit(settings.SMTP_SERVER)
    host, port, trusted = address.hostname or "", address.port or 0, _trusted()
    if address.scheme == SECURE:
        return _signed_in(smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted))
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=trusted)
    return _signed_in(server)


def _trusted() -> ssl.SSLContext:
    """Whom this computer trusts, and the authority the operator named for a relay in the house."""
    context = ssl.create_default_context()
    if settings.SMTP_CA:
        try:
            context.load_verify_locations(settings.SMTP_CA)
        except OSError as unreadable:
            raise CannotMail(
                "邮件没有发出：读不到 GONGKAI_SMTP_CA 指定的证书文件，请系统管理员核对。"
            ) from unreadable
    return context


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
        return "发信服务器的证书不可信，请系统管理员设置 GONGKAI_SMTP_CA"
    return "连不上发信服务器" if isinstance(trouble, OSError) else "发信服务器拒绝"
