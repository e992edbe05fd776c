"""`gongkai identify`: which identifiers a text is or holds, and whether they are right."""

import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone

from gongkai.command.telling import FINE, FOUND, MISUSE, complain, hand_over, say

MOST_BYTES = 20_000_000
MOST = 10_000
BEIJING = timezone(timedelta(hours=8))


def identify(asked: Namespace) -> int:
    from gongkai.rules.identifiers import identification
    from gongkai.rules.identifiers.judging import KIND_NAMES

    given = sys.stdin.buffer.read(MOST_BYTES + 1) if asked.text == "-" else asked.text
    if len(given) > MOST_BYTES:
        complain(f"文字超过{MOST_BYTES // 1_000_000}MB，请分几次来认。")
        return MISUSE
    text = _decoded(given) if isinstance(given, bytes) else given
    # The keyboard may hand over halves of characters, which no output can write.
    text = text.encode("utf-8", "replace").decode("utf-8")
    today = datetime.now(UTC).astimezone(BEIJING).date()
    found = identification.identify(text, today, most=MOST + 1)
    if len(found) > MOST:
        complain(f"编号太多，只列出前 {MOST} 个。")
    if asked.json:
        hand_over([asdict(identified) for identified in found[:MOST]])
    for identified in () if asked.json else found[:MOST]:
        verdict = "正确" if identified.valid else "有误"
        reason = f"（{identified.reason}）" if identified.reason else ""
        say(f"{KIND_NAMES[identified.kind]} {identified.text}：{verdict}{reason}")
    if not found:
        complain("没有认出任何编号。请给出完整的号码，如发文字号、索引号、统一社会信用代码。")
    return FINE if found and all(identified.valid for identified in found) else FOUND


def _decoded(piped: bytes) -> str:
    """Old office files are in GB 18030; what cannot be read at all is no identifier either."""
    try:
        return piped.decode("utf-8-sig")
    except UnicodeDecodeError:
        return piped.decode("gb18030", "replace")
