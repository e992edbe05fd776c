"""The doors of this package: take a file in, and make its clean copy."""

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from gongkai.media.intake.assembling import Source, assemble
from gongkai.media.intake.draft import Draft
from gongkai.media.intake.sniffing import sniff
from gongkai.media.intake.taken import CleanCopy, Taken

# Readers and cleaners are imported when a file of their format comes: start-up stays short.
READERS = {
    "DOCX": "word.reading",
    "PDF": "pdf.reading",
    "XLSX": "sheets.reading",
    "PPTX": "slides.reading",
    "ODT": "odt",
    "OFD": "ofd",
    "TXT": "plain",
    "HTML": "webpage",
    **dict.fromkeys(("PNG", "JPEG", "WEBP", "TIFF", "HEIC", "GIF", "BMP"), "photograph"),
    **dict.fromkeys(("DOC", "WPS", "RTF", "XLS", "ET", "PPT", "DPS", "ODS", "ODP"), "legacy"),
}
CLEANERS = READERS | {
    "DOCX": "word.cleaning",
    "PDF": "pdf.cleaning",
    "XLSX": "sheets.cleaning",
    "PPTX": "slides.cleaning",
}


def take_in(path: Path, *, name: str) -> Taken:
    """Read a file. Raises `CannotTakeIn`; hostile files may cost time and memory: see guard."""
    found = sniff(path, name)
    read = cast(Callable[[Path], Draft], import_module(_module(READERS[found.kind])).read)
    content = path.read_bytes()
    source = Source(found.kind, found.stem, len(content), hashlib.sha256(content).hexdigest())
    return assemble(read(path), source)


def clean_copy(path: Path, *, name: str) -> CleanCopy:
    """The file without authorship, history and hidden content: the same bytes each time."""
    found = sniff(path, name)
    clean = cast(Callable[[Path], CleanCopy], import_module(_module(CLEANERS[found.kind])).clean)
    return clean(path)


def _module(name: str) -> str:
    return f"gongkai.media.intake.{name}"
