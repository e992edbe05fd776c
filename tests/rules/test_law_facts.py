"""The list of what a person may have to check: complete, named, and settable where it is a term."""

from gongkai.rules.clocks.terms import terms
from gongkai.rules.law_facts import facts


def test_every_fact_has_a_key_of_its_own_a_label_and_a_source() -> None:
    keys = [fact.key for fact in facts()]
    assert len(keys) == len(set(keys))
    assert all(fact.label and fact.source for fact in facts())


def test_every_term_is_a_fact_that_may_be_set_and_nothing_else_is() -> None:
    settable = {fact.key: fact.value for fact in facts() if fact.is_overridable}
    assert settable == {term.key: term.value for term in terms()}
    assert terms({key: int(value) for key, value in settable.items()})


def test_what_waits_for_a_person_is_found_in_every_file() -> None:
    waiting = {fact.key for fact in facts() if not fact.verified}
    assert {
        "foi-fee-payment",
        "outcomes.articles",
        "outcomes.action_after_review",
        "fees.pieces.in_force_from",
        "holidays.2026.number",
        "holidays.guangxi.1",
    } <= waiting
    assert not waiting & {"foi-reply", "outcomes.review", "fees.pages.bands", "holidays.2026.days"}


def test_a_fact_reads_like_a_line_of_a_table() -> None:
    by_key = {fact.key: fact for fact in facts()}
    report = by_key["annual-report-department"]
    assert (report.value, report.unit, report.article) == (131, "月日", "第四十九条")
    assert by_key["fees.pieces.bands"].value.startswith("第1件起每件0元；第11件起每件100元")  # type: ignore[union-attr]
    assert by_key["holidays.2026.days"].value == "放假33日"
