"""Where an index lies on disk: numbered folders, and a file naming the one in use."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from gongkai.web.search.schema import EDITION

_NAME = re.compile(r"(?P<edition>\d+)-(?P<number>\d{6})")


class IndexDamaged(Exception):
    """The index on disk cannot be used as it is; rebuilding it is the cure."""


@contextmanager
def damage_named() -> Iterator[None]:
    """Turn the engine's complaints about its files into `IndexDamaged`."""
    try:
        yield
    except (ValueError, OSError) as complaint:
        raise IndexDamaged("检索索引已损坏，请重建索引。") from complaint
    except BaseException as complaint:
        # Rotten files make the engine panic; that class cannot be imported, and is no Exception.
        if type(complaint).__name__ != "PanicException":
            raise
        raise IndexDamaged("检索索引已损坏，请重建索引。") from complaint


@dataclass(frozen=True)
class Generations:
    """The numbered folders of one index."""

    folder: Path

    def current(self) -> Path | None:
        """The folder in use, or None when nothing was ever written."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as refusal:
            raise IndexDamaged("检索索引无法读取，请重建索引。") from refusal
        shape = _NAME.fullmatch(name)
        if shape is None:
            raise IndexDamaged("检索索引已损坏，请重建索引。")
        if int(shape["edition"]) != EDITION:
            raise IndexDamaged("检索索引的格式已经更新，请重建索引。")
        return self.folder / name

    def create(self) -> Path:
        """An empty folder numbered after all others; its edition is today's."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max((self._number(path) for path in self._all()), default=0)
        while True:
            number += 1
            path = self.folder / f"{EDITION}-{number:06d}"
            try:
                path.mkdir()
            except FileExistsError:
                continue
            return path

    def found(self, path: Path) -> Path:
        """Put the first folder into use, unless another was quicker: the one in use."""
        written = self._written(path)
        try:
            # Linking fails where a name exists, which replacing would silently overwrite.
            self._pointer.hardlink_to(written)
        except FileExistsError:
            shutil.rmtree(path, ignore_errors=True)
        finally:
            written.unlink()
        return self.current() or path

    def promote(self, path: Path) -> None:
        """Put a finished folder into use in one step, and drop those two behind it."""
        try:
            before = self.current()
        except IndexDamaged:
            before = None
        self._written(path).replace(self._pointer)
        for other in self._all():
            # A reader in another process may still be opening the one just left.
            if other != before and self._number(other) < self._number(path):
                shutil.rmtree(other, ignore_errors=True)

    @property
    def _pointer(self) -> Path:
        return self.folder / "current"

    def _written(self, path: Path) -> Path:
        with NamedTemporaryFile(
            "w", encoding="ascii", dir=self.folder, prefix="current.", delete=False
        ) as pointer:
            pointer.write(path.name)
        written = Path(pointer.name)
        # Temporary files are private, but web and worker may be two users of the system.
        written.chmod(0o644)
        return written

    def _all(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if _NAME.fullmatch(path.name)]

    def _number(self, path: Path) -> int:
        return int(path.name.partition("-")[2])
