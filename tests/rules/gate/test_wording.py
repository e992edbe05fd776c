"""Wrong words are found, and the right words in which their signs meet are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.wording import (
    Slip,
    doubled_word_slips,
    grouped,
    wrong_word_slips,
    wrong_words,
)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("对行政权利的监督", "行政权力的监督", id="power-not-right"),
        pytest.param("中标侯选人公示", "候选人", id="candidate"),
        pytest.param("截止目前，已完成", "截至目前", id="until-now"),
        pytest.param("工程峻工验收", "竣工", id="completion"),
        pytest.param("其它事项", "其他", id="other"),
        pytest.param("召开听政会", "听证会", id="hearing"),
    ],
)
def test_a_wrong_word_is_found_with_the_right_one(text: str, suggestion: str) -> None:
    (slip,) = wrong_word_slips(text)
    assert slip.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("建成一座标志性建筑", id="signs-of-two-words"),
        pytest.param("面对严峻工作形势", id="grave-work"),
        pytest.param("究竟标准是什么", id="after-all-standard"),
        pytest.param("按排名先后公布", id="by-rank"),
        pytest.param("领导作出回复盖章后", id="reply-and-stamp"),
    ],
)
def test_right_words_that_meet_are_left_alone(text: str) -> None:
    assert list(wrong_word_slips(text)) == []


def test_the_list_names_a_source_and_mends_in_one_go() -> None:
    assert len(wrong_words()) >= 42
    for word in wrong_words().values():
        assert word.source
        assert all(word.wrong in right for right in word.unless)
        assert list(wrong_word_slips(word.right)) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("建立政务公开公开长效机制", "公开", id="word"),
        pytest.param("规划规划、安全生产", "规划", id="before-a-mark"),
        pytest.param("工作的的要求", "的", id="particle"),
    ],
)
def test_a_word_written_twice_is_found(text: str, word: str) -> None:
    (slip,) = doubled_word_slips(text)
    assert slip.suggestion == word


@pytest.mark.parametrize(
    "text",
    [
        "一步一步推进",
        "认认真真",
        "的的确确",
        "天天天天",
        "研究研究",
        "法律规定规定应当公开的",
        "和和气气",
        "2023年2023年",
    ],
)
def test_repeating_on_purpose_is_left_alone(text: str) -> None:
    assert list(doubled_word_slips(text)) == []


def test_slips_of_one_kind_become_one_with_a_count() -> None:
    slips = [Slip("a", 5, 6, "later"), Slip("a", 1, 2, "first"), Slip("b", 3, 4, "other")]
    assert [(slip.kind, slip.start, slip.count) for slip in grouped(slips)] == [
        ("a", 1, 2),
        ("b", 3, 1),
    ]


@given(st.text(alphabet="布署部安排按竟争标究其它公开的一座志", max_size=40))
def test_every_slip_quotes_the_wrong_word(text: str) -> None:
    for slip in wrong_word_slips(text):
        assert text[slip.start : slip.end] in wrong_words()
