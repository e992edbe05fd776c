"""The backup file: a tar.gz of the database and the stored files, and their digests at its end."""

import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

MANIFEST = "manifest.json"
FORM = "gongkai-backup-1"
FOLDERS = ("files", "media")
KEY = "secret-key"
STAGING = ".restoring"
CHUNK = 1024 * 1024


class CannotRestore(Exception):
    """The backup or its target is not fit; the message says why."""


class _Digested:
    """A file that is hashed as it is read, so that large ones are read once."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


def pack(target: Path, home: Path, *, database_name: str, database: Path) -> int:
    """Writes the backup; returns how many files are in it.

    The database was copied first: every file it speaks of is already there, as files are stored
    before the row that names them is committed, and none is ever removed.
    """
    digests: dict[str, str] = {}
    # It holds password hashes and the key: readable by its owner alone.
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
        _add(archive, database_name, database, digests)
        if (home / KEY).exists():
            _add(archive, KEY, home / KEY, digests)
        for folder in FOLDERS:
            for path in sorted((home / folder).rglob("*")):
                if path.is_file():
                    _add(archive, path.relative_to(home).as_posix(), path, digests)
        text = json.dumps({"form": FORM, "sha256": digests}, indent=0).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text))
    return len(digests)


def _add(archive: tarfile.TarFile, name: str, path: Path, digests: dict[str, str]) -> None:
    with path.open("rb") as file:
        member = tarfile.TarInfo(name)
        member.size, member.mtime = path.stat().st_size, int(path.stat().st_mtime)
        digested = _Digested(file)
        archive.addfile(member, digested)
    digests[name] = digested.digest.hexdigest()


@contextmanager
def unpack(source: Path, home: Path) -> Iterator[Path]:
    """Puts the files of a backup into an empty `home`, every digest checked; gives the database."""
    if home.exists() and any(home.iterdir()):
        raise CannotRestore(f"{home} 不是空的，恢复不会覆盖已有的数据。请换一个空目录。")
    staging = home / STAGING
    staging.mkdir(parents=True)
    try:
        found = _extract(source, staging)
        _compare(found, staging / MANIFEST)
        for name in (*FOLDERS, KEY):
            if (staging / name).exists():
                (staging / name).rename(home / name)
        yield next(staging.glob("database.*"))
    except BaseException as failure:
        # Half a restoration is none: the target is as empty as it was.
        for name in (*FOLDERS, KEY, "database.sqlite3"):
            _remove(home / name)
        if isinstance(failure, tarfile.TarError | EOFError | zlib.error):
            raise CannotRestore(f"备份文件损坏或不完整：{failure}") from failure
        raise
    finally:
        _remove(staging)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _extract(source: Path, staging: Path) -> dict[str, str]:
    """Writes the members out by hand: a backup from elsewhere must not reach outside `staging`."""
    found: dict[str, str] = {}
    with tarfile.open(source, "r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isreg() else None
            if content is None or not _is_ours(member.name):
                raise CannotRestore(f"备份里有不该有的内容：{member.name}")
            path = staging / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            digested = _Digested(content)
            private = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(private, "wb") as file:
                while piece := digested.read(CHUNK):
                    file.write(piece)
            found[member.name] = digested.digest.hexdigest()
    return found


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts:
        return False
    if len(parts) == 1:
        return name in (MANIFEST, KEY, "database.sqlite3", "database.dump")
    return parts[0] in FOLDERS


def _compare(found: dict[str, str], manifest: Path) -> None:
    if not manifest.exists():
        raise CannotRestore("备份文件不完整：缺少清单。")
    said = json.loads(manifest.read_text("utf-8"))
    if said.get("form") != FORM:
        raise CannotRestore("不是这个程序的备份，或者由更新的版本生成。")
    del found[MANIFEST]
    expected = said["sha256"]
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise CannotRestore(f"备份里的 {name} 与清单的摘要不符，文件已损坏或被改动。")
