"""The timetable: every task goes round, one that fails stops nobody, silence is noticed."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connections

from gongkai.timetable import rounds
from gongkai.timetable.models import Heartbeat, is_worker_alive
from gongkai.timetable.rounds import Round
from tests.factories.publishing import AT


@pytest.fixture
def timetable(monkeypatch: pytest.MonkeyPatch) -> dict[str, Round]:
    """Only what the test puts on it."""
    own: dict[str, Round] = {}
    monkeypatch.setattr(rounds, "rounds", lambda: list(own.values()))
    return own


def test_all_tasks_of_the_installed_apps_are_on_the_timetable(db: None) -> None:
    names = {one.name for one in rounds.rounds()}
    assert "gongkai.outbound.content.read_waiting_uploads" in names


def test_a_round_runs_every_task_once_and_counts_its_rows(timetable: dict[str, Round]) -> None:
    timetable["a"] = Round("a", 60, lambda at: 2)
    timetable["b"] = Round("b", 3600, lambda at: 3)
    assert rounds.run_due(AT) == 5


def test_a_task_that_fails_does_not_stop_the_others(
    timetable: dict[str, Round], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(at: datetime) -> int:
        raise ValueError("磁盘满了")

    timetable["a"] = Round("a", 60, fail)
    timetable["b"] = Round("b", 60, lambda at: 1)
    assert rounds.run_due(AT) == 1
    assert "round a failed" in caplog.text


@pytest.mark.parametrize(
    ("age", "is_alive"),
    [
        pytest.param(timedelta(seconds=59), True, id="just-now"),
        pytest.param(timedelta(seconds=60), False, id="a-minute-ago"),
    ],
)
def test_a_worker_is_silent_after_a_minute(db: None, age: timedelta, is_alive: bool) -> None:
    Heartbeat.objects.create(worker="here:1", at=AT - age)
    assert is_worker_alive(AT) is is_alive


def test_without_any_worker_nobody_is_alive(db: None) -> None:
    assert not is_worker_alive(AT)


@pytest.fixture
def going_worker(lasting_db: None, timetable: dict[str, Round]) -> Iterator[list[datetime]]:
    seen: list[datetime] = []

    def note(at: datetime) -> int:
        seen.append(at)
        return 1

    timetable["note"] = Round("note", 0, note)
    stop = threading.Event()

    def go() -> None:
        rounds.keep_going(stop)
        connections.close_all()

    worker = threading.Thread(target=go)
    worker.start()
    yield seen
    stop.set()
    worker.join(10)
    assert not worker.is_alive()
    assert not Heartbeat.objects.exists()


def test_a_worker_goes_round_leaves_a_heartbeat_and_takes_it_away(
    going_worker: list[datetime],
) -> None:
    deadline = time.monotonic() + 10
    while (len(going_worker) < 2 or not Heartbeat.objects.exists()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(going_worker) >= 2
    assert Heartbeat.objects.count() == 1
