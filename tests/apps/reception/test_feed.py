"""The days as calendar programs read them, read back by the rules of RFC 5545."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from gongkai.inbound.reception import actions
from gongkai.web import icalendar
from tests.factories.cases import at
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.reception import DAY, announced, booked, planned

FEED = "/shili/reception/calendar.ics"


def read(body: bytes) -> list[dict[str, str]]:
    """The events of a feed, unfolded and unescaped."""
    assert body.endswith(b"\r\n")
    lines = body.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    unfolded: list[str] = []
    for line in (one.decode() for one in lines):
        if line.startswith(" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    assert unfolded[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert unfolded[-1] == "END:VCALENDAR"
    events: list[dict[str, str]] = []
    for line in unfolded:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in ("END",):
            events[-1][name] = _plain(value)
    return events


def _plain(text: str) -> str:
    out, escaped = "", False
    for sign in text:
        if escaped:
            out += "\n" if sign in "nN" else sign
        elif sign != "\\":
            out += sign
        escaped = sign == "\\" and not escaped
    return out


def test_the_feed_is_read_back_as_it_was_announced(client: Client, bureau: Bureau) -> None:
    place = "办公楼一楼接访室，进门左转；找不到的请打电话，\\工作日有人接听，周末请看门口告示"
    day = announced(bureau, place=place)
    booked(bureau, day, 1)
    planned(bureau, on=date(2026, 3, 11))
    answer = client.get(FEED)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = read(answer.content)
    assert event["LOCATION"] == place
    # Nine in Beijing is one in the morning elsewhere.
    assert event["DTSTART"] == "20260310T010000Z"
    assert event["DTEND"] == "20260310T030000Z"
    assert event["STATUS"] == "CONFIRMED"
    assert event["UID"].startswith(f"reception-{day.pk}@")
    assert event["DESCRIPTION"] == "主题：农村公路建设和养护"
    assert event["URL"].endswith(f"/shili/reception/{day.pk}/")
    assert "DTSTAMP" in event


def test_nothing_of_who_comes_is_in_it(client: Client, bureau: Bureau) -> None:
    mine = booked(bureau, announced(bureau), 1)
    body = client.get(FEED).content.decode().replace("\r\n ", "")
    for told in ("黄", "路灯", "13800", mine.case.number):
        assert told not in body


def test_a_day_called_off_is_told_as_such(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    actions.call_off(day, reason="局长外出开会", by=bureau.office, at=at(DAY))
    (event,) = read(client.get(FEED).content)
    assert event["STATUS"] == "CANCELLED"
    assert "局长外出开会" in event["DESCRIPTION"]


def test_an_agency_without_days_has_an_empty_feed(client: Client, bureau: Bureau) -> None:
    announced(staffed_bureau())
    assert read(client.get(FEED).content) == []
    assert client.get("/nobody/reception/calendar.ics").status_code == 404


@pytest.mark.parametrize("sign", ["a", "é", "路", "𠮷"])
def test_no_line_is_longer_than_75_octets(sign: str) -> None:
    lines = icalendar.folded(f"SUMMARY:{sign * 200}").encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    # Nor much shorter: at most one character was left for the next line.
    assert min(map(len, lines[:-1])) > 75 - len(sign.encode())
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == (
        f"SUMMARY:{sign * 200}"
    )


@given(some.text(max_size=200))
def test_whatever_is_written_comes_back_and_begins_no_property(text: str) -> None:
    moment = datetime(2026, 3, 10, tzinfo=UTC)
    event = icalendar.Event(
        uid="1@example", begins_at=moment, ends_at=moment, changed_at=moment, summary=text,
        place=f"a{text}", description="", url="https://example.com/",
    )  # fmt: skip
    (found,) = read(icalendar.calendar(text, [event]))
    shown = "\n".join(
        "".join(sign for sign in line if sign.isprintable()) for line in text.splitlines()
    )
    assert found["SUMMARY"] == shown
    assert set(found) == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "URL", "STATUS",
    }  # fmt: skip
