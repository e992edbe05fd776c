"""Rosters: prepared by one, cleared by others, on the web, on the wall and in calendars."""

from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client

from gongkai.ledger.actions import Refused
from gongkai.outbound.on_duty import rosters
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition
from tests.factories.on_duty import (
    MONDAY,
    MORNING,
    drafted_roster,
    published_roster,
    roster_said,
)
from tests.factories.people import Bureau, LeaveFactory, UserFactory, staffed_bureau

PUBLIC = "/shili/roster/"


def test_nothing_of_a_draft_is_public(client: Client, bureau: Bureau) -> None:
    drafted_roster(bureau)
    assert "还没有公布" in client.get(PUBLIC).content.decode()
    assert "值班员" not in client.get(f"{PUBLIC}calendar.ics").content.decode()


def test_this_week_and_the_next_are_shown_and_no_other(client: Client, bureau: Bureau) -> None:
    for weeks in (-1, 0, 1, 2):
        published_roster(bureau, week=MONDAY + timedelta(weeks=weeks), whose=f"第{weeks + 5}表")
    page = client.get(PUBLIC).content.decode()
    assert [name in page for name in ("第4表", "第5表", "第6表", "第7表")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert "休息日" in page or "星期" in page


def test_the_wall_sheet_says_what_the_page_says(client: Client, bureau: Bureau) -> None:
    record = published_roster(bureau)
    for paper, size in (("a4", [595, 842]), ("a3", [842, 1191])):
        answer = client.get(f"{PUBLIC}{record.pk}-{paper}.pdf")
        document = pypdfium2.PdfDocument(answer.content)
        assert len(document) == 1
        assert sorted(round(side) for side in document[0].get_size()) == size
        text = "".join(document[0].get_textpage().get_text_range().split())
        assert all(f"值班员{day}" in text for day in range(7))
        again = client.get(
            f"{PUBLIC}{record.pk}-{paper}.pdf", headers={"If-None-Match": answer["ETag"]}
        )
        assert again.status_code == 304
    assert client.get(f"{PUBLIC}{record.pk}-a9.pdf").status_code == 404


def test_a_withdrawn_roster_is_on_no_page_and_no_wall(client: Client, bureau: Bureau) -> None:
    record = published_roster(bureau)
    staffed_bureau(slug="bieju")
    assert client.get(f"/bieju/roster/{record.pk}-a4.pdf").status_code == 404
    assert client.get(f"{PUBLIC}{record.pk}-a4.pdf").status_code == 200
    actions.withdraw(record, reason="班次有误。", by=bureau.office, at=MORNING)
    assert "值班员" not in client.get(PUBLIC).content.decode()
    assert client.get(f"{PUBLIC}{record.pk}-a4.pdf").status_code == 404


def test_the_calendar_is_one_event_a_shift(client: Client, bureau: Bureau) -> None:
    said = roster_said(bureau)
    said["shifts"][0]["person"] = "值班员;甲\\,\u3000乙"
    published_roster(bureau, shifts=said["shifts"])
    body = client.get(f"{PUBLIC}calendar.ics").content
    assert body.count(b"BEGIN:VEVENT") == 7
    assert "值班员\\;甲\\\\\\, 乙".encode() in body.replace(b"\r\n ", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"DTSTART:20260309T093000Z" in body
    assert b"DTEND:20260310T003000Z" in body


def test_a_person_on_leave_is_a_hint_and_of_our_own_agency_only(bureau: Bureau) -> None:
    other = staffed_bureau(slug="bieju")
    LeaveFactory(user=UserFactory(agency=other.agency, name="值班员1"), cover=other.head)
    said = roster_said(bureau)
    assert not [one for one in rosters.doubts(said, MONDAY) if "不在岗" in one.message]
    LeaveFactory(
        user=UserFactory(agency=bureau.agency, name="值班员2"), cover=bureau.head,
        from_on=MONDAY, to_on=MONDAY + timedelta(days=6),
    )  # fmt: skip
    told = [one for one in rosters.doubts(said, MONDAY) if "不在岗" in one.message]
    assert len(told) == 1
    assert bureau.head.name in told[0].message


def test_a_double_booking_stops_the_draft(bureau: Bureau) -> None:
    said = roster_said(bureau)
    twice = [*said["shifts"], {**said["shifts"][0], "opens": "20:00"}]
    edition = drafted_roster(bureau, shifts=twice)
    with pytest.raises(Refused):
        actions.submit(edition, by=bureau.clerk, at=MORNING)


def test_the_screen_keeps_what_was_typed(client: Client, bureau: Bureau) -> None:
    edition = drafted_roster(bureau)
    client.force_login(bureau.clerk)
    address = f"/office/editions/{edition.pk}/roster/"
    assert "值班员0" in client.get(address).content.decode()
    row = {"on": "2026-03-09", "opens": "08:30", "closes": "17:30", "post": "窗口岗"}
    typed = row | {"person": "甲", "phone": "123", "duty_phone": "0000-1"}
    wrong = client.post(address, typed | {"opens": "早上"})
    assert wrong.status_code == 422
    assert "窗口岗" in wrong.content.decode()
    assert "值班员0" in Edition.objects.get(pk=edition.pk).body_text
    assert client.post(address, typed).status_code == 302
    text = Edition.objects.get(pk=edition.pk).body_text
    assert "窗口岗" in text
    assert "值班员0" not in text


def test_the_next_week_is_copied_from_the_last(client: Client, bureau: Bureau) -> None:
    published_roster(bureau)
    client.force_login(bureau.clerk)
    started = {
        "unit": bureau.unit.pk, "whose": "示例局", "week": "2026-03-16", "copies": "on",
    }  # fmt: skip
    wrong = client.post("/office/rosters/start/", started | {"week": "2026-03-17"})
    assert wrong.status_code == 422
    assert client.post("/office/rosters/start/", started).status_code == 302
    edition = Edition.objects.order_by("-id").first()
    assert edition is not None
    assert edition.elements.said["shifts"][0]["on"] == "2026-03-16"
    assert "值班员6" in edition.body_text
    assert client.get("/office/rosters/").status_code == 200


def test_an_edition_of_another_agency_is_out_of_reach(client: Client, bureau: Bureau) -> None:
    edition = drafted_roster(bureau)
    client.force_login(staffed_bureau(slug="bieju").clerk)
    assert client.get(f"/office/editions/{edition.pk}/roster/").status_code == 404
