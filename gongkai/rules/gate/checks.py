"""The checks before publication, in the order their findings are shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.rules.gate import personal_data as personal
from gongkai.rules.gate import punctuation, secrecy, wording
from gongkai.rules.gate.attachment_checks import empty_attachments, empty_body, missing_attachments
from gongkai.rules.gate.fact_checks import document_number, formed_on, missing_facts, title
from gongkai.rules.gate.findings import Check, Draft, Finding, Passage, Severity
from gongkai.rules.gate.wording import Slip


@dataclass(frozen=True)
class NamedCheck:
    """A check, the name its findings carry, and its label for people."""

    name: str
    label: str
    check: Check


def secrecy_marks(draft: Draft) -> Iterator[Finding]:
    """A level of secrecy at the head of a paper is never excused (保守国家秘密法)."""
    for passage, mark in _secrecy_marks(draft, near_start=True):
        yield passage.finding(
            "secrecy_marks",
            Severity.BLOCK,
            f"发现密级标志“{mark.words}”，涉密文件不得公开",
            start=mark.start,
            end=mark.end,
            excusable=False,
        )


def handling_words(draft: Draft) -> Iterator[Finding]:
    """Words that keep a paper inside, and marks of secrecy that a text merely speaks of."""
    for passage in (*draft.texts(), *draft.attached()):
        words = tuple(secrecy.handling_words(passage.text))
        for severity, spoken_of in ((Severity.BLOCK, False), (Severity.WARN, True)):
            slips = (
                Slip(word.words, word.start, word.end, f"出现“{word.words}”，请确认可以公开")
                for word in words
                if word.is_spoken_of is spoken_of
            )
            yield from _findings("handling_words", severity, passage, slips)
    for passage, mark in _secrecy_marks(draft, near_start=False):
        yield passage.finding(
            "handling_words",
            Severity.BLOCK,
            f"文中出现密级标志“{mark.words}”，请确认不是涉密内容",
            start=mark.start,
            end=mark.end,
        )


def personal_data(draft: Draft) -> Iterator[Finding]:
    """Identity, mobile and bank card numbers do not go out (个人信息保护法 art. 25)."""
    facts = (draft.fact(name) for name, fact in draft.facts.items() if isinstance(fact, str))
    for passage in (*draft.texts(), *facts, *draft.attached()):
        for hit in personal.find(passage.text):
            masked = personal.mask(passage.text[hit.start : hit.end])
            yield passage.finding(
                "personal_data",
                Severity.BLOCK,
                f"发现{hit.kind}，应当隐去中间部分",
                start=hit.start,
                end=hit.end,
                excerpt=masked,
                suggestion=masked,
            )


def brackets(draft: Draft) -> Iterator[Finding]:
    """Brackets and quotes pair, and 〔〕 stands only around the year of a document number."""
    for passage in draft.texts():
        slips = punctuation.bracket_slips(passage.text)
        yield from _findings("brackets", Severity.WARN, passage, slips)


def wrong_words(draft: Draft) -> Iterator[Finding]:
    """Words that are wrong in any official text, words written twice, slips of punctuation."""
    for passage in draft.texts():
        slips = (
            *wording.wrong_word_slips(passage.text),
            *wording.doubled_word_slips(passage.text),
            *punctuation.half_width_slips(passage.text),
            *punctuation.blank_slips(passage.text),
        )
        yield from _findings("wording", Severity.WARN, passage, slips)
    # The layout of an attachment is lost in its text, so only its words are looked at.
    for passage in draft.attached():
        slips = tuple(wording.wrong_word_slips(passage.text))
        yield from _findings("wording", Severity.WARN, passage, slips)


def _secrecy_marks(draft: Draft, *, near_start: bool) -> Iterator[tuple[Passage, secrecy.Mark]]:
    before = 0
    for passage in draft.texts():
        for mark in secrecy.marks(passage.text):
            if (before + mark.start < secrecy.NEAR_START) is near_start:
                yield passage, mark
        before += len(passage.text) if passage.place.part == "body" else 0
    for passage in draft.attached():
        for mark in secrecy.marks(passage.text):
            if (mark.start < secrecy.NEAR_START) is near_start:
                yield passage, mark


def _findings(
    check: str, severity: Severity, passage: Passage, slips: Iterable[Slip]
) -> Iterator[Finding]:
    """One finding for all slips of a kind, so that a damaged copy can still be read."""
    for slip in wording.grouped(slips):
        more = f"（这里共 {slip.count} 处）" if slip.count > 1 else ""
        yield passage.finding(
            check,
            severity,
            slip.message + more,
            start=slip.start,
            end=slip.end,
            suggestion=slip.suggestion,
        )


CHECKS = (
    NamedCheck("secrecy_marks", "密级标志", secrecy_marks),
    NamedCheck("handling_words", "内部文件用语", handling_words),
    NamedCheck("personal_data", "个人信息", personal_data),
    NamedCheck("missing_facts", "必填项", missing_facts),
    NamedCheck("empty_body", "正文", empty_body),
    NamedCheck("missing_attachments", "缺少附件", missing_attachments),
    NamedCheck("empty_attachments", "附件没有文字", empty_attachments),
    NamedCheck("formed_on", "成文日期", formed_on),
    NamedCheck("document_number", "发文字号", document_number),
    NamedCheck("title", "标题", title),
    NamedCheck("brackets", "括号和引号", brackets),
    NamedCheck("wording", "错别字和标点", wrong_words),
)

# Name → label and docstring, for the page that lists the checks.
CHECKS_BY_NAME = MappingProxyType(
    {named.name: (named.label, named.check.__doc__ or "") for named in CHECKS}
)


def run(draft: Draft) -> tuple[Finding, ...]:
    """Everything all checks have to say about a draft."""
    return tuple(finding for named in CHECKS for finding in named.check(draft))
