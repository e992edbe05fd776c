"""流程图: everything is said, nothing stands on anything else, and arrows end at boxes."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.guides.flow import (
    Box,
    FlowStep,
    Shape,
    breadth,
    layout,
    of_guide,
    told,
    wrapped,
)
from tests.rules.test_guides import GUIDE

WORDS = st.text(st.sampled_from("办理审查决定，。（）abc12 -/"), max_size=300)
STEPS = st.lists(
    st.builds(
        FlowStep,
        name=WORDS.map(lambda words: f"环节{words}"),
        details=st.lists(WORDS, max_size=3).map(tuple),
        question=WORDS,
        otherwise=WORDS,
    ),
    min_size=1,
    max_size=12,
)
TALLEST = st.none() | st.floats(200, 1500)
WIDTHS = st.none() | st.floats(320, 800)
FIVE = tuple(FlowStep(name, (f"{name}岗",)) for name in ("申请", "受理", "审查", "决定", "送达"))


def _apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


def _bare(text: str) -> str:
    return "".join(text.split())


@given(steps=STEPS, tallest=TALLEST, width=WIDTHS)
def test_no_box_stands_on_another_and_all_is_inside(
    steps: list[FlowStep], tallest: float | None, width: float | None
) -> None:
    flow = layout(steps, tallest=tallest, width=width)
    main = [box for box in flow.boxes if box.shape is not Shape.ASIDE]
    assert all(_apart(one, other) for one, other in combinations(main, 2))
    asides = [box for box in flow.boxes if box.shape is Shape.ASIDE]
    assert all(_apart(one, other) for one in asides for other in flow.boxes if one is not other)
    points = [point for arrow in flow.arrows for point in (*arrow.points, *arrow.head)]
    points += [corner for box in flow.boxes for corner in box.corners]
    assert all(0 <= point.x <= flow.width and 0 <= point.y <= flow.height for point in points)


@given(steps=STEPS, tallest=TALLEST)
def test_every_word_is_drawn_inside_its_box(steps: list[FlowStep], tallest: float | None) -> None:
    flow = layout(steps, tallest=tallest)
    drawn = _bare("".join(line.text for box in flow.boxes for line in box.lines))
    said = "".join(
        word
        for step in steps
        for word in (
            step.name, *step.details, step.question, step.otherwise if step.question else "",
        )
    )  # fmt: skip
    assert sorted(drawn) == sorted(_bare(said))
    for box in flow.boxes:
        for line in box.lines:
            # What may not begin a line hangs over, one sign at most a line's end.
            assert breadth(line.text) * line.size <= box.width + 40 * line.size
            assert box.y < line.y < box.y + box.height


@given(steps=STEPS)
def test_each_box_but_the_first_is_reached(steps: list[FlowStep]) -> None:
    flow = layout(steps)
    tips = {(arrow.head[0].x, arrow.head[0].y) for arrow in flow.arrows}
    assert len(flow.arrows) == len(flow.boxes) - 1 == len(tips)


@pytest.mark.parametrize("count", [1, 5, 50])
def test_columns_keep_a_drawing_from_growing(count: int) -> None:
    steps = [FIVE[at % 5] for at in range(count)]
    one_column, columns = layout(steps), layout(steps, tallest=500)
    assert columns.height <= 560
    assert (columns.width > one_column.width) == (count > 5)


def test_a_question_has_two_ways_out() -> None:
    step = FlowStep("受理", ("窗口岗",), "材料齐全？", "一次告知补正")
    flow = layout([step, *FIVE])
    labels = [arrow.label.text for arrow in flow.arrows if arrow.label]
    assert sorted(labels) == ["否", "是"]
    assert [box.shape for box in flow.boxes[:3]] == [Shape.END, Shape.QUESTION, Shape.ASIDE]
    assert told([step]) == ("受理，窗口岗。材料齐全？是，接着办理；否则一次告知补正。",)


def test_a_flow_keeps_to_the_width_it_is_given() -> None:
    asking = [FlowStep("受理", ("窗口岗",), "材料齐全？", "一次告知补正"), *FIVE]
    assert layout(asking, width=332).width == pytest.approx(332)
    assert layout(FIVE, width=332).width == pytest.approx(332)


def test_the_steps_of_a_guide_say_who_and_how_long() -> None:
    first = of_guide(GUIDE)[0]
    assert (first.name, first.details) == ("受理", ("窗口受理岗 · 1 个工作日",))


def test_nothing_is_drawn_of_no_steps() -> None:
    assert layout([]).boxes == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("申请人提交材料，齐全", ("申请人提交", "材料，齐全"), id="full-width"),
        pytest.param("申请人提交，齐全", ("申请人提交，", "齐全"), id="no-stop-begins-a-line"),
        pytest.param("第 1234567 号", ("第", "1234567", "号"), id="figures-stay-whole"),
        pytest.param("a" * 20, ("a" * 8, "a" * 8, "a" * 4), id="an-address-breaks"),
        pytest.param("  ", (), id="nothing"),
    ],
)
def test_lines_are_broken_as_chinese_is(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 5.0) == lines
