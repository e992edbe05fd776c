"""Full-text search over what is public: Chinese by character pairs, Latin by whole words."""

from gongkai.web.search.entries import (
    NEWEST,
    RELEVANCE,
    Entry,
    Fragment,
    Hit,
    Order,
    Query,
    Results,
)
from gongkai.web.search.generations import IndexDamaged
from gongkai.web.search.index import Index
from gongkai.web.search.matching import LAST_PAGE, LONGEST_WORDS
from gongkai.web.search.suggestions import suggest_keywords
from gongkai.web.search.writing import IndexBusy, Writer

__all__ = [
    "LAST_PAGE",
    "LONGEST_WORDS",
    "NEWEST",
    "RELEVANCE",
    "Entry",
    "Fragment",
    "Hit",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "Order",
    "Query",
    "Results",
    "Writer",
    "suggest_keywords",
]
