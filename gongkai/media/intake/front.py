"""The front and the end of a document: title, red head, addressee, signature, read as facts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.media.intake.draft import Hint
from gongkai.rules import document_form
from gongkai.rules.document_form import DocumentFacts

LINES_IN_FRONT = 30
LONGEST_TITLE_LINE = 80
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Line:
    """One paragraph at the top level, with how it is set."""

    text: str
    hint: Hint
    may_be_title: bool = True


@dataclass(frozen=True)
class Front:
    """The facts, which lines are no part of the body, and what those lines said beyond facts."""

    facts: DocumentFacts
    gone: frozenset[int]
    dropped: tuple[str, ...]


def read_front(lines: Sequence[Line], *, title: str = "") -> Front:
    """Facts from the lines of a document. `title`, what the file names itself, is a last resort."""
    size = body_size(lines)
    head = range(min(len(lines), LINES_IN_FRONT))
    numbered = next((at for at in head if _is_number_line(lines[at].text)), None)
    title_lines = _title_lines(lines, size, numbered)
    start = title_lines[0] if title_lines else 0
    masthead, gone, dropped = _masthead(lines[:start], numbered)
    found = join_lines([lines[at].text for at in title_lines]) or title
    number = (
        document_form.parse_document_number(lines[numbered].text) if numbered is not None else ""
    )
    after = title_lines[-1] + 1 if title_lines else 0
    addressee = ""
    for line in lines[after : after + 4]:
        addressee = addressee or document_form.addressee_of(line.text)
    facts = replace(
        masthead,
        title=found,
        document_number=number,
        genre=document_form.genre_of(found),
        addressee=addressee,
    )
    facts = _signature(lines[after:], facts)
    return Front(facts, frozenset(gone) | frozenset(title_lines), dropped)


def body_size(lines: Sequence[Line]) -> float:
    """The type size that most characters are set in; 0 when unknown."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.hint.size] += len(line.text)
    return max(weights, key=lambda size: (weights[size], -size)) if weights else 0.0


def body_font(lines: Sequence[Line]) -> str:
    weights: Counter[str] = Counter()
    for line in lines:
        weights[document_form.font_kind(line.hint.font)] += len(line.text)
    return max(weights, key=lambda kind: weights[kind]) if weights else ""


def join_lines(texts: Sequence[str]) -> str:
    """Lines of one title or paragraph as one: a blank only between two words in Latin letters."""
    joined = ""
    for text in texts:
        text = text.strip()
        needs_blank = joined and joined[-1:].isascii() and text[:1].isascii()
        joined += (
            " " if needs_blank and joined[-1:].isalnum() and text[:1].isalnum() else ""
        ) + text
    return re.sub(r"\s+", " ", joined)


def _is_number_line(text: str) -> bool:
    text = re.split(r"\s*签\s*发\s*人", text)[0].strip()
    bare = re.sub(r"\s+", "", text)
    number = document_form.parse_document_number(text)
    # As long as the number itself, give or take its brackets and a 第: a line and no sentence.
    return bool(number) and len(bare) <= len(number) + 3 and "《" not in bare


def _title_lines(lines: Sequence[Line], size: float, numbered: int | None) -> list[int]:
    styled = [at for at, line in enumerate(lines[:LINES_IN_FRONT]) if line.hint.is_title]
    if styled:
        return _run(lines, styled[0])
    above = set(range(numbered + 1)) if numbered is not None else set()
    for at, line in enumerate(lines[:LINES_IN_FRONT]):
        if not _may_be_title(line):
            # Past the first paragraph of the body no title follows.
            if at not in above and len(line.text) > LONGEST_TITLE_LINE:
                break
            continue
        if _looks_like_title(line, size) and not _is_masthead(lines, at, numbered, size):
            return _run(lines, at)
    return _title_without_form(lines, numbered)


def _may_be_title(line: Line) -> bool:
    text = line.text.strip()
    if not line.may_be_title or not 2 <= len(text) <= LONGEST_TITLE_LINE:
        return False
    if text[-1] in "。；;，,：:" or not re.search(r"[\u4e00-\u9fffA-Za-z]", text):
        return False
    facts = (
        document_form.find_secrecy_mark(text)
        or document_form.find_urgency(text)
        or document_form.parse_formed_on(text)
        or _is_number_line(text)
    )
    return not facts and not re.match(r"[（(].*[）)]$|附件|签发人", text)


def _looks_like_title(line: Line, size: float) -> bool:
    hint = line.hint
    if document_form.font_kind(hint.font) == "xiaobiaosong":
        return True
    bigger = bool(size) and hint.size >= size + 2
    return hint.centred or (bigger and document_form.heading_level(line.text) is None)


