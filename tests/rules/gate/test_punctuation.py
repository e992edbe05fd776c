"""Brackets, quotes, half-width marks and blanks, on the faults of damaged copies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.punctuation import OPENERS, blank_hits, bracket_hits, half_width_hits, hits


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
    (hit,) = hits(text)
    assert text[hit.start : hit.end] == quoted
    assert hit.suggestion == suggestion


@pytest.mark.parametrize("opener", OPENERS)
def test_an_opener_without_its_closer_is_found(opener: str) -> None:
    (hit,) = bracket_hits(f"关于{opener}公开的说明")
    assert (hit.start, hit.end) == (2, 3)
    assert OPENERS[opener] in hit.message


@pytest.mark.parametrize("closer", OPENERS.values())
def test_a_closer_without_its_opener_is_found(closer: str) -> None:
    (hit,) = bracket_hits(f"关于公开的{closer}说明")
    assert (hit.start, hit.end) == (5, 6)


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
    assert list(bracket_hits(text)) == []


def test_a_crossing_is_told_once_for_each_sign_left_alone() -> None:
    text = "《公开（办法》试行）"
    assert [(hit.rule, text[hit.start]) for hit in bracket_hits(text)] == [
        ("unpaired-mark", "（"),
        ("unpaired-mark", "）"),
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
def test_what_pairs_has_no_hits(text: str) -> None:
    assert [hit for hit in bracket_hits(text) if hit.rule != "nested-title-mark"] == []


def test_every_half_width_mark_is_told() -> None:
    told = list(half_width_hits("提高水平,加强监督,总结如下:", set()))
    assert [(hit.start, hit.suggestion) for hit in told] == [(4, "，"), (9, "，"), (14, "：")]


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
    (hit,) = half_width_hits(text, set())
    assert hit.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    ["1.对政务公开", "上午9:00至11:30", "GB/T 9704-2012, page 3", "增长3.5%", "自?条例?施行"],
)
def test_half_width_marks_that_belong_are_left_alone(text: str) -> None:
    assert not [hit for hit in hits(text) if hit.rule == "half-width-mark"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("行政透亮\u2002\u2002\u2002度和行政效率", "亮度", id="inside-a-word"),
        pytest.param("做到公正、公开、透亮\u2002。", "亮。", id="before-a-mark"),
        pytest.param("举报投诉 ;同时做到", "诉;", id="before-a-half-width-mark"),
    ],
)
def test_a_stray_blank_is_found(text: str, suggestion: str) -> None:
    (hit,) = blank_hits(text)
    assert hit.suggestion == suggestion


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
    assert list(blank_hits(text)) == []


@pytest.mark.parametrize(
    ("text", "rule", "quoted", "suggestion"),
    [
        pytest.param('开展"大接访"活动', "odd-quote", '"', "“", id="straight-quote"),
        pytest.param(
            "《关于印发《办法》的通知》", "nested-title-mark", "《办法》", "〈办法〉", id="nested"
        ),
        pytest.param(
            "共２０２３件", "full-width-digit", "２０２３", "2023", id="full-width-digits"
        ),
        pytest.param("通知\ufffd知", "garbled", "\ufffd", "", id="lost-sign"),
    ],
)
def test_signs_that_do_not_belong_in_chinese_are_found(
    text: str, rule: str, quoted: str, suggestion: str
) -> None:
    hit = next(hit for hit in hits(text) if hit.rule == rule)
    assert (text[hit.start : hit.end], hit.suggestion) == (quoted, suggestion)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('<a href="x">', id="quotes-of-a-program"),
        pytest.param("《条例》《办法》", id="titles-side-by-side"),
        pytest.param("it’s open", id="apostrophe"),
        pytest.param("等等……", id="ellipsis"),
        pytest.param("好！！", id="stress"),
    ],
)
def test_signs_that_belong_are_left_alone(text: str) -> None:
    assert list(hits(text)) == []


def test_pairs_are_looked_for_within_a_line_only() -> None:
    text = "“第一段没有关上\n第二段”没有打开"
    assert [hit.start for hit in bracket_hits(text)] == [0, 12]


def test_openers_without_end_do_not_take_time_without_end() -> None:
    assert len(list(bracket_hits("（" * 50_000 + "》" * 50_000))) == 100_000
    assert len(list(blank_hits("政府 " * 50_000))) == 49_999
