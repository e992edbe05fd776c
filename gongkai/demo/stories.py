"""How each document of the demo bureau came about, told as the acts of its people.

A story gives the time at which it goes on and then acts; all stories are told together in the
order of time, so that the ledger reads as if the bureau had worked.
"""

import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate, localtime

from gongkai.demo import paper
from gongkai.demo.bureau import Bureau
from gongkai.inbound.cases import actions as cases
from gongkai.inbound.cases.intake import report_of
from gongkai.outbound.content import actions as content
from gongkai.outbound.content.models import Upload
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Finding, Record, Signature
from gongkai.outbound.publishing.obstacles import a_year_after
from gongkai.outbound.publishing.queries import open_findings
from gongkai.people.models import User

Story = Iterator[datetime]
FOLDER = Path(__file__).with_name("documents")
OPENING = time(9, 10)
HOUR = timedelta(hours=1)


class CannotTell(Exception):
    """A sample document met an obstacle that the story did not foresee."""


@dataclass(frozen=True)
class Telling:
    """What all stories share: the bureau, the present, and what was published so far."""

    bureau: Bureau
    now: datetime
    published: dict[str, Record] = field(default_factory=dict)


def documents() -> list[dict[str, Any]]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        found += tomllib.loads(path.read_text("utf-8"))["document"]
    return found


def story(document: dict[str, Any], telling: Telling) -> Story:
    """From the clerk's Word file to wherever this document ended."""
    at = opening(document["days_ago"], telling.now)
    document = _dated(document, localdate(at))
    yield at
    edition = _upload(document, telling.bureau, at=at)
    fate = document.get("fate", "published")
    if fate == "draft":
        return
    at = min(at + HOUR, telling.now)
    yield at
    if fate == "the-whole-flow":
        edition = _mend(edition, document, telling.bureau, at=at)
    edition = _settle_findings(edition, document, telling.bureau, at=at)
    edition = _send(edition, document, telling, at=at)
    if fate == "urgent":
        yield telling.now
        actions.release_urgently(
            edition, digest=edition.digest, reason=document["reason"],
            by=telling.bureau.people["fenguan"], at=telling.now,
        )  # fmt: skip
        return
    for signature in _signatures(edition, document, telling.bureau):
        at = min(at + HOUR, telling.now)
        yield at
        edition = signature(at)
    telling.published[document["key"]] = edition.record
    yield from _sequel(edition, document, telling, at)


def opening(days_ago: float, now: datetime) -> datetime:
    """In the morning of a weekday; within the last day simply as long ago as it says."""
    moment = now - timedelta(days=days_ago)
    if days_ago < 1:
        return moment
    day = localdate(moment)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return datetime.combine(day, OPENING, tzinfo=localtime(moment).tzinfo)


def _dated(document: dict[str, Any], on: date) -> dict[str, Any]:
    words = {"year": on.year, "last_year": on.year - 1, "month": on.month}

    def fill(value: Any) -> Any:
        if isinstance(value, str):
            for name, number in words.items():
                value = value.replace(f"{{{name}}}", str(number))
        elif isinstance(value, list):
            value = [fill(one) for one in value]
        return value

    return {name: fill(value) for name, value in document.items()} | {"formed_on": on}


def _upload(document: dict[str, Any], bureau: Bureau, *, at: datetime) -> Edition:
    text = document.get("text", "") + document.get("draft_slip", "")
    edition = _receive(document, bureau, text, None, at=at)
    if annex := document.get("annex"):
        _read(
            content.receive(
                content=paper.pdf(annex), name=f"{annex[0]}.pdf", part=Upload.Part.ANNEX,
                edition=edition, unit=edition.record.unit, by=_clerk(document, bureau), at=at,
            ),
            at=at,
        )  # fmt: skip
    return _describe(edition, document, bureau, at=at)


