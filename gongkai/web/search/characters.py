"""How text becomes units: each Chinese character alone, each Latin word or number whole."""

import re
import unicodedata
from collections.abc import Iterable
from operator import add

# Ideographs, their radicals and numerals, kana and hangul: scripts written without spaces.
HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
LETTER = rf"[^\W\d_{HAN}]"
# The engine drops very long words without a word, so scanned junk is cut into pieces it can hold.
_UNIT = rf"(?:[{HAN}]|{LETTER}{{1,64}}|\d{{1,64}})"
BREAK = "|"
BOUNDARY = "‖"
BREAKS = re.compile(r"[\W_]+")
_MARKED_UNITS = re.compile(rf"{_UNIT}\|?")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ud800-\udfff\U000e0000-\U000e01ef]"
)
_WRAP = re.compile(rf"(?<=[{HAN}])[ \t]*\r?\n[ \t]*(?=[{HAN}])")


def tidy(text: str) -> str:
    """Text without characters nobody sees: controls, joiners, halves of surrogate pairs."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def unwrap(text: str) -> str:
    """Rejoin Chinese lines that a page's right margin cut: extracted files break mid-word."""
    return _WRAP.sub("", text)


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", tidy(text)).lower()


class _Alignment(dict[int, str]):
    """Folds character by character, keeping those whose folded form has another length."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_ALIGNMENT = _Alignment()


def fold_aligned(text: str) -> str:
    """As `fold`, but every character stays at its offset, so that a match can be marked."""
    return text.translate(_ALIGNMENT)


def units(text: str) -> list[str]:
    """The units of folded text; one that punctuation or space follows ends in `BREAK`."""
    return _MARKED_UNITS.findall(BREAKS.sub(BREAK, text))


def bare(marked: Iterable[str]) -> list[str]:
    """The units without their marks."""
    # Text as a whole goes through C; stripping each unit took half the time of indexing.
    return " ".join(marked).replace(BREAK, "").replace(BOUNDARY, "").split()


def pairs(marked: list[str]) -> list[str]:
    """One token for every two neighbours, saying whether anything stood between them.

    Because every neighbourhood has its token, a phrase of pairs can never jump a comma.
    """
    return list(map(add, marked, bare(marked[1:])))
