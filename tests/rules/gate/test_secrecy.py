"""Marks of secrecy are told from the everyday words they are made of."""

import pytest

from gongkai.rules.gate.secrecy import handling_words, marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("机密★20年", "机密★20年", id="with-term"),
        pytest.param("秘密★长期\n000012", "秘密★长期", id="long-term"),
        pytest.param("绝密 ★ 启封前", "绝密 ★ 启封前", id="blanks"),
        pytest.param("秘密★", "秘密★", id="without-term"),
        pytest.param("密级：机密", "机密", id="labelled"),
        pytest.param("秘 密", "秘 密", id="spaced-out"),
        pytest.param("000001\n机密 10年\n特急", "机密 10年", id="without-star"),
    ],
)
def test_a_mark_is_found(text: str, words: str) -> None:
    (mark,) = marks(text)
    assert mark.words == words
    assert text[mark.start : mark.end] == words


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("关于学习贯彻保守国家秘密法的通知", id="state-secrets-law"),
        pytest.param("涉及商业秘密的，不予提供。", id="trade-secret"),
        pytest.param("机密性、完整性和可用性", id="confidentiality"),
    ],
)
def test_speaking_of_secrets_is_not_a_mark(text: str) -> None:
    assert list(marks(text)) == []


def test_every_handling_word_is_found_where_it_stands() -> None:
    text = "内部资料，注意保存，不得翻印"
    assert [text[word.start : word.end] for word in handling_words(text)] == [
        "内部资料",
        "注意保存",
        "不得翻印",
    ]
