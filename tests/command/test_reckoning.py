"""`gongkai deadline` and `gongkai fee`: what they answer, and how they refuse."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from gongkai.command import main

Answer = tuple[int, str, str]
Ask = Callable[..., Answer]


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str]) -> Ask:
    def run(*words: object) -> Answer:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


FOI = ("--kind", "foi-reply", "--received", "2026-03-02")


def reckoned(gongkai: Ask, *words: object) -> dict[str, Any]:
    code, out, err = gongkai(*words, "--json")
    assert (code, err) == (0, "")
    read: dict[str, Any] = json.loads(out)
    return read


ROWS = {
    "2025-01-20": ("2025-02-05", "2025-02-14", "2025-02-21", "2025-03-21"),
    "2025-04-22": ("2025-04-30", "2025-05-15", "2025-05-22", "2025-06-20"),
    "2025-09-26": ("2025-10-13", "2025-10-23", "2025-10-30", "2025-11-27"),
    "2026-01-04": ("2026-01-13", "2026-01-23", "2026-01-30", "2026-03-05"),
    "2026-02-10": ("2026-02-26", "2026-03-09", "2026-03-16", "2026-04-14"),
    "2026-04-28": ("2026-05-11", "2026-05-21", "2026-05-28", "2026-06-26"),
    "2026-09-18": ("2026-09-29", "2026-10-15", "2026-10-22", "2026-11-19"),
    "2026-09-25": ("2026-10-12", "2026-10-22", "2026-10-29", "2026-11-26"),
}


@pytest.mark.parametrize("received", ROWS)
def test_the_golden_terms_come_out_of_the_command(gongkai: Ask, received: str) -> None:
    asked = (
        ("foi-clarification-ask", []),
        ("foi-third-party", []),
        ("foi-reply", []),
        ("foi-reply", ["--event", f"extended={received}"]),
    )
    found = [
        reckoned(gongkai, "deadline", "--kind", kind, "--received", received, *more)
        for kind, more in asked
    ]
    assert tuple(each["due"] for each in found) == ROWS[received]
    assert [each["remaining_from_received"] for each in found] == [7, 15, 20, 40]
    assert not any(each["provisional"] for each in found)
    assert all(each["trace"][0]["date"] == received for each in found)


def test_a_term_into_an_unannounced_year_is_provisional(gongkai: Ask) -> None:
    found = reckoned(gongkai, "deadline", "--kind", "foi-reply", "--received", "2026-12-20")
    assert (found["due"], found["provisional"]) == ("2027-01-18", True)
    _, out, _ = gongkai("deadline", "--kind", "foi-reply", "--received", "2026-12-20")
    assert "最迟到2027-01-18（暂定，所涉年份的放假安排尚未公布）" in out


def test_programs_get_the_shape_they_rely_on(gongkai: Ask) -> None:
    found = reckoned(gongkai, "deadline", "--kind", "foi-reply", "--received", "2026-02-10",
                     "--channel", "internet")  # fmt: skip
    assert {"due", "provisional", "remaining_from_received", "trace"} <= set(found)
    assert found["trace"][1] == {
        "date": "2026-02-11", "counted": True, "reason": "工作日，计入期限：第1个工作日，共20个",
    }  # fmt: skip
    assert "双方确认之日" in found["trace"][0]["reason"]
    assert (found["kind"], found["state"]) == ("foi-reply", "running")
    assert found["sources"][0]["article"] == "第三十三条第二款"


def test_events_may_come_in_any_order_and_two_of_one_day_as_given(gongkai: Ask) -> None:
    found = reckoned(gongkai, "deadline", "--kind", "foi-reply", "--received", "2026-03-02",
                     "--event", "third-party-answered=2026-03-13", "--event",
                     "extended=2026-03-13:5", "--event",
                     "third_party_asked=2026-03-09")  # fmt: skip
    assert (found["due"], found["state"]) == ("2026-04-13", "running")
    asked, answered = "third-party-asked=2026-03-09", "third-party-answered=2026-03-09"
    given = ("deadline", *FOI, "--event", answered, "--event", asked)
    assert "没有尚待答复" in gongkai(*given)[2]
    given = ("deadline", *FOI, "--event", asked, "--event", answered)
    assert reckoned(gongkai, *given)["due"] == "2026-03-30"


def test_nothing_is_due_while_the_applicant_must_act(gongkai: Ask) -> None:
    asked = ("deadline", "--kind", "foi-reply", "--received", "2026-03-02", "--event",
             "clarification-asked=2026-03-06")  # fmt: skip
    found = reckoned(gongkai, *asked)
    assert (found["due"], found["remaining_from_received"]) == (None, None)
    assert found["state"] == "awaiting_clarification"
    code, out, _ = gongkai(*asked)
    assert code == 0
    assert "等待申请人补正" in out
    assert "尚不能确定" in out


def test_calendar_kinds_count_calendar_days_and_hearings_count_back(gongkai: Ask) -> None:
    found = reckoned(gongkai, "deadline", "--kind", "petition-notify", "--received", "2026-09-20")
    assert (found["due"], found["remaining_from_received"]) == ("2026-10-08", 18)
    found = reckoned(gongkai, "deadline", "--kind", "hearing-licence-notice", "--received",
                     "2026-03-18", "--event", "done=2026-03-06")  # fmt: skip
    assert (found["due"], found["remaining_from_received"]) == ("2026-03-09", -7)


def test_a_region_adds_its_own_days_off(gongkai: Ask) -> None:
    asked = ("deadline", "--kind", "first-asked-transfer", "--received", "2026-04-19")
    assert reckoned(gongkai, *asked)["due"] == "2026-04-20"
    assert reckoned(gongkai, *asked, "--region", "guangxi")["due"] == "2026-04-21"


def test_people_read_the_due_date_its_basis_and_every_day(gongkai: Ask) -> None:
    _, out, _ = gongkai("deadline", "--kind", "foi-reply", "--received", "2026-02-10")
    assert out.startswith("政府信息公开申请的答复：正在计算期限\n期限　最迟到2026-03-16\n依据　")
    assert "\n2026-02-15　　　春节放假\n" in out
    assert "\n2026-02-14　计　春节调休上班，计入期限：第4个工作日，共20个\n" in out
    _, out, _ = gongkai("deadline", "--kind", "annual-report-department", "--received",
                        "2025-12-31")  # fmt: skip
    assert "最迟到2026-01-31，此前最后一个工作日是2026-01-30" in out
    _, out, _ = gongkai("deadline", "--kind", "consultation", "--received", "2026-03-02")
    assert "最早到2026-04-01" in out


def test_a_question_mark_lists_every_kind(gongkai: Ask) -> None:
    code, out, _ = gongkai("deadline", "--kind", "?")
    assert code == 0
    assert "　foi-reply　政府信息公开申请的答复，自收到申请之日，20个工作日" in out
    assert "hearing-licence-notice　行政许可听证的通知，自举行听证之日，提前7个工作日" in out
    listed = json.loads(gongkai("deadline", "--kind", "?", "--json")[1])
    assert listed[0]["kind"] == "foi-reply"
    assert listed[0]["events"]["extended"] == "延长答复期限"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--kind", "siesta", "--received", "2026-03-02"], "没有“siesta”这种期限",
                     id="unknown-kind"),
        pytest.param(["--kind", "foi-reply"], "缺少 --received", id="no-start"),
        pytest.param(["--kind", "foi-reply", "--received", "2026-02-30"], "2026-02-30不存在",
                     id="no-such-day"),
        pytest.param(["--kind", "foi-reply", "--received", "2026年3月2日"], "请写成 2026-03-02",
                     id="written-out"),
        pytest.param(["--kind", "foi-reply", "--received", "20260302"], "请写成 2026-03-02",
                     id="run-together"),
        pytest.param(["--kind", "foi-reply", "--received", "２０２６-03-02"], "请写成 2026-03-02",
                     id="wide-digits"),
        pytest.param(["--kind", "foi-reply", "--received", "9999-12-31"], "请核对日期",
                     id="no-end"),
        pytest.param([*FOI, "--channel", "pigeon"], "没有“pigeon”这种渠道", id="channel"),
        pytest.param([*FOI, "--region", "atlantis"], "没有“atlantis”的地方节假日", id="region"),
        pytest.param([*FOI, "--event", "replied"], "看不懂事项“replied”", id="no-date"),
        pytest.param([*FOI, "--event", "replied=today"], "请写成 2026-03-02", id="event-today"),
        pytest.param([*FOI, "--event", "extended=2026-03-20:x"], "看不懂事项", id="days-in-words"),
        pytest.param([*FOI, "--event", "extended=2026-03-20:21"], "1至20个工作日", id="too-long"),
        pytest.param([*FOI, "--event", "extended=2026-03-20:" + "9" * 9000], "看不懂事项",
                     id="thousands-of-digits"),
        pytest.param([*FOI, "--event", "nap=2026-03-20"], "没有“nap”这一事项", id="unknown-event"),
        pytest.param([*FOI, "--event", "third-party-answered=2026-03-04"], "没有尚待答复",
                     id="answer-without-a-question"),
        pytest.param([*FOI, "--event", "replied=2026-03-01"], "先后顺序", id="before-receipt"),
    ],
)  # fmt: skip
def test_a_refusal_says_why_to_people_and_to_programs(
    gongkai: Ask, words: list[str], said: str
) -> None:
    code, out, err = gongkai("deadline", *words)
    assert (code, out) == (2, "")
    assert said in err
    code, out, err = gongkai("deadline", *words, "--json")
    assert code == 2
    assert said in err
    assert said in json.loads(out)["error"]


def test_an_unknown_kind_is_answered_with_the_list(gongkai: Ask) -> None:
    for rest in ([], ["--received", "2026-03-02"]):
        code, _, err = gongkai("deadline", "--kind", "foi", *rest)
        assert code == 2
        assert "没有“foi”这种期限" in err
        assert "  foi-reply　政府信息公开申请的答复" in err


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        pytest.param(["--pieces", 10], 0, id="free-pieces"),
        pytest.param(["--pieces", 31], 2200, id="pieces"),
        pytest.param(["--pieces", 100], 37000, id="hundred-pieces"),
        pytest.param(["--pages", 250], 4700, id="pages"),
        pytest.param(["--pages", 0], 0, id="none"),
    ],
)
def test_the_fee_and_its_lines_add_up(gongkai: Ask, words: list[object], yuan: int) -> None:
    found = reckoned(gongkai, "fee", *words, "--on", "2026-03-02")
    assert found["yuan"] == yuan == sum(line["sum"] for line in found["lines"])


def test_people_read_the_fee_band_by_band(gongkai: Ask) -> None:
    code, out, _ = gongkai("fee", "--pieces", 31)
    assert code == 0
    assert out.splitlines()[-2:] == ["第31至40件：1件，每件200元，计200元", "合计2200元"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--pieces", 10**30], "件数最多算到100000", id="absurd-pieces"),
        pytest.param(["--pages", 10**30], "页数最多算到100000", id="absurd-pages"),
        pytest.param(["--pieces", -1], "不能是负数", id="negative"),
        pytest.param(["--pieces", 3, "--on", "2020-12-31"], "还没有施行", id="before-the-rules"),
        pytest.param(["--pieces", 3, "--on", "昨天"], "请写成 2026-03-02", id="no-date"),
    ],
)
def test_a_fee_that_cannot_be_worked_out_is_refused(
    gongkai: Ask, words: list[object], said: str
) -> None:
    code, out, err = gongkai("fee", *words, "--json")
    assert code == 2
    assert said in err
    assert said in json.loads(out)["error"]


def test_the_commands_start_without_django() -> None:
    asked = "import sys; from gongkai.command import main; " + (
        "main(['deadline', '--kind', 'foi-reply', '--received', '2026-03-02', '--json']); "
        "sys.exit('django' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False)
    assert run.returncode == 0
