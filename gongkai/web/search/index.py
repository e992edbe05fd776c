"""The searchable copy of what is public, as one thing to write to and to ask."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import tantivy

from gongkai.web.search import reading, writing
from gongkai.web.search.characters import fold
from gongkai.web.search.entries import Entry, Query, Results
from gongkai.web.search.generations import Generations, IndexDamaged
from gongkai.web.search.matching import filters, narrowed, read_terms, sharing


class Index:
    """The searchable copy of what is public, in a folder of its own."""

    def __init__(self, folder: Path, *, patience_seconds: float = 30.0) -> None:
        self._generations = Generations(folder)
        self._reader = reading.Reader(self._generations)
        self._patience_seconds = patience_seconds

    @property
    def is_ready(self) -> bool:
        """Whether searches are answered from an index, be it an empty one."""
        try:
            return self._reader.searcher() is not None
        except IndexDamaged:
            return False

    def writer(self) -> AbstractContextManager[writing.Writer]:
        """All changes at the end of the block, or none when it raises. See `IndexBusy`."""
        return writing.writing(self._generations, patience_seconds=self._patience_seconds)

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replace everything; readers see the old index until the whole new one is there."""
        return writing.rebuild(self._generations, entries, patience_seconds=self._patience_seconds)

    def search(self, query: Query) -> Results:
        terms = read_terms(query.words)
        if not terms:
            return Results()
        return self._reader.ask(
            lambda searcher: reading.results(searcher, query, terms), otherwise=Results()
        )

    def related(
        self, record: int, keywords: Iterable[str], *, limit: int = 5, agency: str = ""
    ) -> tuple[int, ...]:
        """Other records that share keywords, best first, the newer where they are equal."""
        wanted = tuple(dict.fromkeys(filter(None, map(fold, keywords))))
        if not wanted or limit < 1:
            return ()
        asked = narrowed(sharing(record, wanted), filters(Query("", agency=agency)))

        def best(searcher: tantivy.Searcher) -> tuple[int, ...]:
            found = searcher.search(asked, limit=limit, weight_by_field="freshness")
            return reading.records(searcher, [address for _, address in found.hits])

        return self._reader.ask(best, otherwise=())

    def records(self) -> Iterator[tuple[int, int]]:
        """Every record with the version it was put in under, in no order."""
        unknown: tuple[tuple[int, int], ...] = ()
        return iter(self._reader.ask(reading.versions, otherwise=unknown))
