"""By when a request must be answered, and how the citizen is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.clocks.deadlines import Clock, Event, IllegalSequence, Kind, State, run
from gongkai.rules.clocks.limits import limits
from gongkai.rules.workdays import Closure, national_calendar

CALENDAR = national_calendar()
RECEIVED_ON = st.dates(date(2025, 1, 1), date(2026, 6, 30))


def events(*told: str) -> list[Event]:
    """`received 2026-03-02`, `extended 2026-03-20 10`."""
    parts = [line.split() for line in told]
    return [
        Event(Kind(kind), date.fromisoformat(on), *(int(days) for days in rest))
        for kind, on, *rest in parts
    ]


def clock(*told: str) -> Clock:
    return run(events(*told), CALENDAR)


def reason(seen: Clock, on: str) -> str:
    return next(line.reason for line in seen.trace if line.date == date.fromisoformat(on))


RECEIVED = "received 2026-03-02"


@pytest.mark.parametrize(
    ("told", "due_on", "state"),
    [
        pytest.param([], "2026-03-30", State.RUNNING, id="twenty-workdays"),
        pytest.param(["extended 2026-03-20 20"], "2026-04-28", State.RUNNING, id="extended"),
        pytest.param(["extended 2026-03-30 5"], "2026-04-07", State.RUNNING,
                     id="extended-on-the-last-day"),
        pytest.param(["clarification_asked 2026-03-06", "clarification_received 2026-03-16"],
                     "2026-04-14", State.RUNNING, id="counted-from-the-corrected-application"),
        pytest.param(["third_party_asked 2026-03-09", "third_party_answered 2026-03-13"],
                     "2026-04-03", State.RUNNING, id="third-party-answers"),
        pytest.param(["third_party_asked 2026-03-09"], "2026-04-21", State.CONSULTING,
                     id="third-party-silent-for-fifteen-workdays"),
        pytest.param(["third_party_asked 2026-03-09", "third_party_answered 2026-04-10"],
                     "2026-04-21", State.RUNNING, id="third-party-too-late"),
        pytest.param(["joint_maker_asked 2026-03-09", "joint_maker_answered 2026-03-09"],
                     "2026-03-30", State.RUNNING, id="joint-maker-answers-at-once"),
        pytest.param(["joint_maker_asked 2026-03-09", "third_party_asked 2026-03-11",
                      "joint_maker_answered 2026-03-12", "third_party_answered 2026-03-13"],
                     "2026-04-03", State.RUNNING, id="two-consultations-overlap"),
        pytest.param(["third_party_asked 2026-03-09", "third_party_asked 2026-03-10",
                      "third_party_answered 2026-03-11"],
                     "2026-04-22", State.CONSULTING, id="one-of-two-third-parties-answers"),
        pytest.param(["fee_notified 2026-03-10", "fee_paid 2026-03-20"], "2026-04-20",
                     State.RUNNING, id="whole-period-again-after-payment"),
        pytest.param(["extended 2026-03-09 20", "fee_notified 2026-03-10", "fee_paid 2026-03-20"],
                     "2026-04-20", State.RUNNING, id="extension-does-not-outlive-the-recount"),
        pytest.param(["replied 2026-04-02"], "2026-03-30", State.REPLIED, id="replied-late"),
        pytest.param(["withdrawn 2026-03-03"], "2026-03-30", State.WITHDRAWN, id="withdrawn"),
    ],
)  # fmt: skip
def test_the_reply_is_due(told: list[str], due_on: str, state: State) -> None:
    seen = clock(RECEIVED, *told)
    assert (str(seen.due_on), seen.state, seen.provisional) == (due_on, state, False)
    assert seen.trace[-1].date == seen.due_on


@pytest.mark.parametrize(
    ("told", "state"),
    [
        pytest.param(["clarification_asked 2026-03-06"], State.AWAITING_CLARIFICATION,
                     id="correction"),
        pytest.param(["fee_notified 2026-03-10"], State.AWAITING_PAYMENT, id="payment"),
        pytest.param(["fee_notified 2026-03-10", "replied 2026-04-20"], State.REPLIED,
                     id="never-paid"),
        pytest.param(["clarification_asked 2026-03-06", "withdrawn 2026-03-09"], State.WITHDRAWN,
                     id="withdrawn-instead-of-corrected"),
    ],
)  # fmt: skip
def test_nothing_is_due_while_the_applicant_has_to_act(told: list[str], state: State) -> None:
    seen = clock(RECEIVED, *told)
    assert (seen.due_on, seen.state, seen.provisional) == (None, state, False)
    assert seen.trace[-1].date.isoformat() in told[-1]
    assert not any(line.counted for line in seen.trace)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        pytest.param([], "第一个事项应当是收到申请", id="nothing-received"),
        pytest.param(["replied 2026-03-02"], "第一个事项应当是收到申请", id="begins-with-the-end"),
        pytest.param([RECEIVED, RECEIVED], "已经登记收到", id="received-twice"),
        pytest.param([RECEIVED, "replied 2026-03-01"], "先后顺序", id="back-in-time"),
        pytest.param([RECEIVED, "replied 2026-03-03", "extended 2026-03-04 5"], "已经答复",
                     id="after-the-reply"),
        pytest.param([RECEIVED, "withdrawn 2026-03-03", "replied 2026-03-04"], "已经撤回",
                     id="after-the-withdrawal"),
        pytest.param([RECEIVED, "clarification_asked 2026-03-12"], "7个工作日内（2026-03-11前）",
                     id="correction-asked-too-late"),
        pytest.param([RECEIVED, "clarification_asked 2026-03-03",
                      "clarification_received 2026-03-04", "clarification_asked 2026-03-05"],
                     "一次性告知", id="correction-asked-twice"),
        pytest.param([RECEIVED, "third_party_asked 2026-03-03", "clarification_asked 2026-03-04"],
                     "已经明确", id="correction-during-a-consultation"),
        pytest.param([RECEIVED, "clarification_received 2026-03-04"], "没有要求补正",
                     id="correction-nobody-asked-for"),
        pytest.param([RECEIVED, "clarification_asked 2026-03-03", "extended 2026-03-04 5"],
                     "尚未起算", id="extended-before-it-runs"),
        pytest.param([RECEIVED, "third_party_answered 2026-03-04"], "没有尚待答复",
                     id="answer-without-a-question"),
        pytest.param([RECEIVED, "joint_maker_asked 2026-03-03", "third_party_answered 2026-03-04"],
                     "没有尚待答复", id="answer-from-somebody-else"),
        pytest.param([RECEIVED, "extended 2026-03-31 5"], "已于2026-03-30届满",
                     id="extended-too-late"),
        pytest.param([RECEIVED, "third_party_asked 2026-03-31"], "已于2026-03-30届满",
                     id="consulted-too-late"),
        pytest.param([RECEIVED, "extended 2026-03-20 5", "extended 2026-03-21 5"], "只能延长一次",
                     id="extended-twice"),
        pytest.param([RECEIVED, "extended 2026-03-20 21"], "1至20个工作日", id="extended-too-much"),
        pytest.param([RECEIVED, "extended 2026-03-20"], "1至20个工作日", id="extended-by-nothing"),
        pytest.param([RECEIVED, "fee_paid 2026-03-20"], "没有尚待缴纳", id="paid-without-notice"),
        pytest.param([RECEIVED, "fee_notified 2026-03-10", "third_party_asked 2026-03-11"],
                     "等待申请人缴费", id="consulted-before-payment"),
        pytest.param([RECEIVED, "fee_notified 2026-03-10", "fee_paid 2026-04-10"],
                     "2026-04-09届满，视为放弃申请", id="paid-too-late"),
        pytest.param([RECEIVED, "fee_notified 2026-03-10", "fee_paid 2026-03-20",
                      "fee_notified 2026-03-23"], "不能再次发出", id="notified-twice"),
    ],
)  # fmt: skip
def test_what_the_law_does_not_allow_is_refused_with_the_reason(told: list[str], said: str) -> None:
    with pytest.raises(IllegalSequence, match=said):
        clock(*told)


def test_the_trace_begins_the_day_after_receipt_and_explains_every_day() -> None:
    seen = clock("received 2026-09-23", "third_party_asked 2026-10-08",
                 "third_party_answered 2026-10-10")  # fmt: skip
    assert str(seen.trace[0].date) == "2026-09-24"
    assert reason(seen, "2026-09-24") == "工作日，计入期限：第1个工作日，共20个"
    assert reason(seen, "2026-09-25") == "中秋节放假"
    assert reason(seen, "2026-10-10") == "正在征求第三方意见，不计入答复期限"
    assert reason(seen, "2026-10-11") == "周日休息日"


def test_a_silent_third_party_leaves_the_decision_and_a_silent_joint_maker_consents() -> None:
    assert "由本机关依法决定" in reason(clock(RECEIVED, "third_party_asked 2026-03-09"),
                                "2026-03-30")  # fmt: skip
    assert "视为同意公开" in reason(clock(RECEIVED, "joint_maker_asked 2026-03-09"), "2026-03-30")


def test_the_trace_tells_why_the_count_began_anew() -> None:
    seen = clock(RECEIVED, "clarification_asked 2026-03-06", "clarification_received 2026-03-16",
                 "fee_notified 2026-03-20", "fee_paid 2026-03-25")  # fmt: skip
    assert [reason(seen, on)[:7] for on in
            ("2026-03-06", "2026-03-09", "2026-03-16", "2026-03-20", "2026-03-23", "2026-03-25")
            ] == ["申请需要补正，", "等待申请人补正", "收到补正材料，", "已通知缴费，自",
                  "等待申请人缴费", "申请人已缴费，"]  # fmt: skip


def test_a_due_date_in_an_unannounced_year_is_provisional() -> None:
    assert clock("received 2026-12-20").provisional


def test_a_closed_office_answers_later() -> None:
    closed = Closure(first_on=date(2026, 3, 12), last_on=date(2026, 3, 13), cause="台风停工")
    seen = run(events(RECEIVED), national_calendar(closures=[closed]))
    assert str(seen.due_on) == "2026-04-01"
    assert reason(seen, "2026-03-12") == "本机关不办公：台风停工"


def test_the_terms_come_from_the_law_with_article_and_source() -> None:
    assert {key: (limit.days, limit.unit) for key, limit in limits().items()} == {
        "clarification": (7, "workdays"),
        "reply": (20, "workdays"),
        "extension": (20, "workdays"),
        "third_party": (15, "workdays"),
        "joint_maker": (15, "workdays"),
        "fee_payment": (30, "calendar_days"),
    }
    assert all(limit.source and limit.article for limit in limits().values() if limit.verified)


@given(
    received_on=RECEIVED_ON,
    asked_after=st.integers(0, 19),
    pause=st.integers(0, 15),
    kind=st.sampled_from(["third_party", "joint_maker"]),
)
def test_a_pause_of_n_workdays_moves_the_due_date_by_n(
    received_on: date, asked_after: int, pause: int, kind: str
) -> None:
    asked_on = CALENDAR.add(received_on, asked_after).day
    answered_on = CALENDAR.add(asked_on, pause).day
    received = Event(Kind.RECEIVED, received_on)
    asked = Event(Kind(f"{kind}_asked"), asked_on)
    answered = Event(Kind(f"{kind}_answered"), answered_on)
    plain = run([received], CALENDAR).due_on
    paused = run([received, asked, answered], CALENDAR).due_on
    assert plain is not None
    assert paused == CALENDAR.add(plain, pause).day


@given(
    received_on=RECEIVED_ON,
    extension=st.integers(0, 20),
    consulted=st.integers(0, 30),
    paid_after=st.none() | st.integers(0, 30),
)
def test_the_counted_days_of_the_trace_are_the_allowance(
    received_on: date, extension: int, consulted: int, paid_after: int | None
) -> None:
    on = received_on + timedelta(days=3)
    told = [Event(Kind.RECEIVED, received_on), Event(Kind.THIRD_PARTY_ASKED, on)]
    if extension:
        told.append(Event(Kind.EXTENDED, on, extension))
    on += timedelta(days=consulted)
    told.append(Event(Kind.THIRD_PARTY_ANSWERED, on))
    if paid_after is not None:
        told.append(Event(Kind.FEE_NOTIFIED, on))
        told.append(Event(Kind.FEE_PAID, on + timedelta(days=paid_after)))
    seen = run(told, CALENDAR)
    expected = 20 + (extension if paid_after is None else 0)
    assert sum(line.counted for line in seen.trace) == seen.allowance_days == expected
    assert seen.trace[-1].counted
    assert [line.date for line in seen.trace] == [
        received_on + timedelta(days=n + 1) for n in range(len(seen.trace))
    ]
