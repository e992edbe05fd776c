"""A mask laid over texts that files cut into pieces."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from lxml.etree import QName, _Element

from gongkai.media.intake.taken import CannotTakeIn, MaskedCopy
from gongkai.rules.gate.passages import HIDDEN, Passages

# A piece is the text or tail of an element, or a sign that stands for one, such as a line break.
Piece = tuple[_Element, str] | str
# Shorter numbers turn up by chance among the figures of any file.
SHORTEST_SECRET = 11
# Attributes, by their name without its space, that hold what a reader sees.
_WORDY = frozenset({"value", "string-value", "displayText", "descr", "title", "alt", "tooltip"})


class Masker:
    """Masks, counts the places, and remembers what must not be found afterwards."""

    def __init__(self, mask: Callable[[str], str], passages: Sequence[str] = ()) -> None:
        self._mask = mask
        self._passages = Passages(tuple(passages))
        self._found: Counter[int] = Counter()
        self.count = 0
        self.secrets: set[str] = set()

    def another(self) -> "Masker":
        """For a file within this file."""
        return Masker(self._mask, self._passages.texts)

    def add(self, inner: MaskedCopy) -> None:
        self.count += inner.count
        self._found.update(dict(enumerate(inner.found)))

    def copy(self, content: bytes, losses: Iterable[str] = ()) -> MaskedCopy:
        found = tuple(self._found[number] for number in range(len(self._passages.texts)))
        return MaskedCopy(content, self.count, tuple(losses), found)

    @property
    def target(self) -> str:
        """What is being hidden, in the words of whoever is told of it."""
        return "要隐去的内容" if self._passages.texts else "号码"

    def string(self, text: str, *, is_words: bool = False) -> str:
        """The text with everything hidden; `is_words` where a reader sees it, not a program."""
        text = self.hide(text, is_words=is_words)
        masked = self._mask(text)
        if masked == text:
            return text
        if len(masked) != len(text):
            raise ValueError("A mask must keep the length of the text.")
        for start, end in places(text, masked):
            self.remember(text[start:end])
        return masked

    def hide(self, text: str, *, is_words: bool) -> str:
        """The text without the passages; its numbers stay."""
        hidden, found = self._passages.hide(text, everywhere=is_words)
        self.count += len(found)
        self._found.update(found)
        return hidden

    def hides_in(self, text: str) -> bool:
        return bool(self._passages.left_in(text))

    def remember(self, number: str) -> None:
        """Count a number that was masked, wherever that was done."""
        self.count += 1
        secret = re.sub(r"\D", "", number)
        if len(secret) >= SHORTEST_SECRET:
            self.secrets.add(secret)

    def peek(self, text: str) -> str:
        """The text with its numbers masked, not counted."""
        return self._mask(text)

    def would_change(self, text: str) -> bool:
        return self._mask(text) != text or self.hides_in(text)

    def pieces(self, pieces: Iterable[Piece]) -> bool:
        """Mask what the pieces spell together, and give each its part back."""
        known = list(pieces)
        texts = [_text(piece) for piece in known]
        text = "".join(texts)
        masked = self.string(text, is_words=True)
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
            masked = self.string(text, is_words=QName(str(name)).localname in _WORDY)
            if masked != text:
                element.set(name, masked)
                changed.add(str(name))
        return changed

    def check(self, contents: Iterable[bytes], *, words: Iterable[str] = ()) -> None:
        """Refuse to hand on a file in which a number or a passage is still to be found."""
        for text in words:
            self._check_numbers(text.encode("utf-8", "ignore"))
            if self._passages.left_in(text):
                raise CannotTakeIn(NOT_ALL)
        for content in contents:
            self._check_numbers(content)
            if self._passages.left_in_bytes(content):
                raise CannotTakeIn(NOT_ALL)

    def _check_numbers(self, content: bytes) -> None:
        if not self.secrets:
            return
        found = re.compile("|".join(rf"(?<!\d){secret}(?!\d)" for secret in sorted(self.secrets)))
        # Old objects keep their words in UTF-16.
        if any(found.search(content.decode(each, "ignore")) for each in ("utf-8", "utf-16-le")):
            raise CannotTakeIn(
                "号码没有能够完全隐去，文件里还有程序改不了的地方。请在原文件里隐去后重新上传。"
            )


NOT_ALL = "要隐去的内容没有能够完全去掉，文件里还有程序改不了的地方。请在原文件里删去后重新上传。"
# All figures by chance, an id of this form reads like a number; starred, it breaks the file.
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")


# Where neither sign is part of the format.
_PLAIN = str.maketrans({"*": "x", HIDDEN: "x"})


def as_name(masked: str) -> str:
    """A masked name of a part, as every reader of packages takes it."""
    return masked.translate(_PLAIN)


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