def _is_masthead(lines: Sequence[Line], at: int, numbered: int | None, size: float) -> bool:
    text = re.sub(r"\s+", "", lines[at].text)
    if not document_form.issuer_in_masthead(text):
        return False
    later = [
        line
        for line in lines[at + 1 : LINES_IN_FRONT]
        if _may_be_title(line) and _looks_like_title(line, size)
    ]
    above_number = numbered is not None and at < numbered
    return above_number or (bool(later) and (text.endswith("文件") or lines[at].hint.red))


def _run(lines: Sequence[Line], start: int) -> list[int]:
    """The title may be set on several lines of the same kind."""
    run = [start]
    first = lines[start].hint
    for at in range(start + 1, min(len(lines), start + 5)):
        hint = lines[at].hint
        alike = (hint.is_title, hint.centred, document_form.font_kind(hint.font)) == (
            first.is_title, first.centred, document_form.font_kind(first.font),
        )  # fmt: skip
        length = sum(len(lines[number].text) for number in run) + len(lines[at].text)
        if not alike or abs(hint.size - first.size) > 0.5 or not _may_be_title(lines[at]):
            break
        if not (first.is_title or first.centred) or hint.outline != first.outline:
            break
        if length > LONGEST_TITLE or document_form.heading_level(lines[at].text):
            break
        run.append(at)
    return run


def _title_without_form(lines: Sequence[Line], numbered: int | None) -> list[int]:
    """Plain text and plain pages: the first short line without an end mark."""
    if styled := _only_main_heading(lines):
        return styled
    for at, line in enumerate(lines[:10]):
        is_masthead = document_form.issuer_in_masthead(line.text) and line.text.endswith("文件")
        if is_masthead or (numbered is not None and at <= numbered):
            continue
        if _may_be_title(line):
            plain = line.hint.plain and document_form.heading_level(line.text) is None
            return [at] if plain and len(line.text) <= 60 else []
        if len(line.text) > LONGEST_TITLE_LINE or line.text.strip().endswith(("。", "：")):
            return []
    return []


def _only_main_heading(lines: Sequence[Line]) -> list[int]:
    """A single heading of the highest style, early on, without a number of its own."""
    known = [line.hint.outline for line in lines if line.hint.outline is not None]
    if not known or known.count(min(known)) > 1:
        return []
    for at, line in enumerate(lines[: LINES_IN_FRONT // 2]):
        if line.hint.outline == min(known):
            return [at] if document_form.heading_level(line.text) in {None, 3} else []
    return []


def _masthead(
    above: Sequence[Line], numbered: int | None
) -> tuple[DocumentFacts, set[int], tuple[str, ...]]:
    facts = DocumentFacts()
    gone: set[int] = set()
    dropped: list[str] = []
    for at, line in enumerate(above):
        text = line.text.strip()
        mark, urgency = document_form.find_secrecy_mark(text), document_form.find_urgency(text)
        issuer = document_form.issuer_in_masthead(text)
        if mark or urgency:
            facts = replace(
                facts, secrecy_mark=facts.secrecy_mark or mark, urgency=facts.urgency or urgency
            )
        elif at == numbered:
            if "签" in text:
                dropped.append("签发人" + re.split(r"签\s*发\s*人", text)[-1].strip())
        elif re.fullmatch(r"签\s*发\s*人.*|(?:№\s*)?\d{6}", text):
            dropped.append(text)
        elif issuer and (numbered is None or at < numbered):
            facts = replace(facts, issuer=facts.issuer or issuer)
        elif text not in {"文件", "文 件"}:
            continue
        gone.add(at)
    return facts, gone, tuple(dropped)


_SIGNED = re.compile(r"([\u4e00-\u9fff（）()、·]{4,40})\s{2,}(\S.*)")


def _signature(lines: Sequence[Line], facts: DocumentFacts) -> DocumentFacts:
    """落款 and 成文日期: the last date on a line of its own, and the body named above it."""
    best = facts
    for at, line in enumerate(lines):
        text = line.text.strip()
        signed = _SIGNED.fullmatch(text)
        day = document_form.parse_formed_on(signed[2] if signed else text)
        if day is None:
            continue
        named = signed[1] if signed else lines[at - 1].text.strip() if at else ""
        issuer = document_form.issuer_in_masthead(named)
        best = replace(best, formed_on=day, issuer=facts.issuer or issuer or best.issuer)
        if issuer:
            break  # an annex after the signature has dates of its own
    return best
