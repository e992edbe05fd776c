"""Copying the database out and in: SQLite by its own backup, PostgreSQL by pg_dump."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

SQLITE, POSTGRESQL = "database.sqlite3", "database.dump"


class CannotCopy(Exception):
    """The database could not be copied; the message says why and what to do."""


@contextmanager
def dump() -> Iterator[tuple[str, Path]]:
    """A consistent copy of the database as it is now, and its name in a backup."""
    with tempfile.TemporaryDirectory(prefix="gongkai-backup-") as folder:
        if connection.vendor == "sqlite":
            copy = Path(folder) / SQLITE
            _copy_sqlite(Path(connection.settings_dict["NAME"]), copy)
            yield SQLITE, copy
        else:
            copy = Path(folder) / POSTGRESQL
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={copy}")
            yield POSTGRESQL, copy


def load(copy: Path) -> None:
    """Fills the empty database of this installation."""
    expected = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    if copy.name != expected:
        raise CannotCopy("备份来自另一种数据库，请按备份时的 GONGKAI_DATABASE 设置再恢复。")
    if connection.vendor == "sqlite":
        target = Path(settings.DATABASES["default"]["NAME"])
        if target.exists():
            raise CannotCopy(f"{target} 已经存在，恢复不会覆盖它。")
        shutil.move(copy, target)
        return
    if connection.introspection.table_names():
        raise CannotCopy("数据库里已经有表，恢复不会覆盖它。请换一个空的数据库。")
    connection.close()
    name = connection.settings_dict["NAME"]
    _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(copy))


def _copy_sqlite(source: Path, copy: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
        if (state := kept.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise CannotCopy(f"数据库文件有损坏：{state}")


def _run(name: str, *words: str) -> None:
    program = shutil.which(name)
    if program is None:
        raise CannotCopy(f"没有找到 {name}，请先安装：apt install postgresql-client。")
    address = connection.settings_dict
    known = {
        "PGDATABASE": address["NAME"],
        "PGUSER": address["USER"],
        "PGPASSWORD": address["PASSWORD"],
        "PGHOST": address["HOST"],
        "PGPORT": str(address["PORT"]),
    }
    done = subprocess.run(  # noqa: S603  a program of the system on our own settings
        [program, *words],
        env=os.environ | {key: value for key, value in known.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotCopy(f"{name} 报告：{done.stderr.strip()[-500:]}")
