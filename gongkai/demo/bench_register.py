"""`make bench`, last part: what a large register costs, in queries and in time.

A work list, a search by number and the report of a year ask the database as often with many
cases as with few; it ends with 1 where they do not.
"""

import argparse
import os
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.inbound.cases.models import Case
    from gongkai.people.models import Agency, Unit

SEED = 20250101
FEW, MANY = 1_000, 100_000
BATCH = 2_000
SAMPLE = 20
YEAR = 2025
FIRST, DAYS = date(2023, 1, 1), 3 * 365
LISTED = 20

Work = Callable[[], object]


def main() -> int:
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        _prepare(Path(folder))
        agency, unit = _bureau()
        rows = _rows(agency, unit)
        _fill(islice(rows, min(FEW, asked.cases)))
        few = {name: _queries(work) for name, work in _works(agency)}
        _fill(islice(rows, asked.cases - min(FEW, asked.cases)))
        return _tell(agency, few, asked.cases)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=MANY)
    return parser.parse_args()


def _prepare(folder: Path) -> None:
    os.environ["GONGKAI_HOME"] = str(folder)
    os.environ["GONGKAI_SECRET_KEY"] = secrets.token_urlsafe(48)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings.local"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _bureau() -> tuple["Agency", "Unit"]:
    from gongkai.people.models import Agency, Unit

    agency = Agency.objects.create(slug="bench", name="示例市交通运输局", short_name="示例局")
    return agency, Unit.objects.create(agency=agency, name="办公室", code="BGS")


def _rows(agency: "Agency", unit: "Unit") -> Iterator["Case"]:
    """Applications of three years, a fifth of them open; their events do not matter here."""
    from gongkai.inbound.cases.models import Case
    from gongkai.rules.annual_report.register import ApplicantKind
    from gongkai.rules.outcomes import outcomes

    chance = random.Random(SEED)  # noqa: S311  the same register every time
    kinds, codes = list(ApplicantKind), list(outcomes())
    serial = 0
    while True:
        serial += 1
        received_on = FIRST + timedelta(days=chance.randrange(DAYS))
        is_open = chance.random() < 0.2
        closed_on = None if is_open else received_on + timedelta(days=chance.randrange(30))
        yield Case(
            agency=agency,
            unit=unit,
            kind="foi",
            number=f"YQ{serial:08}",
            code="x",
            channel=Case.Channel.INTERNET,
            subject="示例事项",
            text="",
            applicant_kind=chance.choice(kinds),
            received_on=received_on,
            received_at=_nine(received_on),
            stage=Case.Stage.OPEN if is_open else Case.Stage.CLOSED,
            due_on=received_on + timedelta(days=28),
            closed_on=closed_on,
            outcome="" if is_open else chance.choice(codes),
        )


def _nine(day: date) -> datetime:
    from django.utils.timezone import get_default_timezone

    return datetime(day.year, day.month, day.day, 9, tzinfo=get_default_timezone())


def _fill(rows: Iterator["Case"]) -> None:
    from gongkai.inbound.cases.models import Case

    while batch := list(islice(rows, BATCH)):
        Case.objects.bulk_create(batch)


def _works(agency: "Agency") -> list[tuple[str, Work]]:
    """What people do all day with a register, and once a year."""
    from gongkai.inbound.cases.models import Case
    from gongkai.inbound.cases.queries import applications_behind
    from gongkai.oversight.reports import queries
    from gongkai.rules.annual_report.tables import RECEIVED

    chance = random.Random(SEED)  # noqa: S311
    own = Case.objects.filter(agency=agency)
    total = own.count()

    def search() -> object:
        return own.filter(number=f"YQ{chance.randint(1, total):08}").first()

    def behind() -> object:
        cases = applications_behind(agency, YEAR, row=RECEIVED, applicant=None)
        return cases.count(), list(cases.order_by("received_on", "id")[:LISTED])

    return [
        ("待办清单", lambda: list(own.open().select_related("unit").order_by("due_on")[:LISTED])),
        ("按编号查找", search),
        ("年报三张表", lambda: queries.report_of(agency, YEAR)),
        ("年报与检查", lambda: queries.examined(agency, YEAR)),
        ("一格的清单", behind),
    ]


def _queries(work: Work) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def _tell(agency: "Agency", few: dict[str, int], total: int) -> int:
    _say(f"办件登记　　{FEW}件时查询数　{total}件时查询数　p50毫秒　最慢毫秒（各{SAMPLE}次）")
    grew = []
    for name, work in _works(agency):
        now, times = _queries(work), _times(work)
        middle = statistics.median(times)
        _say(f"{name:　<8}{few[name]:12d}{now:12d}{middle:12.1f}{max(times):10.1f}")
        if now != few[name]:
            grew.append(name)
    if grew:
        _say(f"查询数随件数增加：{'、'.join(grew)}。")
    return 1 if grew else 0


def _times(work: Work) -> list[float]:
    taken = []
    for _ in range(SAMPLE):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
