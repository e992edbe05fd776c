"""Words taken for one another are told apart by their company, and both sides are shown."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import demo
from gongkai.rules.gate.confusables import Hit, judge, triggers
from gongkai.rules.gate.findings import Severity
from gongkai.rules.law import law

PAIRS = law("wording/confusables")["pair"]
# Longer than any fragment of the data looks.
SIGHT = 45
UNBOUNDED = re.compile(r"[*+]|\{\d*,\}")
COMPANY = ("before", "after", "unless_before", "unless_after")


def hits(text: str) -> list[Hit]:
    return [
        hit
        for trigger in triggers()
        if trigger in text
        for at in range(len(text))
        if text.startswith(trigger, at)
        for hit in judge(trigger, text, at)
    ]


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(pair, entry, example, id=f"{pair['key']}-{number}-{example}")
        for pair in PAIRS
        for number, entry in enumerate(pair["wrong"], start=1)
        for example in entry[kind]
    ]


@pytest.mark.parametrize(("pair", "entry", "text"), examples("hit"))
def test_a_wrong_word_is_told_with_both_sides(
    pair: dict[str, Any], entry: dict[str, Any], text: str
) -> None:
    (hit,) = hits(text)
    word = text[hit.start : hit.end]
    assert hit.rule == f"confusable/{pair['key']}"
    assert hit.suggestion == entry["words"][word]
    assert word in hit.message
    assert hit.suggestion in hit.message
    assert pair["explain"] in hit.message


@pytest.mark.parametrize(("pair", "entry", "text"), examples("miss"))
def test_a_right_word_is_left_alone(pair: dict[str, Any], entry: dict[str, Any], text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(("pair", "entry", "text"), examples("hit"))
def test_the_other_word_is_right_in_its_place(
    pair: dict[str, Any], entry: dict[str, Any], text: str
) -> None:
    (hit,) = hits(text)
    if hit.suggestion:
        assert hits(text[: hit.start] + hit.suggestion + text[hit.end :]) == []


def test_every_pair_explains_itself_and_names_a_source() -> None:
    sources = law("wording/confusables")["sources"]
    assert len(PAIRS) >= 240
    assert sum(len(pair["wrong"]) for pair in PAIRS) >= 650
    for pair in PAIRS:
        assert len(pair["words"]) >= 2
        assert pair["explain"]
        assert pair["source"] in sources
        assert pair["verified"] in (True, False)
        for entry in pair["wrong"]:
            assert entry["words"]
            assert entry["hit"]
            assert entry["miss"]


def test_a_pair_asks_for_a_look_and_stops_nothing() -> None:
    severities = {
        Severity(entry.get("severity", "warn")) for pair in PAIRS for entry in pair["wrong"]
    }
    assert Severity.BLOCK not in severities


def test_the_company_of_a_word_is_bounded() -> None:
    groups = (*PAIRS, *law("wording/severe")["group"])
    entries = [entry for group in groups for entry in (*group["wrong"], *group.get("exact", ()))]
    for entry in entries:
        for fragment in (fragment for side in COMPANY for fragment in entry.get(side, ())):
            assert not UNBOUNDED.search(fragment)


def test_rules_and_triggers_are_named_once() -> None:
    keys = [group["key"] for group in (*PAIRS, *law("wording/severe")["group"])]
    assert len(keys) == len(set(keys))
    assert len(triggers()) == len(set(triggers()))
    assert all(triggers())


def test_the_demo_documents_are_free_of_them() -> None:
    papers = list((Path(demo.__file__).parent / "documents").glob("*.toml"))
    assert papers
    for paper in papers:
        assert hits(paper.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("截止2023年底，生活必须品供应充足", ["截止", "必须品"], id="two-in-a-line"),
        pytest.param("对权利运行的监督。群众反应的问题", ["权利", "反应"], id="two-sentences"),
        pytest.param("必须、权利、反映、按照、截止日期", [], id="everyday-words"),
        pytest.param("", [], id="empty"),
    ],
)
def test_each_wrong_word_of_a_text_is_told(text: str, words: list[str]) -> None:
    found = sorted(hits(text), key=lambda hit: hit.start)
    assert [text[hit.start : hit.end] for hit in found] == words


AROUND = st.text(
    alphabet=st.one_of(
        st.sampled_from("的了在和一不有中台湾国政府香港权利截止年月日012%，。；“”《》\n （）"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@given(st.sampled_from(triggers()), AROUND, AROUND)
def test_judging_never_fails_and_points_at_its_word(trigger: str, before: str, after: str) -> None:
    text = before + trigger + after
    for hit in judge(trigger, text, len(before)):
        assert hit.start <= len(before) <= hit.end
        assert trigger in text[hit.start : hit.end]
        assert hit.message
    assert list(judge(trigger, text, len(before))) == list(judge(trigger, text, len(before)))


@given(
    st.sampled_from(triggers()),
    st.text(min_size=SIGHT, max_size=SIGHT),
    st.text(min_size=SIGHT, max_size=SIGHT),
    st.text(max_size=30),
)
def test_what_stands_far_away_changes_nothing(
    trigger: str, before: str, after: str, far: str
) -> None:
    near = [hit.message for hit in judge(trigger, before + trigger + after, SIGHT)]
    text = far + before + trigger + after + far
    assert [hit.message for hit in judge(trigger, text, len(far) + SIGHT)] == near
