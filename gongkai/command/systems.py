"""`gongkai check-system`: programs that are optional, what they add, and how to get them."""

import shutil
import subprocess
from argparse import Namespace
from dataclasses import asdict, dataclass

from gongkai.command.telling import FINE, FOUND, hand_over, say


@dataclass(frozen=True)
class Optional:
    """A program that the system can do without, and what is lost then."""

    name: str
    adds: str
    how: str
    is_present: bool


def check(asked: Namespace) -> int:
    programs = (
        Optional(
            "LibreOffice",
            "读取 DOC、WPS、XLS、PPT 等旧格式，数出准确页数，生成页面图",
            "apt install libreoffice-writer-nogui libreoffice-calc-nogui "
            "libreoffice-impress-nogui libreoffice-math-nogui",
            any(map(shutil.which, ("soffice", "libreoffice"))),
        ),
        Optional(
            "中文字体",
            "LibreOffice 排版时页数和页面图才准确",
            "apt install fonts-noto-cjk",
            _has_chinese_font(),
        ),
        Optional(
            "pg_dump",
            "数据库用 PostgreSQL 时备份和恢复",
            "apt install postgresql-client",
            shutil.which("pg_dump") is not None,
        ),
    )
    if asked.json:
        hand_over([asdict(one) for one in programs])
    else:
        for one in programs:
            say(f"{'有' if one.is_present else '缺'}　{one.name}：{one.adds}")
            if not one.is_present:
                say(f"　　安装：{one.how}")
    return FINE if all(one.is_present for one in programs) else FOUND


def _has_chinese_font() -> bool:
    program = shutil.which("fc-list")
    if program is None:
        return False
    listed = subprocess.run(  # noqa: S603  a program of the system with fixed words
        [program, ":lang=zh", "family"], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip())
