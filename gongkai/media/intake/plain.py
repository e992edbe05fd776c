"""Plain text: each line a paragraph."""

import html
from collections.abc import Iterator
from pathlib import Path

from gongkai.media.intake import limits
from gongkai.media.intake.draft import MARKS, Draft, Hint, line_mark
from gongkai.media.intake.encoding import decode
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.taken import CleanCopy

_PLAIN = Hint(plain=True)


def read(path: Path) -> Draft:
    text, encoding = decode(path.read_bytes())
    draft = draft_of_lines(text.splitlines())
    if encoding == "gb18030":
        draft.lose("文字编码按 GB18030（国标）识别，请核对有无乱码。")
    if "\ufffd" in text:
        draft.lose(f"有 {text.count(chr(0xFFFD))} 处文字无法识别，显示为“\ufffd”，请核对。")
    return draft


def draft_of_lines(lines: list[str]) -> Draft:
    draft = Draft("")
    total, kept = 0, []
    for line in lines:
        total += len(line)
        if total > limits.MAX_TEXT_CHARACTERS:
            draft.lose(f"文字超过 {limits.MAX_TEXT_CHARACTERS // 10000} 万字，其余未收入。")
            break
        if not line.strip():
            continue
        number = len(draft.hints)
        draft.hints[number] = _PLAIN
        kept.append(f"<p>{line_mark(number)}{html.escape(line.translate(MARKS).strip())}</p>")
    draft.html = "".join(kept)
    # A page of 公文 holds 22 lines of 28 characters.
    rows = sum(max(1, -(-len(line) // 28)) for line in lines if line.strip())
    draft.pages = max(1, -(-rows // 22))
    return draft


def lines(path: Path, _removal: Removal, losses: list[str]) -> Iterator[str]:
    text, _encoding = decode(path.read_bytes())
    if "\ufffd" in text:
        losses.append(f"有 {text.count(chr(0xFFFD))} 处文字无法识别。")
    yield from text.splitlines()


def clean(path: Path) -> CleanCopy:
    content = path.read_bytes()
    text, encoding = decode(content)
    cleaned = text.encode("utf-8", "replace")
    removed = () if encoding == "utf-8" else ("文字编码已统一为 UTF-8。",)
    return CleanCopy(cleaned, removed, "TXT", "text/plain; charset=utf-8", "txt")
