"""Typesetting: a template of this folder and plain values make a PDF, the same bytes every time.

The same sheet can be had as pictures, a page each, for screens.

Values are data to the template, never its code: they arrive as JSON text and are shown as strings.
The PDF claims PDF/A-2a and PDF/UA-1, on the typesetter's own word.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from gongkai.printing.fonts import Typefaces, loaded, typefaces

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
# A page of A4 at 288 dots an inch is 8 million dots; more is a mistake, and takes the memory.
MOST_PPI = 288.0
# Drawn by nobody: a line end, a blank, and the full-width blank of Chinese text.
_BLANK = frozenset("\n \u3000")


class CannotPrint(Exception):
    """A sheet that cannot be made; the message says why in Chinese."""


class MissingGlyph(CannotPrint):
    """Characters that none of the fonts can draw; they would be boxes on the paper."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        shown = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in characters[:20])
        super().__init__(f"字体里没有这些字：{shown}。请换用别的字，或者请管理员补充字体。")
        self.characters = characters


def pdf(
    template: str,
    values: "DataclassInstance | Mapping[str, Any]",
    *,
    made_at: datetime,
    faces: Typefaces | None = None,
) -> bytes:
    """A template by its name without the ending, showing values; `made_at` is in the file."""
    faces = faces or typefaces()
    given = _given(values, faces)
    # A compiler may be used by one thread only; making one is cheap, reading the fonts is not.
    made = _compiler(faces).compile(
        TEMPLATES / f"{template}.typ",
        format="pdf",
        sys_inputs=given,
        pdf_standards=STANDARDS,
        # The format knows whole seconds, and typesetting refuses anything finer.
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file.")
    return made


def png(
    template: str,
    values: "DataclassInstance | Mapping[str, Any]",
    *,
    ppi: float = 72,
    faces: Typefaces | None = None,
) -> tuple[bytes, ...]:
    """The pages as pictures; at 72 dots an inch a point of the page is a dot of the picture."""
    if not 0 < ppi <= MOST_PPI:
        raise ValueError(f"Pictures have up to {MOST_PPI:.0f} dots an inch.")
    faces = faces or typefaces()
    made = _compiler(faces).compile(
        TEMPLATES / f"{template}.typ",
        format="png",
        ppi=ppi,
        sys_inputs=_given(values, faces),
    )
    return (made,) if isinstance(made, bytes) else tuple(made or ())


def _given(values: "DataclassInstance | Mapping[str, Any]", faces: Typefaces) -> dict[str, str]:
    """What a template reads; characters that no font draws stop it here."""
    shown = asdict(values) if is_dataclass(values) else dict(values)
    if missing := faces.missing("".join(set("".join(_texts(shown))) - _BLANK)):
        raise MissingGlyph(tuple(sorted(missing)))
    given = {
        "values": shown,
        "fonts": {
            "body": faces.body,
            "heading": faces.heading,
            "subheading": faces.subheading,
            "title": faces.title,
        },
    }
    return {"given": json.dumps(given, ensure_ascii=False)}


def _compiler(faces: Typefaces) -> typst.Compiler:
    return typst.Compiler(root=TEMPLATES, font_paths=loaded(faces), ignore_system_fonts=True)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
