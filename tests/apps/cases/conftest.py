"""A bureau that takes cases in."""

import pytest

from gongkai.people.models import Role, User
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau


@pytest.fixture
def bureau(db: None) -> Bureau:
    return staffed_bureau(slug="shili")


@pytest.fixture
def window(bureau: Bureau) -> User:
    """Somebody at a counter of another unit."""
    unit = UnitFactory(agency=bureau.agency, name="政务服务窗口")
    return UserFactory(agency=bureau.agency, role=Role.WINDOW, role__unit=unit)
