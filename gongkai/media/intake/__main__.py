"""The subprocess: limits itself, does one thing with one file, leaves the outcome, and ends."""

import argparse
import json
import os
import resource
import sys
from pathlib import Path

from gongkai.media.intake.guard import OUT_OF_MEMORY, REFUSED, SECONDS_OF_GRACE
from gongkai.media.intake.limits import MEGABYTE
from gongkai.media.intake.parcel import pack, pack_masked, pack_plain
from gongkai.media.intake.taken import CannotTakeIn

MAX_WRITTEN = 700 * MEGABYTE


def main() -> int:
    parser = argparse.ArgumentParser(prog="gongkai.media.intake")
    parser.add_argument("what", choices=DOINGS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--name")
    parser.add_argument("--rule", default="personal_data")
    parser.add_argument("--passages", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=90)
    parser.add_argument("--memory-mb", type=int, default=2000)
    wanted = parser.parse_args()
    _limit(wanted.seconds, wanted.memory_mb)
    try:
        DOINGS[wanted.what](wanted, wanted.name or wanted.file.name)
    except CannotTakeIn as refusal:
        (wanted.into / "refusal.txt").write_text(str(refusal), "utf-8")
        return REFUSED
    except (MemoryError, RecursionError):
        return OUT_OF_MEMORY
    return 0


# Each imports its own: the words of a small file are read in less time than the rest loads.
def _take_in(wanted: argparse.Namespace, name: str) -> None:
    from gongkai.media.intake.reading import clean_copy, take_in

    pack(take_in(wanted.file, name=name), clean_copy(wanted.file, name=name), wanted.into)


def _read_words(wanted: argparse.Namespace, name: str) -> None:
    from gongkai.media.intake.plain_text import plain_text

    pack_plain(plain_text(wanted.file, name=name), wanted.into)


def _mask(wanted: argparse.Namespace, name: str) -> None:
    from gongkai.media.intake.masking import mask_file

    passages = json.loads(wanted.passages.read_text("utf-8")) if wanted.passages else []
    copy = mask_file(wanted.file, name=name, rule=wanted.rule, passages=passages)
    pack_masked(copy, wanted.into)


DOINGS = {"take-in": _take_in, "plain-text": _read_words, "mask": _mask}


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
