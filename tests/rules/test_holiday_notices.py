"""A notice that somebody brings is taken as it stands, or refused with every fault it has."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.holiday_notices import BadNotice, parse_notice
from gongkai.rules.law import LAW
from gongkai.rules.workdays import Notice, national_calendar, packaged_notices

NOTICE = """
year = 2027
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "国办发明电〔2026〕9号"
published_on = 2026-11-03

[[festival]]
name = "元旦"
off = [2027-01-01, 2027-01-02, 2027-01-03]

[[festival]]
name = "春节"
off = [2027-02-05, 2027-02-08, 2027-02-09]
makeup = [2027-02-13]
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(BadNotice) as refused:
        parse_notice(text)
    return refused.value.problems


def test_a_notice_is_read_and_used() -> None:
    notice = parse_notice(NOTICE)
    assert (notice.year, notice.published_on) == (2027, date(2026, 11, 3))
    assert notice.unverified == {"days", "number", "published_on"}
    told = national_calendar(notices=[notice])
    assert told.reason(date(2027, 2, 8)) == "春节放假"
    assert told.reason(date(2027, 2, 13)) == "春节调休上班"
    assert not told.add(date(2026, 12, 20), 20).provisional


def test_the_packaged_notices_are_good_ones() -> None:
    for notice in packaged_notices():
        text = (LAW / "holidays" / f"{notice.year}.toml").read_text("utf-8")
        assert parse_notice(text) == notice


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("year = 2027", "year = 2026", "标题写的是2027年，year写的是2026",
                     id="year-unlike-the-title"),
        pytest.param("year = 2027", "year = '2027'", "year应当写年份", id="year-in-quotes"),
        pytest.param("year = 2027", "year = 20277", "year应当写年份", id="year-with-a-digit-more"),
        pytest.param("year = 2027", "year = true", "year应当写年份", id="year-is-yes"),
        pytest.param("year = 2027", "", "year应当写年份", id="no-year"),
        pytest.param("2026-11-03", "'2026-11-03'", "不加引号", id="date-in-quotes"),
        pytest.param("2026-11-03", "2026-11-03T08:00:00", "通知公布的日期", id="date-with-a-time"),
        pytest.param("2026-11-03", "2024-11-03", "不是2027年或者前一年", id="published-long-ago"),
        pytest.param('"元旦"', '""', "第1个节日的name应当写节日名称", id="nameless"),
        pytest.param('"元旦"', f'"{"元" * 201}"', "不超过200字", id="endless-name"),
        pytest.param("号\"", "号\"\nfoo = 1", "不认识的项目：foo", id="unknown-entry"),
        pytest.param("makeup", "make_up", "第2个节日有不认识的项目：make_up", id="slip"),
        pytest.param("off = [2027-02-05, 2027-02-08, 2027-02-09]", "off = []",
                     "第2个节日的off应当写放假的日期，至少一日", id="no-days"),
        pytest.param("off = [2027-02-05, 2027-02-08, 2027-02-09]", "off = ['2027-02-05']",
                     "不加引号", id="days-in-quotes"),
        pytest.param("off = [2027-02-05, 2027-02-08, 2027-02-09]", "off = 2027-02-05",
                     "第2个节日的off", id="day-without-brackets"),
        pytest.param("[2027-02-13]", "7", "第2个节日的makeup", id="makeup-is-a-number"),
        pytest.param("2027-02-13", "2027-02-12", "2027-02-12本来就是周一至周五",
                     id="made-up-on-a-friday"),
        pytest.param("2027-02-08", "2028-02-08", "2028-02-08不在2027年", id="day-of-another-year"),
        pytest.param("2027-02-08", "2026-11-30", "2026-11-30不在2027年", id="day-too-early"),
        pytest.param("2027-02-08", "2027-01-01", "2027-01-01写了2次", id="day-of-two-festivals"),
        pytest.param("2027-02-13", "2027-01-02", "不能既放假又上班", id="off-and-made-up"),
        pytest.param("号\"", "号\"\nverified = {days = 'yes'}", "[verified]里只能写",
                     id="verified-is-a-word"),
        pytest.param("号\"", "号\"\nverified = 3", "[verified]里只能写", id="verified-is-a-number"),
        pytest.param("2027-02-13", "2027-02-30", "第14行第11列读不下去", id="no-such-day"),
        pytest.param("2027-02-13]", "2027-02-13", "读不下去", id="open-bracket"),
        pytest.param("[2027-02-13]", "[" * 5000, "读不了的数字或者括号",
                     id="nested-by-the-thousand"),
        pytest.param("[2027-02-13]", "9" * 5000, "读不了的数字或者括号", id="thousands-of-digits"),
    ],
)  # fmt: skip
def test_a_fault_is_named(old: str, new: str, said: str) -> None:
    assert old in NOTICE
    assert any(said in problem for problem in problems(NOTICE.replace(old, new)))


def test_days_of_the_months_beside_the_year_belong_to_it() -> None:
    assert parse_notice(NOTICE.replace("2027-01-02", "2026-12-31"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "year应当写年份", id="empty"),
        pytest.param("festival = 3", "用[[festival]]逐个写出节日", id="festival-is-a-number"),
        pytest.param("festival = [3]", "第1个节日不是[[festival]]的写法", id="list-of-numbers"),
        pytest.param("a = 1\n" * 50_000, "文件太长", id="huge"),
        pytest.param(
            NOTICE + "[[festival]]\nname = '闰'\noff = [" + "2027-01-05," * 101 + "]\n",
            "超过100日", id="a-year-of-holidays",
        ),
        pytest.param(NOTICE + "[[festival]]\nname = '又'\noff = [2027-03-01]\n" * 29,
                     "1至30个", id="too-many-festivals"),
        pytest.param("\0\ufeff\ud800", "读不下去", id="no-text"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_notice_is_refused(text: str, said: str) -> None:
    assert any(said in problem for problem in problems(text))


def test_every_fault_is_named_at_once() -> None:
    text = NOTICE.replace("2027-02-13", "2027-02-12").replace("2026-11-03", "2020-11-03")
    assert len(problems(text.replace('"元旦"', '""'))) == 3


@given(text=st.text(max_size=200) | st.text(string.printable, max_size=200),
       at=st.integers(0, len(NOTICE)))  # fmt: skip
def test_whatever_is_brought_is_a_notice_or_named_faults(text: str, at: int) -> None:
    for tried in (text, NOTICE[:at] + text + NOTICE[at:], NOTICE[:at]):
        try:
            faults = ()
            assert isinstance(parse_notice(tried), Notice)
        except BadNotice as refused:
            faults = refused.problems or ("nothing said",)
        assert all(fault.endswith("。") for fault in faults)
