"""A case from the day it comes to the day it is closed: clock, hands, look-up and personal data."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.inbound.cases import actions, codes, queries
from gongkai.inbound.cases.models import Case, CaseEvent, Holding, Reply
from gongkai.ledger.actions import Refused
from gongkai.ledger.models import LedgerEntry
from gongkai.people.models import User
from gongkai.rules.cases import Sender, case_kinds, obstacles_to_naming
from tests.factories.cases import CITIZEN, at, cleared, consulted, new_case, opined, received
from tests.factories.people import Bureau, UnitFactory, UserFactory, staffed_bureau


def test_a_request_gets_a_number_a_clock_and_nobody_yet(bureau: Bureau) -> None:
    case = received(bureau)
    assert case.number == "SQ202600001"
    assert (case.due_on, case.due_provisional) == (date(2026, 3, 16), False)
    assert (case.stage, case.closed_on) == (Case.Stage.OPEN, None)
    assert case.first_receiver is None
    assert queries.holding_of(case) is None
    assert queries.offered(case).unit == bureau.unit
    entry = LedgerEntry.objects.get(verb="case.received")
    assert entry.by_name == "来件人"


def test_numbers_count_by_kind_year_and_agency(bureau: Bureau) -> None:
    other = staffed_bureau(slug="bieju")
    assert received(bureau).number == "SQ202600001"
    assert received(bureau, seed="b" * 32).number == "SQ202600002"
    assert received(bureau, kind="enquiry", seed="c" * 32).number == "ZX202600001"
    assert received(bureau, received_on=date(2025, 12, 31)).number == "SQ202500001"
    assert received(other).number == "SQ202600001"


@pytest.mark.parametrize("kind", case_kinds())
def test_every_kind_runs_on_the_trunk(bureau: Bureau, kind: str) -> None:
    given = {"applicant_kind": "business"} if kind == "foi" else {}
    case = received(bureau, kind=kind, **given)
    assert case.number.startswith(case_kinds()[kind].prefix)
    assert case.due_on is not None
    assert case.due_on > case.received_on


def test_whoever_takes_a_case_in_has_it_in_hand_and_answers_for_it(
    bureau: Bureau, window: User
) -> None:
    case = received(bureau, by=window, channel="counter", kind="enquiry")
    assert case.first_receiver == window
    assert queries.holding_of(case).user == window


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"kind": "gossip"}, "没有这一种来件", id="kind"),
        pytest.param({"subject": " "}, "请写明事由", id="subject"),
        pytest.param({"text": "要"}, "写得具体一些", id="text"),
        pytest.param({"text": "要" * 5001}, "最多5000个字", id="too-long"),
        pytest.param({"applicant_kind": ""}, "申请人类别", id="applicant"),
        pytest.param({"channel": "pigeon"}, "来件的渠道", id="channel"),
        pytest.param({"channel": "counter"}, "只能从网站提交", id="no-account-at-the-counter"),
        pytest.param({"sender": Sender(name="黄示例")}, "须有身份证明", id="identity"),
        pytest.param({"sender": Sender()}, "姓名或者单位名称", id="nameless"),
    ],
)
def test_what_is_lacking_is_told_and_nothing_is_taken_in(
    bureau: Bureau, changed: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        received(bureau, **changed)
    assert not Case.objects.exists()


def test_a_day_to_come_is_no_day_of_receipt(bureau: Bureau) -> None:
    new = new_case(bureau, received_on=date(2026, 2, 11))
    with pytest.raises(Refused, match="还没有到"):
        actions.receive(new, seed="a", by=None, at=at("2026-02-10"))


@pytest.mark.parametrize(
    ("kind", "sender", "lacks"),
    [
        pytest.param("suggestion", Sender(), 0, id="a-suggestion-needs-no-name"),
        pytest.param("enquiry", Sender(), 1, id="an-enquiry-needs-a-way-back"),
        pytest.param("enquiry", Sender(email="a@example.com"), 0, id="which-is-enough"),
        pytest.param("petition", Sender(phone="0771-5812345"), 1, id="a-petition-needs-a-name"),
        pytest.param("foi", CITIZEN, 0, id="a-request-with-all-it-needs"),
    ],
)
def test_each_kind_asks_for_no_more_than_it_needs(kind: str, sender: Sender, lacks: int) -> None:
    assert len(obstacles_to_naming(case_kinds()[kind], sender)) == lacks


def test_the_steps_move_the_clock_and_the_trace_says_why(bureau: Bureau) -> None:
    case = received(bureau, received_on=date(2026, 9, 18))

    def step(name: str, on: str, by: User | None = bureau.office, **more: object) -> Case:
        return actions.take_step(case, name, on=date.fromisoformat(on), by=by, at=at(on), **more)  # type: ignore[arg-type]

    assert case.due_on == date(2026, 10, 22)
    assert step("clarification-asked", "2026-09-20").stage == Case.Stage.AWAITING
    assert step("clarification-received", "2026-09-22", by=None).due_on == date(2026, 10, 27)
    asked = consulted(case, by=bureau.office, day="2026-09-28")
    assert Case.objects.get(pk=case.pk).stage == Case.Stage.CONSULTING
    opined(asked, day="2026-10-12", by=bureau.office)
    assert Case.objects.get(pk=case.pk).stage == Case.Stage.OPEN
    moved = step("extended", "2026-10-13", days=20)
    clock = queries.clock_of_case(moved, list(moved.events.all()), _law(moved))
    assert clock.due_on == moved.due_on
    assert sum(line.counted for line in clock.trace) == 40
    assert "第三方" in " ".join(line.reason for line in clock.trace)


def _law(case: Case) -> object:
    from gongkai.lawbook.queries import law_of

    return law_of(case.agency)


@pytest.mark.parametrize(
    ("name", "by", "says"),
    [
        pytest.param("clarification-received", "office", "没有要求补正", id="out-of-turn"),
        pytest.param("dance", "office", "没有“dance”这一事项", id="unknown"),
        pytest.param("replied", "office", "审定后送出", id="no-reply-without-review"),
        pytest.param("extended", None, "由本机关登记", id="not-the-senders-to-say"),
        pytest.param("extended", "outsider", "不在您手里", id="another-agency"),
    ],
)
def test_a_step_out_of_place_is_refused_and_leaves_nothing(
    bureau: Bureau, name: str, by: str | None, says: str
) -> None:
    case = received(bureau)
    people = {"office": bureau.office, "outsider": staffed_bureau(slug="bieju").office, None: None}
    with pytest.raises(Refused, match=says):
        actions.take_step(case, name, on=date(2026, 2, 11), by=people[by], at=at("2026-02-11"))
    assert CaseEvent.objects.filter(case=case).count() == 1


def test_a_case_changes_hands_when_it_is_accepted_and_not_before(
    bureau: Bureau, window: User
) -> None:
    case = received(bureau, by=window, channel="phone", kind="enquiry")
    offer = actions.hand_over(
        case, unit=bureau.unit, user=None, reason="属运输管理科职责", by=window, at=at("2026-02-10")
    )
    assert queries.holding_of(case).user == window
    with pytest.raises(Refused, match="等对方接收"):
        actions.hand_over(
            case, unit=bureau.unit, user=None, reason="再移交", by=window, at=at("2026-02-10")
        )
    accepted = actions.accept(offer, by=bureau.clerk, at=at("2026-02-11"))
    assert queries.holding_of(accepted).user == bureau.clerk
    assert accepted.unit == bureau.unit
    assert accepted.first_receiver == window
    assert window in {holding.user for holding in case.holdings.all()}


def test_a_declined_offer_stays_where_it_was_with_the_reason(bureau: Bureau, window: User) -> None:
    case = received(bureau, by=window, channel="counter", kind="enquiry")
    offer = actions.hand_over(
        case, unit=bureau.unit, user=bureau.clerk, reason="请办理", by=window, at=at("2026-02-10")
    )
    with pytest.raises(Refused, match="由本人接收"):
        actions.accept(offer, by=bureau.head, at=at("2026-02-10"))
    with pytest.raises(Refused, match="退回理由"):
        actions.decline(offer, reason="", by=bureau.clerk, at=at("2026-02-10"))
    actions.decline(offer, reason="属规划科职责", by=bureau.clerk, at=at("2026-02-10"))
    assert queries.holding_of(case).user == window
    assert queries.offered(case) is None


def test_a_case_is_offered_only_to_somebody_who_could_take_it(bureau: Bureau, window: User) -> None:
    case = received(bureau, by=window, channel="counter", kind="enquiry")
    for user in (bureau.operator, UserFactory(agency=bureau.agency)):
        with pytest.raises(Refused, match="的经办人员，不能接收"):
            actions.hand_over(
                case, unit=bureau.unit, user=user, reason="请办理", by=window, at=at("2026-02-10")
            )
    assert queries.offered(case) is None


def test_two_hands_cannot_hold_one_case(bureau: Bureau, window: User) -> None:
    case = received(bureau, by=window, channel="counter", kind="enquiry")
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(
            case=case, unit=bureau.unit, handed_at=at("2026-02-10"), accepted_at=at("2026-02-10")
        )


def test_a_reply_goes_out_as_another_person_cleared_it(bureau: Bureau) -> None:
    case = received(bureau)
    closed = actions.send(
        cleared(case, bureau), channel="web", by=bureau.office, at=at("2026-03-16")
    )
    assert (closed.stage, closed.closed_on, closed.outcome) == (
        Case.Stage.CLOSED,
        date(2026, 3, 16),
        "R-1",
    )


def test_nobody_clears_their_own_reply(bureau: Bureau) -> None:
    case = received(bureau)
    reply = actions.draft_reply(
        case, text="答复如下。", outcome="R-1", by=bureau.office, at=at("2026-03-02")
    )
    reply = actions.submit(reply, by=bureau.office, at=at("2026-03-02"))
    with pytest.raises(Refused, match="不能由您审定"):
        actions.clear(reply, digest=reply.digest, by=bureau.office, at=at("2026-03-02"))


def test_a_change_after_the_clearance_voids_it(bureau: Bureau) -> None:
    case = received(bureau)
    reply = cleared(case, bureau)
    actions.draft_reply(
        case, text="另一个答复。", outcome="R-1", by=bureau.office, at=at("2026-03-03")
    )
    with pytest.raises(Refused, match="审定以后才能送出"):
        actions.send(reply, channel="web", by=bureau.office, at=at("2026-03-03"))


@pytest.mark.parametrize(
    "forced",
    [
        pytest.param({"digest": "0" * 64}, id="another-text"),
        pytest.param({"cleared_by": None}, id="nobody-cleared"),
        pytest.param({"written_by": "cleared_by"}, id="own-clearance"),
    ],
)
def test_the_database_itself_sends_nothing_that_was_not_cleared(
    bureau: Bureau, forced: dict[str, object]
) -> None:
    reply = cleared(received(bureau), bureau)
    values = {
        name: getattr(reply, str(value)) if value == "cleared_by" else value
        for name, value in forced.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(state="sent", **values)


def test_the_gate_of_publications_stands_before_replies_too(bureau: Bureau) -> None:
    case = received(bureau)
    reply = actions.draft_reply(
        case,
        text="请向承办人索取，电话13900139000。",
        outcome="R-1",
        by=bureau.office,
        at=at("2026-03-02"),
    )
    with pytest.raises(Refused, match="手机号码"):
        actions.submit(reply, by=bureau.office, at=at("2026-03-02"))


@pytest.mark.parametrize("channel", ["post", "counter"])
def test_post_and_counter_want_proof(bureau: Bureau, channel: str) -> None:
    reply = cleared(received(bureau), bureau)
    with pytest.raises(Refused, match="送达凭证"):
        actions.send(reply, channel=channel, by=bureau.office, at=at("2026-03-02"))
    sent = actions.send(
        reply, channel=channel, proof="EMS 1234", by=bureau.office, at=at("2026-03-02")
    )
    assert sent.closed_on == date(2026, 3, 2)


def test_only_the_code_leads_to_a_case(bureau: Bureau) -> None:
    case = received(bureau, seed="d" * 32)
    code = codes.code_of("d" * 32)
    assert queries.case_with_code(bureau.agency, case.number, code) == case
    assert queries.case_with_code(bureau.agency, case.number, "2222222222") is None
    assert queries.case_with_code(bureau.agency, "SQ202699999", code) is None


def test_equal_numbers_of_two_agencies_are_told_apart_by_the_code(bureau: Bureau) -> None:
    other = staffed_bureau(slug="bieju")
    received(bureau, seed="e" * 32)
    theirs = received(other, seed="f" * 32)
    code = codes.code_of("f" * 32)
    assert queries.case_with_code(other.agency, "SQ202600001", code) == theirs
    assert queries.case_with_code(bureau.agency, "SQ202600001", code) is None


def test_cases_are_worked_on_by_their_unit_their_hands_and_their_first_receiver(
    bureau: Bureau, window: User
) -> None:
    elsewhere = UnitFactory(agency=bureau.agency)
    mine = received(bureau, by=window, channel="counter", kind="enquiry")
    theirs = received(bureau, unit=elsewhere, seed="b" * 32)
    on = date(2026, 2, 10)
    assert set(queries.workable_by(window, on=on)) == {mine}
    assert set(queries.workable_by(bureau.clerk, on=on)) == {mine}
    assert set(queries.workable_by(bureau.office, on=on)) == {mine, theirs}
    assert set(queries.workable_by(staffed_bureau(slug="bieju").office, on=on)) == set()


def test_a_new_holiday_notice_moves_open_cases_and_only_them(bureau: Bureau) -> None:
    from tests.factories.lawbook import ClosureFactory

    open_case = received(bureau)
    closed = actions.send(
        cleared(received(bureau, seed="b" * 32), bureau),
        channel="web",
        by=bureau.office,
        at=at("2026-03-02"),
    )
    ClosureFactory(
        bureau=bureau, first_on=date(2026, 3, 9), last_on=date(2026, 3, 10), at=at("2026-03-05")
    )
    moved = actions.reckon_cases(bureau.agency, by=bureau.operator, at=at("2026-03-05"))
    assert [(one.number, one.before, one.after) for one in moved] == [
        (open_case.number, date(2026, 3, 16), date(2026, 3, 18))
    ]
    closed.refresh_from_db()
    assert closed.due_on == date(2026, 3, 16)
    with pytest.raises(Refused, match="没有需要重算"):
        actions.reckon_cases(bureau.agency, by=None, at=at("2026-03-05") + timedelta(days=1))
