"""One pass over a text: in order, once for each fault, the same wherever the text stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.rulebook import explain, rules
from gongkai.rules.gate.scanning import Part, kind_of, scan
from tests.rules.gate.scanned import ON, told

SIGNS = (
    "公开附件：1.2机密★年（〔《?》〕）,， 见X13812345678〞布署按排截止目前必须品"
    "@.cn室号街路岁患住址账\n"
)
texts = st.text(alphabet=SIGNS, max_size=120) | st.text(max_size=120)


@given(texts)
def test_hits_stand_in_order_inside_the_text_and_belong_to_a_rule(text: str) -> None:
    hits = scan(text, on=ON)
    assert all(before.start <= after.start for before, after in pairwise(hits))
    for hit in hits:
        assert 0 <= hit.start <= hit.end <= len(text)
        assert hit.message
        assert explain(hit.rule)


@given(texts)
def test_the_same_text_gives_the_same_hits(text: str) -> None:
    assert scan(text, on=ON) == scan(text, on=ON)


@given(texts)
def test_no_two_rules_of_a_kind_say_the_same_of_the_same_words(text: str) -> None:
    seen = [(kind_of(hit.rule), hit.start, hit.end) for hit in scan(text, on=ON)]
    words = [each for each in seen if each[0] in {"words", "personal"}]
    assert len(set(words)) == len(words)


def test_the_longer_of_two_words_speaks() -> None:
    assert told("卡号：6222021234567890128") == [("bank-card", "6222021234567890128")]


@pytest.mark.parametrize("part", [Part.WORDS, Part.PERSONAL, Part.SECRECY, Part.LAYOUT])
def test_a_part_says_what_the_whole_says_and_nothing_of_the_others(part: Part) -> None:
    text = "机密★10年\n请按排13812345678,并"
    alone = told(text, parts=part)
    assert alone
    assert set(alone) < set(told(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ud800按排", id="lone-surrogate"),
        pytest.param("\x00按排\x00", id="nul"),
        pytest.param("𠮷按排", id="beyond-the-plane"),
    ],
)
def test_odd_signs_do_not_shift_the_offsets(text: str) -> None:
    assert told(text, "wrong-word") == [("wrong-word/按排", "按排")]


def test_every_rule_is_explained_for_people() -> None:
    for each in rules().values():
        assert each.name
        assert each.why.endswith("。")
        assert each.fix.endswith("。")
        assert each.source


@pytest.mark.parametrize(
    "sign",
    [
        " ",
        "（",
        "“",
        "《",
        "公",
        "1",
        "13812345678 ",
        "年",
        "@",
        "-",
        "?",
        "\n",
        "附件：",
        "室",
        "秘密",
        "秘密 ",
    ],
)
def test_a_sign_without_end_costs_no_time_without_end(sign: str) -> None:
    """A square of a hundred thousand would take minutes, and the suite would be seen to hang."""
    scan(sign * (100_000 // len(sign)), on=ON)
