"""An installation of its own in a folder, driven as a person at the keyboard would drive it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CLOCK = PROJECT / "tests" / "browser" / "clock"


@dataclass(frozen=True)
class Installation:
    """A data folder and the command `gongkai` pointed at it; always on SQLite."""

    home: Path
    greeting: str = ""
    """What `init` said."""
    as_of: datetime | None = None
    """When what is started now takes it to be; without it, the present."""

    @property
    def environment(self) -> Mapping[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        environment = kept | {
            "GONGKAI_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.local",
            "PYTHONPATH": str(PROJECT),
            "PYTHONIOENCODING": "utf-8",
        }
        if self.as_of is not None:
            ahead = self.as_of - datetime.now(UTC)
            environment["PYTHONPATH"] = f"{CLOCK}{os.pathsep}{PROJECT}"
            environment["CLOCK_SECONDS_AHEAD"] = str(ahead.total_seconds())
        return environment

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "gongkai.command", *words]

    def run(self, *words: str, timeout: float = 120) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.command(*words), env=self.environment, capture_output=True, text=True,
            timeout=timeout, check=False, cwd=self.home.parent,
        )  # fmt: skip

    def copy(self, home: Path) -> "Installation":
        """Another one like it, for a test that changes things."""
        shutil.copytree(self.home, home)
        return Installation(home)


def initialised(home: Path) -> Installation:
    """With an agency `shiyan` and its operator."""
    done = Installation(home).run("init", "--agency-name", "试验市交通局", "--slug", "shiyan")
    assert done.returncode == 0, done.stderr
    return Installation(home, done.stdout)
