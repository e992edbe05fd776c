"""Facts as texts: what may stand in a letter, and how it is fitted into a sentence."""

import unicodedata
from collections.abc import Iterator

# Longer texts belong into an annex.
LONGEST_FACT = 5_000
_UNPRINTABLE = {"Cc", "Cf", "Cn", "Co", "Cs"}
# What comes along when text is pasted and is not seen.
_UNSEEN = str.maketrans({"\u200b": None, "\ufeff": None, "\u00ad": None, "\r": None, "\t": " "})


def clean(value: str) -> str:
    return value.translate(_UNSEEN).strip()


def one_line(value: str) -> str:
    return " ".join(clean(value).split())


def inside_sentence(value: str) -> str:
    """A fact as part of a sentence that has its own end."""
    return clean(value).rstrip("。；;，, ")


def text_obstacles(name: str, value: str) -> Iterator[str]:
    if len(value) > LONGEST_FACT:
        yield f"“{name}”有{len(value)}字，超过{LONGEST_FACT}字：请精简，或者作为附件。"
        return
    unprintable = sorted({sign for sign in clean(value) if not _is_printable(sign)})
    if unprintable:
        codes = "、".join(f"U+{ord(sign):04X}" for sign in unprintable[:5])
        yield f"“{name}”里有不能印刷的字符（{codes}）：请删去后再生成。"


def _is_printable(sign: str) -> bool:
    return sign == "\n" or unicodedata.category(sign) not in _UNPRINTABLE
