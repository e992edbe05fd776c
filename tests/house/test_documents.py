"""What is written about the program is true of it."""

import os
import re
from pathlib import Path

import pytest

from gongkai.config.settings import base
from tests.house.house import PACKAGE, PROJECT, files, modules, own_apps
from tests.house.references import PAGES

DOCS = PROJECT / "docs"
SETTING = re.compile(r"GONGKAI_[A-Z_]+")


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_says_what_the_code_says(name: str) -> None:
    path = DOCS / "reference" / name
    if os.environ.get("GONGKAI_GOLDEN") == "write":
        path.write_text(PAGES[name](), "utf-8")
    assert path.read_text("utf-8") == PAGES[name]()


def _glossary() -> dict[str, str]:
    """Code name → local term."""
    text = (DOCS / "glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| `([A-Za-z.]+)` \|", text, re.MULTILINE)
    return {code: term.strip() for term, code in rows}


def test_every_model_is_in_the_glossary_under_its_own_term() -> None:
    glossary = _glossary()
    models = {model.__name__: model for app in own_apps() for model in app.get_models()}
    assert sorted(models.keys() - glossary.keys()) == []
    for name, model in models.items():
        term, colon, _ = (model.__doc__ or "").partition(": ")
        if colon and not term.isascii():
            assert glossary[name] == term


def test_the_glossary_speaks_of_nothing_that_is_not_there() -> None:
    defined = {
        name
        for path in modules("gongkai")
        for name in re.findall(r"^\s*class (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    known = {code.split(".")[0] for code in _glossary()}
    assert sorted(known - defined) == []


def test_every_setting_from_the_environment_is_described() -> None:
    used = {
        name
        for path in files()
        if path.suffix in (".py", ".sh", "") and path.name != Path(__file__).name
        for name in SETTING.findall(path.read_text("utf-8", "ignore"))
    }
    described = set(SETTING.findall((DOCS / "reference" / "settings.md").read_text("utf-8")))
    assert sorted(used - described) == []
    assert sorted(described - used) == []


def test_every_make_target_says_what_it_does() -> None:
    text = (PROJECT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):(.*)$", text, re.MULTILINE)
    assert [name for name, rest in targets if "## " not in rest] == []
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony is not None
    assert sorted(phony[1].split()) == sorted(name for name, _ in targets)


def test_every_command_is_in_the_readme_or_the_help() -> None:
    from gongkai.command.asking import parser

    told = parser().format_help()
    for name in re.findall(r"`gongkai ([a-z-]+)", (PROJECT / "README.md").read_text("utf-8")):
        assert name in told


def test_the_map_names_every_app_and_in_the_order_of_the_flow() -> None:
    told = (DOCS / "architecture.md").read_text("utf-8")
    rooms = re.findall(r"^\| `(gongkai/[a-z_/]+)` \|", told, re.MULTILINE)
    installed = [name.replace(".", "/") for name in base.INSTALLED_APPS if "gongkai." in name]
    assert [room for room in rooms if room in installed] == installed
    assert [room for room in rooms if not (PROJECT / room).is_dir()] == []
    packages = {
        path.parent.relative_to(PROJECT).as_posix() for path in PACKAGE.glob("*/__init__.py")
    }
    inner = {room for room in rooms if room.count("/") == 1}
    assert (
        sorted(packages - inner - {"gongkai/outbound", "gongkai/inbound", "gongkai/oversight"})
        == []
    )


def test_the_picture_is_the_same_in_the_readme_and_on_the_architecture_page() -> None:
    def picture(path: Path) -> str:
        return path.read_text("utf-8").split("```")[1]

    assert picture(PROJECT / "README.md") == picture(DOCS / "architecture.md")


def test_links_between_documents_lead_somewhere() -> None:
    dead = []
    for path in files():
        if path.suffix == ".md":
            for link in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
                if "://" not in link and not (path.parent / link).exists():
                    dead.append(f"{path.relative_to(PROJECT)}: {link}")
    assert dead == []
