"""Words that somebody types or pastes for the office's own list, before they are kept."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from gongkai.outbound.publishing.models import OwnWord
from gongkai.rules.gate import masking

SHORTEST = 2
LONGEST = {
    str(field.verbose_name): field.max_length
    for field in OwnWord._meta.concrete_fields
    if field.name in ("wrong", "right", "why")
}


@dataclass(frozen=True)
class NewWord:
    """What not to write, what to write instead, and why; `row` counts the lines of a paste."""

    wrong: str
    right: str = ""
    why: str = ""
    severity: str = OwnWord.Severity.WARN
    row: int = 0


def pasted(text: str, *, severity: str) -> Iterator[NewWord]:
    """A word a line, its parts kept apart by tabs as a spreadsheet copies them."""
    for row, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if line.strip():
            wrong, right, *why = (" ".join(part.split()) for part in (line + "\t").split("\t", 2))
            yield NewWord(wrong, right, " ".join(why), severity, row)


def faults_of(word: NewWord, known: Collection[str], times: Mapping[str, int]) -> Iterator[str]:
    """Why a word cannot join those `known`; `times` counts the words that want to join at once."""
    if len(word.wrong) < SHORTEST:
        yield f"错写至少{SHORTEST}个字。"
    for (name, longest), text in zip(
        LONGEST.items(), (word.wrong, word.right, word.why), strict=True
    ):
        yield from _in_text(name, text, longest or 0)
    if word.wrong and word.wrong in word.right:
        yield f"正写“{word.right}”里就有错写“{word.wrong}”，写对了也会被指出；请把错写写长一些。"
    if word.wrong in known:
        yield f"“{word.wrong}”已经在词表里；要改请先停用原来的。"
    elif times[word.wrong] > 1:
        yield f"“{word.wrong}”写了{times[word.wrong]}次，请只留一次。"


def _in_text(name: str, text: str, longest: int) -> Iterator[str]:
    if len(text) > longest:
        yield f"{name}最多{longest}个字，现在有{len(text)}个。"
    if not text.isprintable():
        yield f"{name}里有看不见的字符，请重新输入。"
    if masking.mask(text) != text:
        yield f"{name}里有个人信息，词表全单位都能看到，请删去。"