def _receive(
    document: dict[str, Any], bureau: Bureau, text: str, edition: Edition | None, *, at: datetime
) -> Edition:
    if document.get("form") == "sheet":
        file, suffix = paper.sheet(document["title"], document["rows"]), ".xlsx"
    else:
        file, suffix = _word(document, text), ".docx"
    return _read(
        content.receive(
            content=file,
            name=f"{document['title']}{suffix}",
            unit=bureau.units[document["unit"]],
            columns=[bureau.columns[slug] for slug in document["columns"]],
            edition=edition,
            by=_clerk(document, bureau),
            at=at,
        ),
        at=at,
    )


def _word(document: dict[str, Any], text: str) -> bytes:
    return paper.word(
        document["title"], text, issuer="示例市交通运输局",
        number=document.get("number", ""), formed_on=document["formed_on"],
    )  # fmt: skip


def _read(upload: Upload, *, at: datetime) -> Edition:
    upload = content.take_in(upload, at=at)
    if upload.edition is None or upload.state != Upload.State.TAKEN_IN:
        raise CannotTell(f"{upload.name}：{upload.refusal}")
    return upload.edition


def _describe(
    edition: Edition, document: dict[str, Any], bureau: Bureau, *, at: datetime, **changed: Any
) -> Edition:
    by, formed_on = _clerk(document, bureau), document["formed_on"]
    term = document.get("valid_days")
    description = {
        "title": document["title"],
        "columns": [bureau.columns[slug] for slug in document["columns"]],
        "issuer": bureau.agency.name,
        "document_number": document.get("number", ""),
        "formed_on": formed_on,
        "genre": edition.genre,
        "topic": document.get("topic", ""),
        "keywords": edition.keywords,
        "summary": document["summary"],
        "source": edition.record.unit.name,
        "valid_until": formed_on + timedelta(days=term) if term else None,
    }
    edition = actions.describe(edition, actions.Description(**description | changed), by=by, at=at)
    actions.check(edition, by=by, at=at)
    return edition


def _mend(edition: Edition, document: dict[str, Any], bureau: Bureau, *, at: datetime) -> Edition:
    """The checks found a private number, and the clerk brings the corrected file."""
    if (
        not open_findings(edition, on=localdate(at))
        .filter(severity=Finding.Severity.BLOCK)
        .exists()
    ):
        raise CannotTell(f"{edition.title}：检查没有发现文中的手机号。")
    edition = _receive(document, bureau, document["text"], edition, at=at)
    return _describe(edition, document, bureau, at=at)


def _settle_findings(
    edition: Edition, document: dict[str, Any], bureau: Bureau, *, at: datetime
) -> Edition:
    """What the checks found is masked, excused, or excused for good; a word joins the list."""
    by = _clerk(document, bureau)
    if document.get("masks"):
        edition = actions.mask_personal_data(edition, by=by, at=at)
    for prefix, reason in document.get("excuses", {}).items():
        for finding in open_findings(edition, on=localdate(at)).filter(rule__startswith=prefix):
            actions.excuse(finding, reason=reason, by=by, at=at)
            if prefix in document.get("standing", ()):
                actions.make_standing(
                    finding, reason=reason, until_on=a_year_after(localdate(at)),
                    by=bureau.people["baomi"], at=at,
                )  # fmt: skip
    if words := document.get("own_words"):
        listed = [actions.NewWord(*word) for word in words]
        actions.add_words(bureau.agency, listed, by=bureau.people["gongkaiban"], at=at)
    return edition


def _send(edition: Edition, document: dict[str, Any], telling: Telling, *, at: datetime) -> Edition:
    release: dict[str, Any] = {}
    if document.get("fate") == "scheduled":
        day = localdate(telling.now) + timedelta(days=document["after_days"])
        due = datetime.combine(day, OPENING, tzinfo=localtime(at).tzinfo)
        release = {"release": Edition.Release.AT_TIME, "release_at": due}
    elif document.get("fate") == "by-hand":
        release = {"release": Edition.Release.BY_HAND}
    return actions.submit(edition, **release, by=_clerk(document, telling.bureau), at=at)


