"""Formats of older programs: LibreOffice, where it is installed, turns them into today's."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from gongkai.media.intake import limits
from gongkai.media.intake.draft import Draft
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.sniffing import OLE
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy

_PROGRAMS = ("soffice", "libreoffice")
_INSTALL = (
    "apt-get install libreoffice-writer-nogui libreoffice-calc-nogui "
    "libreoffice-impress-nogui libreoffice-math-nogui"
)
_READ_BY = {"docx": "word", "xlsx": "sheets", "pptx": "slides"}


def read(path: Path) -> Draft:
    with tempfile.TemporaryDirectory() as room:
        converted, wanted = _convert(path, Path(room))
        draft: Draft = import_module(f"gongkai.media.intake.{_READ_BY[wanted]}.reading").read(
            converted
        )
    draft.lose(f"旧格式文件已先转换为 {wanted}，版式可能略有变化，请核对。")
    return draft


def clean(path: Path) -> CleanCopy:
    with tempfile.TemporaryDirectory() as room:
        converted, wanted = _convert(path, Path(room))
        module = import_module(f"gongkai.media.intake.{_READ_BY[wanted]}.cleaning")
        cleaned: CleanCopy = module.clean(converted)
    return replace(cleaned, removed=(f"已转换为 {wanted} 格式。", *cleaned.removed))


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as room:
        converted, wanted = _convert(path, Path(room))
        yield from import_module(f"gongkai.media.intake.{_READ_BY[wanted]}.plain").lines(
            converted, removal, losses
        )


def _wanted(path: Path) -> str:
    with path.open("rb") as stream:
        content = stream.read() if stream.read(8) == OLE else b""
    if "Workbook".encode("utf-16-le") in content:
        return "xlsx"
    if "PowerPoint Doc".encode("utf-16-le") in content:
        return "pptx"
    with path.open("rb") as stream:
        head = stream.read(200)
    if b"opendocument.spreadsheet" in head:
        return "xlsx"
    return "pptx" if b"opendocument.presentation" in head else "docx"


def _convert(path: Path, room: Path) -> tuple[Path, str]:
    wanted = _wanted(path)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise CannotTakeIn(
            "这是旧版或其他办公软件的格式，需要 LibreOffice 才能读取，而服务器尚未安装。"
            f"请在 Word 或 WPS 中打开，另存为 {wanted} 后再上传；"
            f"或请管理员安装：{_INSTALL}"
        )
    source = room / "source"
    shutil.copyfile(path, source)
    try:
        subprocess.run(  # noqa: S603  # a list, no shell
            [
                program, f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless",
                "--norestore", "--convert-to", wanted, "--outdir", str(room / "out"), str(source),
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.OFFICE_SECONDS,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise CannotTakeIn(
            f"旧格式转换超时。请在 Word 或 WPS 中另存为 {wanted} 后再上传。"
        ) from late
    converted = room / "out" / f"source.{wanted}"
    if not converted.is_file() or not converted.stat().st_size:
        raise CannotTakeIn(
            f"旧格式转换失败，文件可能已损坏。请在 Word 或 WPS 中打开，另存为 {wanted} 后再上传。"
        )
    return converted, wanted
