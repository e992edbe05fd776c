"""Masking inside files: the same file, with the middle of every personal number starred out.

Only the child of `guard` comes here with a file from outside.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from gongkai.media.intake.sniffing import NAMES, sniff
from gongkai.media.intake.taken import CannotTakeIn, MaskedCopy

Mask = Callable[[str], str]

_MASKERS = {
    "DOCX": "packages",
    "XLSX": "packages",
    "PPTX": "packages",
    "ODT": "packages",
    "PDF": "pages",
    "TXT": "texts",
    "HTML": "texts",
}
# Masks by name, because a function cannot be handed to another process. Each keeps the length.
RULES = {
    "personal_data": "gongkai.rules.gate.personal_data:mask",
    "all_personal_data": "gongkai.rules.gate.masking:mask",
}


def masked_copy(content: bytes, *, format: str, mask: Mask) -> MaskedCopy:  # noqa: A002  the word for it
    """The file with `mask` over every text in it. What is masked already comes back as it is."""
    if format not in _MASKERS:
        raise CannotTakeIn(
            f"{NAMES.get(format, format)}不能自动隐去号码。请在原文件里隐去后重新上传。"
        )
    module = import_module(f"gongkai.media.intake.masking.{_MASKERS[format]}")
    return cast(Callable[[bytes, str, Mask], MaskedCopy], module.masked)(content, format, mask)


def mask_file(path: Path, *, name: str, rule: str) -> MaskedCopy:
    found = sniff(path, name)
    module, function = RULES[rule].split(":")
    mask = cast(Mask, getattr(import_module(module), function))
    return masked_copy(path.read_bytes(), format=found.kind, mask=mask)
