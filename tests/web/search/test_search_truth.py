"""The search against plain substring truth."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.web.search import Index, Query

# Few characters, so that texts share many substrings and near misses abound.
PIECES = [
    "政",
    "府",
    "信",
    "息",
    "公",
    "开",
    "公开",
    "，",
    "。",
    "〔",
    " ",
    "\n",
    "2023",
    "ａ",
    "Docx",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")


def substrings(text: str) -> Iterator[str]:
    for run in HAN_RUN.findall(text):
        for start in range(len(run)):
            for end in range(start + 1, min(start + 6, len(run)) + 1):
                yield run[start:end]


@settings(deadline=None, max_examples=30)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from(["title", "text"]))
def test_every_substring_is_found_in_exactly_the_texts_that_hold_it(entry, texts, field):
    folded = [unicodedata.normalize("NFKC", text).lower() for text in texts]
    with TemporaryDirectory() as folder:
        index = Index(Path(folder))
        index.rebuild(entry(record, **{field: text}) for record, text in enumerate(texts))
        for wanted in {piece for text in texts for piece in substrings(text)}:
            hits = index.search(Query(wanted, per_page=100)).hits
            truth = {record for record, text in enumerate(folded) if wanted in text}
            assert {hit.record for hit in hits} == truth
            for hit in hits:
                shown = hit.title if field == "title" else hit.snippet
                marked = [fragment.text for fragment in shown if fragment.marked]
                assert any(wanted in text for text in marked)
