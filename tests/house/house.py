"""The checkout as these tests see it: its files, its modules, its apps."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from django.apps import AppConfig, apps

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "gongkai"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    paths = (PROJECT / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def modules(*folders: str) -> list[Path]:
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.relative_to(PROJECT).parts[0] in folders
    ]


def own_apps() -> list[AppConfig]:
    """Our apps, in the order of the flow."""
    return [app for app in apps.get_app_configs() if app.name.startswith("gongkai.")]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))
