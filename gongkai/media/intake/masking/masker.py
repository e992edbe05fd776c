"""A mask laid over texts that files cut into pieces."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from lxml.etree import _Element

from gongkai.media.intake.taken import CannotTakeIn

# A piece is the text or tail of an element, or a sign that stands for one, such as a line break.
Piece = tuple[_Element, str] | str
# Shorter numbers turn up by chance among the figures of any file.
SHORTEST_SECRET = 11


class Masker:
    """Masks, counts the places, and remembers what must not be found afterwards."""

    def __init__(self, mask: Callable[[str], str]) -> None:
        self._mask = mask
        self.count = 0
        self.secrets: set[str] = set()

    def string(self, text: str) -> str:
        masked = self._mask(text)
        if masked == text:
            return text
        if len(masked) != len(text):
            raise ValueError("A mask must keep the length of the text.")
        for start, end in places(text, masked):
            self.remember(text[start:end])
        return masked

    def remember(self, number: str) -> None:
        """Count a number that was masked, wherever that was done."""
        self.count += 1
        secret = re.sub(r"\D", "", number)
        if len(secret) >= SHORTEST_SECRET:
            self.secrets.add(secret)

    def peek(self, text: str) -> str:
        """The masked text, not counted."""
        return self._mask(text)

    def would_change(self, text: str) -> bool:
        return self._mask(text) != text

    def pieces(self, pieces: Iterable[Piece]) -> bool:
        """Mask what the pieces spell together, and give each its part back."""
        known = list(pieces)
        texts = [_text(piece) for piece in known]
        text = "".join(texts)
        masked = self.string(text)
        if masked == text:
            return False
        start = 0
        for piece, own in zip(known, texts, strict=True):
            part = masked[start : start + len(own)]
            start += len(own)
            if not isinstance(piece, str) and part != own:
                setattr(*piece, part)
        return True

    def attributes(self, element: _Element) -> set[str]:
        """Mask each attribute by itself; gives the names of those that changed."""
        changed = set()
        for name, value in element.attrib.items():
            text = str(value)
            if _GUID.fullmatch(text):
                continue
            masked = self.string(text)
            if masked != text:
                element.set(name, masked)
                changed.add(str(name))
        return changed

    def check(self, contents: Iterable[bytes]) -> None:
        """Refuse to hand on a file in which a number is still to be found."""
        if not self.secrets:
            return
        found = re.compile("|".join(rf"(?<!\d){secret}(?!\d)" for secret in sorted(self.secrets)))
        for content in contents:
            # Old objects keep their words in UTF-16.
            if any(found.search(content.decode(each, "ignore")) for each in ("utf-8", "utf-16-le")):
                raise CannotTakeIn(
                    "号码没有能够完全隐去，文件里还有程序改不了的地方。请在原文件里隐去后重新上传。"
                )


# All figures by chance, an id of this form reads like a number; starred, it breaks the file.
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")


def _text(piece: Piece) -> str:
    return piece if isinstance(piece, str) else getattr(*piece) or ""


# Two numbers side by side are two; one that is written in groups is one.
_NUMBER = re.compile(r"\d{11,}[Xx]?|\d(?:[\s\-\u2010-\u2015]{0,3}\d)*[Xx]?|\S+")


def places(text: str, masked: str) -> Iterator[tuple[int, int]]:
    """Where the masked numbers stand, each whole."""
    changed = {at for at, sign in enumerate(text) if masked[at] != sign}
    for found in _NUMBER.finditer(text):
        if changed.intersection(range(*found.span())):
            yield found.span()


def mixed(container: _Element, *, breaks: Iterable[str], apart: Iterable[str]) -> Iterator[Piece]:
    """The pieces of a text in which elements stand among words, as in HTML and ODF."""
    yield container, "text"
    for child in container:
        if child.tag in breaks:
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in apart:
            yield from mixed(child, breaks=breaks, apart=apart)
        yield child, "tail"


def lone_signs(cells: Iterable[list[Piece]]) -> Iterator[list[Piece]]:
    """Stretches of cells that hold one sign each: forms give every digit a box of its own."""
    spelled = ((cell, "".join(map(_text, cell)).strip()) for cell in cells)
    for is_lone, stretch in groupby(spelled, key=lambda cell: len(cell[1]) == 1):
        if is_lone:
            yield [piece for cell, _sign in stretch for piece in cell]
