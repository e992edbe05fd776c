"""Checks of what should be there to read: the body, and the attachments it speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.rules.gate.findings import Attached, Draft, Finding, Passage, Place, Severity
from gongkai.rules.gate.rulebook import rule

SHORTEST_BODY = 10
PLACEHOLDER = re.compile(
    "略|无|空|暂无|详?见附件|内容(?:详?见附件|略)|全文(?:详?见附件|略)|如题|同上|待补充|测试|null",
    re.IGNORECASE,
)
NOT_A_WORD = re.compile(r"[\W_]+")

# 附件说明 stands below the body: 附件：1.XXX, further ones on lines of their own (GB/T 9704-2012).
ATTACHMENT_NOTE = re.compile(r"\s*附\s*件\s*(?P<number>\d*)\s*[：:]\s*(?P<names>.*)", re.DOTALL)
NUMBERED = re.compile(
    r"(?<![^\s：:])(?P<number>\d{1,2})\s*[.．、]\s*(?P<name>\D[^\n]*?)"
    r"(?=\s*(?:\n|$|\s\d{1,2}\s*[.．、]))"
)
MENTION = re.compile(r"(?:详见|参见|见|按照?|附后的?)\s*附件\s*\d*|附件\s*\d*\s*附后")
# An attachment may also follow in the same text, under a line that only says 附件1.
ATTACHMENT_HEADING = re.compile(r"\s*附\s*件\s*(?P<number>\d*)\s*[：:]?\s*")
SUFFIX = re.compile(r"\.[A-Za-z0-9]{2,5}$")


@dataclass(frozen=True)
class _Named:
    """An attachment that the text says is there."""

    number: int
    name: str
    passage: Passage
    start: int
    end: int


def empty_body(draft: Draft) -> Iterator[Finding]:
    """A page must say something; a word like 略 or 见附件 alone is not a text."""
    words = NOT_A_WORD.sub("", "".join(draft.blocks))
    passage = next(draft.body(), Passage(Place("body"), ""))
    if PLACEHOLDER.fullmatch(words):
        # With the attachment there, the reader still has something to open.
        severity = Severity.WARN if draft.attachments else Severity.BLOCK
        message = f"正文只有“{words}”，请写出内容或概述"
    elif len(words) < SHORTEST_BODY and not draft.attachments:
        severity, message = Severity.BLOCK, "正文是空的或者不足十个字，也没有附件"
    else:
        return
    yield passage.finding(rule("empty-body").hit(0, len(passage.text), message, severity=severity))


def missing_attachments(draft: Draft) -> Iterator[Finding]:
    """An attachment that the text names or points to must be attached."""
    inside = {
        int(heading["number"] or 1)
        for block in draft.blocks
        if (heading := ATTACHMENT_HEADING.fullmatch(block))
    }
    named = [each for each in _named(draft) if each.number not in inside]
    for each in named:
        if not any(_is(each, attachment) for attachment in draft.attachments):
            # File names often differ from titles; with enough files it is only a doubt.
            enough = len(draft.attachments) >= len(named)
            hit = rule("missing-attachment").hit(
                each.start,
                each.end,
                f"文中写有附件“{each.name}”，但没有上传名称相符的文件",
                severity=Severity.WARN if enough else Severity.BLOCK,
            )
            yield each.passage.finding(hit)
    if not (draft.attachments or named or inside):
        yield from _mentions_of_nothing(draft)


def _mentions_of_nothing(draft: Draft) -> Iterator[Finding]:
    for passage in draft.texts():
        if mention := MENTION.search(passage.text):
            message = f"文中写有“{mention[0]}”，但没有上传附件"
            yield passage.finding(rule("missing-attachment").hit(*mention.span(), message))


def _named(draft: Draft) -> Iterator[_Named]:
    """Attachments of the 附件说明, which may go on over the blocks that follow it."""
    is_listing = False
    for passage in draft.body():
        note = ATTACHMENT_NOTE.match(passage.text)
        if not note and not (is_listing and NUMBERED.match(passage.text.lstrip())):
            is_listing = False
            continue
        numbered = list(NUMBERED.finditer(passage.text, note.start("names") if note else 0))
        for found in numbered:
            yield _Named(int(found["number"]), found["name"], passage, *found.span("name"))
        single = note["names"].strip() if note and not numbered else ""
        if note and single:
            start = passage.text.index(single, note.start("names"))
            yield _Named(int(note["number"] or 1), single, passage, start, start + len(single))
        is_listing = not single


def _is(named: _Named, attachment: Attached) -> bool:
    """Whether a file is the attachment: by its number, or one name within the other."""
    title = _bare(named.name)
    file = _bare(SUFFIX.sub("", attachment.name))
    if re.match(rf"附件{named.number}(?!\d)", file):
        return True
    file = re.sub(r"^附件\d*", "", file)
    return bool(title and file) and (title in file or file in title)


def _bare(name: str) -> str:
    return NOT_A_WORD.sub("", name)


def empty_attachments(draft: Draft) -> Iterator[Finding]:
    """No check can read a scan, so a person must say that it may go out."""
    for passage in draft.attached():
        if not passage.text.strip():
            message = (
                f"附件“{passage.place.label}”里没有读到文字，可能是空文件或扫描件，"
                "个人信息和密级标志须由人查看"
            )
            yield passage.finding(rule("unreadable-attachment").hit(0, 0, message))
