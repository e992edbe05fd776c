"""What changed between two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.outbound.publishing.differences import Kind, compare


def kinds(before: str, after: str) -> list[str]:
    return [change.kind for change in compare(before, after)]


def test_a_word_changed_inside_a_paragraph_is_marked_by_itself() -> None:
    (change,) = compare("每月5日前报送", "每月10日前报送")
    assert [(one.kind, one.text) for one in change.stretches] == [
        (Kind.SAME, "每月"),
        (Kind.REMOVED, "5"),
        (Kind.ADDED, "10"),
        (Kind.SAME, "日前报送"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("甲", "甲\n另外一件事", ["same", "added"], id="added"),
        pytest.param("甲\n另外一件事", "甲", ["same", "removed"], id="removed"),
        pytest.param("公交线路", "出租价格", ["added", "removed"], id="nothing-alike"),
        pytest.param("", "甲", ["added"], id="from-nothing"),
        pytest.param("甲", "甲", ["skipped"], id="nothing-changed"),
        pytest.param(
            "一\n二\n三\n四", "一\n二\n三\n四\n五", ["skipped", "same", "added"], id="far"
        ),
    ],
)
def test_paragraphs_are_told_apart(before: str, after: str, expected: list[str]) -> None:
    assert kinds(before, after) == expected


@given(st.text("甲乙丙丁\n", max_size=60), st.text("甲乙丙丁\n", max_size=60))
def test_nothing_of_the_later_text_is_lost(before: str, after: str) -> None:
    """What is neither removed nor skipped, in order, is the later text without skipped runs."""
    kept = [
        "".join(one.text for one in change.stretches if one.kind != Kind.REMOVED)
        for change in compare(before, after)
        if change.kind not in (Kind.REMOVED, Kind.SKIPPED)
    ]
    skipped = sum(int(one.text) for one in compare(before, after) if one.kind == Kind.SKIPPED)
    lines = after.split("\n") if after else []
    assert len(kept) + skipped == len(lines)
    assert all(line in lines for line in kept)
