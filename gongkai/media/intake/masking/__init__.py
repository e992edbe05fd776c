"""Masking inside files: the same file, with personal numbers starred out and passages hidden.

Only the child of `guard` comes here with a file from outside.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from gongkai.media.intake.masking.masker import Masker
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


def masked_copy(
    content: bytes,
    *,
    format: str,  # noqa: A002  the word for it
    mask: Mask,
    passages: Sequence[str] = (),
) -> MaskedCopy:
    """The file with `mask` over every text in it, and without any sign of the passages.

    What is masked already comes back as it is.
    """
    if format not in _MASKERS:
        raise CannotTakeIn(
            f"{NAMES.get(format, format)}不能自动隐去{'文字' if passages else '号码'}。"
            "请在原文件里隐去后重新上传。"
        )
    module = import_module(f"gongkai.media.intake.masking.{_MASKERS[format]}")
    masked = cast(Callable[[bytes, str, Masker], MaskedCopy], module.masked)
    return masked(content, format, Masker(mask, passages))


def mask_file(path: Path, *, name: str, rule: str, passages: Sequence[str]) -> MaskedCopy:
    """An empty rule leaves the numbers as they are."""
    found = sniff(path, name)
    # `str` gives a text back as it is.
    mask: Mask = _mask_called(rule) if rule else str
    return masked_copy(path.read_bytes(), format=found.kind, mask=mask, passages=passages)


def _mask_called(rule: str) -> Mask:
    module, function = RULES[rule].split(":")
    return cast(Mask, getattr(import_module(module), function))
