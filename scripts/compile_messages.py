"""Compiles the office's catalogues to what gettext reads; no gettext program is needed.

Understands what our catalogues use: one line per string, msgid_plural, no contexts.
"""

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "gongkai" / "web" / "locale"
MAGIC = 0x950412DE


def entries(catalogue: str) -> dict[str, str]:
    """Each original with its translation; a plural's forms share one key, parted by NUL."""
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    last = ""
    for line in [*catalogue.splitlines(), ""]:
        if line.startswith('"'):
            parts[last] += ast.literal_eval(line)
        elif line.startswith("msg"):
            last, _, text = line.partition(" ")
            parts[last] = ast.literal_eval(text)
        elif not line and parts:
            plural = f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else ""
            found[parts["msgid"] + plural] = parts.get("msgstr") or parts.get("msgstr[0]", "")
            parts = {}
    return found


def compiled(messages: dict[str, str]) -> bytes:
    """The .mo form: a header, two tables of lengths and offsets, then the strings."""
    rows = sorted((key.encode(), text.encode()) for key, text in messages.items())
    tables, strings = [b"", b""], b""
    start = 28 + 16 * len(rows)
    for column in (0, 1):
        for row in rows:
            tables[column] += struct.pack("<II", len(row[column]), start + len(strings))
            strings += row[column] + b"\0"
    header = struct.pack("<7I", MAGIC, 0, len(rows), 28, 28 + 8 * len(rows), 0, start)
    return header + tables[0] + tables[1] + strings


if __name__ == "__main__":
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        messages = entries(source.read_text(encoding="utf-8"))
        source.with_suffix(".mo").write_bytes(compiled(messages))
