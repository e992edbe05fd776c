"""The short way in: the words of a file as its reader sees them, a line for each paragraph or row.

Nothing is laid out, converted or pictured; what the reader does not see is told as facts.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from gongkai.media.intake import limits
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.sniffing import sniff
from gongkai.media.intake.taken import PlainText

Lines = Callable[[Path, Removal, list[str]], Iterator[str]]

_READERS = {
    "DOCX": "word.plain",
    "PDF": "pdf.plain",
    "XLSX": "sheets.plain",
    "PPTX": "slides.plain",
    "ODT": "odt_plain",
    "OFD": "ofd",
    "TXT": "plain",
    "HTML": "webpage",
    **dict.fromkeys(("PNG", "JPEG", "WEBP", "TIFF", "HEIC", "GIF", "BMP"), "photograph"),
    **dict.fromkeys(("DOC", "WPS", "RTF", "XLS", "ET", "PPT", "DPS", "ODS", "ODP"), "legacy"),
}


def plain_text(path: Path, *, name: str) -> PlainText:
    """Read a file's words. Raises `CannotTakeIn`; hostile files may cost time: see guard."""
    removal, losses = Removal(), list[str]()
    kept, total = [], 0
    for line in lines_of(path, sniff(path, name).kind, removal, losses):
        total += len(line) + 1
        if total > limits.MAX_TEXT_CHARACTERS:
            losses.append(f"文字超过 {limits.MAX_TEXT_CHARACTERS // 10000} 万字，其余没有读。")
            break
        if words := line.strip():
            kept.append(words)
    return PlainText("\n".join(kept), removal.facts(), tuple(losses))


def lines_of(path: Path, kind: str, removal: Removal, losses: list[str]) -> Iterator[str]:
    module = import_module(f"gongkai.media.intake.{_READERS[kind]}")
    return cast(Lines, module.lines)(path, removal, losses)
