"""iCalendar (RFC 5545): events as calendar programs subscribe to them. No Django in here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

CRLF = "\r\n"
LONGEST_LINE = 75
PRODUCT = "-//Gongkai//Reception//ZH"


@dataclass(frozen=True, kw_only=True)
class Event:
    """日历事项: something that begins and ends, with times that know their zone."""

    uid: str
    begins_at: datetime
    ends_at: datetime
    changed_at: datetime
    summary: str
    place: str
    description: str
    url: str
    is_cancelled: bool = False


def calendar(name: str, events: Iterable[Event]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}{CRLF}" for line in lines).encode()


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{in_utc(event.changed_at)}"
    yield f"DTSTART:{in_utc(event.begins_at)}"
    yield f"DTEND:{in_utc(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"LOCATION:{escaped(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def in_utc(moment: datetime) -> str:
    """In UTC, so that no description of a zone has to travel along (RFC 5545, 3.3.5, form 2)."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11; what ends a line in any other way would begin a property."""
    lines = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").splitlines()
    return "\\n".join("".join(sign for sign in line if sign.isprintable()) for line in lines)


def folded(line: str) -> str:
    """At most 75 octets a line, never through the middle of a character (RFC 5545, 3.1)."""
    lines, length = [""], 0
    for sign in line:
        octets = len(sign.encode())
        if length + octets > LONGEST_LINE:
            lines.append("")
            # The space that opens a continued line counts too.
            length = 1
        lines[-1] += sign
        length += octets
    return f"{CRLF} ".join(lines)
