"""By when a request must be answered, and how the citizen is told."""

from datetime import date

import pytest

from gongkai.rules.clocks.deadlines import Clock, Event, IllegalSequence, State, remaining, run
from gongkai.rules.clocks.kinds import channels
from gongkai.rules.workdays import AnnualFestival, Closure, WorkCalendar, national_calendar

CALENDAR = national_calendar()


def events(*told: str) -> list[Event]:
    """`received 2026-03-02`, `extended 2026-03-20 10`."""
    parts = [line.split() for line in told]
    return [
        Event(name.replace("_", "-"), date.fromisoformat(on), *(int(days) for days in rest))
        for name, on, *rest in parts
    ]


def clock(*told: str) -> Clock:
    return run("foi-reply", events(*told), CALENDAR)


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
        pytest.param(["clarification_asked 2026-03-11", "clarification_received 2026-03-16"],
                     "2026-04-14", State.RUNNING, id="correction-asked-on-the-last-day"),
        pytest.param(["fee_notified 2026-03-10", "fee_paid 2026-04-09"], "2026-05-11",
                     State.RUNNING, id="paid-on-the-last-day"),
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
    assert seen.last_workday is None
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
        pytest.param([RECEIVED, "extended 2026-03-20 0"], "1至20个工作日",
                     id="extended-by-nothing"),
        pytest.param([RECEIVED, "fee_paid 2026-03-20"], "没有尚待缴纳", id="paid-without-notice"),
        pytest.param([RECEIVED, "clarification_asked 2026-03-03", "fee_paid 2026-03-04"],
                     "没有尚待缴纳", id="paid-instead-of-corrected"),
        pytest.param([RECEIVED, "fee_notified 2026-03-10", "third_party_asked 2026-03-11"],
                     "等待申请人缴费", id="consulted-before-payment"),
        pytest.param([RECEIVED, "fee_notified 2026-03-10", "fee_paid 2026-04-10"],
                     "2026-04-09届满，视为放弃申请", id="paid-too-late"),
        pytest.param([RECEIVED, "fee_notified 2026-03-10", "fee_paid 2026-03-20",
                      "fee_notified 2026-03-23"], "不能再次发出", id="notified-twice"),
        pytest.param([RECEIVED, "hearing_begun 2026-03-10"],
                     "没有“hearing-begun”这一事项，可以登记的有：要求补正",
                     id="step-of-another-kind"),
        pytest.param([RECEIVED, "replied 2026-03-10 5"], "“答复”不能写期限", id="days-of-a-reply"),
        pytest.param(["received 2026-03-02 5"], "起算事项不能写期限", id="days-of-a-receipt"),
        pytest.param(["received 2019-05-14"], "没有收录2019-05-14施行的", id="before-the-law"),
        pytest.param(["received 1900-01-01"], "请核对日期", id="before-anybody-kept-records"),
        pytest.param([RECEIVED, "replied 9999-12-31"], "请核对日期", id="after-everybody-is-dead"),
        pytest.param([RECEIVED] + ["third_party_asked 2026-03-02"] * 500, "最多登记500个事项",
                     id="endless"),
    ],
)  # fmt: skip
def test_what_the_law_does_not_allow_is_refused_with_the_reason(told: list[str], said: str) -> None:
    with pytest.raises(IllegalSequence, match=said):
        clock(*told)


def test_the_trace_begins_with_the_uncounted_day_of_receipt_and_explains_every_day() -> None:
    seen = clock("received 2026-09-23", "third_party_asked 2026-10-08",
                 "third_party_answered 2026-10-10")  # fmt: skip
    assert str(seen.trace[0].date) == "2026-09-23"
    assert not seen.trace[0].counted
    assert reason(seen, "2026-09-23") == (
        "收到申请之日：收到申请之日按提交的渠道确定（条例第三十一条）；"
        "当日不计入，自次日起计算（民法典第二百零一条）"
    )
    assert reason(seen, "2026-09-24") == "工作日，计入期限：第1个工作日，共20个"
    assert reason(seen, "2026-09-25") == "中秋节放假"
    assert reason(seen, "2026-10-10") == "正在征求第三方意见，不计入答复期限"
    assert reason(seen, "2026-10-11") == "周日休息日"


