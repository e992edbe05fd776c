"""Passages that a person takes out of a text, found however they are spaced and typed."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

HIDDEN = "■"
# One sign by itself stands everywhere.
SHORTEST, LONGEST = 2, 500
# Shorter than this, figures and Latin letters turn up by chance among the settings of any file.
SHORTEST_FOR_SURE = 11


@dataclass(frozen=True)
class Passages:
    """What is to be hidden, passage by passage; full-width signs, capitals and blanks are alike."""

    texts: tuple[str, ...]

    @cached_property
    def _wanted(self) -> tuple[str, ...]:
        return tuple(bare(text) for text in self.texts)

    def hide(self, text: str, *, everywhere: bool = True) -> tuple[str, list[int]]:
        """The text with every sign of a passage hidden, at the same length; which were found.

        Without `everywhere`, for what is no prose, only those that cannot stand there by chance.
        """
        if not self.texts or not text:
            return text, []
        signs, places = _folded(text)
        hidden, found = list(text), []
        for number, start, end in self._spans(text, signs, places, everywhere=everywhere):
            found.append(number)
            for place in places[start:end]:
                hidden[place] = HIDDEN
        return "".join(hidden), found

    def left_in(self, text: str, *, everywhere: bool = True) -> list[str]:
        """The passages that can still be read in a text."""
        _, found = self.hide(text, everywhere=everywhere)
        return [self.texts[number] for number in sorted(set(found))]

    def left_in_bytes(self, content: bytes) -> bool:
        """Whether a part of a file that is no text holds one of them as it was typed."""
        for text, wanted in zip(self.texts, self._wanted, strict=True):
            forms = (text, "".join(text.split())) if _is_sure(wanted) else ()
            if any(form.encode(each) in content for form in forms for each in _CODES):
                return True
        return False

    def _spans(
        self, text: str, signs: str, places: Sequence[int], *, everywhere: bool
    ) -> Iterator[tuple[int, int, int]]:
        for number, wanted in enumerate(self._wanted):
            if not wanted or not (everywhere or _is_sure(wanted)):
                continue
            start = signs.find(wanted)
            while start >= 0:
                end = start + len(wanted)
                is_whole = not _cuts_a_figure(text, places[start], places[end - 1])
                if is_whole:
                    yield number, start, end
                start = signs.find(wanted, end if is_whole else start + 1)


_CODES = ("utf-8", "utf-16-le", "utf-16-be")


def bare(text: str) -> str:
    """The signs that tell a passage from others."""
    return _folded(text)[0]


def _folded(text: str) -> tuple[str, list[int]]:
    """Sign for sign, so that each knows its place in the text."""
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        folded = _fold(sign)
        signs.append(folded)
        places += [at] * len(folded)
    return "".join(signs), places


@lru_cache(maxsize=32_768)
def _fold(sign: str) -> str:
    # Blanks, and what a reader does not see: soft hyphens, joiners, marks of a line's end.
    if sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Cn", "Cs"}:
        return ""
    return "".join(unicodedata.normalize("NFKD", sign).casefold().split())


def _cuts_a_figure(text: str, first: int, last: int) -> bool:
    """120 is no part of 5120."""
    before, after = text[max(first - 1, 0) : first], text[last + 1 : last + 2]
    return (text[first].isdigit() and before.isdigit()) or (
        text[last].isdigit() and after.isdigit()
    )


def _is_sure(wanted: str) -> bool:
    return not wanted.isascii() or len(wanted) >= SHORTEST_FOR_SURE
