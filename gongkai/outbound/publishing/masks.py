"""Where masks go over an edition: on its texts, on its HTML, and on which of its files."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape

from gongkai.outbound.publishing.models import Edition, StandingExcuse
from gongkai.outbound.publishing.queries import as_checked, subject_of
from gongkai.rules.gate import checks, masking, rulebook
from gongkai.rules.gate.findings import Draft, Finding, Place

TEXT_FACTS = ("document_number", "issuer", "summary", "source", "change_note", "validity_note")
OF_SOURCE = ("title", "body")

BLOCK = re.compile(r'<\w+[^<>]*?\sid="b(?P<number>\d+)"')
SIGN = re.compile(r'<(?:"[^"]*"|[^">])*>|(?P<sign>&#?\w+;|\S)')
ALT = re.compile(r'(?<=\salt=")[^"]*')

Key = tuple[str, int]


@dataclass(frozen=True)
class Masks:
    """What masking makes of an edition: the new texts, and the files that need a new copy."""

    texts: Mapping[str, str | list[str]]
    places: int
    rules: Mapping[str, int]
    masks_source: bool
    annexes: frozenset[str]
    # Files in which something excused is hidden along with the rest: a file is masked whole.
    along: frozenset[str]


@dataclass(frozen=True)
class Line:
    """A block's text before and after, and the stretches a mask was laid on."""

    before: str
    after: str
    spans: tuple[tuple[int, int], ...]


def masks_over(edition: Edition, *, on: date) -> Masks:
    """Masks over every open finding that has one; what was excused stays in sight."""
    draft = as_checked(edition, on=on)
    is_excused = _excused_in(edition, on=on)
    found = [one for one in checks.run(draft) if one.rule in masking.MASKED]
    excused = [one for one in found if is_excused(one)]
    wanted = [one for one in found if not is_excused(one)]
    texts, spans = _masked_texts(draft, found, spared={_spot(one.place) for one in excused})
    annexes = frozenset(one.place.label for one in wanted if one.place.part == "attachment")
    masks_source = any(one.place.part in OF_SOURCE for one in wanted)
    return Masks(
        texts=_fields(edition, draft, texts, spans),
        places=len(wanted),
        rules=Counter(rulebook.explain(one.rule).name for one in wanted),
        masks_source=masks_source,
        annexes=annexes,
        along=frozenset(one.place.label for one in excused if one.place.label in annexes)
        | (_sources(edition) if masks_source and _any_in_source(excused) else frozenset()),
    )


def _any_in_source(findings: Iterable[Finding]) -> bool:
    return any(one.place.part in OF_SOURCE for one in findings)


def _sources(edition: Edition) -> frozenset[str]:
    return frozenset(edition.attachments.filter(part="source").values_list("name", flat=True))


def _excused_in(edition: Edition, *, on: date) -> Callable[[Finding], bool]:
    agency = edition.record.agency
    excused = set(edition.excuses.values_list("fingerprint", flat=True))
    in_force = StandingExcuse.objects.in_force(on).filter(agency=agency)
    standing = set(in_force.values_list("subject", flat=True))
    return lambda one: one.fingerprint in excused or subject_of(one, agency) in standing


def _spot(place: Place) -> tuple[str, int, str, int]:
    return place.part, place.block, place.label, place.start


def _texts_of(draft: Draft) -> dict[Key, str]:
    passages = [*draft.texts(), *(draft.fact(name) for name in (*TEXT_FACTS, "keywords"))]
    return {(one.place.part, one.place.block): one.text for one in passages}


def _masked_texts(
    draft: Draft, found: Iterable[Finding], *, spared: set[tuple[str, int, str, int]]
) -> tuple[dict[Key, str], dict[Key, list[tuple[int, int]]]]:
    """The texts with masks on them, and where they lie.

    What is left in sight can form a new number with its neighbours, so one pass is not enough;
    a pass only turns signs into stars, so the passes end.
    """
    texts = _texts_of(draft)
    spans: dict[Key, list[tuple[int, int]]] = {}
    changed = True
    while changed:
        changed = False
        for one in found:
            key = (one.place.part, one.place.block)
            if one.rule not in masking.MASKED or key not in texts or _spot(one.place) in spared:
                continue
            masked = _with_mask(texts[key], one)
            if masked != texts[key]:
                texts[key], changed = masked, True
                spans.setdefault(key, []).append((one.place.start, one.place.end))
        found = checks.run(_redrawn(draft, texts)) if changed else ()
    return texts, spans