def _signatures(edition: Edition, document: dict[str, Any], bureau: Bureau) -> Iterator[Any]:
    """The acts of the reviewers, as far as this document has come."""
    head = bureau.head_of(edition.record.unit)
    reviewers = [head, bureau.people["baomi"], bureau.people["gongkaiban"]]
    fate = document.get("fate")
    if fate == "returned":
        yield _signature(edition, head, Signature.Verdict.RETURNED, document["reason"])
        return
    for person in reviewers[:1] if fate == "in-review" else reviewers:
        yield _signature(edition, person, Signature.Verdict.AGREED, "")


def _signature(edition: Edition, person: User, verdict: str, reason: str) -> Any:
    def sign(at: datetime) -> Edition:
        return actions.sign(
            edition, digest=edition.digest, verdict=verdict, reason=reason, by=person, at=at
        )

    return sign


def _sequel(edition: Edition, document: dict[str, Any], telling: Telling, at: datetime) -> Story:
    """What happened to it after it was public."""
    if "report" in document:
        yield from _reported(edition.record, document, telling, at)
    fate, bureau = document.get("fate"), telling.bureau
    if fate == "withdrawn":
        yield (at := at + timedelta(days=document["after_days"]))
        actions.withdraw(
            edition.record, reason=document["reason"], by=bureau.people["gongkaiban"], at=at
        )
    elif fate == "corrected":
        before, after = document["corrected"].split("→")
        yield (at := at + timedelta(days=document["after_days"]))
        revised = actions.revise(edition, by=_clerk(document, bureau), at=at)
        text = document["text"].replace(before, after)
        revised = _receive(document, bureau, text, revised, at=at)
        yield from _correct(revised, document, telling, at, change_note=document["note"])
    elif fate == "repealed":
        newer = next(one for one in documents() if one["key"] == document["replaced_by"])
        yield (at := opening(newer["days_ago"], telling.now) + timedelta(days=1))
        revised = actions.revise(edition, by=_clerk(document, bureau), at=at)
        yield from _correct(
            revised, document, telling, at,
            change_note=document["note"],
            validity=Edition.Validity.REPEALED,
            validity_note=document["note"],
            validity_on=localdate(at),
            replaced_by=telling.published[document["replaced_by"]],
        )  # fmt: skip


def _reported(record: Record, document: dict[str, Any], telling: Telling, at: datetime) -> Story:
    """A reader says what is wrong with it; the unit answers, or has yet to."""
    reported = document["report"]
    yield (at := min(at + timedelta(days=reported["after_days"]), telling.now))
    record.refresh_from_db()
    new = report_of(
        record, reason=reported["reason"], text=reported["text"], received_on=localdate(at)
    )
    case = cases.receive(new, seed=secrets.token_urlsafe(24), by=None, at=at)
    if answer := reported.get("answer"):
        yield (at := at + timedelta(days=1))
        clerk, head = _clerk(document, telling.bureau), telling.bureau.head_of(record.unit)
        case = cases.accept(case.holdings.get(), by=clerk, at=at)
        reply = cases.draft_reply(case, text=answer, by=clerk, at=at)
        reply = cases.submit(reply, by=clerk, at=at)
        yield (at := at + HOUR)
        reply = cases.clear(reply, digest=reply.digest, by=head, at=at)
        cases.send(reply, channel="web", by=clerk, at=at)


def _correct(
    edition: Edition, document: dict[str, Any], telling: Telling, at: datetime, **changed: Any
) -> Story:
    edition = _describe(edition, document, telling.bureau, at=at, **changed)
    edition = actions.submit(edition, by=_clerk(document, telling.bureau), at=at)
    for signature in _signatures(edition, {}, telling.bureau):
        at += HOUR
        yield at
        edition = signature(at)


def _clerk(document: dict[str, Any], bureau: Bureau) -> User:
    return bureau.people[document["by"]]
