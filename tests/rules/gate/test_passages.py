"""Passages taken out of a text: found however they are spaced and typed, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.passages import HIDDEN, Passages


def hidden(text: str, *passages: str) -> str:
    return Passages(passages).hide(text)[0]


@pytest.mark.parametrize(
    ("text", "passage", "left"),
    [
        pytest.param("联系人张三丰。", "张三丰", "联系人■■■。", id="as-it-stands"),
        pytest.param("联系人张 三\n丰。", "张三丰", "联系人■ ■\n■。", id="over-blanks-and-lines"),
        pytest.param("张\u200b三\u00ad丰", "张三丰", "■\u200b■\u00ad■", id="unseen-signs-between"),
        pytest.param("Zhang San", "ＺＨＡＮＧ　san", "■■■■■ ■■■", id="wide-and-capital-signs"),
        pytest.param("⼈员", "人员", "■■", id="a-radical-for-a-sign"),
        pytest.param("报价120万元", "120", "报价■■■万元", id="a-figure"),
        pytest.param("报价5120万元，1200", "120", "报价5120万元，1200", id="part-of-a-figure"),
        pytest.param("共 2024 120元", "120", "共 2024 ■■■元", id="a-figure-beside-another"),
        pytest.param("张三张三", "张三", "■■■■", id="side-by-side"),
        pytest.param("张三", "", "张三", id="no-passage"),
    ],
)
def test_a_passage_is_hidden(text: str, passage: str, left: str) -> None:
    assert hidden(text, passage) == left


def test_one_passage_within_another_and_both_are_found() -> None:
    left, found = Passages(("张三", "张三的电话")).hide("张三的电话、张三")
    assert left == f"{HIDDEN * 5}、{HIDDEN * 2}"
    assert sorted(found) == [0, 0, 1]


def test_short_figures_and_words_stay_where_they_stand_by_chance() -> None:
    passages = Passages(("12", "宋体", "13800138000"))
    text = "width=12 font=宋体 tel=13800138000"
    left, found = passages.hide(text, everywhere=False)
    assert left == "width=12 font=■■ tel=■■■■■■■■■■■"
    assert sorted(found) == [1, 2]
    assert passages.left_in(text) == ["12", "宋体", "13800138000"]


def test_a_part_that_is_no_text_is_looked_through_in_every_code() -> None:
    passages = Passages(("张 三丰", "12"))
    for code in ("utf-8", "utf-16-le", "utf-16-be"):
        assert passages.left_in_bytes(b"\xff" + "张三丰".encode(code))
    assert not passages.left_in_bytes("张三 12".encode())


@given(st.text(alphabet="张三 \n12a", max_size=30), st.text(alphabet="张三12a", max_size=4))
def test_nothing_of_a_passage_is_left_and_the_length_is_kept(text: str, passage: str) -> None:
    passages = Passages((passage,))
    left, found = passages.hide(text)
    assert len(left) == len(text)
    assert passages.left_in(left) == []
    assert bool(found) is (left != text)
