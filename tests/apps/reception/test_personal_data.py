"""Personal data of receptions: sealed, out of the ledger, gone with the case."""

import json
from datetime import date

import pytest
from django.db import connection

from gongkai.inbound.cases import actions as cases
from gongkai.inbound.reception import actions
from gongkai.inbound.reception.models import Appointment
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.timetable import rounds
from tests.factories.cases import at
from tests.factories.people import Bureau
from tests.factories.reception import DAY, RECEPTION_DAY, announced, booked, come

SAID = "黄示例说他的低保停发了。"
TO_DO = "请民政科联系黄示例"


def kept(bureau: Bureau) -> Appointment:
    came = booked(bureau, announced(bureau), 1)
    return come(bureau, came, minutes=SAID, follow_up=TO_DO, due_on=date(2026, 3, 20))


def test_the_database_and_the_ledger_hold_nothing_of_it_in_clear(bureau: Bureau) -> None:
    kept(bureau)
    other = booked(bureau, announced(bureau, received_by="副局长"), 2)
    actions.cancel_appointment(
        other, reason="来人说换13800138000联系", by=bureau.office, at=at(DAY)
    )
    with connection.cursor() as cursor:
        for table in ("reception_appointment", "reception_receptionday", "ledger_ledgerentry"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)
            for said in ("黄示例", "低保", "民政科", "13800138000", "1380013"):
                assert said not in rows, table
    assert "来人说" not in json.dumps(
        list(LedgerEntry.objects.values_list("details", flat=True)), ensure_ascii=False
    )


def test_what_was_said_goes_in_the_round_after_its_case_was_erased(bureau: Bureau) -> None:
    came = kept(bureau)
    with pytest.raises(Refused, match="随它一起保存"):
        actions.erase_minutes(came, by=None, at=at(RECEPTION_DAY))
    case = came.case
    reply = cases.draft_reply(case, text="已经修好。", by=bureau.office, at=at(RECEPTION_DAY))
    reply = cases.submit(reply, by=bureau.office, at=at(RECEPTION_DAY))
    reply = cases.clear(reply, digest=reply.digest, by=bureau.leader, at=at(RECEPTION_DAY))
    cases.send(reply, channel="web", by=bureau.office, at=at(RECEPTION_DAY))
    rounds.run_due(at("2031-03-09"))
    came.refresh_from_db()
    assert came.minutes == SAID
    cases.erase(case, by=None, at=at("2031-03-10"))
    rounds.run_due(at("2031-03-10"))
    came.refresh_from_db()
    assert (came.minutes, came.follow_up, came.ended_because) == ("", "", "")
    assert came.state == Appointment.State.CAME
    entry = LedgerEntry.objects.get(verb="appointment.erased")
    assert len(entry.details["digests"]) == 1
    rounds.run_due(at("2031-03-10"))
    assert LedgerEntry.objects.filter(verb="appointment.erased").count() == 1
    with pytest.raises(Refused, match="不能再写"):
        actions.write_minutes(came, minutes="又想起来", by=bureau.clerk, at=at("2031-03-10"))
