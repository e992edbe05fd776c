"""What changed between two texts, paragraph by paragraph, for somebody who reads it once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Paragraphs less alike than this are two paragraphs, one removed and one added.
ALIKE = 0.5
# Comparing sign by sign costs the square of the length; a person would not read it either.
LONGEST_COMPARED = 4000
LOOK_AHEAD = 8
AROUND = 1


class Kind(StrEnum):
    """What became of a paragraph or of a stretch of one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Stretch:
    """Some signs of a paragraph that share one fate."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """A paragraph of the comparison; `block` is its number in the later text, from 1."""

    kind: Kind
    stretches: tuple[Stretch, ...]
    block: int = 0

    @property
    def text(self) -> str:
        return "".join(stretch.text for stretch in self.stretches)


def compare(before: str, after: str) -> tuple[Change, ...]:
    """Every paragraph of both texts in reading order; long unchanged runs are skipped over."""
    return tuple(_shortened(list(_paragraphs(_lines(before), _lines(after)))))


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, start_after, end_after in matcher.get_opcodes():
        if tag == "equal":
            for number in range(start_after, end_after):
                yield _whole(Kind.SAME, after[number], number + 1)
        else:
            yield from _replaced(before[start:end], after[start_after:end_after], start_after)


def _replaced(before: Sequence[str], after: Sequence[str], offset: int) -> Iterator[Change]:
    """Pairs like with like in order; what finds no like was removed or added."""
    position = 0
    for place, text in enumerate(after):
        partner = next(
            (
                candidate
                for candidate in range(position, min(position + LOOK_AHEAD, len(before)))
                if _alike(before[candidate], text)
            ),
            None,
        )
        if partner is None:
            yield _whole(Kind.ADDED, text, offset + place + 1)
            continue
        for gone in before[position:partner]:
            yield _whole(Kind.REMOVED, gone, 0)
        yield Change(Kind.CHANGED, tuple(_stretches(before[partner], text)), offset + place + 1)
        position = partner + 1
    for gone in before[position:]:
        yield _whole(Kind.REMOVED, gone, 0)


def _alike(before: str, after: str) -> bool:
    if max(len(before), len(after)) > LONGEST_COMPARED:
        return False
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _stretches(before: str, after: str) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, start_after, end_after in matcher.get_opcodes():
        if tag == "equal":
            yield Stretch(Kind.SAME, after[start_after:end_after])
            continue
        if end > start:
            yield Stretch(Kind.REMOVED, before[start:end])
        if end_after > start_after:
            yield Stretch(Kind.ADDED, after[start_after:end_after])


def _whole(kind: Kind, text: str, block: int) -> Change:
    return Change(kind, (Stretch(kind, text),), block)


def _shortened(changes: Sequence[Change]) -> Iterator[Change]:
    """Keeps one unchanged paragraph on either side of a change."""
    near = {
        neighbour
        for place, change in enumerate(changes)
        if change.kind != Kind.SAME
        for neighbour in range(place - AROUND, place + AROUND + 1)
    }
    skipped = 0
    for place, change in enumerate(changes):
        if change.kind == Kind.SAME and place not in near:
            skipped += 1
            continue
        if skipped:
            yield _whole(Kind.SKIPPED, str(skipped), 0)
            skipped = 0
        yield change
    if skipped:
        yield _whole(Kind.SKIPPED, str(skipped), 0)
