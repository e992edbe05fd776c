"""Wrong words are found, and the right words in which their signs meet are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.scanning import scan
from gongkai.rules.gate.wording import doubled_word_hits, own_words, wrong_words
from tests.rules.gate.scanned import ON, suggested, told


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("中标侯选人公示", "候选人", id="candidate"),
        pytest.param("工程峻工验收", "竣工", id="completion"),
        pytest.param("其它事项", "其他", id="other"),
        pytest.param("召开听政会", "听证会", id="hearing"),
        pytest.param("认真布署防汛工作", "部署", id="deploy"),
    ],
)
def test_a_wrong_word_is_found_with_the_right_one(text: str, suggestion: str) -> None:
    assert suggested(text, "wrong-word") == [suggestion]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("建成一座标志性建筑", id="signs-of-two-words"),
        pytest.param("面对严峻工作形势", id="grave-work"),
        pytest.param("究竟标准是什么", id="after-all-standard"),
        pytest.param("按排名先后公布", id="by-rank"),
        pytest.param("领导作出回复盖章后", id="reply-and-stamp"),
        pytest.param("在报纸上公布署名文章", id="signed-article"),
    ],
)
def test_right_words_that_meet_are_left_alone(text: str) -> None:
    assert told(text, "wrong-word", "confusable") == []


def test_every_word_of_the_list_is_found_and_mended_in_one_go() -> None:
    for word in wrong_words().values():
        assert told(word.wrong, "wrong-word", "severe-wording"), word.wrong
        assert told(word.right, "wrong-word") == [], word.right


def test_every_exception_of_the_list_is_heeded() -> None:
    for word in wrong_words().values():
        for right in word.unless:
            rules = [rule for rule, _quoted in told(right, "wrong-word")]
            assert word.rule not in rules, right


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("建立政务公开公开长效机制", "公开", id="word"),
        pytest.param("规划规划、安全生产", "规划", id="before-a-mark"),
        pytest.param("工作的的要求", "的", id="particle"),
    ],
)
def test_a_word_written_twice_is_found(text: str, word: str) -> None:
    (hit,) = doubled_word_hits(text)
    assert hit.suggestion == word


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
        "执法大队大队长到场指挥",
        "太行根据根据地建设经验",
        "说着说着就到了",
        "暖暖和和过冬",
        "发展和和平",
    ],
)
def test_repeating_on_purpose_is_left_alone(text: str) -> None:
    assert list(doubled_word_hits(text)) == []


def test_many_words_of_a_rewriting_program_tell_a_copy() -> None:
    words = (
        "效劳大厅",
        "原那么",
        "根底上",
        "亲热相关",
        "赐予处理",
        "催促检查",
        "效劳对象",
        "危急货物",
    )
    assert told("，".join(words), "rewritten-copy") == [("rewritten-copy", "效劳大厅")]
    assert told("，".join(words[:-1]), "rewritten-copy") == []
    assert told("，".join([words[0]] * 20), "rewritten-copy") == []


def test_an_office_adds_words_of_its_own() -> None:
    own = own_words([("交通局", "交通运输局", "机构改革后已改名"), ("老车站", "", "")])
    text = "示例市交通局老车站"
    hits = scan(text, on=ON, own=own)
    assert [(hit.rule, hit.suggestion) for hit in hits] == [
        ("own-word/交通局", "交通运输局"),
        ("own-word/老车站", ""),
    ]
    assert "机构改革后已改名" in hits[0].message


@given(st.text(alphabet="布署部安排按竟争标究其它公开的一座志", max_size=40))
def test_every_wrong_word_is_quoted_where_it_stands(text: str) -> None:
    for _rule, quoted in told(text, "wrong-word"):
        assert quoted in wrong_words()
