"""What every test may ask for; the database is SQLite, or what GONGKAI_TEST_DATABASE says."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext

from tests.databases import empty
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.publishing import set_steps
from tests.installation import Installation, initialised

DATABASE_FIXTURES = {"db", "transactional_db"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second database, only what touches it runs; browsers last, as they are slowest."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if not os.environ.get("GONGKAI_TEST_DATABASE"):
        return
    elsewhere = [item for item in items if not _touches_database(item)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if _touches_database(item)]


def _touches_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return False
    asked_for = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked_for & DATABASE_FIXTURES)


@pytest.fixture(autouse=True)
def own_search_folder(settings: Any, tmp_path: Path) -> None:
    """A rolled-back test leaves no entry in another's search."""
    settings.SEARCH_ROOT = tmp_path / "search"


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A data folder made ready by `gongkai init`; copy it before changing anything."""
    return initialised(tmp_path_factory.mktemp("installation") / "home")


@pytest.fixture
def guards_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django empties tables after a transactional test in a way that our guards refuse."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty())


@pytest.fixture
def lasting_db(guards_respected: None, transactional_db: None) -> None:
    """Commits last until the test ends, for threads with connections of their own."""


@pytest.fixture
def bureau(db: None) -> Bureau:
    """A staffed agency with the usual three steps of review."""
    made = staffed_bureau()
    set_steps(made.agency)
    return made


@pytest.fixture
def flat_queries(client: Client) -> Callable[..., None]:
    """`flat_queries(url, grow)`: the page costs as many queries with ten rows as with one."""

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
        assert answer.status_code == 200, f"{url} answers {answer.status_code}"
        return len(captured)

    def demand(url: str, grow: Callable[[], object]) -> None:
        grow()
        cost(url)  # caches that last longer than a request are filled
        with_one = cost(url)
        for _ in range(9):
            grow()
        assert cost(url) == with_one

    return demand
