"""Brackets, quotes, half-width marks and blanks, on the faults of damaged copies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.punctuation import OPENERS, blank_slips, bracket_slips, half_width_slips
from gongkai.rules.gate.wording import grouped


@pytest.mark.parametrize(
    ("text", "quoted", "suggestion"),
    [
        pytest.param("〔一〕公开内容", "〔一〕", "（一）", id="heading-in-six-corners"),
        pytest.param("自?条例?施行以来", "?条例?", "《条例》", id="both-title-marks-lost"),
        pytest.param("依据《条例?的规定", "《条例?", "《条例》", id="closing-title-mark-lost"),
        pytest.param("依据?条例》执行", "?条例》", "《条例》", id="opening-title-mark-lost"),
        pytest.param(
            "?公开办法（试行）?印发", "?公开办法（试行）?", "《公开办法（试行）》", id="trial"
        ),
        pytest.param("做到“三到位〞", "〞", "”", id="odd-closing-quote"),
        pytest.param("（局办公室)负责", "（局办公室)", "（局办公室）", id="mixed-widths"),
        pytest.param("桂交发[2023]5号", "[2023]", "〔2023〕", id="square-brackets-in-number"),
        pytest.param("交办办【2021】75号", "【2021】", "〔2021〕", id="lens-brackets-in-number"),
    ],
)
def test_a_bracket_slip_is_found_where_it_stands(text: str, quoted: str, suggestion: str) -> None:
    (slip,) = bracket_slips(text)
    assert text[slip.start : slip.end] == quoted
    assert slip.suggestion == suggestion


@pytest.mark.parametrize("opener", OPENERS)
def test_an_opener_without_its_closer_is_found(opener: str) -> None:
    (slip,) = bracket_slips(f"关于{opener}公开的说明")
    assert (slip.start, slip.end) == (2, 3)
    assert OPENERS[opener] in slip.message


@pytest.mark.parametrize("closer", OPENERS.values())
def test_a_closer_without_its_opener_is_found(closer: str) -> None:
    (slip,) = bracket_slips(f"关于公开的{closer}说明")
    assert (slip.start, slip.end) == (5, 6)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("根据《关于印发〈办法〉的通知》（桂交发〔2023〕5号）", id="nested"),
        pytest.param("1）申请；2）审核", id="list-numbers"),
        pytest.param("怎么办?有没有规定?", id="real-questions"),
        pytest.param("（2023）桂14行终5号", id="court-number"),
        pytest.param("他说：“好‘的’。”", id="quotes-in-quotes"),
    ],
)
def test_good_brackets_are_left_alone(text: str) -> None:
    assert list(bracket_slips(text)) == []


def test_a_crossing_is_told_once_for_each_sign_left_alone() -> None:
    assert [slip.kind for slip in bracket_slips("《公开（办法》试行）")] == [
        "unpaired （",
        "unpaired ）",
    ]


@given(
    st.recursive(
        st.just("公开"),
        lambda inner: st.builds(
            lambda pair, text: f"{pair[0]}{text}{pair[1]}",
            st.sampled_from([pair for pair in OPENERS.items() if pair[0] != "〔"]),
            inner,
        ),
        max_leaves=6,
    )
)
def test_what_pairs_has_no_slips(text: str) -> None:
    assert list(bracket_slips(text)) == []


def test_half_width_marks_are_one_slip_with_a_count() -> None:
    (slip,) = grouped(half_width_slips("提高水平,加强监督,总结如下:"))
    assert (slip.start, slip.count, slip.suggestion) == (4, 3, "，")


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("办法(试行)", "（试行）", id="brackets"),
        pytest.param("完成了.下一步", "。", id="full-stop"),
        pytest.param("共2023,其中", "，", id="after-digits"),
        pytest.param("存在缺乏。:", "。", id="marks-in-a-row"),
    ],
)
def test_a_half_width_mark_gets_its_full_form(text: str, suggestion: str) -> None:
    (slip,) = half_width_slips(text)
    assert slip.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    ["1.对政务公开", "上午9:00至11:30", "GB/T 9704-2012, page 3", "增长3.5%", "自?条例?施行"],
)
def test_half_width_marks_that_belong_are_left_alone(text: str) -> None:
    assert list(half_width_slips(text)) == []


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("行政透亮\u2002\u2002\u2002度和行政效率", "亮度", id="inside-a-word"),
        pytest.param("做到公正、公开、透亮\u2002。", "亮。", id="before-a-mark"),
        pytest.param("举报投诉 ;同时做到", "诉;", id="before-a-half-width-mark"),
    ],
)
def test_a_stray_blank_is_found(text: str, suggestion: str) -> None:
    (slip,) = blank_slips(text)
    assert slip.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("第一章　总则和适用范围", id="chapter"),
        pytest.param("目　录", id="short-line"),
        pytest.param("组长：张　三，副组长：李　四", id="names-of-two-signs"),
        pytest.param("联系人：李小明　联系电话：0771-5812345", id="labels"),
        pytest.param("　　为做好政务公开工作", id="indent"),
    ],
)
def test_blanks_that_lay_out_a_line_are_left_alone(text: str) -> None:
    assert list(blank_slips(text)) == []
