"""Dates, serial numbers, annex notes and titles: what is wrong is found, what is usual is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.dates import hits as date_hits
from gongkai.rules.gate.document_lints import title_hits
from tests.rules.gate.scanned import suggested, told


@pytest.mark.parametrize(
    ("text", "rule", "quoted"),
    [
        pytest.param("2023年2月30日召开", "impossible-date", "2023年2月30日", id="february"),
        pytest.param("2023年13月底前", "impossible-date", "2023年13月", id="month"),
        pytest.param("于2023.2.29印发", "impossible-date", "2023.2.29", id="dotted"),
        pytest.param("23年3月5日印发", "short-year", "23年3月5日", id="two-digits"),
        pytest.param("二00三年", "zero-in-year", "二00三年", id="digit-zero"),
        pytest.param("二零二三年五月", "zero-in-year", "二零二三年", id="capital-zero"),
        pytest.param("2023年05月08日", "padded-date", "2023年05月08日", id="padded"),
        pytest.param("2026年3月2日（星期三）", "wrong-weekday", "星期三", id="weekday"),
        pytest.param(
            "2026年3月10日至3月5日", "reversed-range", "2026年3月10日至3月5日", id="reversed"
        ),
        pytest.param("会议于25时开始", "impossible-time", "25时", id="hour"),
        pytest.param("发车时间为22:75", "impossible-time", "22:75", id="minute"),
    ],
)
def test_a_wrong_date_is_found(text: str, rule: str, quoted: str) -> None:
    assert told(text, rule) == [(rule, quoted)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2024年2月29日", id="leap-day"),
        pytest.param("2023年5月8日至10日", id="range"),
        pytest.param("历时20年3个月", id="years-and-months"),
        pytest.param("近20年3月15日前后", id="counted-years"),
        pytest.param("二〇二三年", id="chinese-year"),
        pytest.param("10000年前", id="thousands-of-years"),
        pytest.param("版本2.13.45", id="version"),
        pytest.param("IP地址10.2.30.4", id="address"),
        pytest.param("在2023年间", id="year-alone"),
        pytest.param("2026年3月2日（星期一）", id="right-weekday"),
        pytest.param("2025年12月30日至2026年1月5日", id="over-the-year"),
        pytest.param("混凝土配合比为1:75", id="ratio"),
        pytest.param("持续48小时，24时止", id="hours"),
    ],
)
def test_a_right_date_is_left_alone(text: str) -> None:
    assert list(date_hits(text)) == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_no_day_of_the_calendar_is_called_impossible(day: date) -> None:
    assert list(date_hits(f"{day.year}年{day.month}月{day.day}日")) == []


@pytest.mark.parametrize(
    ("text", "rule", "quoted"),
    [
        pytest.param("一、甲\n二、乙\n四、丁", "heading-gap", "四、", id="gap"),
        pytest.param("（一）甲\n（三）丙", "heading-gap", "（三）", id="second-level-gap"),
        pytest.param("1.甲\n2.乙\n5.戊", "heading-gap", "5.", id="third-level-gap"),
        pytest.param("一．工作情况", "heading-mark", "一．", id="dot-for-pause"),
        pytest.param("（一）、公开内容", "heading-mark", "、", id="mark-behind-brackets"),
        pytest.param("1，加强领导", "heading-mark", "1，", id="comma"),
        pytest.param("一、基本情况。\n正文", "heading-end", "。", id="full-stop"),
        pytest.param("一、甲\n二、乙\n二、丙", "heading-gap", "二、", id="repeated"),
        pytest.param("第一、提高认识", "heading-mark", "第一、", id="ordinal"),
        pytest.param("附件1：改造计划表", "annex-mark", "附件1：", id="number-before-colon"),
        pytest.param(
            "（云交规〔2025〕05号）", "document-number", "〔2025〕05号", id="leading-zero"
        ),
        pytest.param("（云交规〔2025〕第5号）", "document-number", "〔2025〕第5号", id="nth"),
        pytest.param("现将《此处填写文件名称》印发", "placeholder", "此处填写文件名称", id="blank"),
        pytest.param("有效期至×年×月×日", "placeholder", "×年×月×日", id="blank-date"),
        pytest.param(
            "各县（市、区）交通运输局，局属各单位，", "addressee-mark", "，", id="addressee"
        ),
        pytest.param("关于做好春运工作的通知。", "title-end", "。", id="title"),
        pytest.param("车站、码头、等场所", "repeated-mark", "、等", id="and-so-on"),
        pytest.param("附件：1、申请表", "annex-mark", "、", id="annex-pause"),
        pytest.param("附件：1.申请表\n2.名单。", "annex-mark", "。", id="annex-full-stop"),
    ],
)
def test_a_slip_of_layout_is_found(text: str, rule: str, quoted: str) -> None:
    assert told(text, rule) == [(rule, quoted)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅", id="lists-begin-again"),
        pytest.param("1.甲\n2.乙\n1.丙\n2.丁", id="third-level-begins-again"),
        pytest.param("十九、甲\n二十、乙\n二十一、丙", id="past-twenty"),
        pytest.param("二、引自他处的一条", id="lone-number"),
        pytest.param("3.5公里\n1.2公里", id="decimals"),
        pytest.param("附件：1.申请表\n2.名单\n\n示例市交通运输局", id="good-annex"),
        pytest.param("客运等级、等待时间", id="words-that-begin-with-deng"),
        pytest.param("各单位，各部门要高度重视，做好工作。", id="sentence-to-all"),
        pytest.param("一、加强领导。各单位要高度重视，做好工作。", id="run-on-heading"),
    ],
)
def test_a_usual_layout_is_left_alone(text: str) -> None:
    assert told(text, "heading-gap", "heading-mark", "heading-end", "annex-mark", "title-end") == []


def test_a_short_year_is_mended_by_its_century() -> None:
    assert suggested("98年12月1日和23年3月5日", "short-year") == ["1998年12月1日", "2023年3月5日"]


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        pytest.param("关于做好春运工作的通知。", "title-end", id="ends-in-a-mark"),
        pytest.param("2023-06", "title-empty", id="without-words"),
        pytest.param("关于" + "认真做好安全检查" * 8 + "的通知", "title-length", id="too-long"),
        pytest.param("关于申请养护经费的请示报告", "title-genre", id="two-genres"),
    ],
)
def test_a_poor_title_is_warned_about(title: str, rule: str) -> None:
    assert [hit.rule for hit in title_hits(title)] == [rule]
