"""Public guides with the forms they name, brought there by the actions."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from gongkai.media.storing import store
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.actions import NewFile
from gongkai.outbound.publishing.models import Column, Edition, ReviewStep
from gongkai.rules.guides import ServiceGuide
from tests.factories.people import Bureau
from tests.factories.publishing import AT, ColumnFactory, describe, set_steps, sign_all
from tests.rules.test_guides import GUIDE

FORMS = {"blank.docx": b"an empty form", "sample.pdf": b"a form filled in"}


def said_of(guide: ServiceGuide) -> dict[str, Any]:
    """A guide as plain values, dates written out."""
    values: dict[str, Any] = json.loads(json.dumps(asdict(guide), default=str))
    return values


def public_guide(
    bureau: Bureau,
    guide: ServiceGuide = GUIDE,
    *,
    files: Mapping[str, bytes] | None = None,
    at: datetime = AT,
) -> Edition:
    """A live edition of a new record."""
    edition = actions.start_with("guide", said_of(guide), unit=bureau.unit, by=bureau.clerk, at=at)
    return _through_the_gate(edition, bureau, files or {}, at)


def next_edition(edition: Edition, guide: ServiceGuide, bureau: Bureau, at: datetime) -> Edition:
    """The same record, saying something else."""
    revised = actions.revise(edition, by=bureau.clerk, at=at)
    revised = actions.fill_in(revised, said_of(guide), by=bureau.clerk, at=at)
    return _through_the_gate(revised, bureau, {}, at)


def _through_the_gate(
    edition: Edition, bureau: Bureau, files: Mapping[str, bytes], at: datetime
) -> Edition:
    for name, content in files.items():
        stored = store(content, content_type="application/octet-stream")
        file = NewFile(
            part="annex", name=name, format=name.rpartition(".")[2], pages=1,
            pages_estimated=False, public=stored, original=stored, text="",
        )  # fmt: skip
        actions.attach(edition, file, by=bureau.clerk, at=at)
    edition = describe(edition, bureau, [_column(bureau)], at=at)
    edition.change_note = edition.change_note or "更新"
    actions.check(edition, by=bureau.clerk, at=at)
    edition = actions.submit(
        edition, release=Edition.Release.ON_CLEARANCE, release_at=None, by=bureau.clerk, at=at
    )
    sign_all(edition, bureau, at=at)
    return Edition.objects.select_related("record__agency").get(pk=edition.pk)


def _column(bureau: Bureau) -> Column:
    if not ReviewStep.objects.filter(agency=bureau.agency).exists():
        set_steps(bureau.agency)
    found = Column.objects.filter(agency=bureau.agency).first()
    return found or ColumnFactory(agency=bureau.agency)
