"""Open clocks, reckoned anew when the law as known here has changed.

Whoever keeps clocks says in its `tasks.py` how to reckon them. The timetable finds what a crash
left behind; here a person who changes the calendar learns at once what moved.
"""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import module_has_submodule

from gongkai.lawbook.queries import laws_of
from gongkai.ledger.actions import Refused
from gongkai.people.models import Agency, User
from gongkai.rules.clocks.kinds import clock_kind


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A due date that is another one by the law as it is known now; none while others must act."""

    label: str
    number: str
    agency: str
    before: date | None
    after: date | None
    provisional: bool


class Reckoner(Protocol):
    """Reckons every open clock of one kind that was reckoned under other law."""

    def __call__(self, *, by: User | None, at: datetime) -> list[Moved]: ...


@dataclass(frozen=True)
class Clocks:
    """Clocks that an app keeps: by which terms, what they are called, where they are listed."""

    term_keys: frozenset[str]
    label: str
    url_name: str
    reckon: Reckoner


_kept: dict[str, Clocks] = {}


def keeps(kinds: Iterable[str], *, label: str, url_name: str) -> Callable[[Reckoner], Reckoner]:
    """Puts a function of an app's `tasks.py` among those that reckon clocks of these kinds."""
    term_keys = frozenset[str]().union(*(clock_kind(kind).term_keys for kind in kinds))

    def register(reckon: Reckoner) -> Reckoner:
        _kept[label] = Clocks(term_keys, label, url_name, reckon)
        return reckon

    return register


def kept() -> list[Clocks]:
    """All clocks of all installed apps, in the order of their labels."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "tasks"):
            importlib.import_module(f"{app.name}.tasks")
    return [clocks for _, clocks in sorted(_kept.items())]


def reckon_anew(*, by: User | None, at: datetime) -> list[Moved]:
    """Every open clock by the law as it is now; what moved, in the order of its number."""
    moved = [one for clocks in kept() for one in clocks.reckon(by=by, at=at)]
    return sorted(moved, key=lambda one: (one.label, one.number))


def in_batches(
    open_rows: QuerySet, reckon: Callable[..., list[Moved]], *, by: User | None, at: datetime
) -> list[Moved]:
    """Reckons the open rows of each agency a batch a time; the action refuses when none is left."""
    moved: list[Moved] = []
    for agency in outdated_agencies(open_rows):
        while True:
            try:
                moved += reckon(agency, by=by, at=at)
            except Refused:
                break
    return moved


def outdated_agencies(open_rows: QuerySet) -> list[Agency]:
    """Agencies among open rows that were reckoned by other law than holds for them now."""
    pairs = list(open_rows.order_by().values_list("agency", "due_version").distinct())
    agencies = Agency.objects.in_bulk({agency for agency, _ in pairs})
    laws = laws_of(agencies.values())
    stale = {agency for agency, version in pairs if version != laws[agency].version}
    return [agencies[pk] for pk in sorted(stale)]


def foresee(change: Callable[[], object], *, by: User, at: datetime) -> list[Moved]:
    """What a change would move: it is made, the clocks are reckoned, and all is taken back."""
    with transaction.atomic():
        change()
        moved = reckon_anew(by=by, at=at)
        transaction.set_rollback(True)
    return moved
