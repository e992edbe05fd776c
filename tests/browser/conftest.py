"""A real browser against a real server; see `site.py`."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import Furnished, Site, furnished, running
from tests.installation import Installation

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("没有找到 chromium，请先运行 scripts/install-chromium。")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def demo(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The demo bureau in a folder; copy it before serving it."""
    return furnished(installation.copy(tmp_path_factory.mktemp("demo") / "home"))


@pytest.fixture(scope="session")
def site(demo: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo bureau, served; tests add to it and never count on its being untouched."""
    with running(demo.copy(tmp_path_factory.mktemp("site") / "home")) as served:
        yield served
