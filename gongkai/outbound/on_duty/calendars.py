"""The duty roster for calendar programs (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.timezone import get_current_timezone

from gongkai.outbound.on_duty.rosters import ShownRoster
from gongkai.people.models import Agency
from gongkai.web.icalendar import folded, in_utc
from gongkai.web.pages import public_address


def feed(agency: Agency, shown: Iterable[ShownRoster]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gongkai//Roster//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(agency.name)}值班",
    ]
    for one in shown:
        lines += _events(agency, one)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _events(agency: Agency, shown: ShownRoster) -> Iterator[str]:
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname
    address = public_address(f"{agency.get_absolute_url()}roster/")
    for number, shift in enumerate(shown.roster.shifts, start=1):
        yield "BEGIN:VEVENT"
        yield f"UID:roster-{shown.record.pk}-{number}@{host}"
        yield f"DTSTAMP:{in_utc(shown.published_at)}"
        yield f"DTSTART:{_local(shift.begins)}"
        yield f"DTEND:{_local(shift.ends)}"
        yield f"SUMMARY:{_text(f'{shown.roster.whose}值班：{shift.who}')}"
        if phone := shift.phone or shown.roster.phone:
            yield f"DESCRIPTION:{_text(f'电话：{phone}')}"
        yield f"URL:{address}"
        yield "END:VEVENT"


def _local(moment: datetime) -> str:
    return in_utc(moment.replace(tzinfo=get_current_timezone()))


def _text(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11; a line end of any kind would begin a property."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(sign if sign.isprintable() else " " for sign in escaped)
