"""Readers' reports at the end of a year, whose due dates the next year's notice decides."""

from collections.abc import Callable

import pytest

from gongkai.inbound.cases import actions
from gongkai.inbound.cases.intake import report_of
from gongkai.inbound.cases.models import Case
from gongkai.outbound.publishing.models import Edition
from tests.factories.lawbook import morning
from tests.factories.people import Bureau
from tests.factories.publishing import EditionFactory

Reported = Callable[..., Case]


@pytest.fixture
def edition(bureau: Bureau) -> Edition:
    return EditionFactory(bureau=bureau, published=True)


@pytest.fixture
def reported(edition: Edition) -> Reported:
    """`reported("2026-12-21")`: a report received on that day, of this or another bureau."""
    seeds = iter(range(1000))

    def receive(day: str, of: Edition = edition) -> Case:
        at, text = morning(day), "第二段的日期写错了。"
        new = report_of(of.record, reason="内容有错", text=text, received_on=at.date())
        return actions.receive(new, seed=f"{next(seeds):032}", by=None, at=at)

    return receive
