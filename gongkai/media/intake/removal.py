"""What a cleaner takes out of a file, counted while it works, and told as facts and sentences."""

from collections import Counter

from gongkai.rules.gate import personal_data
from gongkai.rules.gate.hidden_content import Hidden, Kind, outline, sentences

MOST_DETAILS = 5
# Enough of a hidden text to look for numbers in; a file may hide whole books.
LONGEST_TEXT = 200_000


class Removal:
    """The record of one cleaning."""

    def __init__(self) -> None:
        self._counts: Counter[Kind] = Counter()
        self._details: dict[Kind, list[str]] = {}
        self._texts: dict[Kind, list[str]] = {}
        self._remaining: list[Hidden] = []
        self._said: list[str] = []

    def add(self, kind: Kind, count: int = 1, *, detail: str = "") -> None:
        if count > 0:
            self._counts[kind] += count
            known = self._details.setdefault(kind, [])
            if detail and detail not in known:
                known.append(detail)

    def add_text(self, kind: Kind, text: str, *, where: str = "") -> None:
        """One stretch of hidden words; it is quoted in outline."""
        if text.strip():
            self.add(kind, detail=f"{where}“{outline(text)}”")
            self._texts.setdefault(kind, []).append(text[:LONGEST_TEXT])

    def leave(self, kind: Kind, count: int, *, detail: str) -> None:
        """Something that was found and cannot be taken out without a person."""
        if count > 0:
            self._remaining.append(Hidden(kind, count, detail, remains=True))

    def say(self, sentence: str) -> None:
        """Something done to the copy that is no hidden content."""
        self._said.append(sentence)

    def facts(self) -> tuple[Hidden, ...]:
        found = [
            Hidden(kind, self._counts[kind], self._detail(kind), self._is_personal(kind))
            for kind in Kind
            if self._counts[kind]
        ]
        return (*found, *self._remaining)

    def sentences(self) -> tuple[str, ...]:
        return (*self._said, *sentences(self.facts()))

    def _detail(self, kind: Kind) -> str:
        details = self._details.get(kind, [])
        more = "等" if len(details) > MOST_DETAILS else ""
        return "、".join(details[:MOST_DETAILS]) + more

    def _is_personal(self, kind: Kind) -> bool:
        text = "\n".join(self._texts.get(kind, []))[:LONGEST_TEXT]
        return personal_data.mask(text) != text
