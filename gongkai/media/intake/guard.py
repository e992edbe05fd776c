"""Reading at arm's length: in a subprocess with limits, no file can hurt the caller."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import gongkai
from gongkai.media.intake.encoding import is_text
from gongkai.media.intake.limits import MEGABYTE
from gongkai.media.intake.masking import RULES
from gongkai.media.intake.parcel import unpack, unpack_masked, unpack_plain
from gongkai.media.intake.plain_text import plain_text
from gongkai.media.intake.sniffing import sniff
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy, MaskedCopy, PlainText, Taken

REFUSED = 3
OUT_OF_MEMORY = 4
# The child stops itself a little later than its parent stops it, should the parent die.
SECONDS_OF_GRACE = 10
MOST_READ_HERE = 4 * MEGABYTE


def take_in_guarded(
    path: Path, *, name: str, seconds: int = 90, memory_mb: int = 2000
) -> tuple[Taken, CleanCopy]:
    """Read a file and make its clean copy. Whatever happens, it is an answer or `CannotTakeIn`."""
    with _done("take-in", path, name, seconds=seconds, memory_mb=memory_mb) as outcome:
        return unpack(outcome)


def plain_text_guarded(
    path: Path, *, name: str, seconds: int = 60, memory_mb: int = 1500
) -> PlainText:
    """Read a file's words; the same promise. Plain text needs no guard and is read at once."""
    if _is_plain_text(path, name):
        return plain_text(path, name=name)
    with _done("plain-text", path, name, seconds=seconds, memory_mb=memory_mb) as outcome:
        return unpack_plain(outcome)


def mask_guarded(
    path: Path,
    *,
    name: str,
    mask_rule: str = "personal_data",
    passages: Sequence[str] = (),
    seconds: int = 120,
    memory_mb: int = 2000,
) -> MaskedCopy:
    """Mask a file by a rule of `masking.RULES`, or by none, and hide passages; the same promise."""
    if mask_rule and mask_rule not in RULES:
        raise ValueError(f"There is no mask called {mask_rule}.")
    # In a file of their own: every program of the computer may read the arguments of another.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="gongkai-passages-") as kept:
        json.dump(list(passages), kept)
        kept.flush()
        more = ("--rule", mask_rule, "--passages", kept.name)
        with _done("mask", path, name, *more, seconds=seconds, memory_mb=memory_mb) as outcome:
            return unpack_masked(outcome)


def _is_plain_text(path: Path, name: str) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
        is_small = path.stat().st_size <= MOST_READ_HERE
    except OSError:
        return False
    # Zip and OLE files are not even sniffed here.
    return is_small and bool(head) and is_text(head) and sniff(path, name).kind == "TXT"


@contextlib.contextmanager
def _done(
    what: str, path: Path, name: str, *more: str, seconds: int, memory_mb: int
) -> Iterator[Path]:
    """The folder in which the child left its outcome; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gongkai-intake-", ignore_cleanup_errors=True) as room:
        outcome = Path(room) / "outcome"
        outcome.mkdir(mode=0o700)
        with (Path(room) / "stderr").open("wb") as complaints:
            child = subprocess.Popen(  # noqa: S603  # a list, no shell
                [
                    sys.executable, "-P", "-m", "gongkai.media.intake", what, str(path.absolute()),
                    "--name", _as_argument(name), "--into", str(outcome),
                    "--seconds", str(seconds), "--memory-mb", str(memory_mb), *more,
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                cwd=room,
                env=_environment(room),
                start_new_session=True,
            )  # fmt: skip
            code = _wait(child, seconds)
        _check(code, outcome, seconds, memory_mb)
        yield outcome


def _as_argument(name: str) -> str:
    # A NUL cannot be passed on, nor a lone surrogate; neither belongs in a name.
    return name.replace("\0", "").encode("utf-8", "replace").decode("utf-8")[:500]


def _environment(room: str) -> dict[str, str]:
    """What the child may know: where programs and this package are, and nothing secret."""
    package = str(Path(gongkai.__file__).parent.parent)
    search = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH", "")]))
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "PYTHONPATH": search,
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "HOME": room,
        "TMPDIR": room,
    }


def _wait(child: "subprocess.Popen[bytes]", seconds: int) -> int | None:
    try:
        return child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        # The group outlives its leader when pandoc or LibreOffice still run.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _check(code: int | None, outcome: Path, seconds: int, memory_mb: int) -> None:
    if code is None or code == -signal.SIGXCPU:
        raise CannotTakeIn(f"读取文件超过 {seconds} 秒，已中止。请拆分或简化文件后再上传。")
    if code == REFUSED:
        raise CannotTakeIn(_refusal(outcome))
    if code == OUT_OF_MEMORY:
        raise CannotTakeIn(
            f"读取文件所需内存超过 {memory_mb} MB，已中止。请拆分文件或压缩图片后再上传。"
        )
    if code != 0:
        raise CannotTakeIn(
            "读取文件时转换程序异常退出，文件可能已损坏或含有异常内容。"
            "请在办公软件中打开后另存一份再上传。"
        )


def _refusal(outcome: Path) -> str:
    try:
        message = (outcome / "refusal.txt").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        message = ""
    return message or "文件无法读取。请在办公软件中打开后另存一份再上传。"
