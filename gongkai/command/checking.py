"""`gongkai check`: what stands in the way of making a file or a text public. Needs no database."""

import sys
from argparse import Namespace
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from gongkai.command.telling import FINE, FOUND, MISUSE, complain, hand_over, say
from gongkai.media.intake.taken import CannotTakeIn
from gongkai.rules.gate.findings import Hit, Severity
from gongkai.rules.gate.rulebook import explain
from gongkai.rules.gate.scanning import scan

MOST_BYTES = 20_000_000
NAMES = {Severity.BLOCK: "必须处理", Severity.WARN: "请核对", Severity.INFORM: "提示"}
PLACES = 5
BEIJING = timezone(timedelta(hours=8))


class CannotRead(Exception):
    """There is no text to check; says why in Chinese."""


@dataclass(frozen=True)
class Read:
    """The plain text that offsets refer to, what the file hides, and what was not read."""

    text: str
    about_the_file: tuple[Hit, ...] = ()
    losses: tuple[str, ...] = ()


def check(asked: Namespace) -> int:
    try:
        read = _stdin() if asked.file == "-" else _file(Path(asked.file))
    except (CannotRead, CannotTakeIn) as refusal:
        if asked.json:
            hand_over({"error": str(refusal)})
        complain(str(refusal))
        return MISUSE
    if asked.text:
        sys.stdout.write(read.text)
        return FINE
    hits = [*read.about_the_file, *scan(read.text, on=datetime.now(UTC).astimezone(BEIJING).date())]
    if asked.json:
        hand_over([_as_values(hit, read.text) for hit in hits])
    else:
        _tell(hits, read)
    return FOUND if hits else FINE


def _stdin() -> Read:
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CannotRead(f"文字超过{MOST_BYTES // 1_000_000}MB，请拆分后再检查。")
    return Read(_decoded(content))


def _file(path: Path) -> Read:
    try:
        if not path.is_file():
            raise CannotRead(f"没有这个文件：{path}")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as trouble:
        raise CannotRead(f"文件无法读取：{path}") from trouble
    if _is_plain(content, path.suffix.lower()):
        if len(content) > MOST_BYTES:
            raise CannotRead(f"文字超过{MOST_BYTES // 1_000_000}MB，请拆分后再检查。")
        return Read(_decoded(content))
    return _document(path)


def _is_plain(content: bytes, suffix: str) -> bool:
    from gongkai.media.intake.encoding import is_text

    is_markup = suffix in {".html", ".htm", ".rtf"} or content[:5] in {b"{\\rtf", b"%PDF-"}
    return not is_markup and is_text(content[:4096])


def _decoded(content: bytes) -> str:
    """The text with every sign in its place: offsets count what the sender counts."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from gongkai.media.intake.encoding import decode

        text = decode(content)[0]
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _document(path: Path) -> Read:
    from gongkai.media.intake.guard import plain_text_guarded
    from gongkai.rules.gate.hidden_content import hits

    plain = plain_text_guarded(path, name=path.name)
    return Read(plain.text, tuple(hits(plain.hidden)), plain.losses)


def _as_values(hit: Hit, text: str) -> dict[str, str | int]:
    """What other programs read; the names are fixed."""
    return {
        "start": hit.start,
        "end": hit.end,
        "text": text[hit.start : hit.end],
        "rule": hit.rule,
        "severity": hit.severity.value,
        "message": hit.message,
        "suggestion": hit.suggestion,
    }


def _tell(hits: list[Hit], read: Read) -> None:
    for loss in read.losses:
        say(f"没有读到：{loss}")
    if not hits:
        say("没有发现问题。程序看不出事实对错，公开前仍须有人审核。")
        return
    lines = _Lines(read.text)
    for severity, name in NAMES.items():
        alike: dict[tuple[str, str, str], list[Hit]] = {}
        for hit in hits:
            if hit.severity is severity:
                alike.setdefault((hit.rule, hit.message, hit.suggestion), []).append(hit)
        if alike:
            say(f"{name}：{sum(map(len, alike.values()))} 处")
        for group in alike.values():
            _tell_one(group, lines)


def _tell_one(group: list[Hit], lines: "_Lines") -> None:
    first = group[0]
    say(f"　{first.message}")
    if first.end > first.start:
        places = "、".join(lines.place(hit.start) for hit in group[:PLACES])
        more = f"等 {len(group)} 处" if len(group) > PLACES else ""
        say(f"　　在{places}{more}")
    if first.suggestion:
        say(f"　　建议：{first.suggestion}")
    else:
        say(f"　　办法：{explain(first.rule).fix}")


class _Lines:
    """Where the lines of a text begin, to tell a place as a person would look for it."""

    def __init__(self, text: str) -> None:
        self._starts = list(self._begins(text))

    @staticmethod
    def _begins(text: str) -> Iterable[int]:
        at = -1
        while True:
            yield at + 1
            at = text.find("\n", at + 1)
            if at < 0:
                return

    def place(self, at: int) -> str:
        number = bisect_right(self._starts, at)
        return f"第{number}行第{at - self._starts[number - 1] + 1}字"
