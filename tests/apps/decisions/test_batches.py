"""A batch is an edition like every other; what is shown of it depends on the day."""

from datetime import date, timedelta
from time import perf_counter

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.ledger.actions import Refused
from gongkai.outbound.channels.queries import all_entries
from gongkai.outbound.decisions import actions, queries
from gongkai.outbound.decisions.models import Decision, EndedDisplay
from gongkai.outbound.publishing import actions as publishing
from gongkai.outbound.publishing.models import Edition, Elements, Finding
from gongkai.people.models import Role
from gongkai.rules.decisions.columns import Kind
from tests.factories.decisions import (
    ADULT,
    AT,
    DECIDED_ON,
    copies,
    drafted_batch,
    licence,
    penalty,
    person,
    published_batch,
)
from tests.factories.people import Bureau, UserFactory, staffed_bureau

pytestmark = pytest.mark.django_db
ON = AT.date()
LAST = date(2027, 9, 25)


@pytest.fixture
def bureau() -> Bureau:
    return staffed_bureau()


def _end(decision: Decision, bureau: Bureau, **given: object) -> EndedDisplay:
    values = {
        "cause": "annulled", "reason": "经行政复议，处罚决定被撤销。", "happened_on": ON,
        "by": bureau.office, "at": AT,
    }  # fmt: skip
    return actions.end_display(decision, **values | given)  # type: ignore[arg-type]


def _row(bureau: Bureau) -> Decision:
    return Decision.objects.select_related("agency", "edition__record").get(agency=bureau.agency)


def test_what_is_kept_of_a_person_is_masked_in_every_table(bureau: Bureau) -> None:
    published_batch(bureau, [person()])
    kept = str(list(Elements.objects.values())) + str(list(Decision.objects.values()))
    kept += str(list(Edition.objects.values())) + str(list(Finding.objects.values()))
    assert "大明" not in kept
    assert ADULT not in kept


def test_rows_are_the_elements_of_their_edition_at_every_stage(bureau: Bureau) -> None:
    record = published_batch(bureau, [penalty(1), penalty(2), person(3)])
    assert record.live_edition is not None
    publishing.revise(record.live_edition, by=bureau.clerk, at=AT)
    for elements in Elements.objects.all():
        rows = Decision.objects.filter(edition=elements.edition_id).order_by("id")
        assert [row.said for row in rows] == elements.said["rows"]
    assert len(queries.shown_rows(bureau.agency, on=ON)) == 3


def test_nothing_is_shown_before_publication_or_after_withdrawal(bureau: Bureau) -> None:
    drafted_batch(bureau, [penalty(1)])
    assert not queries.shown_rows(bureau.agency, on=ON)
    record = published_batch(bureau, [penalty(2)])
    assert [row.number for row in queries.shown_rows(bureau.agency, on=ON)] == ["示交罚〔2026〕2号"]
    publishing.withdraw(record, reason="整批有误。", by=bureau.office, at=AT)
    assert not queries.shown_rows(bureau.agency, on=ON)


def test_the_days_and_the_kind_narrow_the_rows(bureau: Bureau) -> None:
    published_batch(bureau, [penalty(1), penalty(2, decided_on="2026-09-01")])
    published_batch(bureau, [licence(1)], kind=Kind.LICENCE)
    shown = queries.shown_rows(bureau.agency, from_on=DECIDED_ON, on=ON)
    assert {row.kind for row in shown} == {Kind.LICENCE, Kind.PENALTY}
    assert len(queries.shown_rows(bureau.agency, to_on=date(2026, 9, 1), on=ON)) == 1
    assert not queries.shown_rows(staffed_bureau().agency, on=ON)


def test_a_row_vanishes_after_its_last_day_everywhere(bureau: Bureau, client: Client) -> None:
    record = published_batch(bureau, [penalty(1)])
    row, home = _row(bureau), f"/{bureau.agency.slug}/decisions/"
    pages = (record.get_absolute_url(), f"{home}?kind=penalty", f"{home}shown.csv?kind=penalty",
             f"{home}shown.json?kind=penalty", row.get_absolute_url())  # fmt: skip
    with time_machine.travel(AT.replace(year=2027, month=9, day=25), tick=False):
        assert all(row.name in client.get(page).content.decode() for page in pages)
    with time_machine.travel(AT.replace(year=2027, month=9, day=26), tick=False):
        assert not any(row.name in client.get(page).content.decode() for page in pages)
        over = client.get(row.get_absolute_url())
    assert over.status_code == 410
    assert "公示期满" in over.content.decode()
    assert row.number not in over.content.decode()


def test_no_name_is_in_the_search_index_or_the_text(bureau: Bureau) -> None:
    record = published_batch(bureau, [penalty(1), person(2)])
    (entry,) = all_entries(on=ON)
    edition = record.live_edition
    assert edition is not None
    told = f"{entry}{edition.body_html}{edition.body_text}"
    assert "运输有限公司" not in told
    assert "黄某某" not in told
    assert "2件" in told


