"""Every kind of clock: what its own term comes to, and that the file says what it must."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.rules.clocks.deadlines import (
    Clock,
    Event,
    IllegalSequence,
    State,
    UnknownKind,
    remaining,
    run,
)
from gongkai.rules.clocks.kinds import Act, ClockKind, kinds
from gongkai.rules.clocks.terms import Unit, terms
from gongkai.rules.law import law
from gongkai.rules.workdays import national_calendar

CALENDAR = national_calendar()


def clock(kind: str, received: str, *told: str) -> Clock:
    """`extended 2026-03-20 10`."""
    parts = [line.split() for line in told]
    later = [
        Event(name, date.fromisoformat(on), *(int(days) for days in rest))
        for name, on, *rest in parts
    ]
    received_on = date.fromisoformat(received)
    return run(kind, [Event("received", received_on), *later], CALENDAR)


@pytest.mark.parametrize(
    ("kind", "received", "told", "due_on"),
    [
        pytest.param("foi-clarification-ask", "2026-03-02", [], "2026-03-11", id="clarification"),
        pytest.param("foi-third-party", "2026-03-09", [], "2026-03-30", id="third-party"),
        pytest.param("foi-joint-maker", "2026-03-09", [], "2026-03-30", id="joint-maker"),
        pytest.param("foi-fee-payment", "2026-03-10", [], "2026-04-09", id="fee"),
        pytest.param("correction", "2026-03-02", [], "2026-03-30", id="correction"),
        pytest.param("proactive-disclosure", "2026-03-02", [], "2026-03-30", id="disclosure"),
        pytest.param("policy-interpretation", "2026-03-05", [], "2026-03-10", id="interpretation"),
        pytest.param("double-publicity", "2026-09-18", [], "2026-09-29", id="double-publicity"),
        pytest.param("penalty-withdrawal", "2026-09-30", [], "2026-10-10",
                     id="withdrawn-penalty-over-national-day"),
        pytest.param("annual-report-department", "2025-12-31", [], "2026-01-31",
                     id="department-report-stays-on-a-saturday"),
        pytest.param("annual-report-department", "2025-01-31", [], "2026-01-31",
                     id="report-from-its-own-last-day"),
        pytest.param("annual-report-government", "2025-12-31", [], "2026-03-31",
                     id="government-report"),
        pytest.param("budget-disclosure", "2026-02-05", [], "2026-02-25", id="budget"),
        pytest.param("procurement-result", "2026-02-13", [], "2026-02-24",
                     id="procurement-over-spring-festival"),
        pytest.param("bid-candidates", "2026-04-30", [], "2026-05-06",
                     id="three-days-end-in-labour-day"),
        pytest.param("consultation", "2026-03-02", [], "2026-04-01", id="consultation"),
        pytest.param("consultation", "2026-09-04", [], "2026-10-08",
                     id="consultation-ends-in-national-day"),
        pytest.param("hearing-licence-ask", "2026-03-02", [], "2026-03-09", id="ask-for-hearing"),
        pytest.param("hearing-licence-hold", "2026-03-02", [], "2026-03-30", id="hold-hearing"),
        pytest.param("hearing-licence-notice", "2026-03-18", [], "2026-03-09",
                     id="seven-workdays-before-a-hearing"),
        pytest.param("hearing-penalty-notice", "2026-10-12", [], "2026-09-24",
                     id="seven-workdays-before-over-national-day"),
        pytest.param("hearing-decision-materials", "2026-03-18", [], "2026-03-11",
                     id="seven-days-before"),
        pytest.param("hearing-decision-materials", "2026-03-14", [], "2026-03-06",
                     id="seven-days-before-is-a-saturday"),
        pytest.param("hearing-rule-notice", "2026-03-31", [], "2026-02-28",
                     id="thirty-days-before-is-a-make-up-sunday"),
        pytest.param("licence-decide", "2026-03-02", ["extended 2026-03-20 10"], "2026-04-14",
                     id="licence-extended"),
        pytest.param("licence-decide", "2026-03-02",
                     ["examined 2026-03-04", "examination-ended 2026-03-11"], "2026-04-07",
                     id="licence-while-examined"),
        pytest.param("penalty-decide", "2026-03-02", [], "2026-06-01",
                     id="ninety-days-end-on-a-sunday"),
        pytest.param("petition-notify", "2026-03-02", [], "2026-03-17", id="petition-notified"),
        pytest.param("petition-notify", "2026-09-20", [], "2026-10-08",
                     id="petition-notified-after-national-day"),
        pytest.param("petition-objection", "2026-03-02", [], "2026-03-09", id="petition-objected"),
        pytest.param("petition-decide", "2026-03-02", [], "2026-05-06",
                     id="sixty-days-end-on-labour-day"),
        pytest.param("petition-decide", "2026-03-02", ["extended 2026-04-20 30"], "2026-06-01",
                     id="petition-extended"),
        pytest.param("petition-decide", "2026-03-02", ["extended 2026-05-06 30"], "2026-06-01",
                     id="petition-extended-on-the-day-it-was-moved-to"),
        pytest.param("petition-recheck", "2026-03-02",
                     ["hearing-begun 2026-03-05", "hearing-ended 2026-03-10"], "2026-04-07",
                     id="recheck-with-a-hearing"),
        pytest.param("petition-recheck", "2026-03-06",
                     ["hearing-begun 2026-04-05", "hearing-ended 2026-04-08"], "2026-04-09",
                     id="hearing-while-the-end-is-moved"),
        pytest.param("petition-notify", "2024-12-25", [], "2025-01-09",
                     id="calendar-days-from-a-year-without-a-notice"),
        pytest.param("deputy-proposal", "2026-03-12", [], "2026-06-12", id="three-months"),
        pytest.param("deputy-proposal", "2025-11-30", [], "2026-02-28",
                     id="three-months-to-a-shorter-month"),
        pytest.param("deputy-proposal", "2026-03-12", ["extended 2026-05-12"], "2026-09-14",
                     id="six-months-end-on-a-saturday"),
        pytest.param("litigation", "2025-08-31", [], "2026-02-28", id="six-months-to-february"),
        pytest.param("reconsideration-apply", "2026-03-02", [], "2026-05-06", id="sixty-days"),
        pytest.param("reconsideration-answer", "2026-02-13", [], "2026-02-27",
                     id="five-workdays-over-spring-festival"),
        pytest.param("reconsideration-answer-ordinary", "2026-03-02", [], "2026-03-16",
                     id="ten-workdays"),
        pytest.param("litigation-answer", "2026-03-07", [], "2026-03-23",
                     id="fifteen-days-that-end-on-a-sunday"),
        pytest.param("document-report", "2026-03-02", [], "2026-03-23", id="document-report"),
        pytest.param("credit-minor", "2026-04-04", [], "2026-07-04",
                     id="a-record-is-not-shown-longer-for-a-weekend"),
        pytest.param("accident-report", "2026-03-02", ["extended 2026-04-20 60"], "2026-06-30",
                     id="accident-report-extended"),
    ],
)  # fmt: skip
def test_a_clock_ends_where_its_law_says(
    kind: str, received: str, told: list[str], due_on: str
) -> None:
    seen = clock(kind, received, *told)
    assert str(seen.due_on) == due_on
    assert not seen.provisional
    assert seen.trace[-1].date == seen.due_on
    assert sum(line.counted for line in seen.trace) == seen.allowance_days


def said(seen: Clock, on: str) -> str:
    return next(line.reason for line in seen.trace if line.date.isoformat() == on)


def test_calendar_days_say_how_a_rest_day_moves_the_end() -> None:
    seen = clock("petition-notify", "2026-09-20")
    assert said(seen, "2026-10-04") == "计入期限：第14日，共15日"
    assert said(seen, "2026-10-05") == (
        "计入期限：第15日，共15日；国庆节放假，顺延至其后第一个工作日2026-10-08"
    )
    assert said(seen, "2026-10-06") == "国庆节放假，顺延期间，不另计日数"
    assert said(seen, "2026-10-08") == "工作日，顺延后的届满之日，不另计日数"


def test_months_say_that_they_are_over() -> None:
    seen = clock("deputy-proposal", "2026-03-12")
    assert seen.trace[-1].reason == "计入期限：第92日，共92日；3个月的期限本日届满"


def test_counting_back_begins_the_day_before_the_hearing() -> None:
    seen = clock("hearing-licence-notice", "2026-03-18")
    assert seen.trace[0].reason == "举行听证之日，当日不计入，自前一日起倒数"
    assert said(seen, "2026-03-17") == "工作日，计入期限：倒数第1个工作日，共7个"
    assert said(seen, "2026-03-14") == "周六休息日"
    assert remaining(seen, date(2026, 3, 5), CALENDAR) == 2


def test_a_notice_sent_in_time_closes_a_clock_that_counts_back() -> None:
    seen = clock("hearing-licence-notice", "2026-03-18", "done 2026-03-06")
    assert (seen.state, str(seen.due_on)) == (State.DONE, "2026-03-09")
    assert remaining(seen, date(2026, 4, 1), CALENDAR) == 1


def test_a_day_of_the_year_that_is_a_rest_day_warns_of_the_last_workday() -> None:
    seen = clock("annual-report-department", "2025-12-31")
    assert seen.last_workday is not None
    assert str(seen.last_workday.day) == "2026-01-30"
    assert seen.trace[-1].reason.endswith("周六休息日，不顺延，此前最后一个工作日是2026-01-30")


def test_what_is_only_a_guess_is_provisional() -> None:
    assert clock("reconsideration-apply", "2026-11-20").provisional
    assert clock("hearing-penalty-notice", "2027-01-06").provisional
    assert not clock("annual-report-department", "2026-12-31").provisional
    assert clock("annual-report-department", "2026-12-31").trace[-1].reason.endswith("（暂定）")


def test_nobody_can_say_when_an_open_examination_ends() -> None:
    seen = clock("licence-decide", "2026-03-02", "examined 2026-03-04", "withdrawn 2026-03-09")
    assert (seen.due_on, seen.state) == (None, State.WITHDRAWN)
    assert [line.counted for line in seen.trace][:4] == [False, True, True, False]


@pytest.mark.parametrize(
    ("kind", "told", "reason"),
    [
        pytest.param("petition-decide", ["extended 2026-05-07"], "已于2026-05-06届满",
                     id="extended-after-the-end"),
        pytest.param("petition-decide", ["extended 2026-04-20 31"], "1至30日", id="too-many-days"),
        pytest.param("deputy-proposal", ["extended 2026-04-20 4"], "1至3个月",
                     id="too-many-months"),
        pytest.param("deputy-proposal", ["extended 2026-04-20", "extended 2026-04-21"],
                     "只能登记1次", id="extended-twice"),
        pytest.param("licence-decide", ["examination-ended 2026-03-11"], "没有正在进行的",
                     id="ended-before-it-began"),
        pytest.param("petition-notify", ["extended 2026-03-05"],
                     "没有“extended”这一事项，可以登记的有：办结", id="no-extension-in-the-law"),
        pytest.param("hearing-licence-notice", ["done 2026-02-20", "done 2026-02-21"], "已经办结",
                     id="closed-twice"),
    ],
)  # fmt: skip
def test_what_a_kind_does_not_allow_is_refused_from_its_data(
    kind: str, told: list[str], reason: str
) -> None:
    with pytest.raises(IllegalSequence, match=reason):
        clock(kind, "2026-03-02", *told)


def test_a_kind_nobody_has_written_down_is_refused() -> None:
    with pytest.raises(UnknownKind, match="没有“siesta”这种期限"):
        clock("siesta", "2026-03-02")


@pytest.mark.parametrize("key", kinds())
def test_every_kind_runs_and_ends_on_a_workday_unless_it_may_not_move(key: str) -> None:
    for days in range(0, 400, 7):
        start = date(2026, 4, 1) + timedelta(days=days)
        seen = run(key, [Event("received", start)], CALENDAR)
        assert seen.due_on is not None
        assert (seen.due_on < start) is kinds()[key].counts_back
        assert CALENDAR.is_workday(seen.due_on) or not kinds()[key].rolls


def test_every_step_says_what_it_must() -> None:
    for kind in kinds().values():
        for step in kind.steps.values():
            if step.act is Act.SUSPEND:
                assert step.reason
                assert step.waiting
                assert step.busy
                assert step.state
            if step.act is Act.PAUSE:
                assert step.reason
                assert step.state
            if step.act in (Act.RENEW, Act.RESUME):
                assert step.unasked
                assert step.of in kind.steps
            if step.act is Act.EXTEND:
                assert step.approval
                assert step.times
                assert step.term == f"{kind.key}.{step.name}"
            if step.within:
                assert step.late
                assert step.within in terms().versions


def test_what_counts_back_counts_days_and_steps_extend_in_the_unit_of_their_kind() -> None:
    for kind in kinds().values():
        (term,) = terms().versions[kind.key]
        if kind.counts_back:
            assert term.unit in (Unit.WORKDAYS, Unit.CALENDAR_DAYS)
        if term.unit is Unit.YEARLY:
            assert not kind.rolls
        for step in kind.steps.values():
            if step.act is Act.EXTEND:
                assert terms().versions[step.term][0].unit is term.unit


def test_every_source_and_closing_of_the_file_is_used() -> None:
    read = law("clocks")
    steps = [step for kind in read["kind"] for step in kind.get("step", ())]
    versions = [term for each in (*read["kind"], *steps) for term in each.get("terms", ())]
    closings = {name for kind in read["kind"] for name in kind.get("closes", ["done"])}
    assert {version["source"] for version in versions} == set(read["source"])
    assert closings == set(read["closing"])
    assert len({kind["key"] for kind in read["kind"]}) == len(read["kind"])


def test_the_reference_page_lists_every_kind_as_the_file_has_it() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/deadlines.md").read_text("utf-8")
    table = page.split("## Kinds")[1].splitlines()
    listed = [line for line in table if line.startswith("| `")]
    assert listed == [_row(kind) for kind in kinds().values()]


def _row(kind: ClockKind) -> str:
    term = terms().versions[kind.key][-1]
    sign = "−" if kind.counts_back else "≥ " if kind.at_least else ""
    mark = "" if term.verified else " ※"
    basis = f"{term.source}{term.article}"
    return f"| `{kind.key}` | {kind.name} | {kind.starts} | {sign}{term}{mark} | {basis} |"
