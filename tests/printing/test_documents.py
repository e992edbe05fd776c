"""The pages about letters say what the code says."""

from pathlib import Path

from gongkai.printing.sandbox import COLUMNS, LISTS, TEXTS
from gongkai.rules.letter_kinds import letters

DOCS = Path(__file__).parents[2] / "docs"


def test_every_letter_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "letters.md").read_text("utf-8")
    for key, kind in letters().items():
        articles = "、".join(kind.articles) or "—"
        doubt = "" if kind.verified else " ※"
        assert f"| `{key}` | {kind.title} | {kind.when} | {articles}{doubt} |" in page


def test_every_placeholder_is_explained_to_clerks() -> None:
    page = (DOCS / "how-to" / "letters.md").read_text("utf-8")
    for name in (*TEXTS, *LISTS, *COLUMNS):
        assert name in page
