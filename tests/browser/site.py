"""A running installation with the demo bureau in it, and the people who use it."""

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
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.installation import Installation

OWN_PASSWORD = "自己选的密码-2024"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SECONDS_TO_START = 60


@dataclass
class Site:
    """The address of a running `gongkai serve`, its folder, and the accounts of the bureau."""

    address: str
    installation: Installation
    passwords: dict[str, str]
    signed_in: set[str] = field(default_factory=set)

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

    def visit(self, browser: Browser, *, on_phone: bool = False) -> Page:
        """Somebody from the public."""
        return self._context(browser, PHONE if on_phone else DESK).new_page()

    def row(self, question: str, *values: object) -> tuple[object, ...]:
        """One row straight from the database, past the program."""
        path = self.installation.home / "gongkai.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            found = database.execute(question, values).fetchone()
        assert found is not None, question
        return found

    def _context(self, browser: Browser, viewport: dict[str, int]) -> BrowserContext:
        context = browser.new_context(
            base_url=self.address, viewport=viewport, locale="zh-CN", accept_downloads=True
        )
        context.set_default_timeout(15_000)
        return context


@contextmanager
def running(installation: Installation) -> Iterator[Site]:
    """Builds the demo bureau and serves it until the block ends."""
    built = installation.run("demo", "--json", timeout=300)
    assert built.returncode == 0, built.stderr
    passwords = {one["username"]: one["password"] for one in json.loads(built.stdout)}
    port = _free_port()
    log = (installation.home.parent / "serve.log").open("wb")
    server = subprocess.Popen(
        installation.command("serve", "--port", str(port), "--workers", "1"),
        env=dict(installation.environment), stdout=log, stderr=log, cwd=installation.home.parent,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server, Path(log.name))
        yield Site(address, installation, passwords)
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=30)
        log.close()
    assert code == 0, Path(log.name).read_text("utf-8")


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
