"""Booking by the web: the days on show, the form with a slot, and two who want the same."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.cases import limits
from gongkai.inbound.cases.models import Case
from gongkai.inbound.reception import actions
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.ledger.models import LedgerEntry
from tests.apps.cases.asking import passed, receipt, ticket_of
from tests.factories.cases import at
from tests.factories.people import Bureau, staffed_bureau
from tests.factories.reception import DAY, RECEPTION_DAY, announced, booked, plan_of, planned

DAYS = "/shili/reception/"
TYPED = {
    "subject": "村道路灯不亮",
    "text": "村道路灯坏了三个月没有人修。",
    "name": "黄示例",
    "phone": "13800138000",
    "address": "示例市江城区太平街道新民路8号",
}


def address_of(day: ReceptionDay) -> str:
    return f"{DAYS}{day.pk}/"


def test_announced_days_are_the_notice_and_lead_to_their_form(
    client: Client, bureau: Bureau
) -> None:
    day = announced(bureau)
    booked(bureau, day, 1)
    planned(bureau, received_by="副局长")
    page = client.get(DAYS).content.decode()
    for told in (
        "2026-03-10",
        "星期二",
        "09:00—11:00",
        "局长",
        "一楼接访室",
        "农村公路",
        "还剩2个",
    ):
        assert told in page
    assert "副局长" not in page
    assert f'href="{address_of(day)}"' in page
    assert "路灯" not in page
    assert "黄" not in page


def test_without_a_day_the_free_date_stays(client: Client, bureau: Bureau) -> None:
    page = client.get(DAYS).content.decode()
    assert 'href="/shili/ask/reception/"' in page
    assert 'href="/shili/ask/reception/"' in client.get("/shili/ask/").content.decode()
    assert "希望哪一天" in client.get("/shili/ask/reception/").content.decode()


def test_with_a_day_the_card_and_the_form_lead_to_the_slots(client: Client, bureau: Bureau) -> None:
    day = announced(bureau, slots=1)
    assert f'href="{DAYS}"' in client.get("/shili/ask/").content.decode()
    answer = client.get("/shili/ask/reception/?continues=abc")
    assert (answer.status_code, answer["Location"]) == (302, f"{DAYS}?continues=abc")
    assert f"{address_of(day)}?continues=abc" in client.get(answer["Location"]).content.decode()
    booked(bureau, day, 1)
    page = client.get(DAYS).content.decode()
    assert "已约满" in page
    assert 'href="/shili/ask/reception/"' in page
    assert client.get("/shili/ask/reception/").status_code == 200


def test_a_case_and_its_slot_are_taken_in_together(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    form = client.get(address_of(day)).content.decode()
    assert "2026-03-10 09:30—10:00" in form
    assert "希望哪一天" not in form
    given = {**TYPED, "slot": f"{day.pk}-2", **passed(client, address_of(day))}
    answer = client.post(address_of(day), given, follow=True)
    number, _ = receipt(answer.content.decode())
    case = Case.objects.get()
    assert (case.number, case.kind, case.channel) == (number, "reception", "internet")
    mine = Appointment.objects.get()
    assert (mine.day, mine.slot, mine.case, mine.booked_by) == (day, 2, case, None)
    entry = LedgerEntry.objects.get(verb="appointment.booked")
    assert entry.by_name == "来件人"
    for said in TYPED.values():
        assert said not in str(entry.details) + entry.subject_label
    assert not client.cookies


def test_the_second_gets_a_clear_sentence_and_everything_typed(
    client: Client, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = announced(bureau)
    address = address_of(day)
    given = {**TYPED, "slot": f"{day.pk}-1", **passed(client, address)}
    real = actions.receive_and_book

    def somebody_is_faster(*args: object, **more: object) -> Case:
        booked(bureau, day, 1, number=7)
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "receive_and_book", somebody_is_faster)
    answer = client.post(address, given)
    monkeypatch.undo()
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "刚刚被别人约走了" in page
    for said in TYPED.values():
        assert said in page
    assert f'value="{day.pk}-1"' not in page
    assert f'value="{day.pk}-2"' in page
    assert Case.objects.count() == 1
    # The same challenge goes through with another slot.
    assert ticket_of(page) == given["ticket"]
    assert client.post(address, given | {"slot": f"{day.pk}-2"}).status_code == 302


@pytest.mark.parametrize(
    "slot", ["", "1-1", "99999-1", "x", "-1", "1", "1-1-1", "1-9999999999999999999", "<xss>", "\0"]
)
def test_hostile_slots_are_refused_with_everything_typed(
    client: Client, bureau: Bureau, slot: str
) -> None:
    day = announced(bureau)
    other = announced(staffed_bureau())
    chosen = f"{other.pk}-1" if slot == "1-1" else slot
    given = {**TYPED, "slot": chosen, **passed(client, address_of(day))}
    answer = client.post(address_of(day), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选" in page
    assert TYPED["text"] in page
    assert "<xss>" not in page
    assert not Case.objects.exists()


def test_what_the_form_of_cases_refuses_is_refused_here_too(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    address = address_of(day)
    good = {**TYPED, "slot": f"{day.pk}-1"}
    for changed, told in (
        ({"name": ""}, "请填写姓名或者单位名称。"),
        ({"phone": "", "address": ""}, "至少填写一种联系方式"),
        ({"website": "http://"}, "请清空后再提交"),
        ({"ticket": "forged"}, "这一页不完整"),
        ({"answer": "1"}, "提交得太快了"),
    ):
        answer = client.post(address, good | passed(client, address) | changed)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    large = SimpleUploadedFile("说明.txt", b"x" * (11 * 1024 * 1024))
    answer = client.post(address, good | passed(client, address) | {"attachments": large})
    assert "超过10MB" in answer.content.decode()
    empty = SimpleUploadedFile("空.txt", b"")
    answer = client.post(address, good | passed(client, address) | {"attachments": empty})
    assert answer.status_code == 422
    assert not Appointment.objects.exists()
    paper = SimpleUploadedFile("说明.txt", "路灯照片说明。".encode())
    answer = client.post(address, good | passed(client, address) | {"attachments": paper})
    assert answer.status_code == 302
    assert Case.objects.get().files.count() == 1


def test_a_flood_is_slowed_down(
    client: Client, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CASES_AN_HOUR", 0)
    day = announced(bureau)
    given = {**TYPED, "slot": f"{day.pk}-1", **passed(client, address_of(day))}
    answer = client.post(address_of(day), given)
    assert answer.status_code == 429
    assert TYPED["text"] in answer.content.decode()


def test_looking_keeps_the_slot_that_was_chosen(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    given = {**TYPED, "slot": f"{day.pk}-2", "look": "1"}
    page = client.post(address_of(day), given).content.decode()
    assert f'<option value="{day.pk}-2" selected>' in page
    assert "没有找到已经公开的" in page


def test_a_day_nobody_can_book_says_why_and_keeps_its_address(
    client: Client, bureau: Bureau
) -> None:
    day = announced(bureau, slots=1)
    booked(bureau, day, 1)
    page = client.get(address_of(day)).content.decode()
    assert "没有可以预约的时间" in page
    actions.change(day, plan_of(bureau, slots=2), by=bureau.office, at=at(DAY))
    assert "正在修改" in client.get(address_of(day)).content.decode()
    actions.call_off(day, reason="局长外出开会", by=bureau.office, at=at(DAY))
    answer = client.get(address_of(day))
    assert answer.status_code == 410
    assert "局长外出开会" in answer.content.decode()
    assert "已取消" in client.get(DAYS).content.decode()
    late = announced(bureau, on=date(2026, 3, 11))
    with time_machine.travel(at("2026-03-12")):
        assert "已经结束" in client.get(address_of(late)).content.decode()


def test_what_was_typed_for_a_day_called_off_goes_to_another_day(
    client: Client, bureau: Bureau
) -> None:
    day, other = announced(bureau), announced(bureau, on=date(2026, 3, 17))
    given = {**TYPED, "slot": f"{day.pk}-1", **passed(client, address_of(day))}
    actions.call_off(day, reason="局长外出开会", by=bureau.office, at=at(DAY))
    answer = client.post(address_of(day), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert TYPED["text"] in page
    assert f'value="{other.pk}-1"' in page
    given["slot"] = f"{other.pk}-1"
    assert client.post(address_of(day), given).status_code == 302
    assert Appointment.objects.get().day == other


def test_unannounced_and_foreign_days_are_nowhere(client: Client, bureau: Bureau) -> None:
    for day in (planned(bureau), announced(staffed_bureau())):
        assert client.get(address_of(day)).status_code == 404
        assert client.post(address_of(day), TYPED).status_code == 404
    assert client.get(f"{DAYS}999999/").status_code == 404
    assert client.get("/nobody/reception/").status_code == 404


def test_a_past_slot_of_today_is_not_offered(client: Client, bureau: Bureau) -> None:
    day = announced(bureau)
    with time_machine.travel(at(RECEPTION_DAY).replace(hour=9, minute=10), tick=False):
        page = client.get(address_of(day)).content.decode()
        assert f'value="{day.pk}-1"' not in page
        assert f'value="{day.pk}-2"' in page


def test_the_list_costs_the_same_however_many_days(client: Client, bureau: Bureau) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(DAYS).status_code == 200
        return len(captured)

    booked(bureau, announced(bureau), 1)
    cost()
    with_one = cost()
    for number in range(1, 9):
        booked(bureau, announced(bureau, on=date(2026, 3, 10 + number)), 1, number=10 + number)
    assert cost() == with_one
