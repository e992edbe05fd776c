"""The gate over a whole draft: what its facts lack, then what its texts must not say."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from gongkai.rules.gate import hidden_content
from gongkai.rules.gate.attachment_checks import empty_attachments, empty_body, missing_attachments
from gongkai.rules.gate.fact_checks import document_number, formed_on, missing_facts, title
from gongkai.rules.gate.findings import Draft, Finding, Hit, Passage, Severity
from gongkai.rules.gate.scanning import PERSONAL_RULES, WEIGHT, Part, scan
from gongkai.rules.gate.wording import WrongWord, own_words

Check = Callable[[Draft], Iterable[Finding]]

OF_FACTS: tuple[Check, ...] = (
    missing_facts, empty_body, missing_attachments, empty_attachments, formed_on,
    document_number, title,
)  # fmt: skip
OF_ATTACHMENTS = Part.WORDS | Part.PERSONAL | Part.SECRECY


def run(draft: Draft) -> tuple[Finding, ...]:
    """Everything the gate has to say about a draft, what blocks it first."""
    own = _own_words(draft)
    found = [finding for check in OF_FACTS for finding in check(draft)]
    found += _in_title_and_body(draft, own)
    for passage in draft.attached():
        found += _told(passage, scan(passage.text, on=draft.on, own=own, parts=OF_ATTACHMENTS))
    for name, fact in draft.facts.items():
        if isinstance(fact, str) and fact:
            found += _told(draft.fact(name), scan(fact, on=draft.on, parts=Part.PERSONAL))
    for name, hidden in draft.hidden:
        found += hidden_content.findings(hidden, name=name)
    return tuple(sorted(found, key=lambda finding: WEIGHT[finding.severity]))


def _own_words(draft: Draft) -> tuple[WrongWord, ...]:
    return tuple(
        replace(word, severity=Severity.BLOCK) if word.wrong in draft.grave_words else word
        for word in own_words(draft.own_words)
    )


def _in_title_and_body(draft: Draft, own: tuple[WrongWord, ...]) -> Iterator[Finding]:
    """Scanned as one text, so that the rules see its head and the order of its parts."""
    passages = tuple(draft.texts())
    starts = list(accumulate((len(passage.text) + 1 for passage in passages), initial=0))
    inside: list[list[Hit]] = [[] for _ in passages]
    text = "\n".join(passage.text for passage in passages)
    for hit in scan(text, on=draft.on, own=own):
        number = bisect_right(starts, hit.start) - 1
        if number == 0 and hit.rule.startswith("title-"):
            continue  # the check of the title has said so
        first, last = starts[number], starts[number] + len(passages[number].text)
        inside[number].append(replace(hit, start=hit.start - first, end=min(hit.end, last) - first))
    for passage, hits in zip(passages, inside, strict=True):
        yield from _told(passage, hits)


def _told(passage: Passage, hits: Sequence[Hit]) -> Iterator[Finding]:
    """One finding for all alike in a passage, so that a damaged copy can still be read.

    Personal data is told place by place, and never quoted.
    """
    alike: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        if hit.rule in PERSONAL_RULES:
            masked = hit.suggestion or "*" * (hit.end - hit.start)
            yield passage.finding(hit, excerpt=masked)
        else:
            alike.setdefault((hit.rule, passage.text[hit.start : hit.end]), []).append(hit)
    for first, *others in alike.values():
        more = f"（这里共 {len(others) + 1} 处）" if others else ""
        yield passage.finding(replace(first, message=first.message + more))
