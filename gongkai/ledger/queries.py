"""Reading the ledger: a subject's history, and whether the chain still holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from gongkai.ledger.chain import Link, link_hash
from gongkai.ledger.models import LedgerEntry, LedgerHead


@dataclass(frozen=True)
class BrokenEntry:
    """The first entry of a chain that does not hold, and what is wrong with it."""

    chain: str
    number: int
    reason: str


def history(*subjects: models.Model) -> models.QuerySet[LedgerEntry]:
    """Entries about these rows, newest first."""
    about = models.Q(pk__in=[])
    for subject in subjects:
        about |= models.Q(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    return LedgerEntry.objects.filter(about).order_by("-at", "-id")


def first_broken() -> Iterator[BrokenEntry]:
    """For each chain that was tampered with, its first bad entry."""
    for head in LedgerHead.objects.select_related("agency").order_by("id"):
        if broken := _first_broken_of(head):
            yield broken


def _first_broken_of(head: LedgerHead) -> BrokenEntry | None:
    name = str(head.agency or "平台")
    number, last = 0, ""
    for entry in head.entries.order_by("number").iterator(chunk_size=2000):
        number += 1
        if entry.number != number:
            return BrokenEntry(name, number, f"缺少第{number}号记录，其后是第{entry.number}号。")
        if entry.previous_hash != last:
            return BrokenEntry(name, number, "与前一条记录不相连，次序或内容被改动。")
        if entry.hash != _hash_of(entry):
            return BrokenEntry(name, number, "内容与摘要不符，记录被改动。")
        last = entry.hash
    if (number, last) != (head.number, head.hash):
        return BrokenEntry(
            name,
            min(number, head.number) + 1,
            f"链头记为第{head.number}号，实有{number}条，末尾被删去或替换。",
        )
    return None


def _hash_of(entry: LedgerEntry) -> str:
    return link_hash(
        Link(
            number=entry.number,
            at=entry.at,
            by=entry.by_id,
            by_name=entry.by_name,
            verb=entry.verb,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            subject_label=entry.subject_label,
            details=entry.details,
            previous_hash=entry.previous_hash,
        )
    )
