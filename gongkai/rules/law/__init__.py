"""The law as dated data: what the TOML files beside this one say, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LAW = Path(__file__).parent


@cache
def law(name: str) -> dict[str, Any]:
    """A file of this folder by its name without the ending, such as `fees`; not to be changed."""
    return tomllib.loads((LAW / f"{name}.toml").read_text("utf-8"))
