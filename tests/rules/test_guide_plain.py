"""A guide as plain values: nothing is lost on the way there and back, and faults are all told."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.guides.plain import NotAGuide, guide_of, said_of
from gongkai.rules.guides.service_guides import (
    Basis,
    Contact,
    Fee,
    Handling,
    Material,
    Necessity,
    Original,
    Outcome,
    Place,
    Question,
    ServiceGuide,
    ServiceKind,
    Step,
    Term,
    TimeUnit,
)

WORDS = st.text(alphabet="办理许可证0123ab", max_size=12)
TERMS = st.none() | st.builds(
    Term, number=st.integers(0, 90), unit=st.sampled_from(TimeUnit), article=WORDS
)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))
GUIDES = st.builds(
    ServiceGuide,
    name=WORDS,
    kind=st.none() | st.sampled_from(ServiceKind),
    handling=st.none() | st.sampled_from(Handling),
    effective_on=DAYS,
    audiences=st.lists(WORDS.filter(bool), max_size=3).map(tuple),
    basis=st.lists(
        st.builds(Basis, name=WORDS, in_force_from=DAYS, record=st.none() | st.integers(1, 9)),
        max_size=3,
    ).map(tuple),
    materials=st.lists(
        st.builds(
            Material,
            name=WORDS,
            original=st.none() | st.sampled_from(Original),
            necessity=st.none() | st.sampled_from(Necessity),
            copies=st.none() | st.integers(0, 9),
        ),
        max_size=3,
    ).map(tuple),
    process=st.lists(
        st.builds(Step, name=WORDS, term=TERMS, question=WORDS, otherwise=WORDS), max_size=3
    ).map(tuple),
    statutory_limit=TERMS,
    visits=st.none() | st.integers(0, 5),
    is_charged=st.none() | st.booleans(),
    fees=st.lists(st.builds(Fee, name=WORDS, may_be_reduced=st.none() | st.booleans())).map(tuple),
    places=st.lists(st.builds(Place, address=WORDS, hours=WORDS)).map(tuple),
    enquiries=st.lists(st.builds(Contact, phone=WORDS)).map(tuple),
    outcomes=st.lists(st.builds(Outcome, name=WORDS, valid_for=WORDS)).map(tuple),
    questions=st.lists(st.builds(Question, question=WORDS, answer=WORDS)).map(tuple),
)


@given(GUIDES)
def test_a_guide_comes_back_as_it_was(guide: ServiceGuide) -> None:
    said = json.loads(json.dumps(said_of(guide), ensure_ascii=False))
    assert guide_of(said) == guide


def test_what_is_not_filled_in_is_not_kept() -> None:
    assert said_of(ServiceGuide(name="补证", is_charged=False, visits=0)) == {
        "name": "补证",
        "is_charged": False,
        "visits": 0,
    }


def test_every_fault_is_told_with_its_place() -> None:
    with pytest.raises(NotAGuide) as told:
        guide_of(
            {
                "name": 3,
                "kind": "许可",
                "effective_on": "2026年3月",
                "materials": [{"name": "申请表", "copies": "两份"}, "身份证"],
                "process": {"name": "受理"},
                "statutory_limit": {"unit": "工作日"},
                "visits": True,
                "fee": "10元",
                "questions": [{"question": "a\x00b"}],
            }
        )
    assert {element for element, _ in told.value.faults} == {
        "", "name", "kind", "effective_on", "materials.1.copies", "materials.2", "process",
        "statutory_limit.number", "visits", "questions.1.question",
    }  # fmt: skip
    assert "应写作 2026-03-01" in str(told.value)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"conditions": ["甲"] * 301}, id="too-many"),
        pytest.param({"name": "长" * 5001}, id="too-long"),
        pytest.param({"visits": 10**30}, id="too-great"),
        pytest.param({"basis": [{"name": "法", "__class__": "x"}]}, id="unknown-element"),
    ],
)
def test_what_is_out_of_measure_is_refused(said: dict) -> None:
    with pytest.raises(NotAGuide):
        guide_of(said)
