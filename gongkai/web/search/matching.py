"""What a visitor's words and filters ask of the index, and what counts for more."""

import re
from dataclasses import dataclass

import tantivy

from gongkai.web.search.characters import BREAK, bare, fold, pairs, tidy, units
from gongkai.web.search.entries import Query
from gongkai.web.search.schema import (
    ATTACHMENTS,
    BODY,
    LABELS,
    SCHEMA,
    SEARCHED,
    TITLE,
    pairs_of,
    units_of,
)

LONGEST_WORDS = 500
LAST_PAGE = 50
MOST_PER_PAGE = 100
FACETS = ("unit", "column", "year", "validity", "format")

# A title hit stands above any label hit, that above any body hit, and attachments come last.
# Relevance adds at most about 26 for each field (idf of 200,000 records times 2.2) and twenty
# years of freshness 4 %, so both decide only within a tier.
_TIERS = {TITLE: 1000.0, LABELS: 600.0, BODY: 300.0, ATTACHMENTS: 100.0}
_TERM = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')
_MUST, _SHOULD, _MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


@dataclass(frozen=True)
class Term:
    """One word or quoted phrase: units that must stand next to each other, in this order."""

    units: tuple[str, ...]


def read_terms(words: str) -> tuple[Term, ...]:
    """The terms of a query; none when it holds nothing to look for, or is too long to be one."""
    if len(words) > LONGEST_WORDS:
        return ()
    found: dict[Term, None] = {}
    for quoted, plain in _TERM.findall(fold(words)):
        marked = units(quoted or plain)
        if marked:
            marked[-1] = marked[-1].rstrip(BREAK)
            found[Term(tuple(marked))] = None
    return tuple(found)


def matching(terms: tuple[Term, ...]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(_MUST, _anywhere(term)) for term in terms])


def filters(query: Query) -> dict[str, str]:
    chosen = {
        "agency": query.agency,
        "unit": query.unit,
        "column": query.column,
        "year": "" if query.year is None else str(query.year),
        "validity": query.validity,
        "format": query.format,
    }
    return {field: tidy(value) for field, value in chosen.items() if value}


def narrowed(base: tantivy.Query, chosen: dict[str, str]) -> tantivy.Query:
    """`base` within the chosen filters, which add nothing to the score."""
    if not chosen:
        return base
    clauses = [(_MUST, base)]
    for field, value in chosen.items():
        wanted = tantivy.Query.term_query(SCHEMA, field, value, index_option="basic")
        clauses.append((_MUST, tantivy.Query.const_score_query(wanted, 0.0)))
    return tantivy.Query.boolean_query(clauses)


def sharing(record: int, keywords: tuple[str, ...]) -> tantivy.Query:
    """Other records with any of these keywords; a rare keyword counts for more."""
    clauses = [
        (_SHOULD, tantivy.Query.term_query(SCHEMA, "keyword", keyword, index_option="basic"))
        for keyword in keywords
    ]
    itself = tantivy.Query.term_query(SCHEMA, "id", str(record), index_option="basic")
    return tantivy.Query.boolean_query([*clauses, (_MUST_NOT, itself)])


def _anywhere(term: Term) -> tantivy.Query:
    within = {field: _within(field, term) for field in SEARCHED}
    tiers = [
        tantivy.Query.const_score_query(query, _TIERS[field]) for field, query in within.items()
    ]
    # A phrase scores the sum of its pairs: divided, so that long terms do not outgrow the tiers.
    share = 1 / max(1, len(term.units) - 1)
    relevance = [(_SHOULD, tantivy.Query.boost_query(query, share)) for query in within.values()]
    return tantivy.Query.boolean_query(
        [(_MUST, tantivy.Query.disjunction_max_query(tiers)), *relevance]
    )


def _within(field: str, term: Term) -> tantivy.Query:
    marked = bare(term.units) if field == LABELS else list(term.units)
    if len(marked) == 1:
        return tantivy.Query.term_query(SCHEMA, units_of(field), marked[0], index_option="basic")
    wanted = pairs(marked)
    if len(wanted) == 1:
        # A phrase query of one token aborts inside the engine.
        return tantivy.Query.term_query(SCHEMA, pairs_of(field), wanted[0])
    return tantivy.Query.phrase_query(SCHEMA, pairs_of(field), list(wanted))
