"""Marks of secrecy and handling words that must not go out with a public text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LEVEL = r"(?:绝\s?密|机\s?密|秘\s?密)"
TERM = r"(?:\d+\s*(?:年|个月|月|日)|长期|启封前)"
# A mark reads 密级★期限 and stands at the top left (GB/T 9704-2012).
STARRED = re.compile(rf"{LEVEL}\s*[★☆]\s*{TERM}?")
# Without the star only a line of its own is a mark: 国家秘密 and 商业秘密 are everyday words.
STANDING = re.compile(
    rf"^\s*(?:密级\s*[：:]\s*)?({LEVEL}(?:\s*{TERM})?)\s*(?:特急|加急)?\s*$", re.MULTILINE
)
HANDLING = re.compile(
    "内部文件|内部资料|注意保存|不得翻印|仅供领导参阅|工作秘密|不予公开|传阅后收回"
)
# The law's own words: a report speaks of 不予公开; only a line of its own is a mark.
SPOKEN_OF = frozenset(["工作秘密", "不予公开"])
LONGEST_MARK_LINE = 20
NEAR_START = 300


@dataclass(frozen=True)
class Mark:
    """Words that say how closely a paper is to be kept."""

    start: int
    end: int
    words: str
    is_spoken_of: bool = False


def marks(text: str) -> Iterator[Mark]:
    """Secrecy marks, starred anywhere or standing on a line of their own."""
    starred = [Mark(found.start(), found.end(), found[0]) for found in STARRED.finditer(text)]
    yield from starred
    for found in STANDING.finditer(text):
        if not any(mark.start <= found.start(1) < mark.end for mark in starred):
            yield Mark(found.start(1), found.end(1), found[1])


def handling_words(text: str) -> Iterator[Mark]:
    in_sentence = len(text.strip()) > LONGEST_MARK_LINE
    for found in HANDLING.finditer(text):
        spoken_of = in_sentence and found[0] in SPOKEN_OF
        yield Mark(found.start(), found.end(), found[0], is_spoken_of=spoken_of)
