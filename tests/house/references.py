"""The reference pages that are made from the code."""

import ast
import re
from collections.abc import Iterator

from gongkai.rules.gate.checks import CHECKS_BY_NAME
from tests.house.house import PACKAGE, modules, tree

# The ledger's own, and what the actions of people and of arranging call in its place.
RECORDERS = {"record", "_enter", "_change", "_keep"}
VERB = re.compile(r"[a-z]+\.[a-z]+(?:-[a-z]+)*")


def ledger_verbs() -> str:
    """Every verb an action may record, with what the action promises."""
    rows = sorted(set(_verbs()))
    lines = [
        "# Ledger verbs",
        "",
        "What an entry may say was done. Made from the actions; `make golden` rewrites it.",
        "",
        "| Verb | Action | What it means |",
        "|---|---|---|",
        *(f"| `{verb}` | `{action}` | {meaning} |" for verb, action, meaning in rows),
    ]
    return "\n".join(lines) + "\n"


def _verbs() -> Iterator[tuple[str, str, str]]:
    for path in modules("gongkai"):
        if "actions" not in path.relative_to(PACKAGE).as_posix():
            continue
        names = path.relative_to(PACKAGE).with_suffix("").parts
        room = names[names.index("actions") - 1]
        for function in tree(path).body:
            if isinstance(function, ast.FunctionDef):
                meaning = (ast.get_docstring(function) or "").split("\n")[0].replace("|", "\\|")
                for verb in _verbs_in(function):
                    yield verb, f"{room}.{function.name}", meaning


def _verbs_in(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RECORDERS:
            for said in (part for argument in node.args for part in ast.walk(argument)):
                if isinstance(said, ast.JoinedStr):
                    # `record.{act}`, said by the one action that publishes and corrects.
                    yield from (f"record.{act}" for act in ("published", "corrected"))
                elif isinstance(said, ast.Constant) and VERB.fullmatch(str(said.value)):
                    yield str(said.value)


def checks() -> str:
    """Every check before publication, in the order its findings are shown."""
    lines = [
        "# Checks before publication",
        "",
        "Made from `gongkai/rules/gate/checks.py`; `make golden` rewrites it.",
        "",
        "| Name | On the screen | What it demands |",
        "|---|---|---|",
    ]
    for name, (label, docstring) in CHECKS_BY_NAME.items():
        lines.append(f"| `{name}` | {label} | {docstring.split(chr(10))[0]} |")
    return "\n".join(lines) + "\n"


PAGES = {"ledger-verbs.md": ledger_verbs, "checks.md": checks}
