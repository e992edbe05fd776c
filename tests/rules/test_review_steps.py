"""Who may sign what: authors never, nobody twice where steps must differ, nobody stranded."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.rules.review_steps import Review, Signature, Step, Verdict

FIRST = Step("first", "初审", "科室负责人")
SECOND = Step("second", "复审", "保密审查员")
FINAL = Step("final", "终审", "分管领导")
PEOPLE = {
    "科室负责人": frozenset({1, 2}),
    "保密审查员": frozenset({2, 3}),
    "分管领导": frozenset({4}),
}


def review(
    *signatures: Signature,
    steps: tuple[Step, ...] = (FIRST, SECOND, FINAL),
    authors: frozenset[int | str] = frozenset({9}),
    people: dict[str, frozenset[int]] = PEOPLE,
) -> Review:
    return Review(steps=steps, signatures=signatures, authors=authors, people={**people})


def test_steps_are_signed_in_order() -> None:
    assert review().next_step == FIRST
    assert review(Signature("first", 1)).next_step == SECOND
    assert review(Signature("first", 1), Signature("second", 3)).next_step == FINAL
    done = review(Signature("first", 1), Signature("second", 3), Signature("final", 4))
    assert done.is_complete
    assert done.next_step is None


def test_a_returned_version_is_never_signed_again() -> None:
    returned = review(Signature("first", 1, Verdict.RETURNED))
    assert returned.next_step is None
    assert not returned.is_complete
    assert returned.deadlocks() == ()
    assert "退回" in returned.obstacles_to_signing(2)[0]


@pytest.mark.parametrize(
    ("signatures", "person", "sentence"),
    [
        pytest.param((), 9, "作者", id="author"),
        pytest.param((), 3, "由科室负责人签署", id="not-in-the-role"),
        pytest.param((Signature("first", 2),), 2, "另一个人", id="signed-before"),
        pytest.param(
            (Signature("first", 1), Signature("second", 3), Signature("final", 4)),
            4,
            "都已签完",
            id="all-signed",
        ),
    ],
)
def test_a_refusal_names_its_reason(
    signatures: tuple[Signature, ...], person: int, sentence: str
) -> None:
    stage = review(*signatures)
    assert not stage.may_sign(person)
    assert any(sentence in obstacle for obstacle in stage.obstacles_to_signing(person))


def test_the_same_person_may_sign_twice_where_steps_need_not_differ() -> None:
    steps = (FIRST, Step("second", "复审", "科室负责人", must_differ_from_earlier_signers=False))
    assert review(Signature("first", 1), steps=steps).may_sign(1)


def test_two_steps_that_must_differ_compete_for_one_person() -> None:
    people = {**PEOPLE, "科室负责人": frozenset({2}), "保密审查员": frozenset({2})}
    (deadlock,) = review(people=people).deadlocks()
    assert deadlock.step == SECOND
    assert "复审" in deadlock.reason


def test_three_steps_compete_for_two_people_though_each_pair_would_do() -> None:
    steps = tuple(Step(str(number), f"第{number}步", "甲") for number in range(3))
    (deadlock,) = review(steps=steps, people={"甲": frozenset({1, 2})}).deadlocks()
    assert deadlock.step == steps[2]


@pytest.mark.parametrize(
    ("authors", "people", "sentence"),
    [
        pytest.param({4}, PEOPLE, "都是这篇稿件的作者", id="only-the-author"),
        pytest.param({9}, {**PEOPLE, "分管领导": frozenset()}, "没有在岗", id="nobody-in"),
    ],
)
def test_a_step_nobody_can_sign_is_told_before_anyone_signs(
    authors: set[int], people: dict[str, frozenset[int]], sentence: str
) -> None:
    (deadlock,) = review(authors=frozenset(authors), people=people).deadlocks()
    assert deadlock.step == FINAL
    assert sentence in deadlock.reason


def test_nobody_may_sign_away_the_only_person_of_a_later_step() -> None:
    people = {**PEOPLE, "保密审查员": frozenset({2})}
    assert review(people=people).may_sign(1)
    (obstacle,) = review(people=people).obstacles_to_signing(2)
    assert "“复审”就没有人能签" in obstacle


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    roles = ("甲", "乙", "丙")
    steps = tuple(
        Step(str(number), f"第{number}步", draw(st.sampled_from(roles)), draw(st.booleans()))
        for number in range(draw(st.integers(min_value=1, max_value=4)))
    )
    some_people = st.frozensets(st.integers(min_value=1, max_value=4), max_size=3)
    return Review(
        steps=steps,
        signatures=(),
        authors=draw(st.frozensets(st.integers(min_value=1, max_value=4), max_size=1)),
        people={role: draw(some_people) for role in roles},
    )


def can_be_completed(stage: Review) -> bool:
    """Every choice of signers tried, by the words of the rule."""
    pools = [stage.people[step.role] - stage.authors for step in stage.steps]
    return any(
        all(
            not step.must_differ_from_earlier_signers or chosen[at] not in chosen[:at]
            for at, step in enumerate(stage.steps)
        )
        for chosen in product(*pools)
    )


@given(reviews())
def test_there_is_a_deadlock_exactly_when_no_choice_of_signers_works(stage: Review) -> None:
    assert bool(stage.deadlocks()) is not can_be_completed(stage)


@given(reviews(), st.data())
def test_without_a_deadlock_whoever_may_sign_the_review_comes_to_its_end(
    stage: Review, choice: st.DataObject
) -> None:
    assume(not stage.deadlocks())
    while (step := stage.next_step) is not None:
        willing = [person for person in range(1, 5) if stage.may_sign(person)]
        assert willing
        signature = Signature(step.key, choice.draw(st.sampled_from(willing)))
        stage = Review(
            steps=stage.steps,
            signatures=(*stage.signatures, signature),
            authors=stage.authors,
            people=stage.people,
        )
        assert not stage.deadlocks()
    assert not stage.authors & set(stage.signers.values())


@given(reviews())
def test_an_author_never_may_sign(stage: Review) -> None:
    assert not any(stage.may_sign(author) for author in stage.authors)
