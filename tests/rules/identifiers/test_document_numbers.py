"""发文字号: the forms in use are read, the damaged ones are named and mended."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.identifiers.document_numbers import (
    Doubt,
    NotADocumentNumber,
    lint,
    parse,
)

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "sign", "year", "serial"),
    [
        pytest.param("国办函〔2020〕109号", "国办函", 2020, 109, id="letter"),
        pytest.param("国办公开办函〔2021〕30号", "国办公开办函", 2021, 30, id="long-sign"),
        pytest.param("崇交发〔2026〕1号", "崇交发", 2026, 1, id="bureau-this-year"),
        pytest.param("桂交（安）发〔2023〕5号", "桂交（安）发", 2023, 5, id="sign-with-brackets"),
        pytest.param("国务院令第711号", "国务院令", None, 711, id="order"),
        pytest.param("主席令第七号", "主席令", None, 7, id="chinese-digit"),
        pytest.param("主席令第二十九号", "主席令", None, 29, id="chinese-places"),
        pytest.param("主席令第十号", "主席令", None, 10, id="chinese-ten"),
        pytest.param("主席令第一百零三号", "主席令", None, 103, id="chinese-hundred"),
        pytest.param("国务院令第七一一号", "国务院令", None, 711, id="chinese-spelled-out"),
        pytest.param("交通运输部令2023年第5号", "交通运输部令", 2023, 5, id="order-of-a-year"),
        pytest.param(
            "工业和信息化部 公安部 交通运输部令2023年第5号",
            "工业和信息化部 公安部 交通运输部令",
            2023,
            5,
            id="joint-order",
        ),
        pytest.param("交通运输部公告2023年第5号", "交通运输部公告", 2023, 5, id="announcement"),
    ],
)
def test_a_good_number_is_read_and_left_alone(
    text: str, sign: str, year: int | None, serial: int
) -> None:
    number = parse(text)
    assert (number.agency_sign, number.year, number.serial) == (sign, year, serial)
    assert lint(text, ON) == ()
    assert parse(str(number)) == number


@pytest.mark.parametrize(
    ("text", "suggestion", "reason"),
    [
        pytest.param("交办办【2021】75号", "交办办〔2021〕75号", "六角括号", id="lens-brackets"),
        pytest.param("交办办[2021]75号", "交办办〔2021〕75号", "六角括号", id="square-brackets"),
        pytest.param("交办办（2021）75号", "交办办〔2021〕75号", "六角括号", id="round-brackets"),
        pytest.param("交办办2021年75号", "交办办〔2021〕75号", "六角括号", id="no-brackets"),
        pytest.param("交办办〔21〕75号", "交办办〔2021〕75号", "四位", id="two-digit-year"),
        pytest.param("交办办〔98〕75号", "交办办〔1998〕75号", "四位", id="last-century"),
        pytest.param("交办办〔2021〕第75号", "交办办〔2021〕75号", "第", id="nth"),
        pytest.param("交办办〔2021〕075号", "交办办〔2021〕75号", "补零", id="leading-zero"),
        pytest.param("交办办〔2021〕75", "交办办〔2021〕75号", "“号”", id="no-end"),
        pytest.param("交办办 〔2021〕 75号", "交办办〔2021〕75号", "空格", id="blanks"),
        pytest.param("商交120号", "", "缺少年份", id="no-year"),
        pytest.param("〔2021〕75号", "", "缺少机关代字", id="no-sign"),
        pytest.param("2023年第5号", "", "只有序号", id="bare-order"),
        pytest.param("关于通知", "", "不合格式", id="words"),
        pytest.param("", "", "不合格式", id="empty"),
        pytest.param("崇交发〔2027〕5号", "", "晚于今年", id="next-year"),
        pytest.param("崇交发〔1900〕5号", "", "过早", id="long-ago"),
        pytest.param("崇左市交通运输局〔2023〕5号", "", "机关全称", id="whole-name"),
        pytest.param(
            "关于印发春运工作方案的通知崇交发〔2023〕5号", "", "超过 12 个字", id="with-its-title"
        ),
        pytest.param(
            "崇交发〔2023〕5号、崇公发〔2023〕7号",
            "崇交发〔2023〕5号",
            "主办机关",
            id="two-numbers",
        ),
    ],
)
def test_a_damaged_number_is_named_and_mended(text: str, suggestion: str, reason: str) -> None:
    (doubt,) = lint(text, ON)
    assert reason in doubt.reason
    assert doubt.suggestion == suggestion


def test_every_fault_of_a_number_is_a_doubt_of_its_own() -> None:
    doubts = lint("交办办[21]第075", ON)
    assert len(doubts) == 5
    assert {doubt.suggestion for doubt in doubts} == {"交办办〔2021〕75号"}


@given(
    st.text(alphabet="崇桂交政办发函字", min_size=1, max_size=8),
    st.integers(min_value=1949, max_value=2026),
    st.integers(min_value=1, max_value=99999),
)
def test_what_is_suggested_is_beyond_doubt(sign: str, year: int, serial: int) -> None:
    good = f"{sign}〔{year}〕{serial}号"
    assert lint(good, ON) == ()
    for bad in (f"{sign}【{year}】{serial}号", f"{sign}（{year}）第0{serial}"):
        assert {doubt.suggestion for doubt in lint(bad, ON)} == {good}


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_never_both(text: str) -> None:
    try:
        parse(text)
    except NotADocumentNumber:
        assert lint(text, ON)
    assert all(isinstance(doubt, Doubt) and doubt.reason for doubt in lint(text, ON))
