"""What the command says: lines for people on one stream, JSON for programs on the other."""

import json
import sys
from typing import Any

FINE, FOUND, MISUSE = 0, 1, 2


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def hand_over(values: Any) -> None:
    """One JSON value on standard output, in Chinese as written."""
    json.dump(values, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
