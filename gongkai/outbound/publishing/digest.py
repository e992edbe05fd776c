"""What exactly is cleared: one digest over all that the public would get of an edition."""

import hashlib
import json
from typing import Any

from gongkai.ledger.chain import plain
from gongkai.outbound.publishing.models import Edition, Elements

CONTENT_FIELDS = (
    "title",
    "body_html",
    "body_text",
    "document_number",
    "issuer",
    "formed_on",
    "genre",
    "topic",
    "keywords",
    "summary",
    "source",
    "disclosure",
    "validity",
    "validity_note",
    "validity_on",
    "valid_until",
    "replaced_by_id",
    "change_note",
    "losses",
)


def content_of(edition: Edition) -> dict[str, Any]:
    """The edition's public content as it stands in the database, in plain values."""
    content = {
        "record": edition.record_id,
        "unit": edition.record.unit_id,
        "number": edition.number,
        "fields": {name: plain(getattr(edition, name)) for name in CONTENT_FIELDS},
        "columns": sorted(edition.placements.values_list("column_id", flat=True)),
        "files": [
            list(row)
            for row in edition.attachments.order_by("part", "order", "name").values_list(
                "part", "order", "name", "public__sha256", "format", "pages", "pages_estimated"
            )
        ],
    }
    elements = Elements.objects.filter(edition=edition).first()
    if elements is not None:
        content["elements"] = {"kind": elements.kind, "said": elements.said}
    return content


def content_digest(edition: Edition) -> str:
    """SHA-256, in hex, of what `content_of` says."""
    text = json.dumps(
        content_of(edition), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
