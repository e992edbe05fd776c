"""The shape of the tree: sizes, names, migrations, words that do not belong."""

import ast
import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.house.house import PROJECT, files, modules, own_apps, tree

LONGEST = 400
DRAWERS = {
    "utils", "helpers", "common", "shared", "misc", "core", "manager", "handler", "processor",
    "service", "services", "selectors",
}  # fmt: skip
# Written apart, so that this file does not find itself.
ELSEWHERE = tuple(
    "".join(parts)
    for parts in (
        ("pypi", ".org"), ("python", "hosted"), ("registry.", "npmjs"), ("/ro", "ot/"),
        ("/wo", "rk/"), ("/ho", "me/"), ("proxy.", "golang"),
    )
)  # fmt: skip


def test_no_module_is_longer_than_anybody_reads() -> None:
    lengths = {
        path: len(path.read_text("utf-8").splitlines())
        for path in modules("gongkai", "tests")
        if "migrations" not in path.parts
    }
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}


def test_there_is_no_drawer() -> None:
    drawers = [
        str(path)
        for path in modules("gongkai", "tests")
        if DRAWERS & {path.stem, *path.relative_to(PROJECT).parts[:-1]}
    ]
    assert drawers == []


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [
        str(path)
        for path in modules("gongkai", "tests")
        if path.stat().st_size
        and "migrations" not in path.parts
        and not ast.get_docstring(tree(path))
    ]
    assert silent == []


def test_every_class_has_its_sentence() -> None:
    silent = [
        f"{path}: {node.name}"
        for path in modules("gongkai")
        if "migrations" not in path.parts
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
        # A form is named after what is typed into it, an app's configuration after the app.
        if not node.name.startswith("_") and not node.name.endswith(("Form", "Config"))
    ]
    assert silent == []


@pytest.mark.parametrize("app", own_apps(), ids=lambda app: app.label)
def test_migrations_are_numbered_named_and_in_one_line(app: object) -> None:
    folder = Path(app.path) / "migrations"  # type: ignore[attr-defined]
    names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
    numbers = [int(name[:4]) for name in names]
    assert numbers == list(range(1, len(names) + 1))
    assert [name for name in names if re.search(r"_auto_|^\d{4}_\d", name)] == []


def test_no_migration_is_missing(db: None) -> None:
    said = io.StringIO()
    labels = [app.label for app in own_apps()]
    call_command("makemigrations", *labels, check=True, dry_run=True, stdout=said, verbosity=1)
    assert "No changes detected" in said.getvalue() or "没有" in said.getvalue()


def test_no_file_speaks_of_the_machine_it_was_written_on() -> None:
    found = []
    for path in files():
        if "vendor" in path.parts or path.suffix in (".png", ".docx", ".mo", ".jpg"):
            continue
        text = path.read_text("utf-8", "ignore")
        found += [f"{path.relative_to(PROJECT)}: {word}" for word in ELSEWHERE if word in text]
    assert found == []


def test_locks_are_hashed_and_name_no_download_address() -> None:
    for name in ("app.txt", "dev.txt"):
        text = (PROJECT / "requirements" / name).read_text("utf-8")
        assert "://" not in text
        for requirement in re.split(r"\n(?=[a-z0-9])", text):
            if "==" in requirement.split("\n")[0]:
                assert "--hash=sha256:" in requirement


DEBTS = ("TO" + "DO", "FIX" + "ME")


def test_comments_announce_nothing_and_owe_nothing() -> None:
    banner = re.compile(r"^\s*#\s*[-=*#]{4,}")
    found = [
        f"{path}:{number}"
        for path in modules("gongkai", "tests")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if banner.match(line) or any(f"# {debt}" in line for debt in DEBTS)
    ]
    assert found == []
