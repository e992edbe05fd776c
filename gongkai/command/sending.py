"""`gongkai publish`: a file prepared and sent to review. Nobody publishes alone, here neither."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.command.standing import installed
from gongkai.command.telling import FINE, FOUND, complain, hand_over, say

if TYPE_CHECKING:
    from gongkai.outbound.publishing.models import Column, Edition
    from gongkai.people.models import Unit, User


class CannotSend(Exception):
    """What was asked for cannot be done as it stands; the message says why."""


@dataclass(frozen=True)
class Sending:
    """What was asked for, with the rows it names."""

    path: Path
    by: "User"
    unit: "Unit"
    columns: "list[Column]"
    title: str
    document_number: str
    formed_on: date | None


@installed
def publish(asked: Namespace) -> int:
    from django.utils import timezone

    from gongkai.ledger.actions import Refused

    try:
        sending = _rows(asked)
        edition = _prepare(sending, at=timezone.now())
    except (CannotSend, Refused) as refusal:
        return _refuse(asked, getattr(refusal, "obstacles", None) or [str(refusal)])
    try:
        edition = _submit(edition, sending, at=timezone.now())
    except Refused as refusal:
        return _refuse(asked, refusal.obstacles, edition)
    _tell(asked, edition)
    return FINE


def _rows(asked: Namespace) -> Sending:
    from django.db.models import Q

    from gongkai.outbound.publishing.models import Column
    from gongkai.people.models import Unit, User

    by = User.objects.select_related("agency").filter(username=asked.by, is_active=True).first()
    if by is None or by.agency is None:
        raise CannotSend(f"没有登录名为“{asked.by}”的工作人员。")
    unit = Unit.objects.filter(Q(code=asked.unit) | Q(name=asked.unit), agency=by.agency).first()
    if unit is None:
        raise CannotSend(f"“{by.agency}”没有代码或名称为“{asked.unit}”的单位。")
    columns = []
    for word in asked.column:
        column = Column.objects.filter(Q(slug=word) | Q(name=word), agency=by.agency).first()
        if column is None:
            raise CannotSend(f"“{by.agency}”没有网址简称或名称为“{word}”的栏目。")
        columns.append(column)
    path = Path(asked.file)
    if not path.is_file():
        raise CannotSend(f"没有这个文件：{path}")
    return Sending(
        path=path,
        by=by,
        unit=unit,
        columns=columns,
        title=asked.title or "",
        document_number=asked.document_number or "",
        formed_on=_day(asked.formed_on),
    )


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as refusal:
        raise CannotSend(f"“{words}”不是日期，请写成 2025-06-30 的样子。") from refusal


def _prepare(sending: Sending, *, at: datetime) -> "Edition":
    """Receives and reads the file at once; the worker need not be running."""
    from gongkai.outbound.content import actions as content
    from gongkai.outbound.publishing import actions as publishing

    upload = content.receive(
        content=sending.path.read_bytes(),
        name=sending.path.name,
        unit=sending.unit,
        columns=sending.columns,
        by=sending.by,
        at=at,
    )
    upload = content.take_in(upload, at=at)
    if upload.refusal:
        raise CannotSend(upload.refusal)
    edition = upload.edition
    assert edition is not None  # noqa: S101  what was not refused was taken in
    description = publishing.Description(
        title=sending.title or edition.title,
        columns=sending.columns,
        issuer=edition.issuer,
        document_number=sending.document_number or edition.document_number,
        formed_on=sending.formed_on or edition.formed_on,
        genre=edition.genre,
        keywords=edition.keywords,
        source=sending.unit.name,
    )
    edition = publishing.describe(edition, description, by=sending.by, at=at)
    publishing.check(edition, by=sending.by, at=at)
    return edition


def _submit(edition: "Edition", sending: Sending, *, at: datetime) -> "Edition":
    from gongkai.outbound.publishing import actions as publishing

    return publishing.submit(edition, by=sending.by, at=at)


def _findings(edition: "Edition") -> list[dict[str, Any]]:
    from django.utils.timezone import localdate

    from gongkai.outbound.publishing.queries import open_findings

    return [
        {
            "severity": finding.severity,
            "label": finding.get_severity_display(),
            "part": finding.part,
            "block": finding.block,
            "message": finding.message,
            "excerpt": finding.excerpt,
            "suggestion": finding.suggestion,
        }
        for finding in open_findings(edition, on=localdate())
    ]


def _refuse(asked: Namespace, obstacles: Any, edition: "Edition | None" = None) -> int:
    if asked.json:
        hand_over({"error": list(obstacles)} | (_values(edition) if edition else {}))
        return FOUND
    if edition is not None:
        _tell_findings(edition)
        complain(f"已存为稿件，没有送审：{_address(edition)}")
    for obstacle in obstacles:
        complain(obstacle)
    return FOUND


def _tell(asked: Namespace, edition: "Edition") -> None:
    if asked.json:
        hand_over(_values(edition))
        return
    _tell_findings(edition)
    say(f"已送审：{edition.title}，索引号 {edition.record.index_number}")
    say(_address(edition))


def _values(edition: "Edition") -> dict[str, Any]:
    return {
        "edition": edition.pk,
        "record": edition.record_id,
        "state": edition.state,
        "title": edition.title,
        "index_number": edition.record.index_number,
        "address": _address(edition),
        "findings": _findings(edition),
    }


def _tell_findings(edition: "Edition") -> None:
    for found in _findings(edition):
        place = f"第{found['block']}段　" if found["block"] else ""
        say(f"{found['label']}　{place}{found['message']}")


def _address(edition: "Edition") -> str:
    from django.conf import settings

    return f"{settings.PUBLIC_ADDRESS}{edition.get_absolute_url()}"
