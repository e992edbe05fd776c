"""How an entry is bound to the one before it: SHA-256 over canonical JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Link:
    """What an entry says, as it is hashed."""

    number: int
    at: datetime
    by: int | None
    by_name: str
    verb: str
    subject_type: str
    subject_id: str
    subject_label: str
    details: Mapping[str, Any]
    previous_hash: str


def link_hash(link: Link) -> str:
    """The hex digest that the next entry carries as its `previous_hash`."""
    values = asdict(link) | {"at": link.at.astimezone(UTC).isoformat(timespec="microseconds")}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """The value as JSON gives it back, so that a re-read entry hashes the same."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case models.Model():
            return {"id": value.pk, "label": str(value)}
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no plain form in the ledger")
