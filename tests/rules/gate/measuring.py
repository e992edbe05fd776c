"""How well the gate does on the labelled sentences: what it misses, and what it cries over."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.rules.gate.findings import Hit, Severity
from gongkai.rules.gate.scanning import scan
from tests.rules.gate.scanned import ON

LABELLED = Path(__file__).with_name("labelled")
HELD_OUT = "held_out"


@dataclass(frozen=True)
class Fault:
    """What a person points at in a sentence."""

    kind: str
    start: int
    end: int

    def is_met_by(self, hit: Hit) -> bool:
        return hit.start < self.end and self.start < hit.end


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence; a right one has no faults."""

    id: str
    text: str
    faults: tuple[Fault, ...]

    @property
    def hits(self) -> list[Hit]:
        """What warns or blocks; a hint accuses nobody."""
        return [hit for hit in scan(self.text, on=ON) if hit.severity is not Severity.INFORM]

    @property
    def missed(self) -> list[Fault]:
        everything = scan(self.text, on=ON)
        return [fault for fault in self.faults if not any(map(fault.is_met_by, everything))]

    @property
    def false_alarms(self) -> list[Hit]:
        return [hit for hit in self.hits if not any(fault.is_met_by(hit) for fault in self.faults)]


@dataclass(frozen=True)
class Figures:
    """Recall by kind, and false alarms in so many characters."""

    found: dict[str, int]
    faults: dict[str, int]
    sentences: int
    right: int
    characters: int
    false_alarms: int

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / sum(self.faults.values())

    @property
    def false_alarms_per_thousand(self) -> float:
        return 1000 * self.false_alarms / self.characters


@cache
def sentences(*, held_out: bool) -> tuple[Sentence, ...]:
    files = sorted(LABELLED.glob("*.toml"))
    chosen = [path for path in files if (path.stem == HELD_OUT) is held_out]
    return tuple(
        _sentence(entry)
        for path in chosen
        for entry in tomllib.loads(path.read_text("utf-8"))["sentence"]
    )


def _sentence(entry: dict) -> Sentence:
    return Sentence(entry["id"], entry["text"], tuple(_faults(entry)))


def _faults(entry: dict) -> Iterator[Fault]:
    for fault in entry["faults"]:
        start = -1
        for _occurrence in range(fault.get("at", 0) + 1):
            start = entry["text"].index(fault["text"], start + 1)
        yield Fault(fault["kind"], start, start + len(fault["text"]))


@cache
def figures(*, held_out: bool) -> Figures:
    chosen = sentences(held_out=held_out)
    faults: dict[str, int] = {}
    found: dict[str, int] = {}
    for sentence in chosen:
        missed = sentence.missed
        for fault in sentence.faults:
            faults[fault.kind] = faults.get(fault.kind, 0) + 1
            found[fault.kind] = found.get(fault.kind, 0) + (fault not in missed)
    return Figures(
        found=found,
        faults=faults,
        sentences=len(chosen),
        right=sum(not sentence.faults for sentence in chosen),
        characters=sum(len(sentence.text) for sentence in chosen),
        false_alarms=sum(len(sentence.false_alarms) for sentence in chosen),
    )
