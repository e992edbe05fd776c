"""The one search index of this installation."""

from functools import cache
from pathlib import Path

from django.conf import settings

from gongkai.web.search import Index


def public_index() -> Index:
    return _opened(Path(settings.SEARCH_ROOT))


@cache
def _opened(folder: Path) -> Index:
    # One reader a process: opening costs far more than asking.
    return Index(folder)