@pytest.mark.parametrize("channel", channels())
def test_the_trace_says_which_rule_fixes_the_day_of_receipt(channel: str) -> None:
    seen = run("foi-reply", events(RECEIVED), CALENDAR, channel=channel)
    assert channels()[channel].receipt in seen.trace[0].reason
    assert "第三十一条" in seen.trace[0].reason


@pytest.mark.parametrize(
    ("kind", "channel", "said"),
    [
        pytest.param("foi-reply", "pigeon", "没有“pigeon”这种渠道，可以是：当面提交（counter）",
                     id="unheard-of"),
        pytest.param("litigation", "counter", "不分渠道", id="where-none-matters"),
    ],
)  # fmt: skip
def test_a_channel_that_means_nothing_is_refused(kind: str, channel: str, said: str) -> None:
    with pytest.raises(IllegalSequence, match=said):
        run(kind, events(RECEIVED), CALENDAR, channel=channel)


def test_the_trace_says_on_which_day_the_term_was_extended() -> None:
    assert reason(clock(RECEIVED, "extended 2026-03-20 5"), "2026-03-20").endswith(
        "；本日延长答复期限5个工作日（经本机关政府信息公开工作机构负责人同意，并告知申请人）"
    )


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
    seen = run("foi-reply", events(RECEIVED), national_calendar(closures=[closed]))
    assert str(seen.due_on) == "2026-04-01"
    assert reason(seen, "2026-03-12") == "本机关不办公：台风停工"


@pytest.mark.parametrize("kind", ["foi-reply", "petition-notify", "hearing-penalty-notice"])
def test_a_calendar_without_workdays_is_refused_instead_of_counted_for_ever(kind: str) -> None:
    never = AnnualFestival(
        name="长假", days=frozenset((month, day) for month in range(1, 13) for day in range(1, 32))
    )
    with pytest.raises(IllegalSequence, match="请核对日期和不办公的日期"):
        run(kind, events(RECEIVED), WorkCalendar(notices=(), fixed_festivals=(never,)))


@pytest.mark.parametrize(
    ("told", "on", "days"),
    [
        pytest.param([], "2026-03-02", 20, id="on-the-day-of-receipt"),
        pytest.param([], "2026-03-27", 1, id="one-workday-before"),
        pytest.param([], "2026-03-30", 0, id="on-the-last-day"),
        pytest.param([], "2026-04-07", -5, id="overdue-by-workdays-not-holidays"),
        pytest.param(["replied 2026-03-31"], "2026-06-01", -1, id="late-reply-stays-as-late"),
        pytest.param(["replied 2026-03-27"], "2026-06-01", 1, id="reply-in-time-stays-in-time"),
        pytest.param(["fee_notified 2026-03-10"], "2026-03-12", None, id="waiting"),
    ],
)
def test_what_is_left_of_the_term_is_told_for_any_day(
    told: list[str], on: str, days: int | None
) -> None:
    assert remaining(clock(RECEIVED, *told), date.fromisoformat(on), CALENDAR) == days


def test_a_consultation_that_has_lapsed_no_longer_holds_the_clock() -> None:
    seen = clock(RECEIVED, "third_party_asked 2026-03-09")
    assert seen.state_on(date(2026, 3, 30)) is State.CONSULTING
    assert seen.state_on(date(2026, 3, 31)) is State.RUNNING


def test_the_clock_names_every_term_it_rests_on() -> None:
    seen = clock(RECEIVED, "clarification_asked 2026-03-06", "clarification_received 2026-03-16",
                 "third_party_asked 2026-03-17", "joint_maker_asked 2026-03-17",
                 "extended 2026-03-18", "fee_notified 2026-03-20",
                 "fee_paid 2026-03-25")  # fmt: skip
    assert [term.key for term in seen.terms] == [
        "foi-reply", "foi-clarification-ask", "foi-third-party", "foi-joint-maker",
        "foi-reply.extended", "foi-fee-payment",
    ]  # fmt: skip