def _with_mask(text: str, finding: Finding) -> str:
    """The text with stars where the finding's mask has them; every other sign as it is."""
    start, end = finding.place.start, finding.place.end
    mask = finding.suggestion or "*" * (end - start)
    within = (
        "*" if star == "*" else sign for sign, star in zip(text[start:end], mask, strict=False)
    )
    return text[:start] + "".join(within).ljust(end - start, "*") + text[end:]


def _redrawn(draft: Draft, texts: Mapping[Key, str]) -> Draft:
    facts = {name: texts[name, 0] for name in (*TEXT_FACTS, "keywords")}
    return replace(
        draft,
        title=texts["title", 0],
        blocks=tuple(texts["body", number] for number in range(1, len(draft.blocks) + 1)),
        facts={**draft.facts, **facts},
        attachments=(),
    )


def _fields(
    edition: Edition,
    draft: Draft,
    texts: Mapping[Key, str],
    spans: Mapping[Key, list[tuple[int, int]]],
) -> dict[str, str | list[str]]:
    lines = {
        number: Line(line, texts["body", number], tuple(spans["body", number]))
        for number, line in enumerate(draft.blocks, start=1)
        if ("body", number) in spans
    }
    return {
        "title": texts["title", 0],
        "body_text": "\n".join(texts["body", number] for number in range(1, len(draft.blocks) + 1)),
        "body_html": masked_html(edition.body_html, lines),
        "keywords": apart(texts["keywords", 0], edition.keywords),
        **{name: texts[name, 0] for name in TEXT_FACTS},
    }


def apart(joined: str, keywords: Iterable[str]) -> list[str]:
    """Keywords joined by blanks, apart again: a mask has the length of what it hides."""
    cut, at = [], 0
    for keyword in keywords:
        cut.append(joined[at : at + len(keyword)])
        at += len(keyword) + 1
    return cut


def masked_html(html: str, lines: Mapping[int, Line]) -> str:
    """The HTML with the same masks as its text; tags may stand between any two signs."""
    elsewhere, end = dict(lines), len(html)
    for found in reversed(list(BLOCK.finditer(html))):
        start, number = found.start(), int(found["number"])
        if number in elsewhere:
            block = _starred(html[start:end], lines[number])
            if block != html[start:end]:
                del elsewhere[number]
            html = html[:start] + block + html[end:]
        end = start
    for line in elsewhere.values():
        html = _starred(html, line)
    return ALT.sub(lambda found: masking.mask(found[0]), html) if lines else html


def _starred(html: str, line: Line) -> str:
    signs = [found.span("sign") for found in SIGN.finditer(html) if _is_seen(found["sign"])]
    seen = "".join(unescape(html[slice(*span)]) for span in signs)
    for start, end in sorted({signs[at] for at in _stars(seen, line)}, reverse=True):
        html = html[:start] + "*" + html[end:]
    return html


def _is_seen(sign: str | None) -> bool:
    return bool(sign) and not unescape(sign or "").isspace()


def _stars(seen: str, line: Line) -> Iterator[int]:
    """Which of the block's signs become stars."""
    shown = [at for at, sign in enumerate(line.before) if not sign.isspace()]
    if seen == "".join(line.before[at] for at in shown):
        yield from (number for number, at in enumerate(shown) if line.before[at] != line.after[at])
        return
    # A table's text has signs of its own between rows, and a formula is told in other words.
    for start, end in line.spans:
        kept = [at for at in range(start, end) if not line.before[at].isspace()]
        word = "".join(line.before[at] for at in kept)
        for found in re.finditer(re.escape(word), seen):
            for number, at in enumerate(kept):
                if line.before[at] != line.after[at]:
                    yield found.start() + number
