"""A bureau that receives, and the clock at noon of the day most cases come in."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache

from gongkai.people.models import Role, User
from tests.apps.cases.asking import NOON
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau


@pytest.fixture
def bureau(db: None) -> Bureau:
    return staffed_bureau(slug="shili", region="450000")


@pytest.fixture
def window(bureau: Bureau) -> User:
    """Somebody at a counter of another unit."""
    unit = UnitFactory(agency=bureau.agency, name="政务服务窗口")
    return UserFactory(agency=bureau.agency, role=Role.WINDOW, role__unit=unit)


@pytest.fixture(autouse=True)
def at_noon_and_nobody_counted() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOON, tick=False):
        yield
