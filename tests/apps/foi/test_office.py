"""The screens of 复议诉讼 and 转主动公开: what they show to whom, what they keep and refuse."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.inbound.foi import actions
from gongkai.inbound.foi.models import ComparedCase, DisclosureProposal, Proceeding
from gongkai.people.models import Role, User
from tests.factories.cases import at, received
from tests.factories.foi import SUBJECT, accepted, answered, brought, concluded, proposed
from tests.factories.people import Bureau, UnitFactory, UserFactory
from tests.factories.publishing import EditionFactory, set_steps

FOI = "/office/foi/"
LIST = f"{FOI}proceedings/"
PROPOSALS = f"{FOI}proposals/"


@pytest.fixture(autouse=True)
def a_day_in_march() -> Iterator[None]:
    with time_machine.travel(at("2026-03-12"), tick=False):
        yield


@pytest.fixture
def office(client: Client, bureau: Bureau) -> Client:
    client.force_login(bureau.office)
    return client


def seen(client: Client, address: str, **given: str) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_review_is_entered_from_the_page_of_its_case(office: Client, bureau: Bureau) -> None:
    case = answered(bureau)
    page = seen(office, f"/office/cases/{case.pk}/")
    assert "登记复议、诉讼" in page
    address = f"{LIST}new/{case.pk}/"
    assert SUBJECT in seen(office, address)
    typed = {
        "kind": "reviews", "is_summary": "on", "body": "示例市人民政府",
        "document_number": "", "notified_on": "2026-03-10", "notes": "",
    }  # fmt: skip
    wrong = office.post(address, typed | {"body": "", "notes": "打印两份"})
    assert wrong.status_code == 422
    assert "打印两份" in wrong.content.decode()
    late = office.post(address, typed | {"notified_on": "2026-03-13"})
    assert late.status_code == 422
    assert "还没有到" in late.content.decode()
    assert not Proceeding.objects.exists()
    entered = office.post(address, typed)
    one = Proceeding.objects.get()
    assert entered.url == f"{LIST}{one.pk}/"
    assert "还剩3个工作日" in seen(office, entered.url)
    page = seen(office, f"/office/cases/{case.pk}/")
    assert f'href="{LIST}{one.pk}/"' in page
    assert "等待本机关答复" in page


def test_the_steps_are_taken_on_its_page(office: Client, bureau: Bureau) -> None:
    one = brought(bureau)
    address = f"{LIST}{one.pk}/"
    refused = office.post(f"{address}answer/", {"answer-answered_on": "2026-03-08"})
    assert refused.status_code == 422
    assert "早于收到副本之日" in refused.content.decode()
    assert office.post(f"{address}answer/", {"answer-answered_on": "2026-03-11"}).status_code == 302
    assert "登记本机关的答复" not in seen(office, address)
    empty = office.post(f"{address}conclude/", {"conclude-concluded_on": "2026-03-12"})
    assert "请选择审理结果" in empty.content.decode()
    ended = {"conclude-result": "corrected", "conclude-concluded_on": "2026-03-12"}
    assert office.post(f"{address}conclude/", ended).status_code == 302
    assert "另立一件重新答复" in seen(office, address)
    anew = office.post(f"{address}anew/", {"anew-received_on": "2026-03-12"})
    one.refresh_from_db()
    assert one.anew is not None
    assert anew.url.startswith(f"/office/cases/{one.anew.pk}/slip/")
    slip = office.get(anew.url)
    assert slip.status_code == 200
    assert one.anew.number in slip.content.decode()
    assert "另立一件重新答复" not in seen(office, address)
    assert office.post(f"{address}gossip/").status_code == 404
    assert office.get(f"{address}answer/").status_code == 405


def test_a_mistake_is_voided_with_its_reason(office: Client, bureau: Bureau) -> None:
    one = brought(bureau)
    assert office.post(f"{LIST}{one.pk}/void/", {"void-reason": ""}).status_code == 422
    office.post(f"{LIST}{one.pk}/void/", {"void-reason": "登记到了别的申请上"})
    assert "登记到了别的申请上" in seen(office, f"{LIST}{one.pk}/")
    assert SUBJECT not in seen(office, LIST)
    assert SUBJECT in seen(office, LIST, tab="closed")


def test_the_list_has_what_is_to_be_answered_first_and_names_nobody(
    office: Client, bureau: Bureau
) -> None:
    brought(bureau, notified_on=date(2026, 3, 11), body="后到期的机关")
    brought(bureau, notified_on=date(2026, 3, 2), body="已经晚了的机关")
    concluded(brought(bureau, body="审结的机关"), bureau, on="2026-03-11")
    page = seen(office, LIST)
    assert page.index("已经晚了的机关") < page.index("后到期的机关")
    assert "答复逾期" in page
    assert "审结的机关" not in page
    assert "审结的机关" in seen(office, LIST, tab="closed")
    for address in (LIST, f"{LIST}?tab=closed"):
        assert "黄" not in seen(office, address).partition('<div class="gk">')[2]


def test_rows_of_others_are_not_there(client: Client, bureau: Bureau, other: Bureau) -> None:
    one, proposal = brought(bureau), proposed(bureau)
    stranger = UserFactory(
        agency=bureau.agency, role=Role.CLERK, role__unit=UnitFactory(agency=bureau.agency)
    )
    gets = (f"{LIST}{one.pk}/", f"{LIST}new/{one.case_id}/", f"{PROPOSALS}{proposal.pk}/")
    posts = (
        f"{LIST}{one.pk}/answer/", f"{LIST}{one.pk}/void/", f"{LIST}new/{one.case_id}/",
        f"{PROPOSALS}new/{one.case_id}/", f"{PROPOSALS}{proposal.pk}/accept/",
        f"{PROPOSALS}{proposal.pk}/dismiss/", f"{PROPOSALS}{proposal.pk}/finish/",
    )  # fmt: skip
    for person in (other.office, other.clerk, stranger, bureau.operator):
        client.force_login(person)
        assert {client.get(address).status_code for address in gets} == {404}, person
        assert {client.post(address).status_code for address in posts} == {404}, person
        assert SUBJECT not in seen(client, LIST)
        assert SUBJECT not in seen(client, PROPOSALS)


def test_whoever_only_reads_is_offered_no_step(client: Client, bureau: Bureau) -> None:
    one = brought(bureau)
    client.force_login(bureau.secrecy)
    page = seen(client, f"{LIST}{one.pk}/")
    assert "您现在不能登记" in page
    assert "已经答复" not in page
    given = {"answer-answered_on": "2026-03-11"}
    assert client.post(f"{LIST}{one.pk}/answer/", given).status_code == 422
    one.refresh_from_db()
    assert one.answered_on is None


def test_a_proposal_is_decided_on_its_page(office: Client, bureau: Bureau) -> None:
    proposal = proposed(bureau)
    address = f"{PROPOSALS}{proposal.pk}/"
    page = seen(office, address)
    for member in proposal.members.select_related("case"):
        assert f'href="/office/cases/{member.case_id}/"' in page
    assert "有1条建议等您决定" in seen(office, "/office/")
    wrong = office.post(f"{address}accept/", {"accept-title": "", "accept-reason": "多人申请的"})
    assert wrong.status_code == 422
    assert "多人申请的" in wrong.content.decode()
    given = {
        "accept-title": "中标结果", "accept-reason": "多人申请过", "accept-unit": bureau.unit.pk,
    }  # fmt: skip
    assert office.post(f"{address}accept/", given).status_code == 302
    again = office.post(f"{address}accept/", given)
    assert again.status_code == 422
    assert "已经决定过" in again.content.decode()
    assert "有1条建议" not in seen(office, "/office/")


def test_a_dismissal_keeps_its_reason_where_the_case_is(office: Client, bureau: Bureau) -> None:
    proposal = proposed(bureau)
    given = {"dismiss-reason": "涉及第三方商业秘密"}
    assert office.post(f"{PROPOSALS}{proposal.pk}/dismiss/", given).status_code == 302
    case = proposal.members.first().case
    assert "涉及第三方商业秘密" in seen(office, f"/office/cases/{case.pk}/")
    assert SUBJECT in seen(office, PROPOSALS, state="dismissed")


def test_a_duty_stands_on_the_units_today_until_it_is_public(
    client: Client, bureau: Bureau
) -> None:
    duty = accepted(bureau)
    client.force_login(bureau.clerk)
    today = seen(client, "/office/")
    assert "东环路改造工程中标结果" in today
    assert "期限 2026-04-01" in today
    with time_machine.travel(at("2026-04-03"), tick=False):
        client.force_login(bureau.clerk)
        assert "已逾期2个工作日" in seen(client, "/office/")
    client.force_login(bureau.clerk)
    address = f"{PROPOSALS}{duty.pk}/finish/"
    assert (
        "本机关没有这一条信息" in client.post(address, {"finish-record": "99999"}).content.decode()
    )
    set_steps(bureau.agency)
    record = EditionFactory(bureau=bureau, published=True).record
    for said in (record.index_number, f"https://example.test/documents/{record.pk}/"):
        DisclosureProposal.objects.filter(pk=duty.pk).update(
            state="accepted", record=None, done_by=None, done_at=None
        )
        assert client.post(address, {"finish-record": said}).status_code == 302
    assert "东环路改造工程中标结果" not in seen(client, "/office/")
    assert "东环路改造工程中标结果" in seen(client, PROPOSALS, state="done")


def test_a_unit_sees_the_number_and_not_the_case_of_another(client: Client, bureau: Bureau) -> None:
    elsewhere = UnitFactory(agency=bureau.agency)
    mine = answered(bureau)
    theirs = answered(bureau, SUBJECT, unit=elsewhere)
    (proposal,) = actions.compare(bureau.agency, by=None, at=at("2026-03-03"))
    client.force_login(bureau.clerk)
    page = seen(client, f"{PROPOSALS}{proposal.pk}/")
    assert f"/office/cases/{mine.pk}/" in page
    assert theirs.number in page
    assert f"/office/cases/{theirs.pk}/" not in page


def test_a_suggestion_is_taken_up_from_its_page(client: Client, bureau: Bureau) -> None:
    case = received(bureau, kind="should-be-public", subject="公交线路调整方案应当公开")
    client.force_login(bureau.clerk)
    assert "提出转主动公开" in seen(client, f"/office/cases/{case.pk}/")
    assert client.post(f"{PROPOSALS}new/{case.pk}/").status_code == 302
    assert "待决定" in seen(client, f"/office/cases/{case.pk}/")
    twice = client.post(f"{PROPOSALS}new/{case.pk}/")
    assert twice.status_code == 422
    assert "已经在转主动公开建议" in twice.content.decode()
    assert "提出转主动公开" not in seen(
        client, f"/office/cases/{received(bureau, kind='enquiry', seed='b' * 32).pk}/"
    )


def test_today_warns_of_answers_that_are_due(client: Client, bureau: Bureau) -> None:
    brought(bureau)
    for person in (bureau.clerk, bureau.office):
        client.force_login(person)
        assert "要答复的复议、诉讼" in seen(client, "/office/")
    client.force_login(bureau.operator)
    assert "要答复的复议、诉讼" not in seen(client, "/office/")


def rows(bureau: Bureau, number: int) -> None:
    """Proceedings and proposals as they lie in the table, in every state of the lists."""
    for _ in range(number):
        case = answered(bureau, closed_on="2026-03-10")
        Proceeding.objects.create(
            agency=bureau.agency, case=case, kind="reviews", body="示例市人民政府",
            notified_on=date(2026, 3, 10), due_on=date(2026, 3, 17),
            registered_by=bureau.office, registered_at=at("2026-03-10"),
        )  # fmt: skip
        for state in ("open", "accepted"):
            proposal = DisclosureProposal.objects.create(
                agency=bureau.agency, state=state, raised_at=at("2026-03-10"), unit=bureau.unit,
                reason="多人申请", decided_at=at("2026-03-10"), due_on=date(2026, 4, 7),
            )  # fmt: skip
        ComparedCase.objects.create(case=case, proposal=proposal, at=at("2026-03-10"))


@pytest.mark.parametrize("who", ["clerk", "office"])
def test_lists_cost_the_same_with_ten_and_with_a_thousand_rows(
    bureau: Bureau, client: Client, who: str
) -> None:
    person: User = getattr(bureau, who)
    client.force_login(person)
    addresses = ("/office/", LIST, PROPOSALS, f"{PROPOSALS}?state=accepted")

    def costs() -> list[int]:
        taken = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                seen(client, address)
            taken.append(len(captured))
        return taken

    rows(bureau, 10)
    costs()
    few = costs()
    rows(bureau, 990)
    assert costs() == few
