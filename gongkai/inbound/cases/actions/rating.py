"""Rating: what the sender of a closed case thinks of how it was handled, said once."""

from collections.abc import Iterator
from datetime import datetime

from gongkai.inbound.cases.actions.stepping import lock
from gongkai.inbound.cases.models import Case, Rating
from gongkai.ledger.actions import action, record, refuse_if

LONGEST_WORD = 200


@action
def rate(case: Case, *, stars: int, word: str = "", at: datetime) -> Rating:
    """Keeps the rating; the ledger keeps the number and not the word."""
    case = lock(case)
    refuse_if(_to_rating(case, stars=stars, word=word))
    rating = Rating.objects.create(case=case, stars=stars, word=word.strip(), at=at)
    record("case.rated", case, agency=case.agency, by=None, at=at, by_name="来件人", stars=stars)
    return rating


def _to_rating(case: Case, *, stars: int, word: str) -> Iterator[str]:
    if case.closed_on is None:
        yield "这一件还没有办结，办结以后再评价。"
    if Rating.objects.filter(case=case).exists():
        yield "这一件已经评价过，每一件只评价一次。"
    if not Rating.LOWEST <= stars <= Rating.HIGHEST:
        yield f"请在{Rating.LOWEST}到{Rating.HIGHEST}分之间选择。"
    if len(word) > LONGEST_WORD:
        yield f"评语最多{LONGEST_WORD}个字。"
