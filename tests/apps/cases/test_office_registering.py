"""登记: a case taken down at the counter, what is refused, and the slip that tells its code."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from gongkai.inbound.cases import codes, queries
from gongkai.inbound.cases.models import Case
from gongkai.people.models import User
from tests.factories.cases import at
from tests.factories.people import Bureau, staffed_bureau

TODAY = at("2026-03-10")


@pytest.fixture(autouse=True)
def a_day_in_march() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


def typed(bureau: Bureau, **changed: object) -> dict[str, object]:
    return {
        "kind": "enquiry",
        "channel": "phone",
        "name": "黄示例",
        "phone": "13800138000",
        "subject": "客运班线几点发车",
        "text": "想问江城到太平的班车几点发车。",
        "unit": bureau.unit.pk,
        "received_on": "2026-03-10",
    } | changed


def test_a_call_is_registered_and_the_slip_shows_its_code(
    bureau: Bureau, window: User, client: Client
) -> None:
    client.force_login(window)
    answer = client.post("/office/cases/new/", typed(bureau))
    case = Case.objects.get()
    assert (case.first_receiver, case.unit, case.channel) == (window, bureau.unit, "phone")
    assert case.received_on == date(2026, 3, 10)
    slip = client.get(answer["Location"])
    text = slip.content.decode()
    code = codes.read_ticket(answer["Location"].rstrip("/").rpartition("/")[2])[1]
    assert queries.case_with_code(bureau.agency, case.number, code) == case
    assert case.number in text
    assert code in text
    assert case.due_on.isoformat() in text
    assert "<svg" in text
    assert "no-store" in slip["Cache-Control"]
    assert slip["Referrer-Policy"] == "no-referrer"
    assert code not in client.get(f"/office/cases/{case.pk}/").content.decode()


def test_a_slip_cannot_be_opened_later_or_for_another_case(
    bureau: Bureau, window: User, client: Client
) -> None:
    client.force_login(window)
    first = client.post("/office/cases/new/", typed(bureau))["Location"]
    second = client.post("/office/cases/new/", typed(bureau))["Location"]
    ticket = first.rstrip("/").rpartition("/")[2]
    assert (
        client.get(second.replace(second.rstrip("/").rpartition("/")[2], ticket)).status_code == 410
    )
    assert client.get(f"{first[:-3]}x/").status_code == 410
    with time_machine.travel(TODAY + timedelta(minutes=16)):
        assert client.get(first).status_code == 410


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"phone": ""}, "至少填写一种联系方式", id="nobody-to-answer"),
        pytest.param({"subject": ""}, "事由：", id="no-subject"),
        pytest.param({"text": "问"}, "至少5个字", id="too-short"),
        pytest.param({"received_on": "2026-03-11"}, "还没有到", id="tomorrow"),
        pytest.param({"received_on": "三月"}, "收到之日", id="no-date"),
        pytest.param({"kind": "gossip"}, "种类", id="no-kind"),
        pytest.param({"kind": "foi"}, "须有身份证明", id="a-request-without-identity"),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    bureau: Bureau, window: User, client: Client, changed: dict[str, object], says: str
) -> None:
    client.force_login(window)
    answer = client.post(
        "/office/cases/new/", typed(bureau) | {"organisation": "示例公司"} | changed
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert "黄示例" in text
    assert "示例公司" in text
    assert not Case.objects.exists()


def test_a_request_for_information_asks_for_what_the_law_asks(
    bureau: Bureau, window: User, client: Client
) -> None:
    client.force_login(window)
    given = {"kind": "foi", "channel": "counter", "applicant_kind": "natural_person",
             "identity_kind": "身份证", "identity_number": "451400199001010014"}  # fmt: skip
    assert client.post("/office/cases/new/", typed(bureau, **given)).status_code == 302
    case = Case.objects.get()
    assert case.applicant_kind == "natural_person"
    assert case.parties.get().particulars["identity_number"] == "451400199001010014"


def test_nothing_of_a_request_is_kept_of_a_case_that_is_none(
    bureau: Bureau, window: User, client: Client
) -> None:
    client.force_login(window)
    given = {"applicant_kind": "business", "identity_number": "451400199001010014"}
    client.post("/office/cases/new/", typed(bureau, **given))
    case = Case.objects.get()
    assert case.applicant_kind == ""
    assert "identity_number" not in case.parties.get().particulars


def test_the_form_presets_the_persons_unit_and_today(
    bureau: Bureau, window: User, client: Client
) -> None:
    client.force_login(window)
    text = client.get("/office/cases/new/").content.decode()
    unit = window.role_holdings.get().unit
    assert f'<option value="{unit.pk}" selected>' in text
    assert 'value="2026-03-10"' in text
    assert "以双方确认之日为收到申请之日" in text


def test_who_may_not_register_is_told_whom_to_ask(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.secrecy)
    for answer in (client.get("/office/cases/new/"), client.post("/office/cases/new/", {})):
        assert answer.status_code == 403
        assert "窗口人员" in answer.content.decode()


def test_a_unit_of_another_agency_is_no_choice(
    bureau: Bureau, window: User, client: Client
) -> None:
    client.force_login(window)
    other = staffed_bureau(slug="bieju")
    answer = client.post("/office/cases/new/", typed(bureau, unit=other.unit.pk))
    assert answer.status_code == 422
    assert not Case.objects.exists()
