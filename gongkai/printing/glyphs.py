"""Which characters a font has a glyph for, read from its `cmap` table."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# The last segment of a format 4 table ends here and maps nothing.
_END = 0xFFFF


@cache
def characters_of(font: Path) -> frozenset[int]:
    """The code points an OpenType font can draw."""
    table = _table(font.read_bytes(), b"cmap")
    (number,) = struct.unpack_from(">H", table, 2)
    offsets = {struct.unpack_from(">HHI", table, 4 + 8 * at)[2] for at in range(number)}
    return frozenset(code for offset in offsets for code in _subtable(table[offset:]))


def _table(font: bytes, tag: bytes) -> bytes:
    (number,) = struct.unpack_from(">H", font, 4)
    for at in range(number):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * at)
        if name == tag:
            return font[offset : offset + length]
    return bytes(4)


def _subtable(table: bytes) -> Iterator[int]:
    """Formats 4 and 12 hold every font we print with; variation sequences add no character."""
    (form,) = struct.unpack_from(">H", table)
    if form == 4:
        yield from _segments(table)
    elif form == 12:
        (groups,) = struct.unpack_from(">I", table, 12)
        for first, last, glyph in struct.iter_unpack(">III", table[16 : 16 + 12 * groups]):
            yield from range(first if glyph else first + 1, last + 1)


def _segments(table: bytes) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", table, 6)
    number = double // 2
    lasts = struct.unpack_from(f">{number}H", table, 14)
    firsts = struct.unpack_from(f">{number}H", table, 16 + double)
    deltas = struct.unpack_from(f">{number}H", table, 16 + 2 * double)
    offsets = struct.unpack_from(f">{number}H", table, 16 + 3 * double)
    for at in range(number):
        for code in range(firsts[at], min(lasts[at], _END - 1) + 1):
            # A range offset counts in bytes from its own place in the table.
            place = 16 + 3 * double + 2 * at + offsets[at] + 2 * (code - firsts[at])
            glyph = struct.unpack_from(">H", table, place)[0] if offsets[at] else code
            if glyph and (glyph + deltas[at]) & 0xFFFF:
                yield code
