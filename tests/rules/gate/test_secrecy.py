"""Marks of secrecy are told from the everyday words they are made of."""

import pytest

from gongkai.rules.gate.findings import Severity
from gongkai.rules.gate.scanning import scan
from gongkai.rules.gate.secrecy import HANDLING_WORDS, title_hits
from tests.rules.gate.scanned import ON, told


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
def test_a_mark_is_found_and_never_excused(text: str, words: str) -> None:
    assert told(text, "secrecy-mark") == [("secrecy-mark", words)]
    assert not any(hit.excusable for hit in scan(text, on=ON) if hit.rule == "secrecy-mark")


def test_a_mark_further_on_may_be_an_example() -> None:
    text = "定密工作培训材料。" * 50 + "如“机密★20年”。"
    (hit,) = scan(text, on=ON)
    assert (hit.rule, hit.severity, hit.excusable) == (
        "secrecy-mark-in-text",
        Severity.BLOCK,
        True,
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("关于学习贯彻保守国家秘密法的通知", id="state-secrets-law"),
        pytest.param("涉及商业秘密的，不予提供。", id="trade-secret"),
        pytest.param("机密性、完整性和可用性", id="confidentiality"),
        pytest.param("连续性内部资料出版物准印证", id="kind-of-publication"),
    ],
)
def test_speaking_of_secrets_is_not_a_mark(text: str) -> None:
    assert told(text, "secrecy-mark", "secrecy-mark-in-text", "handling-word") == []


@pytest.mark.parametrize("word", HANDLING_WORDS)
def test_every_handling_word_blocks_where_it_stands(word: str) -> None:
    assert told(f"本件{word}。", "handling-word") == [("handling-word", word)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("（不予公开）", "handling-word", id="a-mark-of-its-own"),
        pytest.param("【工作秘密】\n关于值班的安排", "handling-word", id="on-its-line"),
        pytest.param(
            "全年不予公开的申请有三件，均已书面说明理由。",
            "handling-word-mentioned",
            id="spoken-of",
        ),
    ],
)
def test_a_report_may_speak_of_what_is_withheld(text: str, rule: str) -> None:
    assert [found for found, _words in told(text)] == [rule]


@pytest.mark.parametrize(
    ("title", "is_process"),
    [
        pytest.param("关于调整公交票价的请示", True, id="asking-above"),
        pytest.param("局长办公会议纪要", True, id="minutes"),
        pytest.param("公交发展规划（征求意见稿）", True, id="draft"),
        pytest.param("2023年度政府信息公开工作年度报告", False, id="annual-report"),
        pytest.param("关于做好春运工作的通知", False, id="notice"),
    ],
)
def test_a_title_of_the_inside_is_asked_about(title: str, is_process: bool) -> None:
    assert bool(list(title_hits(title))) is is_process
