"""The worker's rounds: each task is a query for what is due and an action for each row.

There is no queue: a task that dies leaves its row due, and the next round finds it again.
"""

import importlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from gongkai.timetable.models import Heartbeat

log = logging.getLogger(__name__)

Task = Callable[[datetime], int]


@dataclass(frozen=True)
class Round:
    """A task and how often it goes round; it returns how many rows it dealt with."""

    name: str
    every_seconds: float
    task: Task


_rounds: dict[str, Round] = {}


def every(seconds: float) -> Callable[[Task], Task]:
    """Puts a function of an app's `tasks.py` on the timetable."""

    def register(task: Task) -> Task:
        name = f"{task.__module__.removesuffix('.tasks')}.{task.__name__}"
        _rounds[name] = Round(name, seconds, task)
        return task

    return register


def rounds() -> list[Round]:
    """All rounds of all installed apps."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "tasks"):
            importlib.import_module(f"{app.name}.tasks")
    return sorted(_rounds.values(), key=lambda one: one.name)


def run_due(at: datetime) -> int:
    """Every round once, whatever its interval; returns how many rows were dealt with."""
    return sum(_run(one, at) for one in rounds())


def keep_going(stop: threading.Event) -> None:
    """Goes round until told to stop, leaving a heartbeat."""
    worker = f"{socket.gethostname()}:{os.getpid()}"
    timetable = rounds()
    due: dict[str, float] = {}
    beat_at = 0.0
    while not stop.is_set():
        close_old_connections()
        if time.monotonic() >= beat_at:
            _beat(worker)
            beat_at = time.monotonic() + 10
        for one in timetable:
            if time.monotonic() >= due.get(one.name, 0.0):
                _run(one, timezone.now())
                due[one.name] = time.monotonic() + one.every_seconds
        stop.wait(0.5)
    Heartbeat.objects.filter(worker=worker).delete()


def _beat(worker: str) -> None:
    Heartbeat.objects.update_or_create(worker=worker, defaults={"at": timezone.now()})
    Heartbeat.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()


def _run(one: Round, at: datetime) -> int:
    try:
        return one.task(at)
    except Exception:  # one failing task must not stop the others
        log.exception("round %s failed", one.name)
        return 0
