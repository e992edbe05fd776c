"""A bureau that has answered requests."""

import pytest

from tests.factories.people import Bureau, staffed_bureau


@pytest.fixture
def bureau(db: None) -> Bureau:
    return staffed_bureau(slug="shili")


@pytest.fixture
def other(db: None) -> Bureau:
    return staffed_bureau(slug="bieju")
