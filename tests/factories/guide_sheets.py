"""Public guides of any content, with the forms they name."""

from collections.abc import Mapping
from datetime import datetime

from gongkai.media.storing import store
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.actions import NewFile
from gongkai.outbound.publishing.models import Column, Edition, Record, ReviewStep
from gongkai.rules.guides import ServiceGuide
from gongkai.rules.guides.plain import said_of
from tests.factories.guides import publish
from tests.factories.people import Bureau
from tests.factories.publishing import AT, ColumnFactory, describe, set_steps
from tests.rules.test_guides import GUIDE

FORMS = {"blank.docx": b"an empty form", "sample.pdf": b"a form filled in"}


def public_guide(
    bureau: Bureau,
    guide: ServiceGuide = GUIDE,
    *,
    files: Mapping[str, bytes] | None = None,
    at: datetime = AT,
) -> Edition:
    """The live edition of a new record."""
    said = said_of(guide)
    edition = actions.start_with("guide", said, unit=bureau.unit, by=bureau.clerk, at=at)
    for name, content in (files or {}).items():
        stored = store(content, content_type="application/octet-stream")
        file = NewFile(
            part="annex", name=name, format=name.rpartition(".")[2], pages=1,
            pages_estimated=False, public=stored, original=stored, text="",
        )  # fmt: skip
        actions.attach(edition, file, by=bureau.clerk, at=at)
    edition = describe(edition, bureau, [_column(bureau)], at=at)
    return _live(publish(edition, bureau, at=at))


def next_edition(edition: Edition, guide: ServiceGuide, bureau: Bureau, at: datetime) -> Edition:
    """The same record, saying something else."""
    revised = actions.revise(edition, by=bureau.clerk, at=at)
    revised = actions.fill_in(revised, said_of(guide), by=bureau.clerk, at=at)
    revised = describe(revised, bureau, [_column(bureau)], at=at, change_note="受理条件调整。")
    return _live(publish(revised, bureau, at=at))


def _live(record: Record) -> Edition:
    return Edition.objects.select_related("record__agency").get(live_record=record)


def _column(bureau: Bureau) -> Column:
    if not ReviewStep.objects.filter(agency=bureau.agency).exists():
        set_steps(bureau.agency)
    found = Column.objects.filter(agency=bureau.agency).first()
    return found or ColumnFactory(agency=bureau.agency)
