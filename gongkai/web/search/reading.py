"""Asking the index: an always current view of it, and one page of answers."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import tantivy

from gongkai.web.search.entries import NEWEST, Hit, Query, Results
from gongkai.web.search.generations import Generations, IndexDamaged, damage_named
from gongkai.web.search.matching import (
    FACETS,
    LAST_PAGE,
    MOST_PER_PAGE,
    Term,
    filters,
    matching,
    narrowed,
)
from gongkai.web.search.schema import ATTACHMENTS, BODY, TITLE, prepare, shown
from gongkai.web.search.snippets import marked, patterns, snippet

log = logging.getLogger(__name__)

_MOST_FACETS = 500

Answer = TypeVar("Answer")


class Reader:
    """The newest committed state of the index in use, for as long as the process lives."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._opened: tuple[Path, tantivy.Index] | None = None

    def searcher(self) -> tantivy.Searcher | None:
        """None when nothing was ever written; `IndexDamaged` when it cannot be opened."""
        folder = self._generations.current()
        if folder is None:
            return None
        opened = self._opened
        with damage_named():
            if opened is None or opened[0] != folder:
                opened = (folder, prepare(tantivy.Index.open(str(folder))))
                self._opened = opened
            opened[1].reload()
            return opened[1].searcher()

    def ask(self, question: Callable[[tantivy.Searcher], Answer], *, otherwise: Answer) -> Answer:
        """The answer, or `otherwise` without an index; of a damaged one the log tells."""
        try:
            searcher = self.searcher()
            if searcher is None:
                return otherwise
            with damage_named():
                return question(searcher)
        except IndexDamaged:
            log.exception("The search index could not be read")
            return otherwise


def results(searcher: tantivy.Searcher, query: Query, terms: tuple[Term, ...]) -> Results:
    base = matching(terms)
    chosen = filters(query)
    asked = narrowed(base, chosen)
    per_page = min(max(query.per_page, 1), MOST_PER_PAGE)
    page = max(query.page, 1)
    # Past the last page only the count is wanted, yet the engine aborts on a limit of nothing.
    is_beyond = page > LAST_PAGE
    newest = query.order == NEWEST
    found = searcher.search(
        asked,
        limit=1 if is_beyond else per_page,
        offset=0 if is_beyond else (page - 1) * per_page,
        order_by_field="published" if newest else None,
        weight_by_field=None if newest else "freshness",
    )
    addresses = [] if is_beyond else [address for _, address in found.hits]
    return Results(
        total=found.count,  # type: ignore[attr-defined]  # missing from the engine's own types
        hits=_hits(searcher, addresses, terms),
        facets=_facets(searcher, base, chosen),
    )


def records(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> tuple[int, ...]:
    return _numbers(searcher, "record", addresses)


def versions(searcher: tantivy.Searcher) -> tuple[tuple[int, int], ...]:
    if searcher.num_docs == 0:
        return ()
    everything = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs)
    addresses = [address for _, address in everything.hits]
    stamps = _numbers(searcher, "version", addresses)
    return tuple(zip(records(searcher, addresses), stamps, strict=True))


def _numbers(
    searcher: tantivy.Searcher, field: str, addresses: list[tantivy.DocAddress]
) -> tuple[int, ...]:
    # Every document has these fields; the engine's own type allows for those that do not.
    return tuple(int(value or 0) for value in searcher.fast_field_values(field, addresses))


def _hits(
    searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress], terms: tuple[Term, ...]
) -> tuple[Hit, ...]:
    wanted = patterns(terms)
    hits = []
    for record, address in zip(records(searcher, addresses), addresses, strict=True):
        kept = searcher.doc(address)
        title, text, attachments = (
            bytes(kept.get_first(shown(field)) or b"").decode()
            for field in (TITLE, BODY, ATTACHMENTS)
        )
        passage, in_attachment = snippet(text, attachments, wanted)
        hits.append(Hit(record, marked(title, wanted), passage, in_attachment))
    return tuple(hits)


def _facets(
    searcher: tantivy.Searcher, base: tantivy.Query, chosen: dict[str, str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Counts under all filters but the facet's own, so that its other values can be chosen."""
    counts: dict[str, tuple[tuple[str, int], ...]] = {}
    unchosen = [facet for facet in FACETS if facet not in chosen]
    counts |= _counted(searcher, narrowed(base, chosen), unchosen)
    for facet in FACETS:
        if facet in chosen:
            others = {field: value for field, value in chosen.items() if field != facet}
            counts |= _counted(searcher, narrowed(base, others), [facet])
    return counts


def _counted(
    searcher: tantivy.Searcher, asked: tantivy.Query, facets: list[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    if not facets:
        return {}
    wanted = {facet: {"terms": {"field": facet, "size": _MOST_FACETS}} for facet in facets}
    answer = searcher.aggregate(asked, wanted)
    counts = {}
    for facet in facets:
        values = [(bucket["key"], bucket["doc_count"]) for bucket in answer[facet]["buckets"]]
        if facet == "year":
            values.sort(reverse=True)
        else:
            values.sort(key=lambda value: (-value[1], value[0]))
        counts[facet] = tuple(values)
    return counts
