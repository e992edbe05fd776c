"""Pandoc in its sandbox: one document in, loose HTML out."""

import importlib.util
import shutil
import subprocess
from functools import cache
from pathlib import Path

from gongkai.media.intake import limits
from gongkai.media.intake.taken import CannotTakeIn


@cache
def program() -> str:
    # Importing pypandoc costs as much as the rest of this package; only its place is needed.
    found = importlib.util.find_spec("pypandoc")
    if found and found.origin:
        bundled = Path(found.origin).parent / "files" / "pandoc"
        if bundled.is_file():
            return str(bundled)
    elsewhere = shutil.which("pandoc")
    if elsewhere is None:
        raise CannotTakeIn("服务器缺少转换程序 pandoc，无法读取。请管理员安装 pypandoc_binary。")
    return elsewhere


def to_html(content: bytes, *, read: str) -> str:
    """HTML with MathML. The sandbox keeps pandoc from opening any other file or address."""
    try:
        finished = subprocess.run(  # noqa: S603  # a list, no shell
            [
                program(), "--sandbox", f"--from={read}", "--to=html5", "--mathml", "--wrap=none",
                "+RTS", f"-M{limits.PANDOC_HEAP_MEGABYTES}m", "-RTS",
            ],
            input=content,
            capture_output=True,
            timeout=limits.PANDOC_SECONDS,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise CannotTakeIn("文件内容过于复杂，转换超时。请拆分或简化后再上传。") from late
    if finished.returncode != 0:
        if finished.returncode in {251, -9}:
            raise CannotTakeIn("文件内容过于复杂，转换所需内存过大。请拆分或简化后再上传。")
        raise CannotTakeIn("文件结构异常，无法转换。请在办公软件中打开后另存一份再上传。")
    return finished.stdout.decode("utf-8", "replace")