def test_a_decision_is_taken_down_at_once_and_says_why(bureau: Bureau, client: Client) -> None:
    record = published_batch(bureau, [penalty(1)])
    row = _row(bureau)
    _end(row, bureau)
    with time_machine.travel(AT, tick=False):
        assert row.name not in client.get(record.get_absolute_url()).content.decode()
        answer = client.get(row.get_absolute_url())
    assert answer.status_code == 410
    assert "经行政复议" in answer.content.decode()
    assert "第四十八条" in answer.content.decode()
    assert row.name not in answer.content.decode()
    assert not queries.shown_rows(bureau.agency, on=ON)
    with time_machine.travel(AT.replace(year=2028), tick=False):
        later = client.get(row.get_absolute_url()).content.decode()
    assert "经行政复议" not in later
    assert "公示期满" in later


def test_a_repaired_credit_is_not_explained_to_the_public(bureau: Bureau, client: Client) -> None:
    published_batch(bureau, [penalty(1)])
    row = _row(bureau)
    with pytest.raises(Refused, match="最短公示期到2026-12-25"):
        _end(row, bureau, cause="repaired")
    later = AT.replace(month=12, day=28)
    _end(row, bureau, cause="repaired", happened_on=later.date(), reason="已经信用修复。", at=later)
    with time_machine.travel(later, tick=False):
        answer = client.get(row.get_absolute_url()).content.decode()
    assert "提前结束公示" in answer
    assert "信用修复" not in answer
    assert row.number not in answer


@pytest.mark.parametrize(
    ("given", "part"),
    [
        pytest.param({"reason": "短"}, "请写明理由", id="reason"),
        pytest.param({"reason": f"当事人{ADULT}申请复议"}, "身份证号", id="identity"),
        pytest.param({"reason": "示例市第1运输有限公司申请复议"}, "名称", id="name"),
        pytest.param({"cause": "whatever"}, "原因", id="cause"),
        pytest.param({"happened_on": ON + timedelta(days=1)}, "日期", id="future"),
    ],
)
def test_a_poor_reason_takes_nothing_down(
    bureau: Bureau, given: dict[str, object], part: str
) -> None:
    published_batch(bureau, [penalty(1)])
    with pytest.raises(Refused, match=part):
        _end(_row(bureau), bureau, **given)
    assert queries.shown_rows(bureau.agency, on=ON)


def test_only_the_office_or_a_leader_takes_down_and_another_person_puts_back(
    bureau: Bureau,
) -> None:
    published_batch(bureau, [penalty(1)])
    for person_ in (bureau.clerk, bureau.head, bureau.secrecy, staffed_bureau().office):
        with pytest.raises(Refused, match="只有"):
            _end(_row(bureau), bureau, by=person_)
    ended = _end(_row(bureau), bureau)
    with pytest.raises(Refused, match="不需要撤回"):
        _end(_row(bureau), bureau)
    for person_, part in ((bureau.office, "同一个人"), (bureau.clerk, "只有")):
        with pytest.raises(Refused, match=part):
            actions.put_back(ended, reason="撤回错了一件。", by=person_, at=AT)
    stranger = UserFactory(role=Role.LEADER)
    with pytest.raises(Refused, match="只有"):
        actions.put_back(ended, reason="撤回错了一件。", by=stranger, at=AT)
    actions.put_back(ended, reason="撤回错了一件。", by=bureau.leader, at=AT)
    assert queries.shown_rows(bureau.agency, on=ON)


def test_a_wrong_row_in_elements_blocks_the_gate(bureau: Bureau) -> None:
    edition = drafted_batch(bureau, [penalty(1)])
    said = Elements.objects.get(edition=edition).said
    said["rows"][0]["values"]["facts"] = f"当事人身份证号{ADULT}。"
    publishing.fill_in(edition, said, by=bureau.clerk, at=AT)
    run = publishing.check(edition, by=bureau.clerk, at=AT)
    found = run.findings.filter(part="elements", severity="block")
    assert "违法事实" in found.get().message


def test_what_waits_is_told_with_how_late_it_is(bureau: Bureau) -> None:
    from gongkai.lawbook.queries import law_of

    drafted_batch(bureau, [penalty(1), penalty(2, decided_on="2026-09-01")])
    late, soon = queries.waiting(bureau.agency, on=ON, law=law_of(bureau.agency))
    assert late.lateness.workdays_late > 5
    assert not soon.lateness.workdays_late
    assert not queries.waiting(staffed_bureau().agency, on=ON, law=law_of(bureau.agency))


def test_a_hundred_thousand_rows_cost_as_many_queries_as_one(
    bureau: Bureau, client: Client
) -> None:
    record = published_batch(bureau, [penalty(1)])
    address = f"/{bureau.agency.slug}/decisions/?kind=penalty"

    def cost() -> int:
        with (
            time_machine.travel(AT, tick=False),
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            assert client.get(address).status_code == 200
            assert client.get(record.get_absolute_url()).status_code == 200
        return len(asked)

    before = cost()
    copies(record, 100_000)
    assert cost() == before
    began = perf_counter()
    page, following = queries.shown_page(bureau.agency, on=ON, kind=Kind.PENALTY)
    spent = perf_counter() - began
    assert len(page) == queries.PER_PAGE
    assert spent < 1
    seen = {one.pk for one in page}
    next_page, _ = queries.shown_page(bureau.agency, on=ON, kind=Kind.PENALTY, after=following)
    assert not seen & {one.pk for one in next_page}
