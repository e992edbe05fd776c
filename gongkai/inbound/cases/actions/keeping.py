"""Keeping files of a case sealed: whatever they are for, and whoever brings them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.inbound.cases.models import Case, CaseFile
from gongkai.inbound.cases.sealing import seal_bytes
from gongkai.ledger.actions import record
from gongkai.media.models import StoredFile
from gongkai.media.storing import store
from gongkai.people.models import User

LONGEST_NAME = 120


@dataclass(frozen=True)
class SentFile:
    """附件: a file as it was sent with a case, and the words that were read from it."""

    name: str
    content: bytes
    text: str = ""


def shown(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def sealed(content: bytes) -> StoredFile:
    """The bytes put away sealed. Called within an action."""
    return store(seal_bytes(content), content_type="application/octet-stream")


def keep_files(
    case: Case,
    sent: Sequence[SentFile],
    *,
    part: CaseFile.Part = CaseFile.Part.SENDER,
    by: User | None,
    at: datetime,
    by_name: str = "来件人",
) -> list[CaseFile]:
    """Keeps files of a locked case. The ledger tells how many and how large, not what they say."""
    kept = [
        CaseFile.objects.create(
            case=case,
            part=part,
            file=sealed(file.content),
            name=shown(file.name),
            text=file.text,
            size=len(file.content),
            by=by,
            at=at,
        )
        for file in sent
    ]
    record(
        "case.files-kept",
        case,
        agency=case.agency,
        by=by,
        at=at,
        by_name=by_name,
        part=part,
        files=[{"id": file.pk, "size": file.size} for file in kept],
    )
    return kept
