"""复议 and 诉讼: entered, answered, concluded, voided, and the case that is answered anew."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.inbound.cases.actions import erase
from gongkai.inbound.cases.models import Case
from gongkai.inbound.foi import actions, queries, tasks
from gongkai.inbound.foi.intake import NewProceeding
from gongkai.inbound.foi.models import Proceeding
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from tests.factories.cases import CITIZEN, at, received
from tests.factories.foi import answered, brought, concluded, with_sender
from tests.factories.lawbook import ClosureFactory
from tests.factories.people import Bureau


@pytest.mark.parametrize(
    ("kind", "summary", "due_on"),
    [
        pytest.param("reviews", True, "2026-03-16", id="five-workdays"),
        pytest.param("reviews", False, "2026-03-23", id="ten-workdays"),
        pytest.param("direct_actions", False, "2026-03-24", id="fifteen-days"),
        pytest.param("actions_after_review", False, "2026-03-24", id="after-review"),
    ],
)
def test_the_term_to_answer_follows_from_the_kind(
    bureau: Bureau, kind: str, summary: bool, due_on: str
) -> None:
    one = brought(bureau, kind=kind, is_summary=summary)
    assert one.due_on == date.fromisoformat(due_on)
    assert one.stage == "等待本机关答复"


def test_a_story_from_register_to_the_new_answer(bureau: Bureau) -> None:
    one = brought(bureau)
    one = actions.answer(one, answered_on=date(2026, 3, 13), by=bureau.office, at=at("2026-03-13"))
    assert one.stage == "已答复，等待结果"
    one = concluded(one, bureau)
    assert (one.stage, one.get_result_display()) == ("已审结", "结果纠正")
    anew = actions.answer_anew(
        one, received_on=date(2026, 4, 8), seed="c" * 32, by=bureau.office, at=at("2026-04-09")
    )
    assert anew.continues == one.case
    assert (anew.subject, anew.text, anew.applicant_kind, anew.unit) == (
        one.case.subject, one.case.text, one.case.applicant_kind, one.case.unit,
    )  # fmt: skip
    assert anew.parties.get().particulars["name"] == CITIZEN.name
    assert anew.due_on > date(2026, 4, 8)
    one.refresh_from_db()
    assert one.anew == anew
    verbs = [entry.verb for entry in LedgerEntry.objects.filter(verb__startswith="proceeding.")]
    assert sorted(verbs) == [
        "proceeding.answered", "proceeding.answered-anew", "proceeding.concluded",
        "proceeding.registered",
    ]  # fmt: skip


def test_a_case_may_have_several(bureau: Bureau) -> None:
    case = answered(bureau)
    first = brought(bureau, case)
    brought(bureau, case, kind="actions_after_review", body="示例市江城区人民法院")
    assert [one.kind for one in queries.of_case(case)] == ["reviews", "actions_after_review"]
    with pytest.raises(Refused, match="已经登记过"):
        brought(bureau, case)
    actions.void(first, reason="登记错了案号", by=bureau.office, at=at("2026-03-10"))
    brought(bureau, case)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        pytest.param({"kind": "gossip"}, "请选择种类", id="kind"),
        pytest.param({"kind": ""}, "请选择种类", id="no-kind"),
        pytest.param({"body": "  "}, "请写明复议机关", id="no-body"),
        pytest.param({"body": "市" * 101}, "最多100个字", id="huge-body"),
        pytest.param({"notes": "字" * 501}, "备注最多500", id="huge-notes"),
        pytest.param({"notified_on": date(2026, 2, 9)}, "早于收到申请之日", id="before-the-case"),
    ],
)
def test_what_cannot_be_is_refused(bureau: Bureau, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        brought(bureau, answered(bureau), **given)
    assert not Proceeding.objects.exists()


def test_a_day_to_come_is_refused(bureau: Bureau) -> None:
    new = NewProceeding(kind="reviews", body="示例市人民政府", notified_on=date(2026, 3, 10))
    with pytest.raises(Refused, match="还没有到"):
        actions.register(answered(bureau), new, by=bureau.office, at=at("2026-03-09"))


def test_an_action_has_no_short_procedure(bureau: Bureau) -> None:
    new = NewProceeding(
        kind="direct_actions", body="法院", notified_on=date(2026, 3, 9), is_summary=True
    )
    with pytest.raises(Refused, match="只对行政复议选"):
        actions.register(answered(bureau), new, by=bureau.office, at=at("2026-03-09"))


def test_only_requests_and_only_answered_or_late_ones(bureau: Bureau) -> None:
    enquiry = received(bureau, kind="enquiry")
    with pytest.raises(Refused, match="只有依申请公开"):
        brought(bureau, enquiry)
    waiting = received(bureau, seed="b" * 32)
    with pytest.raises(Refused, match="还没有办结，也没有逾期"):
        brought(bureau, waiting)
    # Silence can be challenged too, once the term is over.
    assert brought(bureau, waiting, notified_on=date(2026, 3, 20)).case == waiting


def test_who_may_not_work_on_the_case_may_not_enter_anything(bureau: Bureau, other: Bureau) -> None:
    one = brought(bureau)
    for stranger in (other.office, bureau.operator, bureau.secrecy):
        for act, given in (
            (actions.answer, {"answered_on": date(2026, 3, 10)}),
            (actions.conclude, {"result": "upheld", "concluded_on": date(2026, 3, 10)}),
            (actions.void, {"reason": "登记错了"}),
        ):
            with pytest.raises(Refused, match="不在您手里"):
                act(one, **given, by=stranger, at=at("2026-03-10"))
    # Nobody has it in hand, so the clerk of its unit may.
    actions.answer(one, answered_on=date(2026, 3, 10), by=bureau.clerk, at=at("2026-03-10"))


def test_steps_come_in_their_order_and_once(bureau: Bureau) -> None:
    one = brought(bureau)
    with pytest.raises(Refused, match="早于收到副本之日"):
        actions.answer(one, answered_on=date(2026, 3, 8), by=bureau.office, at=at("2026-03-10"))
    one = actions.answer(one, answered_on=date(2026, 3, 10), by=bureau.office, at=at("2026-03-10"))
    with pytest.raises(Refused, match="不用再登记"):
        actions.answer(one, answered_on=date(2026, 3, 10), by=bureau.office, at=at("2026-03-10"))
    with pytest.raises(Refused, match="早于答复"):
        concluded(one, bureau, on="2026-03-09")
    with pytest.raises(Refused, match="请选择审理结果"):
        concluded(one, bureau, result="pending")
    one = concluded(one, bureau, result="upheld")
    with pytest.raises(Refused, match="已经在2026-04-07审结"):
        concluded(one, bureau)
    with pytest.raises(Refused, match="结果纠正"):
        actions.answer_anew(
            one, received_on=date(2026, 4, 8), seed="c" * 32, by=bureau.office,
            at=at("2026-04-08"),
        )  # fmt: skip


def test_a_case_is_answered_anew_once_and_not_without_its_sender(bureau: Bureau) -> None:
    def again(one: Proceeding, on: str = "2026-04-08") -> Case:
        return actions.answer_anew(
            one, received_on=date.fromisoformat(on), seed="c" * 32, by=bureau.office, at=at(on)
        )

    one = concluded(brought(bureau), bureau)
    with pytest.raises(Refused, match="早于审结之日"):
        again(one, "2026-04-06")
    anew = again(one)
    with pytest.raises(Refused, match=f"已经另立{anew}"):
        again(one)
    nameless = concluded(brought(bureau, answered(bureau)), bureau)
    with pytest.raises(Refused, match="已经按期清除"):
        again(nameless)


def test_an_erased_case_keeps_its_register_and_nobodys_name(bureau: Bureau) -> None:
    case = with_sender(answered(bureau, "黄示例的处罚决定"))
    one = concluded(brought(bureau, case, notes="当事人电话13800138000"), bureau)
    assert "13800138000" not in one.notes
    erase(case, by=bureau.operator, at=at("2031-04-08"))
    one = Proceeding.objects.get(pk=one.pk)
    with pytest.raises(Refused, match="已经按期清除"):
        actions.answer_anew(
            one, received_on=date(2031, 4, 8), seed="c" * 32, by=bureau.office,
            at=at("2031-04-08"),
        )  # fmt: skip
    kept = " ".join(str(value) for value in vars(one).values())
    assert "黄示例" not in kept


def test_the_ledger_knows_no_name_and_no_file_number(bureau: Bureau) -> None:
    one = brought(bureau, notes="黄示例不服")
    concluded(one, bureau)
    for entry in LedgerEntry.objects.filter(verb__startswith="proceeding."):
        assert "黄示例" not in f"{entry.details}{entry.subject_label}"
        assert "5号" not in str(entry.details)


def test_the_table_holds_no_end_without_a_result(bureau: Bureau) -> None:
    one = brought(bureau)
    for wrong in (
        {"concluded_on": date(2026, 4, 1)},
        {"result": "upheld"},
        {"result": "upheld", "concluded_on": date(2026, 3, 1)},
        {"answered_on": date(2026, 3, 1)},
        {"kind": "direct_actions"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proceeding.objects.filter(pk=one.pk).update(**wrong)


def test_a_closure_moves_what_is_not_answered_and_nothing_else(bureau: Bureau) -> None:
    waiting, ended = brought(bureau), concluded(brought(bureau), bureau, on="2026-03-09")
    ClosureFactory(
        bureau=bureau, first_on=date(2026, 3, 11), last_on=date(2026, 3, 11), at=at("2026-03-10")
    )
    moved = tasks.reckon_proceedings(by=None, at=at("2026-03-10"))
    assert [(one.before, one.after) for one in moved] == [(date(2026, 3, 16), date(2026, 3, 17))]
    waiting.refresh_from_db()
    ended.refresh_from_db()
    assert (waiting.due_on, ended.due_on) == (date(2026, 3, 17), date(2026, 3, 16))
    assert tasks.reckon_proceedings(by=None, at=at("2026-03-10")) == []
