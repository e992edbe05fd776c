"""The 21 outcomes of an application, their grounds, and what the applicant is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.exemptions import Effect, exemptions
from gongkai.rules.outcomes import (
    CannotAdvise,
    OutcomeKind,
    Remedy,
    outcomes,
    remedy_paragraph,
    remedy_terms,
)

DAY = date(2026, 3, 2)
CODES = [
    "R-1", "R-2", "R-3.1", "R-3.2", "R-3.3", "R-3.4", "R-3.5", "R-3.6", "R-3.7", "R-3.8",
    "R-4.1", "R-4.2", "R-4.3", "R-5.1", "R-5.2", "R-5.3", "R-5.4", "R-5.5",
    "R-6.1", "R-6.2", "R-6.3",
]  # fmt: skip
REVIEW_FIRST = CODES[2:9]
EITHER = [CODES[0], *CODES[9:]]


def paragraph(code: str, on: date = DAY) -> str:
    return remedy_paragraph(
        outcomes()[code], review_body="清河市人民政府", court="清河铁路运输法院", on=on
    )


def test_the_outcomes_are_the_leaf_rows_of_table_three_in_order() -> None:
    assert list(outcomes()) == CODES
    kinds = [outcome.kind for outcome in outcomes().values()]
    assert [kinds.count(kind) for kind in OutcomeKind] == [1, 1, 8, 3, 5, 3]
    assert outcomes()["R-3.3"].name == "3.危及“三安全一稳定”"


@pytest.mark.parametrize(
    ("code", "article", "effect", "outcome"),
    [
        pytest.param("EX14-1", "第十四条", Effect.MUST_WITHHOLD, "R-3.1", id="state-secret"),
        pytest.param("EX14-2", "第十四条", Effect.MUST_WITHHOLD, "R-3.2", id="forbidden-by-law"),
        pytest.param("EX14-3", "第十四条", Effect.MUST_WITHHOLD, "R-3.3", id="public-safety"),
        pytest.param("EX15", "第十五条", Effect.MUST_WITHHOLD, "R-3.4", id="third-party"),
        pytest.param("EX16-1", "第十六条第一款", Effect.MAY_WITHHOLD, "R-3.5", id="internal"),
        pytest.param("EX16-2", "第十六条第二款", Effect.MAY_WITHHOLD, "R-3.6", id="in-process"),
        pytest.param("EX16-3", "第十六条第二款", Effect.MAY_WITHHOLD, "R-3.7", id="case-file"),
    ],
)
def test_a_ground_has_its_article_effect_and_row(
    code: str, article: str, effect: Effect, outcome: str
) -> None:
    ground = exemptions()[code]
    assert (ground.article, ground.effect, ground.outcome) == (article, effect, outcome)
    assert outcomes()[outcome].grounds == (ground,)


def test_only_third_party_and_process_grounds_can_be_overcome() -> None:
    overcome = [code for code, ground in exemptions().items() if ground.unless]
    assert overcome == ["EX15", "EX16-2", "EX16-3"]


def test_a_partial_grant_may_rest_on_any_ground() -> None:
    assert outcomes()["R-2"].grounds == tuple(exemptions().values())


def test_whoever_may_have_to_review_first_rests_on_a_ground_of_articles_14_to_16() -> None:
    for outcome in outcomes().values():
        assert bool(outcome.grounds) is (outcome.remedy is not Remedy.EITHER)


def test_review_comes_first_exactly_for_refusals_on_articles_14_to_16() -> None:
    first = [code for code, outcome in outcomes().items() if outcome.is_refusal_to_review_first]
    assert first == REVIEW_FIRST


def test_only_a_full_grant_may_leave_the_remedies_out() -> None:
    assert [code for code, outcome in outcomes().items() if not outcome.needs_remedy] == ["R-1"]


def test_every_refusal_states_reasons_and_basis() -> None:
    for outcome in outcomes().values():
        if outcome.kind in (OutcomeKind.PARTLY_GRANTED, OutcomeKind.REFUSED):
            assert {"reasons", "basis", "remedy"} <= {part.key for part in outcome.parts}


@pytest.mark.parametrize("code", REVIEW_FIRST)
def test_a_refusal_says_that_review_comes_first(code: str) -> None:
    assert paragraph(code) == (
        "如对本答复不服，依照《中华人民共和国行政复议法》第二十条、第二十三条第一款第四项的规定，"
        "应当自收到本答复之日起60日内先向清河市人民政府申请行政复议。对行政复议决定不服的，"
        "依照《中华人民共和国行政诉讼法》第四十五条的规定，可以自收到行政复议决定书之日起15日内"
        "向清河铁路运输法院提起行政诉讼；行政复议机关逾期不作决定的，可以自行政复议期限届满之日起"
        "15日内提起行政诉讼。未经行政复议，不能直接提起行政诉讼。"
    )


@pytest.mark.parametrize("code", EITHER)
def test_the_other_replies_leave_the_choice(code: str) -> None:
    assert paragraph(code) == (
        "如对本答复不服，可以依照《中华人民共和国行政复议法》第二十条的规定，自收到本答复之日起"
        "60日内向清河市人民政府申请行政复议；也可以依照《中华人民共和国行政诉讼法》第四十六条的"
        "规定，自收到本答复之日起6个月内向清河铁路运输法院提起行政诉讼。"
    )


def test_a_partial_grant_demands_review_only_for_what_is_withheld() -> None:
    withheld, rest = paragraph("R-2").split("如对本答复的其他部分不服，")
    assert withheld.startswith("如对本答复中不予公开的部分不服，依照")
    assert "先向清河市人民政府申请行政复议" in withheld
    assert "6个月" in rest


@pytest.mark.parametrize(
    ("review_body", "court"),
    [
        pytest.param(" ", "清河铁路运输法院", id="no-review-body"),
        pytest.param("清河市人民政府", "", id="no-court"),
    ],
)
def test_a_paragraph_without_an_addressee_is_refused(review_body: str, court: str) -> None:
    with pytest.raises(CannotAdvise, match="名称都要填写"):
        remedy_paragraph(outcomes()["R-1"], review_body=review_body, court=court, on=DAY)


def test_no_paragraph_is_written_for_a_day_before_the_terms_in_the_data() -> None:
    assert "先向" in paragraph("R-3.1", date(2024, 1, 1))
    with pytest.raises(CannotAdvise, match="2023年12月31日"):
        paragraph("R-3.1", date(2023, 12, 31))


def test_every_term_names_its_source() -> None:
    assert {term.key for term in remedy_terms()} == {"review", "action_after_review", "action"}
    assert all(term.source for term in remedy_terms())


@given(
    code=st.sampled_from(CODES), on=st.dates(min_value=date(2024, 1, 1)), body=st.text(min_size=1)
)
def test_every_paragraph_names_the_review_body(code: str, on: date, body: str) -> None:
    body = f"政府{body}"
    said = remedy_paragraph(outcomes()[code], review_body=body, court="法院", on=on)
    assert f"向{body}申请行政复议" in said
