"""A running installation with the demo bureau in it, and the people who use it.

It is built and served as of a day of 2026, and may be served anew as of a later one.
"""

import json
import re
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Page

from tests.installation import Installation

OWN_PASSWORD = "自己选的密码-2024"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SECONDS_TO_START = 60
BEIJING = ZoneInfo("Asia/Shanghai")
OPENING = time_of_day(8, 30)


# A make-up workday, so that offices are open on it although it is a Sunday.
FIRST_DAY = date(2026, 9, 20)


@dataclass(frozen=True)
class Furnished:
    """A data folder with the demo bureau in it as of the first day, and its accounts."""

    installation: Installation
    passwords: dict[str, str]

    def copy(self, home: Path) -> "Furnished":
        return Furnished(self.installation.copy(home), self.passwords)


@dataclass
class Site:
    """A `gongkai serve` that runs, its folder, its day, and the accounts of the bureau."""

    installation: Installation
    passwords: dict[str, str]
    port: int
    server: "subprocess.Popen[bytes]"
    log: IO[bytes]
    signed_in: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def move_to(self, day: date) -> None:
        """Stops the server and starts it as of the morning of a later day."""
        _stop(self.server, self.log)
        self.installation = replace(self.installation, as_of=_morning(day))
        self.server = _start(self.installation, self.port, self.log)

    def sign_in(self, browser: Browser, username: str, *, on_phone: bool = False) -> Page:
        """A person at their own computer; the first time they choose a password of their own."""
        context = self._context(browser, PHONE if on_phone else DESK)
        page = context.new_page()
        page.goto("/office/")
        first_time = username not in self.signed_in
        page.get_by_label("登录名").fill(username)
        page.locator("input[type=password]").fill(
            self.passwords[username] if first_time else OWN_PASSWORD
        )
        page.get_by_role("button", name="登录").click()
        if first_time:
            save = page.get_by_role("button", name="保存密码")
            save.wait_for()
            for box in page.locator("input[type=password]").all():
                box.fill(OWN_PASSWORD)
            save.click()
            self.signed_in.add(username)
        page.get_by_role("heading", name=re.compile("今日")).first.wait_for()
        return page

    def visit(self, browser: Browser, *, on_phone: bool = False, examined: bool = False) -> Page:
        """Somebody from the public; `examined` lets a script past the content policy."""
        viewport = PHONE if on_phone else DESK
        return self._context(browser, viewport, bypass_csp=examined).new_page()

    def row(self, question: str, *values: object) -> tuple[object, ...]:
        """One row straight from the database, past the program."""
        path = self.installation.home / "gongkai.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            found = database.execute(question, values).fetchone()
        assert found is not None, question
        return found

    def _context(
        self, browser: Browser, viewport: dict[str, int], *, bypass_csp: bool = False
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=self.address, viewport=viewport, locale="zh-CN", accept_downloads=True,
            bypass_csp=bypass_csp,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        return context


def furnished(installation: Installation) -> Furnished:
    """The demo bureau, built as of the first day."""
    installation = replace(installation, as_of=_morning(FIRST_DAY))
    built = installation.run("demo", "--json", timeout=300)
    assert built.returncode == 0, built.stderr
    passwords = {one["username"]: one["password"] for one in json.loads(built.stdout)}
    return Furnished(installation, passwords)


@contextmanager
def running(bureau: Furnished) -> Iterator[Site]:
    """Serves the demo bureau until the block ends."""
    installation, port = replace(bureau.installation, as_of=_morning(FIRST_DAY)), _free_port()
    with (installation.home.parent / "serve.log").open("wb") as log:
        server = _start(installation, port, log)
        site = Site(installation, bureau.passwords, port, server, log)
        try:
            yield site
        finally:
            _stop(site.server, log)


def _morning(day: date) -> datetime:
    return datetime.combine(day, OPENING, tzinfo=BEIJING)


def _start(installation: Installation, port: int, log: IO[bytes]) -> "subprocess.Popen[bytes]":
    server = subprocess.Popen(
        installation.command("serve", "--port", str(port), "--workers", "1"),
        env=dict(installation.environment), stdout=log, stderr=log, cwd=installation.home.parent,
    )  # fmt: skip
    _wait_for(f"http://127.0.0.1:{port}", server, Path(log.name))
    return server


def _stop(server: "subprocess.Popen[bytes]", log: IO[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=30) == 0, Path(log.name).read_text("utf-8")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text("utf-8")
        try:
            urllib.request.urlopen(f"{address}/robots.txt", timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"no answer in {SECONDS_TO_START} seconds: {log.read_text('utf-8')}")
