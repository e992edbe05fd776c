"""Changing the index: the one place for a writer, and rebuilding beside what readers see."""

import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from gongkai.web.search.entries import Entry
from gongkai.web.search.generations import Generations, IndexDamaged, damage_named
from gongkai.web.search.schema import SCHEMA, document, prepare

_HEAP_BYTES = 64_000_000
_POLL_SECONDS = 0.05


class IndexBusy(Exception):
    """Another process kept the index's one place for a writer for too long."""


class Writer:
    """Changes to the index that become visible together."""

    def __init__(self, engine: tantivy.IndexWriter) -> None:
        self._engine = engine

    def put(self, entry: Entry) -> None:
        """Add the entry, in place of any the same record had."""
        self.remove(entry.record)
        self._engine.add_document(document(entry))

    def remove(self, record: int) -> None:
        self._engine.delete_documents_by_term("id", str(record))


@contextmanager
def writing(generations: Generations, *, patience_seconds: float) -> Iterator[Writer]:
    deadline = time.monotonic() + patience_seconds
    engine = _writer_place(generations, deadline)
    with _committed(engine):
        yield Writer(engine)


def rebuild(generations: Generations, entries: Iterable[Entry], *, patience_seconds: float) -> int:
    with _others_kept_out(generations, patience_seconds=patience_seconds):
        fresh = generations.create()
        try:
            count = _fill(fresh, entries)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        generations.promote(fresh)
    return count


def _fill(folder: Path, entries: Iterable[Entry]) -> int:
    count = 0
    engine = _engine(prepare(tantivy.Index(SCHEMA, path=str(folder))))
    with _committed(engine):
        writer = Writer(engine)
        for entry in entries:
            writer.put(entry)
            count += 1
    return count


@contextmanager
def _committed(engine: tantivy.IndexWriter) -> Iterator[None]:
    try:
        yield
        engine.commit()
    except BaseException:
        engine.rollback()
        raise
    finally:
        # Frees the lock, and lets merging finish: abandoned merges leave ever more segments.
        engine.wait_merging_threads()


@contextmanager
def _others_kept_out(generations: Generations, *, patience_seconds: float) -> Iterator[None]:
    """Hold the writer's place unused: what was put into the old index meanwhile would be lost."""
    deadline = time.monotonic() + patience_seconds
    try:
        place = _writer_place(generations, deadline)
    except IndexDamaged:
        # Nobody can write into a damaged index, so there is nothing to lose.
        yield
        return
    try:
        yield
    finally:
        place.wait_merging_threads()


def _writer_place(generations: Generations, deadline: float) -> tantivy.IndexWriter:
    while True:
        folder = generations.current() or _first(generations)
        with damage_named():
            opened = prepare(tantivy.Index.open(str(folder)))
        try:
            engine = _engine(opened)
        except ValueError as refusal:
            if "LockBusy" not in str(refusal):
                raise IndexDamaged("检索索引无法写入，请重建索引。") from refusal
            if time.monotonic() >= deadline:
                raise IndexBusy("检索索引正由另一个进程写入，请稍后再试。") from refusal
            time.sleep(_POLL_SECONDS)
            continue
        if generations.current() == folder:
            return engine
        # A rebuild moved everybody on between the look at the pointer and the lock.
        engine.wait_merging_threads()


def _first(generations: Generations) -> Path:
    fresh = generations.create()
    tantivy.Index(SCHEMA, path=str(fresh))
    return generations.found(fresh)


def _engine(opened: tantivy.Index) -> tantivy.IndexWriter:
    # One thread writes one segment for each commit; the work of cutting text is Python's anyway.
    return opened.writer(heap_size=_HEAP_BYTES, num_threads=1)
