"""Subjects that ask for the same thing are found, on pairs labelled by hand."""

import tomllib
from pathlib import Path

import pytest

from gongkai.rules.alike import are_alike, subject_of

PAIRS = tomllib.loads(Path(__file__).with_name("alike_pairs.toml").read_text("utf-8"))


def said(one: str, other: str) -> bool:
    return are_alike(subject_of(one), subject_of(other))


@pytest.mark.parametrize(
    ("half", "found", "mistaken"),
    [pytest.param("tuning", 20, 0, id="chosen-on"), pytest.param("held_out", 19, 2, id="held-out")],
)
def test_what_belongs_together_is_found_and_little_else(
    half: str, found: int, mistaken: int
) -> None:
    alike, apart = PAIRS[half]["alike"], PAIRS[half]["apart"]
    assert len(alike) == len(apart) == 20
    assert sum(said(*pair) for pair in alike) >= found
    assert sum(said(*pair) for pair in apart) <= mistaken


@pytest.mark.parametrize("half", ["tuning", "held_out"])
def test_it_does_not_matter_which_comes_first(half: str) -> None:
    for pair in (*PAIRS[half]["alike"], *PAIRS[half]["apart"]):
        assert said(*pair) == said(*reversed(pair))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("信息", "信息", id="only-phrases"),
        pytest.param("申请公开有关政府信息", "申请公开有关政府信息", id="says-nothing"),
        pytest.param("预算", "预算", id="two-signs"),
        pytest.param("2024年部门决算公开表", "２０２５年部门决算公开表", id="full-width-years"),
        pytest.param("****", "****", id="stars"),
    ],
)
def test_what_says_too_little_or_another_number_is_not_alike(one: str, other: str) -> None:
    assert not said(one, other)


def test_full_width_signs_and_spaces_do_not_matter() -> None:
    assert said("２０２５年 部门 决算 公开表", "2025年部门决算公开表")
