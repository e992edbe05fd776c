"""The yearly notice in its own words gives the days that the law folder has for that year."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.holiday_notices import parse_notice
from gongkai.rules.notice_prose import NotANotice, as_toml, is_prose
from gongkai.rules.workdays import packaged_notices

NOTICE = """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节等节假日的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班。

国务院办公厅
2025年11月4日
"""


def test_the_notice_of_a_packaged_year_says_what_the_package_says() -> None:
    assert is_prose(NOTICE)
    read = parse_notice(as_toml(NOTICE))
    known = next(notice for notice in packaged_notices() if notice.year == 2026)
    assert (read.year, read.number, read.published_on) == (
        known.year,
        known.number,
        known.published_on,
    )
    assert {one.name: (one.off, one.makeup) for one in read.festivals} == {
        one.name: (one.off, one.makeup) for one in known.festivals
    }
    assert read.unverified


def test_a_break_over_the_turn_of_the_year_names_both_years() -> None:
    text = NOTICE.replace(
        "1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
        "2025年12月31日（周三）至2026年1月2日（周五）放假调休，共3天。",
    )
    first = parse_notice(as_toml(text)).festivals[0]
    assert [str(day) for day in sorted(first.off)] == ["2025-12-31", "2026-01-01", "2026-01-02"]


def test_a_single_day_is_a_break_of_its_own() -> None:
    text = NOTICE.replace(
        "4月4日（周六）至6日（周一）放假，共3天。", "4月5日（周日）放假1天，不调休。"
    )
    read = parse_notice(as_toml(text))
    assert [str(day) for one in read.festivals if one.name == "清明节" for day in one.off] == [
        "2026-04-05"
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        pytest.param("共9天", "共8天", "数出来是9天", id="count"),
        pytest.param("5月9日（周六）", "5月9日（周日）", "2026-05-09是周六", id="weekday"),
        pytest.param("6月19日（周五）至21日", "6月19日（周五）至41日", "不是存在的日期", id="date"),
        pytest.param(
            "10月1日（周四）至7日（周三）",
            "10月7日（周三）至1日（周四）",
            "起止日期不对",
            id="order",
        ),
        pytest.param("2025年11月4日", "", "落款的日期", id="unsigned"),
        pytest.param("年\n部分节假日安排的通知", "年工作要点", "没有找到标题", id="title"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(wrong: str, right: str, says: str) -> None:
    assert wrong in NOTICE
    with pytest.raises(NotANotice, match=says):
        as_toml(NOTICE.replace(wrong, right))


@given(st.lists(st.sampled_from([*NOTICE.splitlines(keepends=True), "9月99日放假", "（", "至"])))
def test_any_shuffled_notice_is_read_or_refused(lines: list[str]) -> None:
    with suppress(NotANotice):
        as_toml("".join(lines))
