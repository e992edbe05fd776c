"""`gongkai serve`: one command, started and stopped as one."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.installation import Installation

pytestmark = pytest.mark.slow
PATIENCE_SECONDS = 60


@dataclass
class Served:
    """A running `gongkai serve` and what it has said so far."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait_until_said(self, words: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def worker(self) -> psutil.Process:
        return next(one for one in self.children() if "worker" in one.cmdline())


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture
def served(installation: Installation, tmp_path: Path) -> Iterator[Served]:
    working = installation.copy(tmp_path / "home")
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            working.command("serve", "--port", str(port), "--workers", "1"),
            env=dict(working.environment), stdout=output, stderr=output,
        )  # fmt: skip
        running = Served(process, port, log)
        running.wait_until_said("按 Ctrl-C 停止。")
        yield running
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def test_it_answers_at_the_addresses_it_prints(served: Served) -> None:
    assert f"http://127.0.0.1:{served.port}/office/" in served.said
    with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/office/login/") as answer:
        assert answer.status == 200


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_with_all_its_children_and_ends_well(served: Served, told: int) -> None:
    children = served.children()
    assert len(children) >= 2
    served.process.send_signal(told)
    assert served.process.wait(30) == 0
    assert served.said.endswith("已停止。\n")
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []


def test_a_worker_that_dies_is_started_again(served: Served) -> None:
    first = served.worker()
    os.kill(first.pid, signal.SIGKILL)
    served.wait_until_said("后台任务意外退出")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any("worker" in one.cmdline() for one in served.children()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert served.worker().pid != first.pid


def test_a_port_in_use_is_said_and_nothing_is_started(served: Served) -> None:
    second = Installation(served.log.parent / "home").run("serve", "--port", str(served.port))
    assert second.returncode == 1
    assert f"端口 {served.port} 已被占用" in second.stderr
