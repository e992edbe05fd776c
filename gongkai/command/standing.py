"""The installation a command works on: where it is, and Django made ready for it."""

import os
from argparse import Namespace
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from gongkai.command.telling import FOUND, complain

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = "gongkai.config.settings.local"


def home() -> Path:
    """The folder of this installation: GONGKAI_HOME, or `var` beside the program."""
    return Path(os.environ.get("GONGKAI_HOME") or PROJECT / "var").resolve()


def start_django() -> None:
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()


def is_initialised() -> bool:
    """Whether `init` has been here. A platform brings its key in the environment instead."""
    return bool(os.environ.get("GONGKAI_SECRET_KEY")) or (home() / "secret-key").exists()


def installed(answer: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """For commands that need the installation: starts Django, or says that `init` comes first."""

    @wraps(answer)
    def run(asked: Namespace) -> int:
        if not is_initialised():
            complain(f"{home()} 还没有准备好，请先运行 gongkai init。")
            return FOUND
        start_django()
        return answer(asked)

    return run
