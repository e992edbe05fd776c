"""Reading at arm's length: in a subprocess with limits, no file can hurt the caller."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import gongkai
from gongkai.media.intake.parcel import unpack
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy, Taken

REFUSED = 3
OUT_OF_MEMORY = 4
# The child stops itself a little later than its parent stops it, should the parent die.
SECONDS_OF_GRACE = 10


def take_in_guarded(
    path: Path, *, name: str, seconds: int = 90, memory_mb: int = 2000
) -> tuple[Taken, CleanCopy]:
    """Read a file and make its clean copy. Whatever happens, it is an answer or `CannotTakeIn`."""
    with tempfile.TemporaryDirectory(prefix="gongkai-intake-", ignore_cleanup_errors=True) as room:
        outcome = Path(room) / "outcome"
        outcome.mkdir(mode=0o700)
        with (Path(room) / "stderr").open("wb") as complaints:
            child = subprocess.Popen(  # noqa: S603  # a list, no shell
                [
                    sys.executable, "-P", "-m", "gongkai.media.intake", str(path.absolute()),
                    "--name", _as_argument(name), "--into", str(outcome),
                    "--seconds", str(seconds), "--memory-mb", str(memory_mb),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                cwd=room,
                env=_environment(room),
                start_new_session=True,
            )  # fmt: skip
            code = _wait(child, seconds)
        return _answer(code, outcome, seconds, memory_mb)


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


def _answer(
    code: int | None, outcome: Path, seconds: int, memory_mb: int
) -> tuple[Taken, CleanCopy]:
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
    return unpack(outcome)


def _refusal(outcome: Path) -> str:
    try:
        message = (outcome / "refusal.txt").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        message = ""
    return message or "文件无法读取。请在办公软件中打开后另存一份再上传。"
