"""The subprocess: limits itself, reads one file, leaves the outcome in a folder, and ends."""

import argparse
import os
import resource
import sys
from pathlib import Path

from gongkai.media.intake.guard import OUT_OF_MEMORY, REFUSED, SECONDS_OF_GRACE
from gongkai.media.intake.limits import MEGABYTE
from gongkai.media.intake.parcel import pack
from gongkai.media.intake.reading import clean_copy, take_in
from gongkai.media.intake.taken import CannotTakeIn

MAX_WRITTEN = 700 * MEGABYTE


def main() -> int:
    parser = argparse.ArgumentParser(prog="gongkai.media.intake")
    parser.add_argument("file", type=Path)
    parser.add_argument("--name")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=90)
    parser.add_argument("--memory-mb", type=int, default=2000)
    wanted = parser.parse_args()
    _limit(wanted.seconds, wanted.memory_mb)
    name = wanted.name or wanted.file.name
    try:
        pack(
            take_in(wanted.file, name=name),
            clean_copy(wanted.file, name=name),
            wanted.into,
        )
    except CannotTakeIn as refusal:
        (wanted.into / "refusal.txt").write_text(str(refusal), "utf-8")
        return REFUSED
    except (MemoryError, RecursionError):
        return OUT_OF_MEMORY
    return 0


def _limit(seconds: int, memory_mb: int) -> None:
    # pandoc and LibreOffice inherit these limits.
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + SECONDS_OF_GRACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_WRITTEN, MAX_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    # Native libraries hold memory that takes long to give back, and there is nothing left to do.
    os._exit(code)
