"""Questions about editions that join several models."""

from datetime import date

from django.db.models import QuerySet

from gongkai.outbound.publishing.models import Attachment, Column, Edition, Finding
from gongkai.rules.gate.findings import Attached, Draft

# 条例 art. 12 and the core metadata: without these a document cannot be catalogued.
REQUIRED_FACTS = ("columns", "issuer", "formed_on", "disclosure")


def as_checked(edition: Edition, *, on: date) -> Draft:
    """The edition as the checks look at it."""
    columns = list(edition.placements.values_list("column__name", flat=True))
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
            Attached(name=attachment.name, text=attachment.text)
            for attachment in edition.attachments.filter(part=Attachment.Part.ANNEX)
        ),
        required_facts=REQUIRED_FACTS,
        on=on,
    )


def open_findings(edition: Edition) -> QuerySet[Finding]:
    """What the last check found and nobody has excused."""
    excused = edition.excuses.values("fingerprint")
    return Finding.objects.filter(run__edition=edition).exclude(fingerprint__in=excused)


def unplaced_columns(edition: Edition) -> QuerySet[Column]:
    """Columns of the edition that are closed now."""
    return edition.columns.filter(is_open=False)
