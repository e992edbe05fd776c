"""What is already public of what somebody is about to ask for. Nothing of the question is kept."""

import re
from collections import Counter
from dataclasses import dataclass

from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency
from gongkai.web.finding import public_index
from gongkai.web.search import Query

MOST_SHOWN = 5
MOST_PIECES = 8
SHORTEST = 2
LONGEST_PIECE = 20
_LONGEST_READ = 300
# Where a Chinese sentence falls into the names of things.
_BETWEEN = re.compile(r"[\W_]+|的|和|与|及|或者?|以及|关于|有关|对于")
_ASKING = re.compile(
    r"^(我们?|本人)?(想要?|希望|需要|要求|申请|请问|请)?(了解|知道|查询|获取|公开|提供|贵局|贵单位)*"
)


@dataclass(frozen=True)
class Known:
    """Something public that the question may be about."""

    title: str
    url: str


def known(agency: Agency, words: str) -> list[Known]:
    """The nearest public records: those that hold the whole of it, else most of its pieces."""
    words = " ".join(words.split())[:_LONGEST_READ]
    if len(words) < SHORTEST:
        return []
    found = _records(agency, words) or _by_pieces(agency, pieces(words))
    shown = (
        Record.objects.public()
        .filter(pk__in=found, agency=agency)
        .select_related("live_edition")
        .in_bulk()
    )
    return [
        Known(record.live_edition.title, record.get_absolute_url())
        for pk in found
        if (record := shown.get(pk)) is not None and record.live_edition is not None
    ]


def pieces(words: str) -> list[str]:
    """The names of things in a sentence, in its order, without the words of asking."""
    cut = (_ASKING.sub("", part, count=1) for part in _BETWEEN.split(words) if part)
    told = [part[:LONGEST_PIECE] for part in cut if len(part) >= SHORTEST]
    return list(dict.fromkeys(told))[:MOST_PIECES]


def _by_pieces(agency: Agency, parts: list[str]) -> list[int]:
    matched = Counter(pk for part in parts for pk in _records(agency, part))
    return [pk for pk, _ in matched.most_common(MOST_SHOWN)]


def _records(agency: Agency, words: str) -> list[int]:
    asked = Query(words=words, agency=agency.slug, per_page=MOST_SHOWN)
    return [hit.record for hit in public_index().search(asked).hits]
