"""The passage that shows a reader why a record was found, as plain fragments."""

import re
from dataclasses import dataclass
from itertools import islice

from gongkai.web.search.characters import BREAK, HAN, LETTER, fold_aligned
from gongkai.web.search.entries import Fragment
from gongkai.web.search.matching import Term

LENGTH = 120
_LEAD = 30
_MOST_SPANS = 50
_SENTENCE_END = re.compile(r"[。！？；\n]\s*")
_GAP = re.compile(r"\s+")


@dataclass(frozen=True, order=True)
class Span:
    """Where one of the terms stands in a text."""

    start: int
    end: int
    term: int


def patterns(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_expression(term)) for term in terms)


def marked(text: str, wanted: tuple[re.Pattern[str], ...]) -> tuple[Fragment, ...]:
    """The whole text, with every match marked."""
    return _fragments(text, _spans(text, wanted), start=0, end=len(text))


def snippet(
    text: str, attachments: str, wanted: tuple[re.Pattern[str], ...]
) -> tuple[tuple[Fragment, ...], bool]:
    """The best passage, and whether it comes from an attachment."""
    spans = _spans(text, wanted)
    start, reach = _best_window(spans)
    if reach < len(wanted) and attachments:
        attached = _spans(attachments, wanted)
        attached_start, attached_reach = _best_window(attached)
        if attached_reach > reach:
            return _passage(attachments, attached, attached_start), True
    return _passage(text, spans, start), False


def _expression(term: Term) -> str:
    parts = [
        re.escape(unit.rstrip(BREAK)) + (r"[\W_]+" if unit.endswith(BREAK) else "")
        for unit in term.units
    ]
    return _edge(term.units[0], "?<!") + "".join(parts) + _edge(term.units[-1], "?!")


def _edge(unit: str, look: str) -> str:
    """A word or number matches whole: 75 is not found inside 1750."""
    if re.match(f"[{HAN}]", unit):
        return ""
    return rf"({look}\d)" if unit[0].isdigit() else f"({look}{LETTER})"


def _spans(text: str, wanted: tuple[re.Pattern[str], ...]) -> list[Span]:
    folded = fold_aligned(text)
    return sorted(
        Span(match.start(), match.end(), term)
        for term, pattern in enumerate(wanted)
        for match in islice(pattern.finditer(folded), _MOST_SPANS)
    )


def _best_window(spans: list[Span]) -> tuple[int, int]:
    """The first match of the window with most of the terms, and how many of them it has."""
    best_start, best_reach = 0, 0
    for first, span in enumerate(spans):
        inside = {span.term}
        for other in islice(spans, first + 1, None):
            if other.start >= span.start + LENGTH - _LEAD:
                break
            inside.add(other.term)
        if len(inside) > best_reach:
            best_start, best_reach = span.start, len(inside)
    return best_start, best_reach


def _passage(text: str, spans: list[Span], match_start: int) -> tuple[Fragment, ...]:
    start = max(0, match_start - _LEAD)
    for sentence_end in _SENTENCE_END.finditer(text, start, match_start):
        start = sentence_end.end()
    end = min(len(text), start + LENGTH)
    fragments = _fragments(text, spans, start=start, end=end)
    before = (Fragment("…"),) if text[:start].strip() and fragments else ()
    after = (Fragment("…"),) if text[end:].strip() else ()
    return (*before, *fragments, *after)


def _fragments(text: str, spans: list[Span], *, start: int, end: int) -> tuple[Fragment, ...]:
    fragments: list[Fragment] = []
    here = start
    for span in _merged(spans):
        left, right = max(span.start, here), min(span.end, end)
        if left >= right:
            continue
        fragments.append(Fragment(text[here:left]))
        fragments.append(Fragment(text[left:right], marked=True))
        here = right
    fragments.append(Fragment(text[here:end]))
    return tuple(
        Fragment(_GAP.sub(" ", fragment.text), marked=fragment.marked)
        for fragment in fragments
        if fragment.text
    )


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            last = merged.pop()
            span = Span(last.start, max(last.end, span.end), last.term)
        merged.append(span)
    return merged
