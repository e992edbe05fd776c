"""`gongkai serve` and `gongkai worker`: the running program, started and stopped as one."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from argparse import Namespace
from dataclasses import dataclass, field
from types import FrameType

from gongkai.command.standing import SETTINGS, home, installed, is_initialised
from gongkai.command.telling import FINE, FOUND, complain, say

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 15
# A child that keeps dying this young is not worth starting again.
YOUNG_SECONDS = 10
YOUNG_DEATHS = 3


@dataclass
class Child:
    """A process of the program: what it is for, how it is started, how often it died young."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes]" = field(init=False)
    started_at: float = field(init=False)
    young_deaths: int = 0

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the parent alone, which stops the children in order.
        self.process = subprocess.Popen(  # noqa: S603  our own programs
            self.command, env=os.environ | {"PYTHONUNBUFFERED": "1"}, start_new_session=True
        )
        self.started_at = time.monotonic()

    def is_worth_restarting(self) -> bool:
        young = time.monotonic() - self.started_at < YOUNG_SECONDS
        self.young_deaths = self.young_deaths + 1 if young else 0
        return self.young_deaths < YOUNG_DEATHS

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def serve(asked: Namespace) -> int:
    if not is_initialised():
        complain(f"{home()} 还没有准备好，请先运行 gongkai init。")
        return FOUND
    if not _is_free(asked.host, asked.port):
        complain(f"端口 {asked.port} 已被占用，请停掉占用它的程序，或用 --port 换一个。")
        return FOUND
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("GONGKAI_ADDRESS", _address(asked))
    stop = _stop_on_signals()
    worker_command = [sys.executable, "-m", "gongkai.command", "worker"]
    children = [Child("网站", _web(asked)), Child("后台任务", worker_command)]
    for child in children:
        child.start()
    try:
        if not _wait_for_answer(asked, children[0], stop):
            return FINE if stop.is_set() else FOUND
        _tell_addresses(asked)
        return _keep_alive(children, stop)
    finally:
        for child in reversed(children):
            child.stop()
        say("已停止。")


@installed
def worker(asked: Namespace) -> int:
    from gongkai.timetable import rounds

    stop = _stop_on_signals()
    rounds.keep_going(stop)
    return FINE


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    for one in STOP_SIGNALS:
        signal.signal(one, told)
    return stop


def _web(asked: Namespace) -> list[str]:
    return [
        sys.executable, "-m", "granian", "gongkai.config.wsgi:application",
        "--interface", "wsgi", "--no-ws", "--log-level", "warning",
        "--host", asked.host, "--port", str(asked.port),
        "--workers", str(asked.workers), "--respawn-failed-workers",
        # A few threads let a page through while somebody downloads; more only fight for the GIL.
        "--blocking-threads", "4", "--backpressure", "64",
        "--workers-kill-timeout", "10",
    ]  # fmt: skip


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def _address(asked: Namespace) -> str:
    host = "127.0.0.1" if asked.host in ("0.0.0.0", "::", "") else asked.host  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{asked.port}"


def _wait_for_answer(asked: Namespace, web: Child, stop: threading.Event) -> bool:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline and not stop.is_set():
        if web.process.poll() is not None:
            complain("网站没有启动成功，原因见上面的输出。")
            return False
        if _answers(_address(asked)):
            return True
        stop.wait(0.2)
    if not stop.is_set():
        complain(f"网站在{SECONDS_TO_ANSWER}秒内没有应答。")
    return False


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/robots.txt", timeout=5).close()  # noqa: S310
    except urllib.error.HTTPError as refused:
        return refused.code < 500
    except OSError:
        return False
    return True


def _tell_addresses(asked: Namespace) -> None:
    say(f"网站　　{_address(asked)}/")
    say(f"办公端　{_address(asked)}/office/")
    say("按 Ctrl-C 停止。")


def _keep_alive(children: list[Child], stop: threading.Event) -> int:
    while not stop.wait(0.5):
        for child in children:
            code = child.process.poll()
            if code is None:
                continue
            if not child.is_worth_restarting():
                complain(f"{child.name}接连退出（代码{code}），全部停止。")
                return FOUND
            complain(f"{child.name}意外退出（代码{code}），正在重新启动。")
            child.start()
    return FINE
