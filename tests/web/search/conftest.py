"""A fresh index, and entries that need only name what a test is about."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai.web.search import Entry, Index, Query

EntryMaker = Callable[..., Entry]


@pytest.fixture(scope="session")
def entry() -> EntryMaker:
    def make(record: int, **given: object) -> Entry:
        fields: dict[str, object] = {
            "agency": "jiaotong",
            "title": "",
            "text": "",
            "attachments": "",
            "document_number": "",
            "index_number": "",
            "keywords": (),
            "unit": "办公室",
            "columns": ("zhengce",),
            "year": 2023,
            "validity": "有效",
            "formats": ("网页",),
            "published_at": datetime(2023, 7, 1, 9, 0, tzinfo=UTC),
        }
        return Entry(record=record, **{**fields, **given})  # type: ignore[arg-type]

    return make


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "index", patience_seconds=5)


@pytest.fixture
def put(index: Index) -> Callable[..., None]:
    def write(*entries: Entry) -> None:
        with index.writer() as writer:
            for entry in entries:
                writer.put(entry)

    return write


@pytest.fixture
def found(index: Index) -> Callable[..., list[int]]:
    def ask(words: str, **given: object) -> list[int]:
        query = Query(words, **given)  # type: ignore[arg-type]
        return [hit.record for hit in index.search(query).hits]

    return ask
