"""Writing: every action is one transaction that leaves an entry, or nothing happened."""

import functools
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import models, transaction

from gongkai.ledger.chain import Link, link_hash, plain
from gongkai.ledger.models import LedgerEntry, LedgerHead

if TYPE_CHECKING:
    from gongkai.people.models import Agency, User

P = ParamSpec("P")
R = TypeVar("R")

_recorded: ContextVar[int | None] = ContextVar("recorded", default=None)


class Unrecorded(Exception):
    """An action ended without a ledger entry; its transaction is rolled back."""


class Refused(Exception):
    """Something stands in the way; `obstacles` says all of it, in the words of the screen."""

    def __init__(self, obstacles: Iterable[str]) -> None:
        self.obstacles = tuple(obstacles)
        super().__init__(" ".join(self.obstacles))


def refuse_if(obstacles: Iterable[str]) -> None:
    """Raises `Refused` with every obstacle, or does nothing."""
    if found := tuple(obstacles):
        raise Refused(found)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """One verb: one transaction, and at least one ledger entry of its own."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            token = _recorded.set(0)
            try:
                answer = function(*args, **kwargs)
                if not _recorded.get():
                    raise Unrecorded(function.__qualname__)
                return answer
            finally:
                _recorded.reset(token)

    return run


def record(
    verb: str,
    subject: models.Model,
    *,
    agency: "Agency | None",
    by: "User | None",
    at: datetime,
    by_name: str = "定时任务",
    **details: object,
) -> LedgerEntry:
    """Adds an entry to the agency's chain; without one of our people, `by_name` says who it was."""
    count = _recorded.get()
    if count is None:
        raise Unrecorded(f"{verb} outside an action")
    head, _ = LedgerHead.objects.get_or_create(agency=agency)
    head = LedgerHead.objects.select_for_update().get(pk=head.pk)
    label = str(subject)
    link = Link(
        number=head.number + 1,
        at=at,
        by=by.pk if by else None,
        by_name=by.name if by else by_name,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=label if len(label) <= 200 else label[:199] + "…",
        details=plain(details),
        previous_hash=head.hash,
    )
    entry = LedgerEntry.objects.create(
        chain=head,
        number=link.number,
        at=link.at,
        by=by,
        by_name=link.by_name,
        verb=link.verb,
        subject_type=link.subject_type,
        subject_id=link.subject_id,
        subject_label=link.subject_label,
        details=link.details,
        previous_hash=link.previous_hash,
        hash=link_hash(link),
    )
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    _recorded.set(count + 1)
    return entry


def values_of(row: models.Model) -> dict[str, object]:
    """What the ledger may keep of a row: no password hash, and no time of last sign-in."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in ("password", "last_login")
    }
