"""The reference pages that are made from the code."""

import ast
import re
from collections.abc import Iterator

from gongkai.rules.gate import confusables
from gongkai.rules.gate.rulebook import rules
from gongkai.rules.gate.wording import wrong_words
from tests.house.house import PACKAGE, modules, tree
from tests.rules.gate.measuring import Figures, figures

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
                    yield from _composed(said)
                elif isinstance(said, ast.Constant) and VERB.fullmatch(str(said.value)):
                    yield str(said.value)


def _composed(said: ast.JoinedStr) -> Iterator[str]:
    """`case.{step}` of the one action that moves cases on; `record.{act}` of the one that
    publishes and corrects.
    """
    if isinstance(said.values[0], ast.Constant) and said.values[0].value == "case.":
        yield "case.<step>"
    else:
        yield from (f"record.{act}" for act in ("published", "corrected"))


def checks() -> str:
    """Every rule of the gate, how large its word lists are, and how well it does."""
    lines = [
        "# Checks before publication",
        "",
        "Made from `gongkai/rules/law/gate.toml`, the lists under `gongkai/rules/law/wording` and",
        "the labelled sentences of the tests; `make golden` rewrites it. `gongkai check FILE` runs",
        "what needs no more than a text; the office also looks at facts and attachments.",
        "",
        "| Rule | On the screen | Weight | Why | What removes it | Source |",
        "|---|---|---|---|---|---|",
    ]
    for each in rules().values():
        weight = each.severity if each.excusable else f"{each.severity}, never excused"
        lines.append(
            f"| `{each.id}` | {each.name} | {weight} | {each.why} | {each.fix} | {each.source} |"
        )
    lines += ["", "## Word lists", "", "| Family | Entries |", "|---|---|"]
    lines += [f"| `{family}/…` | {count} |" for family, count in _families().items()]
    return "\n".join([*lines, "", *_figures()]) + "\n"


def _families() -> dict[str, int]:
    return {"wrong-word": len(wrong_words()), **confusables.counts()}


def _figures() -> list[str]:
    """What `measuring` makes of the labelled sentences."""
    development, held_out = figures(held_out=False), figures(held_out=True)
    lines = [
        "## How well it does",
        "",
        "Sentences in the voice of official documents, about half of them right ones with the",
        "same characters (`tests/rules/gate/labelled`). Rules are mended on the development set;",
        "nothing is mended on the held-out set, so its figures are the ones to expect. A fault",
        "counts as found when a finding touches it; a false alarm is a warning or a block that",
        "touches none.",
        "",
        "| | Development | Held out |",
        "|---|---|---|",
        f"| Sentences (right ones) | {development.sentences} ({development.right}) "
        f"| {held_out.sentences} ({held_out.right}) |",
    ]
    for kind, label in KINDS.items():
        lines.append(f"| Found: {label} | {_found(development, kind)} | {_found(held_out, kind)} |")
    lines += [
        f"| Recall | {development.recall:.1%} | {held_out.recall:.1%} |",
        f"| False alarms | {development.false_alarms} in {development.characters} characters "
        f"| {held_out.false_alarms} in {held_out.characters} |",
        f"| False alarms per 1,000 characters | {development.false_alarms_per_thousand:.2f} "
        f"| {held_out.false_alarms_per_thousand:.2f} |",
    ]
    return lines


def _found(known: Figures, kind: str) -> str:
    return f"{known.found.get(kind, 0)} of {known.faults.get(kind, 0)}"


KINDS = {
    "wording": "wrong words",
    "confusable": "one word for another",
    "severe": "severe wording",
    "personal": "personal data",
    "secrecy": "secrecy and internal marks",
    "punctuation": "punctuation",
    "form": "form of documents",
    "date": "dates and times",
}
PAGES = {"ledger-verbs.md": ledger_verbs, "checks.md": checks}
