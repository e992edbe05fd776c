"""Questions about editions that join several models."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from gongkai.outbound.publishing.models import (
    Attachment,
    Column,
    Edition,
    Finding,
    OwnWord,
    StandingExcuse,
)
from gongkai.people.models import Agency
from gongkai.rules.gate.findings import Attached, Draft
from gongkai.rules.gate.findings import Finding as Found
from gongkai.rules.gate.hidden_content import Hidden, Kind, rule_of
from gongkai.rules.gate.masking import MASKED

# 条例 art. 12 and the core metadata: without these a document cannot be catalogued.
REQUIRED_FACTS = ("columns", "issuer", "formed_on", "disclosure")
OF_FILES = frozenset(rule_of(kind) for kind in Kind)


def as_checked(edition: Edition, *, on: date) -> Draft:
    """The edition as the checks look at it."""
    columns = list(edition.placements.values_list("column__name", flat=True))
    files = list(
        edition.attachments.filter(part__in=(Attachment.Part.SOURCE, Attachment.Part.ANNEX))
    )
    words = list(open_words(edition.record.agency).order_by("id"))
    return Draft(
        title=edition.title,
        blocks=tuple(edition.body_text.split("\n")) if edition.body_text else (),
        facts={
            "document_number": edition.document_number,
            "issuer": edition.issuer,
            "formed_on": edition.formed_on,
            "genre": edition.genre,
            "topic": edition.topic,
            "summary": edition.summary,
            "source": edition.source,
            "keywords": " ".join(edition.keywords),
            "disclosure": edition.disclosure,
            "change_note": edition.change_note,
            "validity_note": edition.validity_note,
            "columns": "、".join(columns),
        },
        attachments=tuple(
            Attached(name=file.name, text=file.text)
            for file in files
            if file.part == Attachment.Part.ANNEX
        ),
        required_facts=REQUIRED_FACTS,
        on=on,
        own_words=tuple((word.wrong, word.right, word.why) for word in words),
        grave_words=frozenset(
            word.wrong for word in words if word.severity == OwnWord.Severity.BLOCK
        ),
        hidden=tuple((file.name, as_hidden(file.hidden)) for file in files if file.hidden),
    )


def as_kept(hidden: Iterable[Hidden]) -> list[dict[str, object]]:
    """Hidden content in plain values, as an attachment keeps it."""
    return [asdict(one) for one in hidden]


def as_hidden(kept: Iterable[dict[str, object]]) -> tuple[Hidden, ...]:
    return tuple(Hidden(**one | {"kind": Kind(one["kind"])}) for one in kept)  # type: ignore[arg-type]


def subject_of(found: Found, agency: Agency) -> str:
    """What a standing excuse of this finding goes by; empty where it could cover anything.

    Keyed, because the words may be a telephone number, and there are few enough of those to try.
    """
    if not found.exact or found.rule in OF_FILES:
        return ""
    words = "\x1f".join((str(agency.pk), found.rule, found.exact))
    return salted_hmac("publishing.standing-excuse", words, algorithm="sha256").hexdigest()


def open_words(agency: Agency) -> QuerySet[OwnWord]:
    return OwnWord.objects.filter(agency=agency, ended_at=None)


def findings_of(edition: Edition) -> QuerySet[Finding]:
    """All that the last check found."""
    return Finding.objects.filter(run__edition=edition)


def open_findings(edition: Edition, *, on: date) -> QuerySet[Finding]:
    """What the last check found and nobody has excused, for this text or for good."""
    excused = edition.excuses.values("fingerprint")
    standing = StandingExcuse.objects.in_force(on).filter(agency=edition.record.agency_id)
    return (
        findings_of(edition)
        .exclude(fingerprint__in=excused)
        .exclude(subject__in=standing.values("subject"))
    )


def maskable_findings(edition: Edition, *, on: date) -> QuerySet[Finding]:
    """Open findings of personal data that a mask removes."""
    return open_findings(edition, on=on).filter(rule__in=MASKED)


def standing_excuses_of(edition: Edition, *, on: date) -> list[tuple[Finding, StandingExcuse]]:
    """What the last check found and a standing excuse lets pass, one line for equal words."""
    in_force = StandingExcuse.objects.in_force(on).filter(agency=edition.record.agency_id)
    found = findings_of(edition).filter(subject__in=in_force.values("subject")).order_by("-id")
    passed = {finding.subject: finding for finding in found}
    excuses = in_force.filter(subject__in=list(passed)).select_related("by").order_by("id")
    return [(passed[one.subject], one) for one in excuses]


def unplaced_columns(edition: Edition) -> QuerySet[Column]:
    """Columns of the edition that are closed now."""
    return edition.columns.filter(is_open=False)
