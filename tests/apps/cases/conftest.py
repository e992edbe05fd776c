"""A bureau that takes cases in, and a mail server."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from gongkai.people.models import Role, User
from tests.apps.cases.mailbox import Sink, free_port
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau


@pytest.fixture
def bureau(db: None) -> Bureau:
    return staffed_bureau(slug="shili")


@pytest.fixture
def window(bureau: Bureau) -> User:
    """Somebody at a counter of another unit."""
    unit = UnitFactory(agency=bureau.agency, name="政务服务窗口")
    return UserFactory(agency=bureau.agency, role=Role.WINDOW, role__unit=unit)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    kept = Sink([])
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.SMTP_SERVER = f"smtp://127.0.0.1:{controller.port}"
    settings.MAIL_FROM = "gongkai@example.com"
    yield kept
    controller.stop()
