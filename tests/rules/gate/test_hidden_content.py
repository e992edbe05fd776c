"""What a file hides: how much each kind weighs, and what a person is told of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.findings import Finding, Severity
from gongkai.rules.gate.hidden_content import (
    WORDS,
    Hidden,
    Kind,
    findings,
    outline,
    rule_of,
    sentences,
)

BLOCK, WARN, INFORM = Severity.BLOCK, Severity.WARN, Severity.INFORM


def only(hidden: Hidden, *, name: str = "") -> Finding:
    (finding,) = findings([hidden], name=name)
    return finding


@pytest.mark.parametrize(
    ("hidden", "severity"),
    [
        pytest.param(Hidden(Kind.COVERED_TEXT, 1), BLOCK, id="covered-text"),
        pytest.param(Hidden(Kind.HIDDEN_TEXT, 1), WARN, id="hidden-text"),
        pytest.param(Hidden(Kind.HIDDEN_TEXT, 1, is_personal=True), BLOCK, id="hidden-number"),
        pytest.param(
            Hidden(Kind.INVISIBLE_PDF_TEXT, 1, is_personal=True), BLOCK, id="unpainted-number"
        ),
        pytest.param(Hidden(Kind.TRACKED_CHANGES, 3), WARN, id="changes"),
        pytest.param(Hidden(Kind.COMMENTS, 1), WARN, id="comments"),
        pytest.param(Hidden(Kind.HIDDEN_SHEETS, 1), WARN, id="sheets"),
        pytest.param(Hidden(Kind.OLD_REVISIONS, 1), WARN, id="old-versions"),
        pytest.param(Hidden(Kind.AUTHOR_NAMES, 1, "作者"), INFORM, id="authors"),
        pytest.param(Hidden(Kind.PICTURE_METADATA, 1), INFORM, id="pictures"),
    ],
)
def test_what_weighs_how_much(hidden: Hidden, severity: Severity) -> None:
    assert only(hidden).severity is severity


def test_a_finding_says_how_many_where_and_what_the_public_copy_does() -> None:
    finding = only(Hidden(Kind.TRACKED_CHANGES, 3, "删除 1 处、插入 2 处"), name="通知.docx")
    assert finding.rule == "hidden-tracked-changes"
    assert finding.message == (
        "文件里有 3 处修订记录（删除 1 处、插入 2 处），公开件已接受全部修订并清除"
    )
    assert finding.suggestion == "请确认接受修订后的文字就是定稿"
    assert (finding.place.part, finding.place.label) == ("attachment", "通知.docx")


def test_personal_data_among_hidden_words_is_named() -> None:
    finding = only(Hidden(Kind.HIDDEN_TEXT, 1, "“1******0”", is_personal=True))
    assert "其中有个人信息" in finding.message
    assert finding.suggestion == "请在原文件里删去后重新上传"


def test_what_could_not_be_taken_out_is_never_said_to_be_gone() -> None:
    left = Hidden(Kind.COVERED_TEXT, 2, "有黑色的图形", remains=True)
    assert "公开件里还在" in only(left).message
    assert "已去除" not in only(left).message
    assert sentences([left]) == []


def test_the_sentences_tell_what_was_done() -> None:
    assert sentences(
        [Hidden(Kind.COMMENTS, 2), Hidden(Kind.AUTHOR_NAMES, 2, "作者、最后修改者")]
    ) == ["2 条批注：已清除。", "作者信息已清除。", "最后修改者信息已清除。"]


def test_a_second_hidden_thing_is_a_new_finding() -> None:
    once, twice = (only(Hidden(Kind.COMMENTS, count)) for count in (1, 2))
    assert once.fingerprint != twice.fingerprint


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("张某明", "张*明", id="three-signs"),
        pytest.param("13800138000", "1******0", id="number"),
        pytest.param("张某", "张*", id="two-signs"),
        pytest.param("张", "张", id="one-sign"),
        pytest.param("", "", id="nothing"),
        pytest.param(" 138 0013\n8000 ", "1******0", id="with-blanks"),
    ],
)
def test_hidden_words_are_quoted_in_outline(words: str, shown: str) -> None:
    assert outline(words) == shown


@given(st.text())
def test_an_outline_gives_no_more_than_two_signs_away(words: str) -> None:
    assert len(outline(words).replace("*", "")) <= 2 + words.count("*")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_words_and_a_rule_of_its_own(kind: Kind) -> None:
    assert WORDS[kind].name
    assert WORDS[kind].done
    assert rule_of(kind).startswith("hidden-")
    assert "hidden-hidden" not in rule_of(kind)


def test_no_two_kinds_share_a_rule() -> None:
    assert len({rule_of(kind) for kind in Kind}) == len(Kind)
