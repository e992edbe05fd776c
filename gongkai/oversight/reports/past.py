"""A report of an earlier year, read from the file in which it was published."""

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gongkai.media.report_files.reading import LARGEST, MEGABYTE, read_report
from gongkai.rules.annual_report.reading import NotTheReport, Reading

# File systems count bytes, and a sign may have four.
LONGEST_NAME = 60
# What a file's name may keep on its way to a temporary folder; its words may tell the year.
_STRANGE = re.compile(r"[^\w.()（）〔〕—-]+")


@dataclass(frozen=True)
class PastFile:
    """A file and what was read in it."""

    name: str
    sha256: str
    reading: Reading


def read_past(name: str, content: bytes) -> PastFile:
    """Raises `NotTheReport` with what is wrong with the file."""
    if len(content) > LARGEST:
        raise NotTheReport(f"文件超过{LARGEST // MEGABYTE}MB，不像一份年度报告，没有读。")
    name = _STRANGE.sub("_", name)[-LONGEST_NAME:].lstrip("-.") or "上年年报"
    with tempfile.TemporaryDirectory(prefix="gongkai-past-") as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        reading = read_report(str(path))
    return PastFile(name, hashlib.sha256(content).hexdigest(), reading)
